package wizard

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/address"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/screen"
)

// found is what a lookup brought: the one that was asked for.
type found struct {
	schema address.Schema
	rules  address.Rules
	areas  areas
}

// areas is a list of areas, folded where it was fetched.
type areas struct {
	address.AreaList

	index *text.Index
}

// lookup is one thing asked for.
type lookup struct {
	need   wizard.Need
	spare  bool // nobody waits for it: it was fetched ahead
	task   screen.Task[found]
	given  bool
	failed bool
}

// lookups is all that was asked for the country chosen now.
type lookups struct {
	d    *desk
	iso2 string
	all  map[string]*lookup
	came int              // lists of areas that came
	long map[string]areas // those that are searched outside the update loop
}

func keyOf(need wizard.Need) string {
	return need.Kind.String() + "\x00" + strings.Join(need.Path, "\x00")
}

// ask starts what is needed and not under way.
func (l *lookups) ask(needs []wizard.Need) screen.Do {
	l.turnTo(l.d.machine.Country().ISO2)
	var all []screen.Do
	for _, need := range needs {
		if known, ok := l.all[keyOf(need)]; ok && known.task.Busy && !known.spare {
			continue
		}
		all = append(all, l.start(need, false))
	}
	return screen.All(all...)
}

// turnTo forgets what was asked for another country.
func (l *lookups) turnTo(iso2 string) {
	if l.iso2 == iso2 && l.all != nil {
		return
	}
	l.cancel()
	l.iso2, l.all, l.long = iso2, map[string]*lookup{}, map[string]areas{}
}

func (l *lookups) start(need wizard.Need, spare bool) screen.Do {
	look := &lookup{need: need, spare: spare}
	l.all[keyOf(need)] = look
	ctx := l.d.env.Ctx
	if spare {
		ctx = models.WithLane(ctx, models.PrefetchLane)
	}
	return look.task.Load(ctx, fetchNeed(l.d.source, need))
}

// fetchNeed reads what a need names.
func fetchNeed(source Source, need wizard.Need) screen.Fetch[found] {
	return func(ctx context.Context, mode models.Mode) (models.Snapshot[found], error) {
		switch need.Kind {
		case wizard.NeedSchema:
			got, err := source.AddressSchema(ctx, need.ISO2, mode)
			return models.Like(got, found{schema: got.Value}), err
		case wizard.NeedRules:
			got, err := source.GeoRules(ctx, need.ISO2, mode)
			return models.Like(got, found{rules: got.Value}), err
		case wizard.NeedAreas:
			got, err := source.GeoAreas(ctx, need.ISO2, need.Path, mode)
			if err != nil {
				return models.Like(got, found{}), err
			}
			return models.Like(got, found{areas: fold(got)}), nil
		case wizard.NeedSearch:
		}
		return models.Snapshot[found]{}, nil
	}
}

func fold(got models.Snapshot[[]models.Text]) areas {
	return areas{address.ListOf(got), wizard.FoldAreas(got.Value)}
}

// accept takes msg when it is the answer to a lookup.
func (l *lookups) accept(msg tea.Msg) (accepted bool, do screen.Do) {
	if held, ok := msg.(heldMsg); ok {
		l.takeHeld(held)
		return true, nil
	}
	for _, look := range l.all {
		if accepted, next := look.task.Accept(msg); accepted {
			return true, screen.All(next, l.give(look))
		}
	}
	return false, nil
}

// give hands an answer to the machine, or says that there is none.
func (l *lookups) give(look *lookup) screen.Do {
	machine, need := l.d.machine, look.need
	if err := look.task.Err; err != nil {
		look.failed = true
		if !look.spare && !look.given {
			machine.Fail(need, reason(err))
		}
		return nil
	}
	look.given, look.failed = true, false
	got := look.task.Snapshot.Value
	if need.Kind == wizard.NeedAreas {
		return l.giveAreas(need, got.areas)
	}
	machine.Give(need, wizard.Answer{Schema: got.schema, Rules: got.rules})
	return nil
}

// giveAreas hands a list to the machine. The index of a very long one stays here:
// it is searched outside the update loop.
func (l *lookups) giveAreas(need wizard.Need, list areas) screen.Do {
	machine := l.d.machine
	l.came++
	if len(list.Values) > longList {
		l.long[keyOf(need)] = list
		list.index = nil
	}
	machine.Give(need, wizard.Answer{Areas: list.AreaList, Index: list.index})
	return l.readHeld(need, list.Values)
}

// retry asks again for what failed.
func (l *lookups) retry() {
	for key, look := range l.all {
		if look.failed && !look.given {
			delete(l.all, key)
		}
	}
	l.d.machine.Retry()
}

func (l *lookups) cancel() {
	for _, look := range l.all {
		look.task.Cancel()
	}
}

// report is how far what the wizard shows can be trusted: the list of areas in
// sight, else the documents of the country.
func (l *lookups) report() screen.Report {
	var report screen.Report
	for _, look := range l.all {
		if look.spare {
			continue
		}
		of := look.task.Report()
		report.Busy = report.Busy || of.Busy
		report.Reading = report.Reading || of.Reading
		report.Stale = report.Stale || of.Stale
		report.Skipped += of.Skipped
		if of.Err != nil {
			report.Err = of.Err
		}
		if look.given && (report.Fetched.IsZero() || of.Fetched.Before(report.Fetched)) {
			report.Fetched = of.Fetched
		}
	}
	return report
}

// reason says in a few words why something cannot be had.
func reason(err error) string { return models.AdviceFor(err).Title }
