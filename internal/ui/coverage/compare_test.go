package coverage

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

// country has the coverage given as "key=value" words.
func country(code, name string, coverage ...string) models.Country {
	c := models.Country{ISO2: models.NewText(code), Name: models.NewText(name)}
	for _, one := range coverage {
		key, value, _ := strings.Cut(one, "=")
		c.Coverage = append(c.Coverage, models.Capability{Key: models.NewText(key), Label: key, Value: models.NewText(value)})
	}
	return c
}

func TestCountriesDifferWhereAnAnswerIsAnotherInMeaning(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		a, b    string
		differs bool
	}{
		"yes and yes":                         {"k=Yes", "k=Yes", false},
		"yes in any spelling":                 {"k=Yes", "k=true", false},
		"no in any spelling":                  {"k=No", "k=false", false},
		"yes and no":                          {"k=Yes", "k=No", true},
		"a word is compared letter by letter": {"k=Zone1", "k=zone1", true},
		"the same word":                       {"k=Zone1", "k=Zone1", false},
		"a yes and a word":                    {"k=Yes", "k=Zone1", true},
		"one that does not mention it":        {"k=No", "j=No", true},
		"both without a value":                {"k=", "k=", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMatrix([]models.Country{country("FR", "", tc.a), country("CH", "", tc.b)}, true)
			differs := slices.ContainsFunc(m.capabilities, func(c models.Capability) bool { return c.Key.Raw() == "k" })
			if differs != tc.differs {
				t.Errorf("%s and %s differ: %v", tc.a, tc.b, differs)
			}
		})
	}
}

func TestTheThirdCountryIsComparedToo(t *testing.T) {
	t.Parallel()
	same := country("FR", "", "k=Yes", "j=No")
	if m := newMatrix([]models.Country{same, same, country("PL", "", "k=Yes", "j=Yes")}, true); len(m.capabilities) != 1 || m.capabilities[0].Label != "j" {
		t.Errorf("they differ in %v", m.capabilities)
	}
}

func TestAYesCountsAgainstEveryCountryOfTheComparison(t *testing.T) {
	t.Parallel()
	m := newMatrix([]models.Country{
		country("FR", "France", "k=Yes", "zone=Zone1", "j=No"), country("CH", "", "k=No", "zone=Zone1"), country("PL", "Poland", "k=yes"),
	}, false)
	for _, tc := range []struct {
		transposed bool
		want       string
	}{
		{false, "k k 2/3; zone zone 0/0; j j 0/3"}, // what a country does not mention it does not offer; a zone is not a yes or no
		{true, "FR France FR 1/2; CH CH 0/1; PL Poland PL 1/1"},
	} {
		var got []string
		for _, l := range m.lines(tc.transposed) {
			got = append(got, l.id+" "+l.name+" "+string(rune('0'+l.yes))+"/"+string(rune('0'+l.of)))
		}
		if strings.Join(got, "; ") != tc.want {
			t.Errorf("transposed %v: got %s, want %s", tc.transposed, strings.Join(got, "; "), tc.want)
		}
	}
}

func TestEveryCapabilityHasItsColumnInTheOrderInWhichTheyWereMet(t *testing.T) {
	t.Parallel()
	m := newMatrix([]models.Country{country("FR", "", "b=Yes", "a=Yes"), country("CH", "", "c=Yes", "a=No")}, false)
	if got := m.titles(true); !slices.Equal(got, []string{"b", "a", "c"}) {
		t.Errorf("the capabilities are %v", got)
	}
	if got := m.titles(false); !slices.Equal(got, []string{"FR", "CH"}) {
		t.Errorf("the countries are %v", got)
	}
	columns := m.columns(true)
	l := m.lines(true)[1]
	if got := columns[1].Text(l) + columns[2].Text(l) + columns[3].Text(l) + columns[4].Text(l); got != "–NoYes1/2" {
		t.Errorf("the row of CH reads %q", got)
	}
	if got := columns[2].Text(line{}); got != "–" { // a row of the shape before
		t.Errorf("a cell that is not there reads %q", got)
	}
}

// ages serves countries that were read at different times.
type ages map[string]models.Snapshot[models.Country]

func (a ages) Country(_ context.Context, iso2 string, _ models.Mode) (models.Snapshot[models.Country], error) {
	if snapshot, ok := a[iso2]; ok {
		return snapshot, nil
	}
	return models.Snapshot[models.Country]{}, &models.Error{Op: "read the coverage of " + iso2, Kind: models.NotFound}
}

