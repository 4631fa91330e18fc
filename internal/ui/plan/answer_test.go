package plan

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
)

func TestOnlyAnAnswerTypedByHandSends(t *testing.T) {
	t.Parallel()
	plain, named := addressPlan(), orderPlan()
	for _, tc := range []struct {
		name string
		plan models.Plan
		do   func(s *stand)
		want int
	}{
		{"ten enters in 200 ms", plain, func(s *stand) { s.wait(time.Second); s.enters(10, 20*time.Millisecond) }, 0},
		{"yes and ten enters in 200 ms", plain, func(s *stand) { s.wait(time.Second); s.typeSlowly("yes"); s.enters(10, 20*time.Millisecond) }, 1},
		{"yes and an enter held down for a minute", plain, func(s *stand) { s.wait(time.Second); s.typeSlowly("yes"); s.enters(2000, 30*time.Millisecond) }, 1},
		{"yes before anyone can have read it", plain, func(s *stand) { s.typeSlowly("yes"); s.enters(1, 0) }, 0},
		{"yes too early, and again", plain, func(s *stand) {
			s.typeSlowly("yes")
			s.enters(1, time.Second)
			s.typeSlowly("yes")
			s.enters(1, 0)
		}, 1},
		{"a pasted y and ten enters", plain, func(s *stand) {
			s.wait(time.Second)
			s.Send(tea.PasteMsg{Content: "y\n"})
			s.wait(time.Second)
			s.enters(10, 20*time.Millisecond)
		}, 0},
		{"a pasted yes", plain, func(s *stand) {
			s.wait(time.Second)
			s.Send(tea.PasteMsg{Content: "yes"})
			s.wait(time.Second)
			s.enters(1, 0)
		}, 0},
		{"a paste without brackets", plain, func(s *stand) { s.wait(time.Second); s.Type("yes"); s.enters(10, 20*time.Millisecond) }, 0},
		{"enter that repeats itself", plain, func(s *stand) {
			s.wait(time.Second)
			s.typeSlowly("yes")
			s.Send(tea.KeyPressMsg{Code: tea.KeyEnter, IsRepeat: true})
		}, 0},
		{"y alone", plain, func(s *stand) { s.wait(time.Second); s.typeSlowly("y"); s.enters(1, 0) }, 0},
		{"YES", plain, func(s *stand) { s.wait(time.Second); s.typeSlowly("YES"); s.enters(1, 0) }, 1},
		{"no", plain, func(s *stand) { s.wait(time.Second); s.typeSlowly("no"); s.enters(1, 0) }, 0},
		{"yes where a name is asked for", named, func(s *stand) { s.wait(time.Second); s.typeSlowly("yes"); s.enters(1, 0) }, 0},
		{"the name in another case", named, func(s *stand) { s.wait(time.Second); s.typeSlowly("lyon_2"); s.enters(1, 0) }, 0},
		{"the name", named, func(s *stand) { s.wait(time.Second); s.typeSlowly("LYON_2"); s.enters(1, 0) }, 1},
		{"the count", numbersPlan(2), func(s *stand) { s.wait(time.Second); s.typeSlowly("20"); s.enters(1, 0) }, 1},
		{"another count", numbersPlan(2), func(s *stand) { s.wait(time.Second); s.typeSlowly("2"); s.enters(1, 0) }, 0},
		{"the answer twice", plain, func(s *stand) {
			s.wait(time.Second)
			s.typeSlowly("yes")
			s.enters(1, time.Second)
			s.typeSlowly("yes")
			s.enters(1, time.Second)
		}, 1},
		{"leaving", plain, func(s *stand) { s.wait(time.Second); s.typeSlowly("yes"); s.Press("esc"); s.wait(time.Second) }, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			e := &engine{plans: []models.Plan{tc.plan}}
			drive(t, e, "mono", 80, 20, func(s *stand) {
				tc.do(s)
				if len(e.sent) != tc.want {
					t.Errorf("it was sent %d times, want %d:\n%s", len(e.sent), tc.want, s.Frame())
				}
			})
		})
	}
}
