package config_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"btalk/internal/config"
)

const canary = "CANARY-4711"

func TestNothingPrintsASecret(t *testing.T) {
	t.Parallel()
	secret := config.NewSecret(canary)
	env, _ := given(t, "[profiles.default]\nclient_secret = '"+canary+"'\nclient_id = 'id'\n",
		"BTALK_API_KEY="+canary, "BTALK_B2B_API_KEY="+canary)
	settings := mustLoad(t, env, config.Flags{})
	values := map[string]any{
		"secret": secret, "pointer": &secret, "settings": settings, "settings pointer": &settings,
		"map": map[string]config.Secret{"k": secret}, "hidden field": struct{ s config.Secret }{secret},
	}
	for name, v := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%p", "%e", "%c", "%U"} {
			wantHidden(t, name+" "+verb, fmt.Sprintf(verb, v))
		}
		wantHidden(t, name+" Sprint", fmt.Sprint(v))
		if text, err := json.Marshal(v); err == nil {
			wantHidden(t, name+" JSON", string(text))
		}
		for _, handler := range []func(*bytes.Buffer) slog.Handler{
			func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) },
			func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) },
		} {
			var b bytes.Buffer
			slog.New(handler(&b)).Info("x", "v", v)
			wantHidden(t, name+" log", b.String())
		}
	}
	text, err := toml.Marshal(map[string]config.Secret{"k": secret})
	if err != nil {
		t.Fatal(err)
	}
	wantHidden(t, "TOML", string(text))
}

// wantHidden looks for the canary as it is, in hexadecimal and in base64.
func wantHidden(t *testing.T, what, text string) {
	t.Helper()
	lower := strings.ToLower(text)
	for _, form := range []string{canary, fmt.Sprintf("%x", canary), "Q0FOQVJZ"} {
		if strings.Contains(lower, strings.ToLower(form)) {
			t.Errorf("%s shows the secret: %s", what, text)
		}
	}
}

func TestASecretSaysWhetherThereIsOne(t *testing.T) {
	t.Parallel()
	none, some := config.NewSecret(""), config.NewSecret("x")
	if !none.Empty() || none.String() != "" || none.Reveal() != "" {
		t.Errorf("none: %q, %q", none.String(), none.Reveal())
	}
	if some.Empty() || some.String() != "[redacted]" || some.GoString() != "[redacted]" || some.Reveal() != "x" {
		t.Errorf("some: %q, %q", some.String(), some.Reveal())
	}
	if text, err := json.Marshal(some); err != nil || string(text) != `"[redacted]"` {
		t.Errorf("JSON %s, %v", text, err)
	}
}
