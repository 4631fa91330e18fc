package e2e

import (
	"regexp"
	"syscall"
	"testing"
)

func TestDemoIsBrowsedByKeyboard(t *testing.T) {
	t.Parallel()
	x := start(t, home(t), "--demo")
	x.wait("Customers", "DEMO", "READ-ONLY", "Arverne Pneumatiques SA")
	x.keys("/arverne" + enter)
	x.wait("1 of 12")
	x.keys(enter)
	x.wait("Arverne Voice Europe")
	x.keys(enter)
	x.wait("all of Arverne Pneumatiques SA (84)")
	x.keys("/lyon" + enter)
	x.wait("FR_LYO_PARTDIEU_01")
	x.keys(enter)
	x.wait("› FR_LYO_PARTDIEU_01", "Further fields")
	x.keys("h")
	x.wait("all of Arverne Pneumatiques SA (", "/84)")
	x.keys(":country FR CH" + enter)
	x.wait("› FR CH (17)", "Emergency calls")
	x.resize(60, 15)
	x.wait("Emergency calls")
	x.resize(40, 10)
	x.waitFor("the size that is needed", regexp.MustCompile(`60\s*(×|x|columns)`).MatchString)
	x.resize(120, 40)
	x.wait("Emergency calls", "READ-ONLY")
	x.keys("q")
	if code := x.exit(); code != 0 {
		t.Errorf("exit %d, want 0", code)
	}
	x.checkRestored()
}

func TestEveryWayOutRestoresTheTerminal(t *testing.T) {
	t.Parallel()
	signal := func(number syscall.Signal) func(*terminal) {
		return func(x *terminal) { _ = x.cmd.Process.Signal(number) }
	}
	tests := []struct {
		name string
		end  func(x *terminal)
		code int
	}{
		{"q", func(x *terminal) { x.keys("q") }, 0},
		{"ctrl+c", func(x *terminal) { x.keys(ctrlC) }, 0},
		{"INT", signal(syscall.SIGINT), 130},
		{"TERM", signal(syscall.SIGTERM), 143},
		{"HUP", signal(syscall.SIGHUP), 129},
		{"QUIT", signal(syscall.SIGQUIT), 131},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			x := start(t, home(t), "--demo")
			x.wait("Arverne Pneumatiques SA")
			test.end(x)
			if code := x.exit(); code != test.code {
				t.Errorf("exit %d, want %d", code, test.code)
			}
			x.checkRestored()
		})
	}
}

func TestTerminalThatAnswersNothing(t *testing.T) {
	t.Parallel()
	x := startIn(t, look{columns: 80, rows: 24, mute: true}, home(t), "--demo")
	x.wait("Arverne Pneumatiques SA")
	x.keys("q")
	if code := x.exit(); code != 0 {
		t.Errorf("exit %d, want 0", code)
	}
	x.checkRestored()
}

func TestTerminalThatGoesAwayEndsTheProgram(t *testing.T) {
	t.Parallel()
	x := start(t, home(t), "--demo")
	x.wait("Arverne Pneumatiques SA")
	_ = x.slave.Close()
	_ = x.master.Close()
	if code := x.exit(); code != 129 {
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
			x := start(t, home(t, test.env), test.args...)
			x.wait("Arverne Pneumatiques SA")
			x.keys("q")
			x.exit()
			if got := colour.MatchString(x.written()); got != test.colours {
				t.Errorf("coloured: %v, want %v", got, test.colours)
			}
		})
	}
}

func TestPlaceComesBackAtTheNextStart(t *testing.T) {
	t.Parallel()
	env := home(t)
	first := start(t, env, "--demo")
	first.wait("Arverne Pneumatiques SA")
	first.keys("/voltara" + enter + enter)
	first.wait("› Voltara Retail Europe BV (")
	first.keys("q")
	first.exit()

	second := start(t, env, "--demo")
	second.wait("› Voltara Retail Europe BV (")
	second.keys("q")
	if code := second.exit(); code != 0 {
		t.Errorf("exit %d, want 0", code)
	}
}

func TestOpenGoesStraightToAPlace(t *testing.T) {
	t.Parallel()
	env := home(t)
	x := start(t, env, "open", "arverne/headquarters", "--demo")
	x.wait("Arverne Pneumatiques SA (5)", "Arverne Voice Headquarters (22)")
	x.keys("q")
	x.exit()
	if got := run(t, env, "open", "nobody", "--demo"); got.code != 2 {
		t.Errorf("open without a terminal: exit %d, want 2", got.code)
	}
	nobody := start(t, env, "open", "nobody", "--demo")
	if code := nobody.exit(); code != 3 {
		t.Errorf("open of a customer that does not exist: exit %d, want 3", code)
	}
	nobody.checkRestored()
}
