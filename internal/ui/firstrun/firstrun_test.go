package firstrun

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/uitest"
)

const secret = "s3cr3t-of-the-portal"

// page is the screen and what it told the root.
type page struct {
	*Screen
	told []tea.Msg
}

func (p *page) Update(msg tea.Msg) screen.Do {
	switch msg.(type) {
	case DemoMsg, ReadyMsg:
		p.told = append(p.told, msg)
		return nil
	}
	return p.Screen.Update(msg)
}

func open(t *testing.T, setup Setup, test func(p *page, d *uitest.Driver)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		styles := theme.Builtin()
		env := &screen.Env{Ctx: t.Context(), Now: time.Now, Keys: keymap.Default(), Styles: &styles}
		p := &page{Screen: New(env, setup)}
		d := uitest.Drive(t, p, 80, 20)
		test(p, d)
		p.Close()
		d.Close()
	})
}

func fill(d *uitest.Driver) {
	d.Press("2")
	d.Type("my-id")
	d.Press("enter")
	d.Type(secret)
	d.Press("enter")
	d.Paste("  key-" + secret + "\n")
	d.Press("enter")
}

func TestDemoDoor(t *testing.T) {
	open(t, Setup{}, func(p *page, d *uitest.Driver) {
		d.Want("three", "demo", "Set up access", "environment variables")
		d.Press("enter")
		if len(p.told) != 1 || p.told[0] != (DemoMsg{}) {
			t.Errorf("told %v", p.told)
		}
	})
}

func TestVariablesDoor(t *testing.T) {
	open(t, Setup{Variables: []string{"BTALK_CLIENT_ID"}}, func(_ *page, d *uitest.Driver) {
		d.Press("down", "down", "enter")
		d.Want("export BTALK_CLIENT_ID=…")
		d.Press("h")
		d.Want("Look around in the demo")
	})
}

func TestGuidedSetUp(t *testing.T) {
	saved := 0
	setup := Setup{
		Path:  "/home/me/.config/btalk/config.toml",
		Check: func(context.Context, Credentials) error { return nil },
		Save:  func(Credentials) (string, error) { saved++; return "/home/me/.config/btalk/config.toml", nil },
	}
	open(t, setup, func(p *page, d *uitest.Driver) {
		fill(d)
		want := Credentials{ClientID: "my-id", ClientSecret: secret, APIKey: "key-" + secret}
		if len(p.told) != 1 || p.told[0] != (ReadyMsg{Credentials: want, Path: setup.Path}) || saved != 1 {
			t.Errorf("told %v, saved %d times", p.told, saved)
		}
	})
}

func TestWrongCredential(t *testing.T) {
	for fault, field := range map[string]string{"API key": "› API key", "client id or secret": "› client id"} {
		saved := 0
		setup := Setup{
			Check: func(context.Context, Credentials) error {
				return &models.Error{Op: "check the credentials", Kind: models.Unauthorized, Status: 401, Fault: models.NewText(fault)}
			},
			Save: func(Credentials) (string, error) { saved++; return "", nil },
		}
		open(t, setup, func(p *page, d *uitest.Driver) {
			fill(d)
			d.Want("the "+fault+" was refused", field)
			if frame := d.Frame(); strings.Contains(frame, secret) || saved != 0 || len(p.told) != 0 {
				t.Errorf("saved %d, told %v:\n%s", saved, p.told, frame)
			}
		})
	}
}

func TestMissingField(t *testing.T) {
	open(t, Setup{}, func(_ *page, d *uitest.Driver) {
		d.Press("2", "tab", "tab")
		d.Type("key")
		d.Press("enter")
		d.Want("✗ it is missing", "› client id")
	})
}

func TestCheckCanBeLeft(t *testing.T) {
	setup := Setup{Check: func(ctx context.Context, _ Credentials) error { <-ctx.Done(); return ctx.Err() }}
	open(t, setup, func(p *page, d *uitest.Driver) {
		fill(d)
		d.Want("checking with the API")
		d.Press("h")
		d.Want("Look around in the demo")
		if len(p.told) != 0 {
			t.Errorf("told %v", p.told)
		}
	})
}

func TestADoorIsChosenByItsNumberOrByEnter(t *testing.T) {
	for keys, shows := range map[string]string{
		"1": "", "2": "Set up access", "3": "export BTALK_API_KEY=…",
		"enter": "", "down enter": "Set up access", "tab down down enter": "export BTALK_API_KEY=…", "j k down enter": "Set up access",
	} {
		open(t, Setup{Variables: []string{"BTALK_API_KEY"}}, func(p *page, d *uitest.Driver) {
			d.Press(strings.Fields(keys)...)
			if shows != "" {
				d.Want(shows)
			}
			if demo := len(p.told) == 1; demo != (shows == "") {
				t.Errorf("%s told %v", keys, p.told)
			}
		})
	}
}

func TestWhatCannotBeACredentialIsNotChecked(t *testing.T) {
	checked := 0
	setup := Setup{Check: func(context.Context, Credentials) error { checked++; return nil }}
	open(t, setup, func(p *page, d *uitest.Driver) {
		d.Press("2")
		d.Paste(strings.Repeat("x", 513))
		d.Press("enter")
		d.Type(secret)
		d.Press("enter")
		d.Type("key")
		d.Press("enter")
		d.Want("it is longer than any credential")
		if checked != 0 || len(p.told) != 0 {
			t.Errorf("checked %d times, told %v", checked, p.told)
		}
	})
}

func TestLeavingTheFormKeepsWhatWasTyped(t *testing.T) {
	open(t, Setup{}, func(p *page, d *uitest.Driver) {
		d.Press("2")
		d.Type("my-id")
		if caret := p.Caret(); caret == nil || caret.Y != 4 {
			t.Errorf("the cursor is at %+v", caret)
		}
		d.Press("esc")
		d.Want("three doors")
		if p.Caret() != nil || p.Typing() || p.Holding() {
			t.Error("the doors are typed into")
		}
		d.Press("2")
		d.Want("› client id      my-id")
	})
}
