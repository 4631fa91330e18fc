// Package frame is what stands around the screens: where this is, how old the
// data are, what is left of the budget, remarks, and the most useful keys. It
// draws what it is given and knows when the drawing would change; it reads
// nothing and opens no screen. Only internal/ui imports it.
package frame

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models/text"
	"btalk/internal/ui/nav"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// Frame holds what is shown around the screens of a stack.
type Frame struct {
	*Layout
	Health Health

	env   *screen.Env
	stack *nav.Stack
	clock clock
	toast toast
	drawn drawn
	// readingSince is when the screen on top began to read the disk; zero when it
	// does not.
	readingSince time.Time
}

// New makes the frame of a stack whose screens have their room from layout.
func New(env *screen.Env, layout *Layout, stack *nav.Stack) *Frame {
	return &Frame{Layout: layout, env: env, stack: stack}
}

// drawn is the frame that was drawn last, and for which size.
type drawn struct {
	view tea.View
	size Layout
}

// staysFor is how long the frame before stays at most.
const staysFor = 100 * time.Millisecond

// View draws the frame around the screen shown. While a page reads the disk, which
// takes a moment, the frame before it stays: an empty page in between would cost
// the line a screen more.
func (f *Frame) View(of State) tea.View {
	if last := f.drawn; f.stays() && last.size == *f.Layout && last.view.Content != "" {
		return last.view
	}
	content, at := f.draw(of)
	view := tea.NewView(content)
	view.AltScreen = true
	view.Cursor = at
	f.drawn = drawn{view, *f.Layout}
	return view
}

// stays reports whether the frame before stays.
func (f *Frame) stays() bool {
	return !f.readingSince.IsZero() && f.env.Now().Sub(f.readingSince) < staysFor
}

// draw gives the whole frame, and where the real cursor stands in it; nil hides it.
func (f *Frame) draw(of State) (string, *tea.Cursor) {
	switch {
	case f.Width == 0 || f.Height == 0 || f.stack.Page() == nil:
		return "", nil
	case !f.Fits():
		return f.tooSmall(), nil
	}
	styles, keys := f.env.Styles, hints{f.env, f.stack}.line(f.Width)
	rule := styles.Border.Render(strings.Repeat("─", f.Width))
	body, top := f.drawBody()
	lines := []string{header(styles, of, f.stack.Pages(), f.Width), rule, body, f.status().line(of.Lead, f.Width), keys}
	if f.env.Accessible {
		lines[1], lines[4] = keys, f.announcement(top)
		return withoutRules(strings.Join(lines, "\n")), f.cursor(top)
	}
	return strings.Join(lines, "\n"), f.cursor(top)
}

// drawBody draws the page, and the modals over it. top is what is over all others.
func (f *Frame) drawBody() (body string, top shown) {
	width, height := f.body()
	top = shown{screen: f.stack.Page(), text: f.stack.Page().View()}
	body = widget.Clamp(top.text, width, height)
	for _, open := range f.stack.Modals() {
		box := f.box(open)
		top = shown{screen: open, text: open.View(), x: box.x + 2, y: box.y + 1}
		if f.env.Accessible {
			top.x, top.y = 0, 1
			body = widget.Clamp(f.env.Styles.Title.Render(open.Title())+"\n"+top.text, width, height)
			continue
		}
		panel := widget.Panel(f.env.Styles, open.Title(), strings.Split(top.text, "\n"), box.w, box.h)
		body = widget.Over(body, panel, box.x, box.y)
	}
	return body, top
}

// tooSmall says what is missing; the dashboard comes back with the room.
func (f *Frame) tooSmall() string {
	lines := []string{
		fmt.Sprintf("btalk needs %d×%d", leastWidth, leastHeight),
		fmt.Sprintf("this is %d×%d", f.Width, f.Height),
	}
	for i, line := range lines {
		lines[i] = widget.Cut(line, f.Width)
	}
	return widget.Clamp(strings.Join(lines, "\n"), f.Width, f.Height)
}

// Say shows a line for a moment; text is safe.
func (f *Frame) Say(level screen.Level, text string) {
	f.toast = toast{level: level, text: text, until: f.env.Now().Add(toastTime(level, text))}
}

// Watch brings the frame up to date with the screens and asks for the next
// wake-up.
func (f *Frame) Watch() screen.Do {
	f.noteReading()
	return f.clock.wake(f.nextChange(), f.env.Now())
}

// noteReading notes since when the screen on top reads the disk.
func (f *Frame) noteReading() {
	report, _ := screen.ReportOf(f.stack.Top())
	switch {
	case !report.Reading:
		f.readingSince = time.Time{}
	case f.readingSince.IsZero():
		f.readingSince = f.env.Now()
	}
}

// Examine takes in how the data of the page shown are.
func (f *Frame) Examine() { f.Health.examine(f.report(), f.env.Now()) }

// report is what the page shown knows about its data.
func (f *Frame) report() screen.Report {
	report, _ := screen.ReportOf(f.stack.Page())
	return report
}

// Due reports whether msg is the wake-up that was asked for last.
func (f *Frame) Due(msg Tick) bool { return f.clock.due(msg) }

// Wake is the wake-up that was asked for last.
func (f *Frame) Wake() Tick { return Tick{f.clock.seq} }

// nextChange is the next moment at which the frame would show another text;
// zero when there is none.
func (f *Frame) nextChange() time.Time {
	now := f.env.Now()
	var next time.Time
	consider := func(at time.Time) {
		if at.After(now) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	if f.toast.shown(now) {
		consider(f.toast.until)
	}
	if f.stays() {
		consider(f.readingSince.Add(staysFor))
	}
	if fetched := f.report().Fetched; !fetched.IsZero() {
		_, change := text.Ago(now.Sub(fetched))
		consider(now.Add(change))
	}
	consider(f.Health.nextChange(now))
	return next
}
