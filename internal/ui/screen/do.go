package screen

import (
	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
)

// Do is what an Update wants done, in order: what it asks of the root, and the
// work that runs beside the update loop. The root does what is asked before its
// own Update returns, so that the next key finds the dashboard as the one
// before it left it, however fast they come. nil is nothing.
type Do []step

// step is one of the two.
type step struct {
	ask  tea.Msg
	work tea.Cmd
}

// Ask asks the root: it handles msg as if it had just arrived.
func Ask(msg tea.Msg) Do { return Do{{ask: msg}} }

// Run starts work beside the loop; its answer arrives as a message.
func Run(work tea.Cmd) Do {
	if work == nil {
		return nil
	}
	return Do{{work: work}}
}

// All does one thing after the other.
func All(all ...Do) Do {
	var joined Do
	for _, do := range all {
		joined = append(joined, do...)
	}
	return joined
}

// To opens route.
func To(route Route) Do { return Ask(PushMsg{To: route}) }

// Instead opens route in place of the screen.
func Instead(route Route) Do { return Ask(ReplaceMsg{To: route}) }

// Back leaves the screen and hands result to the one below.
func Back(result tea.Msg) Do { return Ask(PopMsg{Result: result}) }

// Say shows a line for a moment.
func Say(level Level, text string) Do {
	return Ask(ToastMsg{Level: level, Text: models.Safe(text)})
}

// Copy puts text on the operator's clipboard.
func Copy(what, text string) Do { return Ask(CopyMsg{What: what, Text: text}) }

// Behind starts a refresh that nobody waits for: once the first frame is on the
// terminal.
func Behind(work Do) Do { return Ask(BehindMsg{Work: work}) }

// BehindMsg carries a refresh that nobody waits for.
type BehindMsg struct{ Work Do }

// Apply does what is asked through answer, which gives what follows from it,
// and returns the work that is left to run.
func (d Do) Apply(answer func(ask tea.Msg) Do) tea.Cmd {
	var work []tea.Cmd
	for len(d) > 0 {
		next := d[0]
		d = d[1:]
		if next.work != nil {
			work = append(work, next.work)
			continue
		}
		if more := answer(next.ask); len(more) > 0 {
			d = All(more, d)
		}
	}
	return tea.Batch(work...)
}
