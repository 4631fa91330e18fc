package widget

import (
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"btalk/internal/models"
	"btalk/internal/ui/theme"
)

// State is what stands where data would: loading, empty, failed. It always says
// what to do next.
type State struct {
	Sign  string // one glyph: ! ? …
	Title string // what is the case
	Text  string // why, where that helps
	Next  string // what to do now
	Retry string // the key that tries again, where that may help
	Style func(*theme.Styles) theme.Style
}

// Patience is how long a fetch may take before the screen says that it is under
// way: what comes sooner needs no word.
const Patience = 300 * time.Millisecond

// Loading stands while the first answer is awaited.
func Loading(what string) State {
	return State{
		Sign: "…", Title: "Loading " + what, Next: "esc leaves; nothing is lost",
		Style: func(s *theme.Styles) theme.Style { return s.Info },
	}
}

// Empty stands for a list without rows.
func Empty(title, next string) State {
	return State{Sign: "–", Title: title, Next: next, Style: func(s *theme.Styles) theme.Style { return s.Muted }}
}

// Remark says what the reader must know about data that are shown. The text is
// safe.
func Remark(text string) State {
	return State{Sign: "!", Title: Sentence(text), Style: func(s *theme.Styles) theme.Style { return s.Warning }}
}

// Failed stands for an answer that did not come. retry names the key that tries
// again.
func Failed(err error, retry string) State {
	advice := models.AdviceFor(err)
	state := State{
		Sign: "!", Title: Sentence(advice.Title), Text: models.Safe(err.Error()), Next: advice.Hint,
		Style: func(s *theme.Styles) theme.Style { return s.Error },
	}
	switch models.KindOf(err) {
	case models.Throttled, models.NotHeld, models.Canceled:
		state.Style = func(s *theme.Styles) theme.Style { return s.Warning }
	default:
	}
	if advice.Retry && retry != "" {
		state.Retry = retry + " tries again"
	}
	return state
}

// View draws the state in the middle of w by h cells.
func (s State) View(styles *theme.Styles, w, h int) string {
	width := min(w-2, 72)
	var lines []string
	for _, part := range Wrap(strings.TrimSpace(s.Sign+" "+s.Title), width) {
		lines = append(lines, s.Style(styles).Render(part))
	}
	for _, part := range wrapped(s.Text, width) {
		lines = append(lines, styles.Muted.Render(part))
	}
	lines = append(lines, wrapped(s.Next, width)...)
	lines = append(lines, wrapped(s.Retry, width)...)
	widest := 0
	for _, line := range lines {
		widest = max(widest, styledWidth(line))
	}
	margin := Blank((w - widest) / 2)
	for i := range lines {
		lines[i] = margin + lines[i]
	}
	above := make([]string, max((h-len(lines))/3, 0))
	return Clamp(strings.Join(append(above, lines...), "\n"), w, h)
}

// Line says the state in one line of at most w cells, for beside the data.
func (s State) Line(styles *theme.Styles, w int) string {
	title := Cut(strings.TrimSpace(s.Sign+" "+s.Title), w)
	var line strings.Builder
	line.WriteString(s.Style(styles).Render(title))
	left := w - Width(title)
	for _, more := range []string{s.Retry, s.Next} {
		if more != "" && left > 11 {
			more = " · " + Cut(more, left-3)
			line.WriteString(styles.Muted.Render(more))
			left -= Width(more)
		}
	}
	return line.String()
}

func wrapped(text string, width int) []string {
	if text == "" {
		return nil
	}
	return Wrap(text, width)
}

// Sentence begins a clause with a capital letter.
func Sentence(clause string) string {
	if clause == "" {
		return ""
	}
	return strings.ToUpper(clause[:1]) + clause[1:]
}

func styledWidth(line string) int { return ansi.StringWidthWc(line) }
