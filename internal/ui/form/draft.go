package form

import (
	"context"

	"btalk/internal/models"
	"btalk/internal/ui/draft"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// Draft says where what is typed is kept, and what it is for.
type Draft struct {
	Shelf draft.Shelf // nil keeps none
	Kind  draft.Kind
	ID    string // of the draft that the form takes up; empty for a new one

	Record func() draft.Record       // what the form is for, and its title
	TakeUp func(record draft.Record) // makes the form one for what the record says
}

// drafting keeps the draft of a form, and takes one up.
type drafting struct {
	*draft.Saving

	kind  draft.Kind
	taken bool // it begins with a draft
	start screen.Task[draft.Record]
	edits int // of the form, when it was saved last
}

func newDrafting(of *Draft, source draft.Source) *drafting {
	if of == nil {
		of = &Draft{}
	}
	return &drafting{Saving: draft.New(of.Shelf, of.ID, source), kind: of.Kind, taken: of.ID != ""}
}

// begin reads the draft that the form takes up.
func (d *drafting) begin(ctx context.Context) screen.Do {
	saving, kind := d.Saving, d.kind
	return d.start.Load(ctx, func(context.Context, models.Mode) (models.Snapshot[draft.Record], error) {
		data, err := saving.Load()
		if err != nil {
			return models.Snapshot[draft.Record]{}, err
		}
		record, err := draft.Decode(kind, data)
		return models.Snapshot[draft.Record]{Value: record}, err
	})
}

// waiting reports whether the draft was not read yet, or cannot be.
func (d *drafting) waiting() bool { return d.taken && !d.start.Loaded }

// begun takes the draft when msg brings it: ready reports whether the record is
// there to be shown.
func (d *drafting) begun(msg any) (record draft.Record, ready, accepted bool) {
	accepted, _ = d.start.Accept(msg)
	return d.start.Snapshot.Value, accepted && d.start.Err == nil, accepted
}

// follow saves what the form was changed by.
func (d *drafting) follow(fields *widget.Form) screen.Do {
	if edits := fields.Edits(); edits != d.edits {
		d.edits = edits
		d.Touch()
	}
	return d.Due()
}

// sent forgets the draft of a change that left, whatever became of it: its record
// is in the journal, and a draft would invite to send it twice.
func (d *drafting) sent(state models.OutcomeState) screen.Do {
	switch state {
	case models.Done, models.OutcomeUnknown, models.Pending:
		return d.GiveUp()
	case models.NotSent, models.Refused:
	}
	return nil
}

// view is what is shown while waiting.
func (d *drafting) view(styles *theme.Styles, w, h int) string {
	err := d.start.Err
	if err == nil {
		return widget.Loading("the draft").View(styles, w, h)
	}
	return widget.State{
		Sign: "!", Title: "The draft cannot be taken up", Text: models.Safe(err.Error()),
		Next: "esc leaves", Style: widget.Failed(err, "").Style,
	}.View(styles, w, h)
}

// close keeps the draft.
func (d *drafting) close() {
	d.start.Cancel()
	d.Close()
}
