package draft

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// Form keeps the draft of a form, and takes one up. Make it with NewForm.
type Form struct {
	*Saving

	kind  Kind
	taken bool // it begins with a draft
	start screen.Task[Record]
	edits int // of the form, when it was looked at last
}

// NewForm keeps the draft of a form; with an id it takes that one up.
func NewForm(shelf Shelf, kind Kind, id string, of Source) *Form {
	return &Form{Saving: New(shelf, id, of), kind: kind, taken: id != ""}
}

// Begin reads the draft that the form takes up.
func (f *Form) Begin(ctx context.Context) screen.Do {
	if !f.taken {
		return nil
	}
	saving, kind := f.Saving, f.kind
	return f.start.Load(ctx, func(context.Context, models.Mode) (models.Snapshot[Record], error) {
		data, err := saving.Load()
		if err != nil {
			return models.Snapshot[Record]{}, err
		}
		record, err := Decode(kind, data)
		return models.Snapshot[Record]{Value: record}, err
	})
}

// Waiting reports whether the draft was not read yet, or cannot be.
func (f *Form) Waiting() bool { return f.taken && !f.start.Loaded }

// Begun takes the draft when msg brings it: ready reports whether the record is
// there to be shown.
func (f *Form) Begun(msg tea.Msg) (record Record, ready, accepted bool) {
	accepted, _ = f.start.Accept(msg)
	return f.start.Snapshot.Value, accepted && f.start.Err == nil, accepted
}

// Press gives the form a key or a paste; before the draft is there only the key
// that leaves acts.
func (f *Form) Press(form *widget.Form, msg tea.Msg) (screen.Do, widget.FormEvent) {
	if f.Waiting() {
		if press, ok := msg.(tea.KeyPressMsg); !ok || !form.Leaves(press) {
			return nil, widget.FormStays
		}
	}
	return form.Update(msg)
}

// Follow saves what the form was changed by.
func (f *Form) Follow(form *widget.Form) screen.Do {
	if edits := form.Edits(); edits != f.edits {
		f.edits = edits
		f.Touch()
	}
	return f.Due()
}

// Sent forgets the draft of a change that left, whatever became of it: its record
// is in the journal, and a draft would invite to send it twice.
func (f *Form) Sent(state models.OutcomeState) screen.Do {
	switch state {
	case models.Done, models.OutcomeUnknown, models.Pending:
		return f.GiveUp()
	case models.NotSent, models.Refused:
	}
	return nil
}

// Report tells the frame that the draft is being read.
func (f *Form) Report() screen.Report { return f.start.Report() }

// View is what is shown while Waiting.
func (f *Form) View(styles *theme.Styles, w, h int) string {
	if err := f.start.Err; err != nil {
		return widget.State{
			Sign: "!", Title: "The draft cannot be taken up", Text: models.Safe(err.Error()),
			Next: "esc leaves", Style: widget.Failed(err, "").Style,
		}.View(styles, w, h)
	}
	return widget.Loading("the draft").View(styles, w, h)
}

// Close keeps the draft.
func (f *Form) Close() {
	f.start.Cancel()
	f.Saving.Close()
}
