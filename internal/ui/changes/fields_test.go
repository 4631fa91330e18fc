package changes

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"btalk/internal/models"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// told is a record as it reads in full, with one blank where there are several.
func told(t *testing.T, r models.Record) string {
	t.Helper()
	lines := widget.Fields(listingtest.Env(t, "mono").Styles, fields(r, time.UTC), 100)
	for i, line := range lines {
		lines[i] = strings.Join(strings.Fields(ansi.Strip(line)), " ")
	}
	return "\n" + strings.Join(lines, "\n") + "\n"
}

func push(before, after string) models.Record {
	return models.Record{Kind: models.PushAddress, Method: "PUT", Previous: models.Value(before), Body: models.Value(after)}
}

func TestARecordTellsWhatIsKnownAndNothingElse(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		record models.Record
		has    []string
		lacks  []string
	}{
		"only an unknown outcome warns": {
			models.Record{State: models.OutcomeUnknown}, []string{"? UNKNOWN", "send it again: it may have been done"}, nil,
		},
		"what is under way does not": {
			models.Record{State: models.Pending}, []string{"… sending"}, []string{"send it again"},
		},
		"nor does what is done": {
			models.Record{State: models.Done}, []string{"✓ done"}, []string{"send it again", "Found", "Answer", "Takes back", "Country", "Voicesite", "Its id", "HTTP"},
		},
		"what the server said and reading found": {
			models.Record{State: models.Refused, Detail: models.NewText("pc: no such code"), Settled: models.NewText("found refused"), Status: 400},
			[]string{"Answer pc: no such code", "Found found refused", "400"},
			nil,
		},
		"the site by its name, and its id": {
			models.Record{SiteName: models.NewText("LYON_1"), Site: models.NewText("vs-1")}, []string{"Voicesite LYON_1", "Its id vs-1"}, nil,
		},
		"the site that an order made": {
			models.Record{VoiceSite: models.NewText("vs-9")}, []string{"Voicesite vs-9", "Its id vs-9"}, nil,
		},
		"the change that it takes back": {
			models.Record{Undoes: models.NewText("k3v9x")}, []string{"Takes back k3v9x"}, nil,
		},
		"a request without a body": {
			models.Record{Method: "POST", Path: models.NewText("/a/b")}, []string{"POST /a/b\nSHA-256 –\n"}, []string{"Before → after"},
		},
		"a body line by line, safe": {
			models.Record{Body: models.Value("{\"a\":\"b\x1b\"}")}, []string{"{\"a\":\"b␛\"}"}, nil, // not JSON: as it is
		},
		"an order has no differences": {
			models.Record{Kind: models.OrderVoiceSite, Body: models.Value(`{"a":{"b":1}}`)}, []string{`"a": {`, `"b": 1`}, []string{"Before → after"},
		},
		"an address that is new": {
			push("", `{"a3":"Lyon"}`), []string{"+ a3 Lyon · new"}, []string{"as it was", "removed", "changed"},
		},
		"an address field by field": {
			push(`{"a3":"Lyon","hno":"12","flr":"2"}`, `{"a3":"Lyon","hno":"3","pc":"69002"}`),
			[]string{"~ hno", "12 → 3 · changed", "- flr", "2 · removed", "+ pc", "69002 · new", "as it was 1 of the fields"},
			[]string{"a3 "},
		},
		"elements that no standard names": {
			push(`{"later":"x","odd\u001b":"1"}`, `{"later":"y","odd\u001b":"1"}`), []string{"~ later", "x → y", "as it was 1 of the fields"}, []string{"\x1b"},
		},
		"the dial zone like any other": {
			push(`{"dialZone":"4"}`, `{"dialZone":"5"}`), []string{"~ dialZone", "4 → 5"}, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := told(t, tc.record)
			for _, want := range tc.has {
				if !strings.Contains(got, want) {
					t.Errorf("it lacks %q:%s", want, got)
				}
			}
			for _, other := range tc.lacks {
				if strings.Contains(got, other) {
					t.Errorf("it has %q:%s", other, got)
				}
			}
		})
	}
}

func TestAnElementIsTakenOnceHoweverOftenItIsNamed(t *testing.T) {
	t.Parallel()
	if got := told(t, push(`{"x1":"a","x2":"b"}`, `{"x2":"c","x1":"d"}`)); strings.Count(got, "~ x1") != 1 || strings.Count(got, "~ x2") != 1 {
		t.Errorf("it reads%s", got)
	}
}

func TestTheJournalSaysInALineWhetherItIsWhole(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		audit models.Audit
		err   error
		want  string
	}{
		"whole":                {audit: models.Audit{Lines: 6}, want: "✓ 6 lines of the journal, each as it was written"},
		"odd but harmless":     {audit: models.Audit{Lines: 6, Notes: []string{"a", "a line was cut short"}}, want: "✓ 6 lines of the journal, each as it was written; a line was cut short"},
		"altered":              {audit: models.Audit{Lines: 6, Broken: 4, What: "it was altered\x1b"}, want: "✗ line 4 of the journal: it was altered␛"},
		"empty":                {want: ""},
		"it cannot be checked": {err: errors.New("permission denied"), want: "! the journal could not be checked: permission denied"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			from := journal()
			from.audit, from.auditError = tc.audit, tc.err
			s := New(listingtest.Env(t, "mono"), from, screen.Changes{})
			listingtest.Drive(t, s, 100, 20, func(d *listingtest.Driver) {
				if got := strings.TrimSpace(strings.Split(d.Frame(), "\n")[19]); got != tc.want {
					t.Errorf("the last line is %q, want %q", got, tc.want)
				}
				d.Resize(100, 1) // no room for it
				d.WantNot("of the journal")
			})
		})
	}
}
