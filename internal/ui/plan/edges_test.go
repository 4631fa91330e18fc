package plan

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// done is an engine whose one request succeeds.
func done() *engine {
	return &engine{plans: []models.Plan{addressPlan()}, outcomes: []models.Outcome{{State: models.Done, Status: 200}}}
}

// left reports whether the screen asked to be left.
func (s *stand) left() bool {
	_, popped := s.LastAsked().(screen.PopMsg)
	return popped
}

func TestAKeyHeldDownNeverLeavesAnOutcomeUnseen(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		keys func(s *stand)
		left bool
	}{
		"held down for long":           {func(s *stand) { s.enters(100, 33*time.Millisecond) }, false},
		"once, at once":                {func(s *stand) { s.wait(widget.LeastReading - time.Millisecond); s.Press("enter") }, false},
		"once, read":                   {func(s *stand) { s.wait(widget.LeastReading); s.Press("enter") }, true},
		"repeated by the terminal":     {func(s *stand) { s.wait(time.Hour); s.Send(tea.KeyPressMsg{Code: tea.KeyEnter, IsRepeat: true}) }, false},
		"held down, let go, and again": {func(s *stand) { s.enters(100, 33*time.Millisecond); s.wait(widget.LeastReading); s.Press("enter") }, true},
		"back like enter":              {func(s *stand) { s.Press("esc") }, false},
	} {
		drive(t, done(), "mono", 80, 20, func(s *stand) {
			s.confirm()
			s.Want("✓ done")
			if test.keys(s); s.left() != test.left {
				t.Errorf("%s: left is %v", name, s.left())
			}
		})
	}
}

func TestTheCrumbSaysPlanUntilSomethingIsSent(t *testing.T) {
	t.Parallel()
	drive(t, done(), "mono", 80, 20, func(s *stand) {
		if got := s.screen.Title(); got != "Plan" {
			t.Errorf("before: %q", got)
		}
		s.confirm()
		if got := s.screen.Title(); got != "Change" {
			t.Errorf("after: %q", got)
		}
	})
	drive(t, &engine{plans: []models.Plan{addressPlan()}, planErr: &models.Error{Op: "read", Kind: models.Offline}}, "mono", 80, 20, func(s *stand) {
		if got := s.screen.Title(); got != "Plan" {
			t.Errorf("without a plan: %q", got)
		}
	})
}

func TestAnOutcomeIsReadFromItsBeginning(t *testing.T) {
	t.Parallel()
	drive(t, done(), "mono", 60, 14, func(s *stand) {
		s.Press("tab", "end")
		s.WantNot("Push the address of LYON_1")
		s.Press("enter")
		s.confirm()
		s.Want("✓ done")
	})
}

func TestAPlanWithoutRoomIsNothing(t *testing.T) {
	t.Parallel()
	drive(t, done(), "mono", 80, 20, func(s *stand) {
		for _, size := range [][2]int{{0, 20}, {80, 0}, {0, 0}, {-1, 5}} {
			s.screen.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			if got := s.screen.View(); got != "" {
				t.Errorf("%v draws %q", size, got)
			}
		}
	})
}

func TestALongLineOfABodyGoesOnBelowItsBeginning(t *testing.T) {
	t.Parallel()
	lines := sheet(t, 40).body([]byte(`{"a6":"` + strings.Repeat("word ", 20) + `"}`))
	if len(lines) < 4 || lines[0] != "  {" || !strings.HasPrefix(lines[1], `    "a6": "word`) || !strings.HasPrefix(lines[2], "      word") {
		t.Errorf("drawn as\n%s", strings.Join(lines, "\n"))
	}
	for _, line := range lines {
		if widget.Width(line) > 40 {
			t.Errorf("%q is %d cells wide", line, widget.Width(line))
		}
	}
}

func TestAFieldsNameIsWholeAndItsLabelAsFarAsThereIsRoom(t *testing.T) {
	t.Parallel()
	d := differ("hno", "House number of the street", "", "")
	for w, want := range map[int]string{
		3: "hno", 6: "hno", 7: "hno Ho…", 23: "hno House number of th…", 24: "hno House number of the|street",
	} {
		got := strings.Join(nameLines(d, w), "|")
		if got != want {
			t.Errorf("%d cells: %q, want %q", w, got, want)
		}
	}
}
