package frame

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/nav"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// usefulKeys is how many keys the frame names.
const usefulKeys = 5

// hints names the most useful keys here, as many as there is room for. Help
// keeps its room: it leads to all others.
type hints struct {
	env   *screen.Env
	stack *nav.Stack
}

func (h hints) line(width int) string {
	const gap = 3
	bindings := h.useful()
	room := width
	for _, binding := range bindings {
		if h.isHelp(binding) {
			room -= hintWidth(binding) + gap
		}
	}
	var out strings.Builder
	for _, binding := range bindings {
		need := hintWidth(binding)
		if out.Len() > 0 {
			need += gap
		}
		if need > room && !h.isHelp(binding) {
			continue
		}
		if out.Len() > 0 {
			out.WriteString(widget.Blank(gap))
		}
		if !h.isHelp(binding) {
			room -= need
		}
		out.WriteString(h.env.Styles.Key.Render(HintKey(binding)) + " " + h.env.Styles.Muted.Render(binding.Help().Desc))
	}
	return out.String()
}

func hintWidth(binding key.Binding) int {
	return widget.Width(HintKey(binding)) + 1 + widget.Width(binding.Help().Desc)
}

func (h hints) isHelp(binding key.Binding) bool {
	return slices.Equal(binding.Keys(), h.env.Keys.Get(keymap.Help).Keys())
}

// useful picks the keys: those of the screen, then help, then those that are
// good everywhere.
func (h hints) useful() []key.Binding {
	top := h.stack.Top()
	var chosen []key.Binding
	for _, binding := range top.ShortHelp() {
		if binding.Enabled() && len(chosen) < usefulKeys-1 {
			chosen = append(chosen, binding)
		}
	}
	if screen.IsTyping(top) {
		return chosen
	}
	chosen = append(chosen, h.env.Keys.Get(keymap.Help))
	for _, action := range []keymap.Action{keymap.Palette, keymap.Back, keymap.Quit} {
		if action == keymap.Back && h.stack.Len() < 2 && !screen.IsHolding(top) {
			continue // there is nothing to go back to
		}
		if len(chosen) < usefulKeys {
			chosen = append(chosen, h.env.Keys.Get(action))
		}
	}
	return chosen
}

// HintKey is the first key of a binding, as people know it. Back is named by
// the key that answers at once: a lone esc waits for a sequence.
func HintKey(binding key.Binding) string {
	keys := binding.Keys()
	if len(keys) == 0 {
		return ""
	}
	if keys[0] == "esc" && len(keys) > 1 {
		return keymap.Show(keys[1])
	}
	return keymap.Show(keys[0])
}
