package ui

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// status says how old the data are, what is under way, and what is left of the
// budget. A toast shows in place of the age.
func (a *App) status(width int) string {
	budget := a.budget()
	left := a.remark()
	room := width - widget.Width(budget.text) - 2
	if drafts := a.offered(); len(drafts) > 0 && !a.toast.shown(a.now) {
		left = part{a.draftLine(drafts, left.text, room), a.env.Styles.Info}
	}
	text := widget.Cut(left.text, room)
	return left.style.Render(text) + widget.Blank(width-widget.Width(text)-widget.Width(budget.text)) +
		budget.style.Render(budget.text)
}

// remark is the one thing to say now, the most urgent first.
func (a *App) remark() part {
	styles := a.env.Styles
	report := a.report()
	switch {
	case a.toast.shown(a.now):
		sign, style := a.toast.look(styles)
		return part{sign + " " + a.toast.text, style}
	case a.busy():
		return part{"… refreshing" + a.dataAge(report, " · "), styles.Info}
	case !a.health.downSince.IsZero():
		return part{"! API unreachable since " + a.health.downSince.Local().Format("15:04") + a.dataOf(report) + a.again(), styles.Warning}
	case report.Err != nil && !report.Fetched.IsZero():
		return part{"! " + models.AdviceFor(report.Err).Title + a.dataOf(report) + a.again(), styles.Warning}
	case report.Err != nil:
		return part{"! nothing was fetched yet" + a.again(), styles.Warning}
	case report.Skipped > 0:
		return part{"! " + strconv.Itoa(report.Skipped) + " could not be read" + a.dataAge(report, " · "), styles.Warning}
	case report.Stale:
		return part{"old: " + strings.TrimSpace(a.dataAge(report, "")), styles.Warning}
	}
	return part{a.dataAge(report, ""), styles.Muted}
}

// busy reports whether a fetch takes long enough to be told.
func (a *App) busy() bool {
	since := a.health.busySince
	return !since.IsZero() && a.now.Sub(since) >= widget.Patience
}

func (a *App) dataAge(report screen.Report, lead string) string {
	if report.Fetched.IsZero() {
		return ""
	}
	words, _ := age(a.now.Sub(report.Fetched))
	return lead + "fetched " + words
}

// dataOf says from when the data are that are shown beside a failure.
func (a *App) dataOf(report screen.Report) string {
	if report.Fetched.IsZero() {
		return ""
	}
	layout := "15:04"
	if a.now.Sub(report.Fetched).Abs() > 12*time.Hour {
		layout = "2 Jan 15:04"
	}
	return " · data of " + report.Fetched.Local().Format(layout)
}

func (a *App) again() string {
	refresh := a.keys.Get(keymap.Refresh)
	if !refresh.Enabled() {
		return ""
	}
	return " · " + refresh.Help().Key + " tries again"
}

// budget says how many requests are left this minute, or how long the API
// wants none.
func (a *App) budget() part {
	styles, budget := a.env.Styles, a.health.budget
	if wait := budget.Until.Sub(a.now); wait > 0 {
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
	if budget.Left*5 < budget.Limit {
		return part{text, styles.Warning}
	}
	return part{text, styles.Muted}
}

// usefulKeys is how many keys the frame names.
const usefulKeys = 5

// hints names the most useful keys here, as many as there is room for. Help
// keeps its room: it leads to all others.
func (a *App) hints(width int) string {
	const gap = 3
	bindings := a.useful()
	room := width
	for _, binding := range bindings {
		if a.isHelp(binding) {
			room -= hintWidth(binding) + gap
		}
	}
	var out strings.Builder
	for _, binding := range bindings {
		need := hintWidth(binding)
		if out.Len() > 0 {
			need += gap
		}
		if need > room && !a.isHelp(binding) {
			continue
		}
		if out.Len() > 0 {
			out.WriteString(widget.Blank(gap))
		}
		if !a.isHelp(binding) {
			room -= need
		}
		out.WriteString(a.env.Styles.Key.Render(hintKey(binding)) + " " + a.env.Styles.Muted.Render(binding.Help().Desc))
	}
	return out.String()
}

func hintWidth(binding key.Binding) int {
	return widget.Width(hintKey(binding)) + 1 + widget.Width(binding.Help().Desc)
}

func (a *App) isHelp(binding key.Binding) bool {
	return slices.Equal(binding.Keys(), a.keys.Get(keymap.Help).Keys())
}

// useful picks the keys: those of the screen, then help, then those that are
// good everywhere.
func (a *App) useful() []key.Binding {
	top := a.top()
	var chosen []key.Binding
	for _, binding := range top.ShortHelp() {
		if binding.Enabled() && len(chosen) < usefulKeys-1 {
			chosen = append(chosen, binding)
		}
	}
	if typing(top) {
		return chosen
	}
	chosen = append(chosen, a.keys.Get(keymap.Help))
	for _, action := range []keymap.Action{keymap.Palette, keymap.Back, keymap.Quit} {
		if action == keymap.Back && len(a.stack) < 2 && !holding(top) {
			continue // there is nothing to go back to
		}
		if len(chosen) < usefulKeys {
			chosen = append(chosen, a.keys.Get(action))
		}
	}
	return chosen
}

// hintKey is the first key of a binding, as people know it. Back is named by
// the key that answers at once: a lone esc waits for a sequence.
func hintKey(binding key.Binding) string {
	keys := binding.Keys()
	if len(keys) == 0 {
		return ""
	}
	if keys[0] == "esc" && len(keys) > 1 {
		return keymap.Show(keys[1])
	}
	return keymap.Show(keys[0])
}
