package ui

import "btalk/internal/ui/screen"

// painted holds refreshes that nobody waits for until the first frame is on the
// terminal.
type painted struct {
	done    bool
	waiting []screen.Do
}

// paintedMsg says that the first frame is on the terminal.
type paintedMsg struct{}

// behind does work once the frame is there.
func (p *painted) behind(work screen.Do) screen.Do {
	if p.done {
		return work
	}
	p.waiting = append(p.waiting, work)
	return nil
}

// now lets go what waited.
func (p *painted) now() screen.Do {
	waiting := p.waiting
	p.done, p.waiting = true, nil
	return screen.All(waiting...)
}
