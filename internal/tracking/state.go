package tracking

import (
	"slices"
	"strings"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// Class is what the state of an order, a milestone or an appointment means. It
// decides a colour and whether an order is over; the words shown are those sent.
type Class int

// The classes of states.
const (
	Unknown Class = iota // no document names the state; it is as good as any
	Open
	Waiting
	Done
	Wrong // failed, refused or cancelled
)

// End reports whether nothing more happens after a state of the class.
func (c Class) End() bool { return c == Done || c == Wrong }

// ClassOf reads a state in any case and spelling. What stands after a dot refines
// the state before it (inProgress.accepted, TMF622 v5).
func ClassOf(state models.Text) Class {
	word, _, _ := strings.Cut(state.Raw(), ".")
	word = strings.ReplaceAll(text.Fold(word), " ", "")
	for class, words := range classes {
		if slices.Contains(words, word) {
			return Class(class)
		}
	}
	return Unknown
}

// IsState reports whether a state is the wanted one: by its word in any case and
// spelling, or, of an order that is over, as the same end in another language.
func IsState(state models.Text, wanted string) bool {
	if text.Fold(state.Raw()) == text.Fold(wanted) {
		return true
	}
	end := ClassOf(state)
	return end.End() && end == ClassOf(models.NewText(wanted))
}

// classes are the words of Order Tracking, TMF622, TMF646 and TMF milestones, and
// the French ones, folded and without blanks.
var classes = [...][]string{
	Open: {
		"current", "acknowledged", "inprogress", "partial", "open", "new", "initialized", "initialised", "confirmed", "planned", "scheduled",
		"yettoreach", "encours", "confirme", "confirmee", "planifie", "planifiee", "prevu", "prevue", "ouvert", "ouverte",
	},
	Waiting: {
		"pending", "held", "onhold", "suspended", "draft", "assessingcancellation", "pendingcancellation", "enattente", "suspendu", "suspendue",
	},
	Done: {
		"completed", "complete", "closed", "done", "delivered", "termine", "terminee", "clos", "close", "cloture", "cloturee", "livre", "livree",
		"realise", "realisee", "honore", "fait",
	},
	Wrong: {
		"rejected", "cancelled", "canceled", "failed", "violated", "missed", "annule", "annulee", "refuse", "refusee", "rejete", "rejetee",
		"echec", "abandonne", "abandonnee", //nolint:misspell // French
	},
}
