package e2e

import (
	"regexp"
	"syscall"
	"testing"
	"time"

	"btalk/internal/ptytest"
)

func TestDemoIsBrowsedByKeyboard(t *testing.T) {
	t.Parallel()
	x := btalk.Start(t, ptytest.Home(t), "--demo")
	x.Wait("Customers", "DEMO", "READ-ONLY", "Arverne Pneumatiques SA")
	x.Keys("/arverne" + ptytest.Enter)
	x.Wait("1 of 12")
	x.Keys(ptytest.Enter)
	x.Wait("Arverne Voice Europe")
	x.Keys(ptytest.Enter)
	x.Wait("all of Arverne Pneumatiques SA (84)")
	x.Keys("/lyon" + ptytest.Enter)
	x.Wait("FR_LYO_PARTDIEU_01")
	x.Keys(ptytest.Enter)
	x.Wait("› FR_LYO_PARTDIEU_01", "Further fields")
	x.Keys("h")
	x.Wait("all of Arverne Pneumatiques SA (", "/84)")
	x.Keys(":country FR CH" + ptytest.Enter)
	x.Wait("› FR CH (17)", "Emergency calls")
	x.Resize(60, 15)
	x.Wait("Emergency calls")
	x.Resize(40, 10)
	x.WaitFor("the size that is needed", regexp.MustCompile(`60\s*(×|x|columns)`).MatchString)
	x.Resize(120, 40)
	x.Wait("Emergency calls", "READ-ONLY")
	x.Keys("q")
	if code := x.Exit(); code != 0 {
		t.Errorf("exit %d, want 0", code)
	}
	x.CheckRestored()
}

func TestEveryWayOutRestoresTheTerminal(t *testing.T) {
	t.Parallel()
	signal := func(number syscall.Signal) func(*ptytest.Terminal) {
		return func(x *ptytest.Terminal) { x.Signal(number) }
	}
	tests := []struct {
		name string
		end  func(x *ptytest.Terminal)
		code int
	}{
		{"q", func(x *ptytest.Terminal) { x.Keys("q") }, 0},
		{"ctrl+c", func(x *ptytest.Terminal) { x.Keys(ptytest.CtrlC) }, 0},
		{"INT", signal(syscall.SIGINT), 130},
		{"TERM", signal(syscall.SIGTERM), 143},
		{"HUP", signal(syscall.SIGHUP), 129},
		{"QUIT", signal(syscall.SIGQUIT), 131},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			x := btalk.Start(t, ptytest.Home(t), "--demo")
			x.Wait("Arverne Pneumatiques SA")
			test.end(x)
			if code := x.Exit(); code != test.code {
				t.Errorf("exit %d, want %d", code, test.code)
			}
			x.CheckRestored()
		})
	}
}

func TestTerminalThatAnswersNothing(t *testing.T) {
	t.Parallel()
	x := btalk.StartIn(t, ptytest.Look{Columns: 80, Rows: 24, Mute: true}, ptytest.Home(t), "--demo")
	x.Wait("Arverne Pneumatiques SA")
	x.Keys("q")
	if code := x.Exit(); code != 0 {
		t.Errorf("exit %d, want 0", code)
	}
	x.CheckRestored()
}

func TestTerminalThatGoesAwayEndsTheProgram(t *testing.T) {
	t.Parallel()
	x := btalk.Start(t, ptytest.Home(t), "--demo")
	x.Wait("Arverne Pneumatiques SA")
	x.HangUp()
	if code := x.Exit(); code != 129 {
		t.Errorf("exit %d, want 129", code)
	}
}

// colour finds the sequences that colour a foreground, background or underline.
var colour = regexp.MustCompile(`\x1b\[(?:[0-9:]*;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7]|58)(?:[;:][0-9;:]*)?m`)

func TestNoColorMeansNone(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		env     string
		args    []string
		colours bool
	}{
		{"a dark theme is coloured", "LC_ALL=", []string{"--demo", "--theme", "dark"}, true},
		{"NO_COLOR of any value", "NO_COLOR=yes", []string{"--demo", "--theme", "dark"}, false},
		{"an empty NO_COLOR says nothing", "NO_COLOR=", []string{"--demo", "--theme", "dark"}, true},
		{"--no-color", "LC_ALL=", []string{"--demo", "--theme", "dark", "--no-color"}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			x := btalk.Start(t, ptytest.Home(t, test.env), test.args...)
			x.Wait("Arverne Pneumatiques SA")
			x.Keys("q")
			x.Exit()
			if got := colour.MatchString(x.Written()); got != test.colours {
				t.Errorf("coloured: %v, want %v", got, test.colours)
			}
		})
	}
}

func TestPlaceComesBackAtTheNextStart(t *testing.T) {
	t.Parallel()
	env := ptytest.Home(t)
	first := btalk.Start(t, env, "--demo")
	first.Wait("Arverne Pneumatiques SA")
	first.Keys("/voltara" + ptytest.Enter + ptytest.Enter)
	first.Wait("› Voltara Retail Europe BV (")
	first.Keys("q")
	first.Exit()

	second := btalk.Start(t, env, "--demo")
	second.Wait("› Voltara Retail Europe BV (")
	second.Keys("q")
	if code := second.Exit(); code != 0 {
		t.Errorf("exit %d, want 0", code)
	}
}

func TestKillCostsNoPlaceThatWasShownForASecond(t *testing.T) {
	t.Parallel()
	env := ptytest.Home(t)
	first := btalk.Start(t, env, "--demo")
	first.Wait("Arverne Pneumatiques SA")
	first.Keys("/voltara" + ptytest.Enter + ptytest.Enter)
	first.Wait("› Voltara Retail Europe BV (")
	first.Quiet(2 * time.Second)
	first.Signal(syscall.SIGKILL)
	first.Exit()

	second := btalk.Start(t, env, "--demo")
	second.Wait("› Voltara Retail Europe BV (")
	second.Keys("q")
	second.Exit()
}

func TestOpenGoesStraightToAPlace(t *testing.T) {
	t.Parallel()
	env := ptytest.Home(t)
	x := btalk.Start(t, env, "open", "arverne/headquarters", "--demo")
	x.Wait("Arverne Pneumatiques SA (5)", "Arverne Voice Headquarters (22)")
	x.Keys("q")
	x.Exit()
	if got := btalk.Run(t, env, "open", "nobody", "--demo"); got.Code != 2 {
		t.Errorf("open without a terminal: exit %d, want 2", got.Code)
	}
	nobody := btalk.Start(t, env, "open", "nobody", "--demo")
	if code := nobody.Exit(); code != 3 {
		t.Errorf("open of a customer that does not exist: exit %d, want 3", code)
	}
	nobody.CheckRestored()
}

func TestKeysOfOneWriteReachTheScreensTheyWereMeantFor(t *testing.T) {
	t.Parallel()
	x := btalk.Start(t, ptytest.Home(t), "--demo")
	x.Wait("Arverne Pneumatiques SA")
	x.Keys(":voicesites" + ptytest.Enter)
	x.Wait("Voicesites (")
	x.Keys(":customers" + ptytest.Enter + "/arv" + ptytest.Enter)
	x.Wait("Customers (1/12)")
	x.Keys(":voicesites" + ptytest.Enter + "/gerland" + ptytest.Enter + ptytest.Enter)
	x.Wait("GERLAND", "Further fields")
	x.Keys("q")
	if code := x.Exit(); code != 0 {
		t.Errorf("exit %d, want 0", code)
	}
}
