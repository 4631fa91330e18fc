package wizard_test

import (
	"fmt"
	"testing"

	"btalk/internal/address"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
)

// walks are addresses of every kind of country, end to end.
var walks = map[string]struct {
	iso2   string
	areas  []string
	fields []string
	zone   string
	want   string
}{
	"schema only": {
		"AT", nil,
		[]string{"a1=Wien", "a3=Wien", "pc=1010", "a6=Ring", "hno=1"},
		"1",
		`{"a1":"Wien","a3":"Wien","pc":"1010","a6":"Ring","hno":"1","dialZone":"1"}`,
	},
	"a postal code as area": {
		"BE",
		[]string{"105"},
		[]string{"a3=Elsene", "a6=Wetstraat", "hno=16"},
		"2",
		`{"pc":"1050","a3":"Elsene","a6":"Wetstraat","hno":"16","dialZone":"2"}`,
	},
	"one level": {
		"FI",
		[]string{"aane"},
		[]string{"pc=44100", "a6=Katu", "hno=3"},
		"14",
		`{"a3":"Äänekoski","pc":"44100","a6":"Katu","hno":"3","dialZone":"14"}`,
	},
	"two levels": {
		"CH",
		[]string{"vaud", "laus"},
		[]string{"pc=1003", "a6=Rue", "hno=3"},
		"21",
		`{"a1":"Vaud","a3":"Lausanne","pc":"1003","a6":"Rue","hno":"3","dialZone":"21"}`,
	},
	"automatic dial zone, validation only": {
		"DE", nil, []string{"a3=Berlin", "pc=10115", "a6=Allee", "hno=1"}, "", `{"a3":"Berlin","pc":"10115","a6":"Allee","hno":"1"}`,
	},
	"four levels of hostile names": {
		"QX",
		[]string{"north", "a b"},
		[]string{"a6=x", "hno=1"},
		"9",
		`{"a1":"North","a2":"A/B 100%","a3":"..","a4":"what? #1","a6":"x","hno":"1","dialZone":"9"}`,
	},
	"a single area chooses itself down to the last": {
		"QX",
		[]string{"north", "solo"},
		[]string{"a6=x", "hno=1"},
		"9",
		`{"a1":"North","a2":"Solo","a3":"Only","a4":"Alone","a6":"x","hno":"1","dialZone":"9"}`,
	},
	"a level without areas is typed": {
		"QX",
		[]string{"south", "void"},
		[]string{"a3=Typed", "a4=Also", "a6=x", "hno=1"},
		"9",
		`{"a1":"South","a2":"Void","a3":"Typed","a4":"Also","a6":"x","hno":"1","dialZone":"9"}`,
	},
	"an empty schema": {"QE", nil, []string{"a3=Somewhere", "room=7"}, "9", `{"a3":"Somewhere","room":"7","dialZone":"9"}`},
	"malformed documents": {
		"QM",
		[]string{"her"},
		[]string{"a6=Street", "pc=12345", "landmark=Tree"},
		"9",
		`{"a3":"Here","a6":"Street","pc":"12345","landmark":"Tree","dialZone":"9"}`,
	},
}

func TestEveryKindOfCountry(t *testing.T) {
	t.Parallel()
	for name, walk := range walks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, a := open(t, walk.iso2)
			for _, query := range walk.areas {
				at(t, w, wizard.StepArea, w.Place().Level)
				pick(t, w, a, query)
			}
			if w.Place().Step == wizard.StepArea {
				pick(t, w, a, "")
			}
			at(t, w, wizard.StepFields, 0)
			set(w, walk.fields...)
			next(t, w, a)
			if walk.zone != "" {
				at(t, w, wizard.StepDialZone, 0)
				w.Set(address.DialZone, walk.zone)
				next(t, w, a)
			}
			at(t, w, wizard.StepReview, 0)
			wantJSON(t, w, walk.want)
			if report := w.Review().Check(); !report.OK() {
				t.Errorf("violations at the end: %v", report.Violations)
			}
			if len(w.Review().Lines()) != len(w.Address().Elements()) || len(w.Review().Postal()) == 0 {
				t.Errorf("review shows %v, %q", w.Review().Lines(), w.Review().Postal())
			}
		})
	}
}

// BenchmarkTyping is one key in the list of 36,000 areas, and one in the form after it.
func BenchmarkTyping(b *testing.B) {
	values := make([]models.Text, 36_000)
	for i := range values {
		values[i] = models.NewText(fmt.Sprintf("%s-sur-Mer %d", []string{"Saint-Étienne", "La Chapelle", "Zürich", "Łódź"}[i%4], i/4))
	}
	list := address.NewAreaList(values, "")
	w := wizard.New()
	w.SetCountry(address.CountryOf("CH"))
	a := openAtlas(b, "CH")
	giveSchema(w, "CH", address.DecodeSchema(a.Schema))
	giveRules(w, "CH", address.DecodeRules(a.Rules))
	giveAreas(w, "CH", nil, list)
	b.Run("list", func(b *testing.B) {
		keys := []string{"s", "sa", "sai", "saint", "saint e", "e", "et"}
		for i := 0; b.Loop(); i++ {
			w.Areas().Find(w.Place().Level, keys[i%len(keys)], 50)
		}
	})
	w.Choose(values[len(values)-1])
	w.Next()
	giveAreas(w, "CH", []string{values[len(values)-1].Raw()}, list)
	w.Choose(values[len(values)-1])
	w.Next()
	b.Run("form", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			w.Set(address.Street, "Rue"+string(rune('a'+i%20)))
			w.Form().Fields()
			w.Course().Stages()
		}
	})
}
