package wizard

import (
	"strconv"
	"strings"

	"btalk/internal/address/wizard"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// segment is one step of the bar.
type segment struct {
	stage wizard.Stage
	text  string
}

const barGap = " › "

// bar says which steps there are, where this is, and what was chosen. When room
// is short the values of the past go first, then the steps ahead, then the
// beginning.
func bar(styles *theme.Styles, stages []wizard.Stage, w int) string {
	shown := stages[:0:0]
	here, number := 0, 0
	for _, stage := range stages {
		if stage.State == wizard.StagePassed && number == 0 {
			continue // there was nothing to choose
		}
		if stage.State == wizard.StageHere {
			here, number = len(shown), len(shown)+1
		}
		shown = append(shown, stage)
	}
	lead := strconv.Itoa(number) + "/" + strconv.Itoa(len(shown)) + " "
	if number == 0 {
		lead = ""
	}
	room := w - widget.Width(lead) - 1
	for _, cut := range []int{40, 16, 10} {
		if segments := segmentsOf(shown, cut); barWidth(segments) <= room {
			return styles.Muted.Render(lead) + drawBar(styles, segments, false, false)
		}
	}
	return styles.Muted.Render(lead) + shortBar(styles, segmentsOf(shown, 10), here, room)
}

// shortBar shows as many steps around the present one as fit.
func shortBar(styles *theme.Styles, segments []segment, here, room int) string {
	from, to := here, here+1
	width := func(from, to int) int {
		w := barWidth(segments[from:to])
		if from > 0 {
			w += 1 + len(barGap) - 2
		}
		if to < len(segments) {
			w += 1 + len(barGap) - 2
		}
		return w
	}
	for from > 0 || to < len(segments) {
		switch {
		case to < len(segments) && to-here <= here-from && width(from, to+1) <= room:
			to++
		case from > 0 && width(from-1, to) <= room:
			from--
		case to < len(segments) && width(from, to+1) <= room:
			to++
		default:
			return drawBar(styles, segments[from:to], from > 0, to < len(segments))
		}
	}
	return drawBar(styles, segments, false, false)
}

// segmentsOf puts the steps in words: what is behind by what was chosen there.
func segmentsOf(stages []wizard.Stage, cut int) []segment {
	segments := make([]segment, len(stages))
	for i, stage := range stages {
		text := stage.Title
		switch {
		case stage.State == wizard.StageDone && stage.Value != "":
			text = "✓ " + stage.Value
		case stage.State == wizard.StageDone:
			text = "✓ " + stage.Title
		case stage.State == wizard.StageHere:
			text = "● " + stage.Title
		}
		segments[i] = segment{stage, widget.Cut(text, cut)}
	}
	return segments
}

func barWidth(segments []segment) int {
	width := 0
	for _, at := range segments {
		width += widget.Width(at.text)
	}
	return width + max(len(segments)-1, 0)*widget.Width(barGap)
}

func drawBar(styles *theme.Styles, segments []segment, before, after bool) string {
	var parts []string
	if before {
		parts = append(parts, styles.Muted.Render("…"))
	}
	for _, at := range segments {
		style := styles.Muted
		switch at.stage.State {
		case wizard.StageHere:
			style = styles.Title
		case wizard.StageDone:
			style = styles.Text
		case wizard.StageAhead, wizard.StagePassed:
		}
		parts = append(parts, style.Render(at.text))
	}
	if after {
		parts = append(parts, styles.Muted.Render("…"))
	}
	return strings.Join(parts, styles.Border.Render(barGap))
}
