package frame

import (
	"strconv"
	"strings"
	"time"

	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// status says how old the data are, what is under way, and what is left of the
// budget. A toast shows in place of the age.
type status struct {
	styles *theme.Styles
	keys   *keymap.Map
	now    time.Time
	toast  toast
	health Health
	report screen.Report
}

func (f *Frame) status() status {
	return status{f.env.Styles, f.env.Keys, f.env.Now(), f.toast, f.Health, f.report()}
}

// line is what is said now, with what leads it.
func (s status) line(lead func(rest string, width int) string, width int) string {
	budget := s.budget()
	left := s.remark()
	room := width - widget.Width(budget.text) - 2
	if lead != nil && !s.toast.shown(s.now) {
		left = part{lead(left.text, room), s.styles.Info}
	}
	text := widget.Cut(left.text, room)
	return left.style.Render(text) + widget.Blank(width-widget.Width(text)-widget.Width(budget.text)) +
		budget.style.Render(budget.text)
}

// remark is the one thing to say now, the most urgent first.
func (s status) remark() part {
	styles, report := s.styles, s.report
	switch {
	case s.toast.shown(s.now):
		sign, style := s.toast.look(styles)
		return part{sign + " " + s.toast.text, style}
	case s.health.busy(s.now):
		return part{"… refreshing" + s.dataAge(" · "), styles.Info}
	case !s.health.downSince.IsZero():
		return part{"! API unreachable since " + s.health.downSince.Local().Format("15:04") + s.dataOf() + s.again(), styles.Warning}
	case report.Err != nil && !report.Fetched.IsZero():
		return part{"! " + models.AdviceFor(report.Err).Title + s.dataOf() + s.again(), styles.Warning}
	case report.Err != nil:
		return part{"! nothing was fetched yet" + s.again(), styles.Warning}
	case report.Skipped > 0:
		return part{"! " + strconv.Itoa(report.Skipped) + " could not be read" + s.dataAge(" · "), styles.Warning}
	case report.Stale:
		return part{"old: " + strings.TrimSpace(s.dataAge("")), styles.Warning}
	}
	return part{s.dataAge(""), styles.Muted}
}

func (s status) dataAge(lead string) string {
	if s.report.Fetched.IsZero() {
		return ""
	}
	words, _ := text.Ago(s.now.Sub(s.report.Fetched))
	return lead + "fetched " + words
}

// dataOf says from when the data are that are shown beside a failure.
func (s status) dataOf() string {
	if s.report.Fetched.IsZero() {
		return ""
	}
	fetched := s.report.Fetched.Local()
	if s.now.Sub(s.report.Fetched).Abs() > 12*time.Hour {
		return " · data of " + text.Minute(fetched)
	}
	return " · data of " + fetched.Format("15:04")
}

func (s status) again() string {
	refresh := s.keys.Get(keymap.Refresh)
	if !refresh.Enabled() {
		return ""
	}
	return " · " + refresh.Help().Key + " tries again"
}

// budget says how many requests are left this minute, or how long the API
// wants none.
func (s status) budget() part {
	styles, budget := s.styles, s.health.Budget
	if wait := budget.Until.Sub(s.now); wait > 0 {
		return part{"THROTTLED " + countdown(wait), styles.Alert}
	}
	if budget.Limit == 0 {
		return part{}
	}
	text := strconv.Itoa(budget.Left) + "/" + strconv.Itoa(budget.Limit)
	if budget.Waiting > 0 {
		text = strconv.Itoa(budget.Waiting) + " waiting · " + text
	}
	text = "requests " + text
	if remark := budget.Remark(); remark != "" {
		text += " " + remark
	}
	if budget.Left*5 < budget.Limit {
		return part{text, styles.Warning}
	}
	return part{text, styles.Muted}
}