func TestAComparisonIsAsOldAsItsOldestCountry(t *testing.T) {
	t.Parallel()
	now := listingtest.Now()
	from := ages{
		"FR": {Value: country("FR", "France"), Fetched: now},
		"CH": {Value: country("CH", "Switzerland"), Fetched: now.Add(-3 * time.Hour), Stale: true},
		"PL": {Value: country("PL", "Poland"), Fetched: now.Add(-time.Hour)},
	}
	for name, tc := range map[string]struct {
		codes []string
		age   time.Duration
		stale bool
		read  int
		note  string
		fails bool
	}{
		"the oldest in the middle":           {codes: []string{"FR", "CH", "PL"}, age: 3 * time.Hour, stale: true, read: 3},
		"the oldest first":                   {codes: []string{"PL", "FR"}, age: time.Hour, read: 2},
		"one is missing":                     {codes: []string{"FR", "XX"}, read: 1, note: "could not read XX: It does not exist"},
		"two are missing":                    {codes: []string{"XX", "FR", "Y\x1b"}, read: 1, note: "could not read XX, Y␛: It does not exist"},
		"all are missing, which is an error": {codes: []string{"XX", "YY"}, age: now.Sub(time.Time{}), fails: true},
		"none was asked for":                 {age: now.Sub(time.Time{})},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := fetchAll(from, tc.codes)(t.Context(), models.Cached)
			var failure *models.Error
			if errors.As(err, &failure) != tc.fails || len(got.Value) != tc.read || got.Stale != tc.stale || now.Sub(got.Fetched) != tc.age ||
				!strings.EqualFold(got.Note, tc.note) {
				t.Errorf("got %d of %v ago, stale %v, note %q, %v", len(got.Value), now.Sub(got.Fetched), got.Stale, got.Note, err)
			}
		})
	}
}

func TestTheTitleNamesTheCountriesAsLongAsThatFits(t *testing.T) {
	t.Parallel()
	for title, codes := range map[string][]string{
		"":                        nil,
		"France":                  {"FR"},
		"XX":                      {"XX"}, // could not be read
		"FR CH":                   {"FR", "CH"},
		"FR CH PL XX":             {"FR", "CH", "PL", "XX"},
		"Coverage of 5 countries": {"FR", "CH", "PL", "XX", "YY"},
		"␛[31m":                   {"\x1b[31m"},
	} {
		drive(t, 80, 20, codes, func(_ *listingtest.Driver, s *Screen) {
			if got := s.Title(); got != title {
				t.Errorf("%q is titled %q, want %q", codes, got, title)
			}
		})
	}
}

func TestWhatIsYesOrNoHasASignAndCounts(t *testing.T) {
	t.Parallel()
	c := country("FR", "France", "a=Yes", "b=no", "c=Zone1", "d=")
	if got := offered(c); got != "1 of 2 capabilities" {
		t.Errorf("offered are %s", got)
	}
	var got []string
	for _, capability := range c.Coverage {
		got = append(got, signed(capability))
	}
	if strings.Join(got, "|") != "✓ Yes|✗ no|Zone1|" {
		t.Errorf("they read %q", got)
	}
}

func TestLettersOfAFilterDoNotTurnTheComparison(t *testing.T) {
	t.Parallel()
	drive(t, 80, 20, []string{"FR", "CH", "PL"}, func(d *listingtest.Driver, s *Screen) {
		d.Press("/")
		d.Type("xo")
		if s.transposed || s.differences || !s.Typing() || s.Caret() == nil {
			t.Errorf("transposed %v, differences %v, typing %v", s.transposed, s.differences, s.Typing())
		}
		d.Press("esc")
		d.Press("x")
		if !s.transposed || s.Typing() {
			t.Error("the key does nothing once the filter is closed")
		}
	})
}

func TestTheKeysOfACountryLeadOn(t *testing.T) {
	t.Parallel()
	drive(t, 80, 20, []string{"FR"}, func(d *listingtest.Driver, s *Screen) {
		d.Press("m")
		d.WantPush(screen.Countries{})
		d.Press("x", "o") // the keys of a comparison
		d.Want("France")
		if s.Holding() || s.Caret() != nil {
			t.Error("a page holds back, or has a cursor")
		}
	})
}

func TestAShapeChosenBeforeTheAnswerCameIsTheShapeOfTheAnswer(t *testing.T) {
	t.Parallel()
	s := New(listingtest.Env(t, "mono"), source{}, screen.Coverage{ISO2: []string{"FR", "CH"}})
	s.Update(tea.WindowSizeMsg{Width: 140, Height: 20})
	s.Update(listingtest.Key("x"))
	listingtest.Drive(t, s, 140, 20, func(d *listingtest.Driver) { d.Want("Country", "Switzerland CH") })
}
