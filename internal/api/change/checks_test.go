package change

import (
	"strings"
	"testing"

	"btalk/internal/address"
	"btalk/internal/models"
	"btalk/internal/sandbox"
)

// drafted is a draft of a change that nothing was read for.
func drafted(c models.Change) *draft { return &draft{Plan: &models.Plan{Change: c}} }

func TestANumberIsPublishedAndReleasedOnlyAtItsOwnVoiceSite(t *testing.T) {
	t.Parallel()
	at := func(site, usage string) models.Number {
		return models.Number{Number: models.NewText("331"), Site: models.NewText(site), Usage: models.NewText(usage)}
	}
	for name, tc := range map[string]struct {
		kind            models.ChangeKind
		number          models.Number
		known           bool
		problem, unsure string
	}{
		"published where it is":                {models.PublishNumbers, at("vs-1", ""), true, "", ""},
		"published where another one has it":   {models.PublishNumbers, at("vs-2", ""), true, "belongs to another voicesite", ""},
		"published where nobody has it":        {models.PublishNumbers, at("", ""), true, "", ""},
		"published for the first time":         {models.PublishNumbers, models.Number{}, false, "", ""},
		"released where it is":                 {models.ReleaseNumbers, at("vs-1", ""), true, "", ""},
		"released where another one has it":    {models.ReleaseNumbers, at("vs-2", ""), true, "belongs to another voicesite", ""},
		"released where the API does not say":  {models.ReleaseNumbers, at("", ""), true, "", "whether 331 belongs to the voicesite"},
		"released though nobody knows it":      {models.ReleaseNumbers, models.Number{}, false, "not a number of this customer", ""},
		"published with the usage that we set": {models.PublishNumbers, at("vs-1", numberUsage), true, "", ""},
		"published with a usage of its own":    {models.PublishNumbers, at("vs-1", "fax"), true, "", "usage of 331: it is fax now"},
	} {
		d := drafted(models.Change{Kind: tc.kind})
		numbersDraft{d}.checkNumber(models.NumberRange{Start: "331", Stop: "331", Site: "vs-1"}, "331", tc.number, tc.known)
		for what, pair := range map[string][2]string{
			"problems":  {strings.Join(d.Problems, "\n"), tc.problem},
			"unchecked": {strings.Join(d.NotChecked, "\n"), tc.unsure},
		} {
			if got, want := pair[0], pair[1]; (got == "") != (want == "") || !strings.Contains(got, want) {
				t.Errorf("%s: %s %q, want %q", name, what, got, want)
			}
		}
	}
}

func TestAStateIsInWordsWhateverTheAPISays(t *testing.T) {
	t.Parallel()
	if got := stateOf(models.Number{}, false); got != "not known" {
		t.Errorf("a number that nobody knows is %q", got)
	}
	if got := stateOf(models.Number{}, true); got != "no status" {
		t.Errorf("a number without a status is %q", got)
	}
	if got := stateOf(models.Number{Status: models.NewText("Published")}, true); got != "published" {
		t.Errorf("a published number is %q", got)
	}
}

func TestOnlyAFlatObjectWithSomethingInItIsAnAddress(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{"a3":"Lyon"}`: "", ` {"a3":"Lyon"} `: "", `{}`: "the address is empty", `{"a3":""}`: "the address is empty",
		``: "is not a JSON object", `null`: "is not a JSON object", `[]`: "is not a JSON object", `"Lyon"`: "is not a JSON object",
		`{"a3":"Lyon"`: "is not a JSON object", `{"a3":"Lyon"} x`: "is not a JSON object", "\xef\xbb\xbf" + `{"a3":"Lyon"}`: "is not a JSON object",
	} {
		d := drafted(models.Change{Kind: models.PushAddress, Address: []byte(body)})
		_, ok := addressDraft{d}.read()
		if problems := strings.Join(d.Problems, "\n"); ok != (problems == "") || (problems == "") != (want == "") || !strings.Contains(problems, want) {
			t.Errorf("%q: %v, problems %q, want %q", body, ok, problems, want)
		}
	}
	partial := drafted(models.Change{Kind: models.PushAddress, Partial: true, Address: []byte(`{"a6":""}`)})
	if _, ok := (addressDraft{partial}).read(); !ok || len(partial.Problems) > 0 {
		t.Errorf("one element that is taken away is a problem: %q", partial.Problems)
	}
}

func TestAnAddressIsTheSameInWhateverOrderItComes(t *testing.T) {
	t.Parallel()
	one := addressBasis(models.Value(`{"a3":"Lyon","a6":"Rue X","pc":"69003"}`))
	for text, same := range map[string]bool{
		`{"pc":"69003","a6":"Rue X","a3":"Lyon"}`: true, `{"a6":"Rue X","pc":"69003","a3":"Lyon"}`: true,
		`{"a3":"Rue X","a6":"Lyon","pc":"69003"}`: false, `{"a3":"Lyon","a6":"Rue X"}`: false, `{"a3":"lyon","a6":"Rue X","pc":"69003"}`: false,
	} {
		if (addressBasis(models.Value(text)) == one) != same {
			t.Errorf("%s is the same: %v", text, !same)
		}
	}
}

func TestAPlanSaysWhereTheKeyMayNotChangeAnything(t *testing.T) {
	t.Parallel()
	const doubt = "whether the API takes it"
	for profile, want := range map[string]bool{sandbox.ProfileReadOnly: true, "": false} {
		w := newWorld(t, func(o *sandbox.Options) { o.Profile = profile })
		plan := w.plan(w.push(w.site("GB"), address.Number, "77"))
		if got := strings.Contains(strings.Join(plan.NotChecked, "\n"), doubt); got != want {
			t.Errorf("profile %q: not checked are %q", profile, plan.NotChecked)
		}
		if err := w.MayChange(t.Context()); (err != nil) != want {
			t.Errorf("profile %q: %v", profile, err)
		}
	}
}
