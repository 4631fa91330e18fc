package wizard

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/address"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
	"btalk/internal/ui/draft"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// beginning is what the wizard begins with.
type beginning struct {
	draft   []byte          // of the draft that is taken up
	present address.Address // of the voicesite
	drafts  []draft.Draft   // others that may be taken up
}

// opening is the way to the machine: from a draft, from a voicesite, from a country
// or from nothing.
type opening struct {
	d     *desk
	route screen.Address
	shelf draft.Shelf
	task  screen.Task[beginning]
}

// begin reads the draft, the present address of the site, or the drafts to
// offer; with nothing to read the wizard starts at once.
func (o *opening) begin() screen.Do {
	ctx := o.d.env.Ctx
	switch {
	case o.route.Draft != "":
		saving := o.d.saving
		return o.task.Load(ctx, func(context.Context, models.Mode) (models.Snapshot[beginning], error) {
			data, err := saving.Load()
			return models.Snapshot[beginning]{Value: beginning{draft: data}}, err
		})
	case o.route.Site != "" && o.route.Customer != "" && o.route.ISO2 != "":
		source, customer, site := o.d.source, o.route.Customer, o.route.Site
		return o.task.Load(ctx, func(ctx context.Context, mode models.Mode) (models.Snapshot[beginning], error) {
			got, err := source.VoiceAddress(ctx, customer, site, mode)
			got.Stale = false // what is there now is read again before anything is pushed
			return models.Like(got, beginning{present: address.Decode(got.Value)}), err
		})
	}
	o.run(beginning{})
	if o.route.ISO2 != "" || o.shelf == nil {
		return nil
	}
	shelf := o.shelf
	return o.task.Load(ctx, func(context.Context, models.Mode) (models.Snapshot[beginning], error) {
		return models.Snapshot[beginning]{Value: beginning{drafts: shelf.List()}}, nil
	})
}

// accept takes what the wizard begins with, and gives the note of it.
func (o *opening) accept(msg tea.Msg) (accepted bool, note string, next screen.Do) {
	accepted, next = o.task.Accept(msg)
	got, err := o.task.Snapshot.Value, o.task.Err
	switch {
	case !accepted || o.d.machine != nil:
	case o.route.Draft == "" && err != nil:
		o.run(beginning{})
		note = "the present address of the voicesite could not be read: " + reason(err)
	case err == nil:
		note = o.run(got)
	}
	return accepted, note, next
}

// run makes the machine.
func (o *opening) run(with beginning) (note string) {
	switch {
	case with.draft != nil:
		machine, err := wizard.Restore(with.draft)
		if err != nil {
			o.task.Err = err
			return ""
		}
		o.d.machine = machine
		return "the draft is as it was left"
	case o.route.ISO2 == "":
		o.d.machine = wizard.NewFor(o.target(), address.Country{}, address.Address{})
	default:
		o.d.machine = wizard.NewFor(o.target(), address.CountryOf(o.route.ISO2), with.present)
		if !with.present.Empty() {
			return "filled in with the present address of the voicesite"
		}
	}
	return ""
}

// target is the voicesite that the address is for.
func (o *opening) target() wizard.Target {
	if o.d.machine != nil {
		return o.d.machine.Target
	}
	return wizard.Target{
		Site: models.NewText(o.route.Site), Name: models.NewText(o.route.SiteName), Customer: models.NewText(o.route.Customer),
	}
}

// press handles a key before the wizard began: a draft that cannot be read leaves
// the way to a new address.
func (o *opening) press(msg tea.KeyPressMsg) screen.Do {
	if o.task.Err == nil || !o.d.is(msg, keymap.Open) {
		return nil
	}
	o.route.Draft = ""
	o.d.saving.Close() // a draft that cannot be read stays free for another look
	o.d.saving = draft.New(o.shelf, "", o.d)
	return o.begin()
}

func (o *opening) view() string {
	d := o.d
	switch err := o.task.Err; {
	case err != nil:
		return widget.State{
			Sign: "!", Title: "The draft cannot be taken up", Text: models.Safe(err.Error()),
			Next: "enter begins a new address; esc leaves", Style: widget.Failed(err, "").Style,
		}.View(d.env.Styles, d.w, d.h)
	case d.patient:
		return widget.Loading("what the address begins with").View(d.env.Styles, d.w, d.h)
	}
	return ""
}
