package cli

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"btalk/internal/config"
	"btalk/internal/sandbox"
)

func TestConfigShowNamesEverySettingAndItsSource(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	b.set("BTALK_ACCESSIBLE", "yes")
	settings, err := newRuntime(Process{Now: b.now}, b.env).backend.settings()
	if err != nil {
		t.Fatal(err)
	}
	from := map[string]string{}
	for _, item := range b.mustRun(t, "config", "show", "-o", "json").items(t) {
		from[text(t, item, "setting")] = text(t, item, "from")
	}
	for _, name := range slices.Sorted(maps.Keys(settings.Source)) {
		if from[name] == "" && name != "b2b_api_key" { // it shows as the two keys that it sets
			t.Errorf("%s, from %s, is not shown", name, settings.Source[name])
		}
	}
	if from["accessible"] != "BTALK_ACCESSIBLE" || from["esc_wait"] != "not set" {
		t.Errorf("accessible from %q, esc_wait from %q", from["accessible"], from["esc_wait"])
	}
}

func TestEverySettingThatHasAVariableIsInTheHelp(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	settings, err := newRuntime(Process{Now: b.now}, b.env).backend.settings()
	if err != nil {
		t.Fatal(err)
	}
	help := newEnvironment().Long
	for name := range settings.Source {
		if name != "credential_command" && name != "esc_wait" && !strings.Contains(help, config.Variable(name)) {
			t.Errorf("%s is not there", config.Variable(name))
		}
	}
}
