package config_test

import (
	"fmt"
	"strings"
	"testing"

	"btalk/internal/config"
)

func TestReboundKeysAreCheckedAgainstTheActionsThereAre(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		keys string
		want []string // no error when empty
	}{
		"nothing rebound":                       {"", nil},
		"a free key":                            {"refresh = ['f5', 'r']", nil},
		"two keys exchanged":                    {"refresh = ['s']\nsort = ['r']", nil},
		"an action without any key":             {"sort = []", nil},
		"a key twice for one action":            {"sort = ['s', 's']", nil},
		"an action that does not exist":         {"refrehs = ['f5']", []string{`:2: unknown action "refrehs"; nearest known action: refresh`}},
		"the same key on pages and in forms":    {"open = ['enter']\naccept = ['enter']", nil},
		"a key of forms for an action of pages": {"mark = ['ctrl+s']", nil},
		"an empty key":                          {"sort = ['']", []string{`:2: an empty key for "sort"`}},
		"the default of another action":         {"refresh = ['s']", []string{`:2: key "s" of action refresh belongs to action sort already (its default)`}},
		"both mistakes":                         {"refresh = ['s']\nx = ['q']", []string{":2:", ":3:"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env, _ := given(t, "[keys]\n"+test.keys)
			_, err := config.Load(env, config.Flags{})
			if len(test.want) == 0 && err != nil {
				t.Errorf("error %v, want none", err)
			}
			for _, want := range test.want {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("error %v, want %q", err, want)
				}
			}
		})
	}
}

func TestMistakesComeInTheOrderOfTheirLines(t *testing.T) {
	t.Parallel()
	env, _ := given(t, "[keys]\nzzz = ['f5']\nsort = ['']\naaa = ['f6']\n")
	_, err := config.Load(env, config.Flags{})
	text := fmt.Sprint(err)
	second, third, fourth := strings.Index(text, ":2:"), strings.Index(text, ":3:"), strings.Index(text, ":4:")
	if second < 0 || third < second || fourth < third {
		t.Errorf("got %q", text)
	}
}
