package wizard_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"btalk/internal/address"
	"btalk/internal/address/spread"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
)

// open gives a wizard that stands at the first step of a country, with everything
// it asked for.
func open(t *testing.T, iso2 string) (*wizard.Wizard, *atlas) {
	t.Helper()
	a := openAtlas(t, iso2)
	w := wizard.New()
	w.SetCountry(address.CountryOf(iso2))
	a.answer(w)
	return w, a
}

// next goes on and answers; it fails the test when the wizard refuses.
func next(t *testing.T, w *wizard.Wizard, a *atlas) {
	t.Helper()
	if wrong := w.Next(); len(wrong) > 0 {
		t.Fatalf("at %v the wizard stayed: %v", w.Place(), wrong)
	}
	a.answer(w)
}

// pick types into the list of areas and takes the best.
func pick(t *testing.T, w *wizard.Wizard, a *atlas, query string) {
	t.Helper()
	found := w.Areas().Find(w.Place().Level, query, 50)
	if len(found.Rows) == 0 {
		t.Fatalf("%q is not in the list at %v", query, w.Place())
	}
	w.Choose(found.Rows[0]...)
	next(t, w, a)
}

func at(t *testing.T, w *wizard.Wizard, step wizard.Step, level int) {
	t.Helper()
	if want := (wizard.Place{Step: step, Level: level}); w.Place() != want {
		t.Fatalf("the wizard stands at %v, want %v", w.Place(), want)
	}
}

func set(w *wizard.Wizard, values ...string) {
	for _, value := range values {
		e, text, _ := strings.Cut(value, "=")
		w.Set(address.Element(e), text)
	}
}

func wantJSON(t *testing.T, w *wizard.Wizard, want string) {
	t.Helper()
	var compact bytes.Buffer
	if err := json.Compact(&compact, w.Address().JSON()); err != nil {
		t.Fatal(err)
	}
	if got := compact.String(); got != want {
		t.Errorf("address is %s, want %s", got, want)
	}
}

func TestSwissAddressInTenKeys(t *testing.T) {
	t.Parallel()
	w, a := open(t, "CH")
	at(t, w, wizard.StepArea, 0)
	keys := len("ber\rbie\r")
	pick(t, w, a, "ber")
	at(t, w, wizard.StepArea, 1)
	pick(t, w, a, "bie")
	at(t, w, wizard.StepFields, 0)
	wantJSON(t, w, `{"a1":"Bern / Berne","a3":"Biel/Bienne"}`)
	if keys > 10 || len(a.asked) > 3 {
		t.Errorf("%d keys, areas asked %v", keys, a.asked)
	}
}

func TestChangingAnAreaClearsOnlyWhatNoLongerFits(t *testing.T) {
	t.Parallel()
	w, a := open(t, "CH")
	pick(t, w, a, "bern")
	pick(t, w, a, "thun")
	set(w, "pc=3600", "a6=Gasse")
	w.Back()
	w.Back()
	at(t, w, wizard.StepArea, 0)
	pick(t, w, a, "vaud")
	wantJSON(t, w, `{"a1":"Vaud","a3":"Thun","pc":"3600","a6":"Gasse"}`)
	if len(w.Notes()) != 0 {
		t.Errorf("there is a Thun in Vaud, but the wizard noted %q", w.Notes())
	}
	w.Back()
	pick(t, w, a, "aargau")
	wantJSON(t, w, `{"a1":"Aargau","pc":"3600","a6":"Gasse"}`)
	if want := []string{"“Thun” is not in “Aargau”: City was cleared"}; !slices.Equal(w.Notes(), want) {
		t.Errorf("notes %q, want %q", w.Notes(), want)
	}
	at(t, w, wizard.StepArea, 1)
}

func TestBackKeepsEverythingAndPassesWhatHasNoChoice(t *testing.T) {
	t.Parallel()
	w, a := open(t, "QX")
	pick(t, w, a, "north")
	pick(t, w, a, "solo")
	set(w, "a6=x", "hno=1")
	next(t, w, a)
	before := string(w.Address().JSON())
	for _, want := range []wizard.Place{
		{Step: wizard.StepFields}, {Step: wizard.StepArea, Level: 1}, {Step: wizard.StepArea}, {Step: wizard.StepCountry},
	} {
		if !w.Back() || w.Place() != want {
			t.Fatalf("back stands at %v, want %v", w.Place(), want)
		}
	}
	if w.Back() {
		t.Error("there was something before the country")
	}
	for range 4 {
		next(t, w, a)
	}
	at(t, w, wizard.StepDialZone, 0)
	wantJSON(t, w, before)
}

func TestNextRefusesAndNamesTheFirstWrongField(t *testing.T) {
	t.Parallel()
	w, a := open(t, "AT")
	set(w, "pc=12", "a1=Wien")
	wrong := w.Next()
	if len(wrong) < 3 || wrong[0].Field != "pc" || w.Place().Step != wizard.StepFields {
		t.Fatalf("refused with %v at %v", wrong, w.Place())
	}
	set(w, "pc=1010", "a3=Wien", "a6=Ring", "hno=1")
	next(t, w, a)
	at(t, w, wizard.StepDialZone, 0)
	if wrong := w.Next(); len(wrong) != 1 || wrong[0].Field != address.DialZone {
		t.Errorf("without a dial zone: %v", wrong)
	}
}

func TestCandidateGoesBackUntouched(t *testing.T) {
	t.Parallel()
	w, a := open(t, "FR")
	at(t, w, wizard.StepSearch, 0)
	set(w, "a6=typed before")
	giveCandidates(w, "FR", "12 bis rue victor hugo", address.DecodeCandidates(a.Candidates))
	found, query := w.Search().Found()
	if len(found) != 2 || query != "12 bis rue victor hugo" || found[0].Summary("FR") != "12 bis RUE Victor Hugo, 75001 Paris" {
		t.Fatalf("candidates %v for %q", found, query)
	}
	w.TakeCandidate(0)
	at(t, w, wizard.StepFields, 0)
	if raw := a.Candidates[0]; !w.Address().Untouched() || string(w.Address().JSON()) != string(raw) {
		t.Errorf("candidate became %s", w.Address().JSON())
	}
	if got := w.Review().Postal(); !slices.Equal(got, []string{"12 bis Rue Victor Hugo", "75001 Paris"}) {
		t.Errorf("postal form %q", got)
	}
	set(w, "hno=14")
	if w.Address().Untouched() || !w.Address().Get(address.DialZone).Empty() || len(w.Notes()) != 2 {
		t.Errorf("after an edit untouched %v, notes %q", w.Address().Untouched(), w.Notes())
	}
	wantJSON(t, w, `{"hno":"14","hns":"bis","sts":"RUE","a6":"Victor Hugo","pc":"75001","a3":"Paris","addrExtInfo1":"75101","ban_id":{"id":75101.1,"ok":true}}`)
	if !w.DropCandidate() {
		t.Error("what was typed before could not come back")
	}
	wantJSON(t, w, `{"a6":"typed before"}`)
}

func TestCandidateAreasAreVerified(t *testing.T) {
	t.Parallel()
	w, a := open(t, "NL")
	giveCandidates(w, "NL", "dam 1", address.DecodeCandidates(a.Candidates))
	w.TakeCandidate(0)
	a.answer(w)
	next(t, w, a)
	at(t, w, wizard.StepReview, 0)
	if report := w.Review().Check(); !report.OK() || !w.Address().Untouched() {
		t.Errorf("violations %v, untouched %v", report.Violations, w.Address().Untouched())
	}
}

func TestWithoutNetworkTheWizardGoesOn(t *testing.T) {
	t.Parallel()
	a := openAtlas(t, "CH")
	a.refuse = true
	w := wizard.New()
	w.SetCountry(address.CountryOf("CH"))
	if !w.Course().Waiting() {
		t.Error("the wizard does not wait for the schema")
	}
	a.answer(w)
	at(t, w, wizard.StepFields, 0)
	set(w, "a3=Bern", "pc=3000")
	next(t, w, a)
	next(t, w, a)
	at(t, w, wizard.StepReview, 0)
	report := w.Review().Check()
	if !report.OK() || len(report.NotChecked) < 3 {
		t.Errorf("violations %v, not checked %v", report.Violations, report.NotChecked)
	}
	a.refuse = false
	w.Retry()
	a.answer(w)
	w.GoTo(wizard.Place{Step: wizard.StepArea})
	at(t, w, wizard.StepArea, 0)
	wantJSON(t, w, `{"a3":"Bern","pc":"3000"}`)
}

func TestAreasThatFailAreTyped(t *testing.T) {
	t.Parallel()
	w := wizard.New()
	a := openAtlas(t, "CH")
	w.SetCountry(address.CountryOf("CH"))
	giveSchema(w, "CH", address.DecodeSchema(a.Schema))
	giveRules(w, "CH", address.DecodeRules(a.Rules))
	at(t, w, wizard.StepArea, 0)
	if wrong := w.Next(); len(wrong) != 1 {
		t.Errorf("the wizard went on without the list: %v", wrong)
	}
	w.Fail(w.Need()[0], "timed out")
	at(t, w, wizard.StepFields, 0)
	if w.Form().Fields()[0].Element != "a1" || w.Form().Fields()[1].Element != "a3" {
		t.Errorf("the areas are not in the form: %v", w.Form().Fields())
	}
}

func TestLateAnswersForAnotherCountryDoNothing(t *testing.T) {
	t.Parallel()
	w, _ := open(t, "CH")
	giveSchema(w, "FR", address.Schema{})
	giveRules(w, "FR", address.Rules{})
	giveAreas(w, "FR", nil, address.AreaList{})
	w.Fail(wizard.Need{Kind: wizard.NeedAreas, ISO2: "FR"}, "x")
	giveCandidates(w, "FR", "x", make([]address.Address, 1))
	at(t, w, wizard.StepArea, 0)
	if len(w.Checker().Schema.Fields) == 0 || len(w.Areas().Find(w.Place().Level, "", 9).Rows) != 5 {
		t.Error("an answer for another country was taken")
	}
}

func TestAnotherCountryKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	w, a := open(t, "AT")
	set(w, "a6=Ring")
	w.SetCountry(address.CountryOf("QE"))
	if !w.Address().Empty() || len(w.Notes()) != 1 {
		t.Errorf("address %s, notes %q", w.Address().JSON(), w.Notes())
	}
	w.SetCountry(address.CountryOf("AT"))
	a.answer(w)
	wantJSON(t, w, `{"a6":"Ring"}`)
}

func TestSearchAcrossTwoLevels(t *testing.T) {
	t.Parallel()
	w, a := open(t, "CH")
	if found := w.Areas().Find(w.Place().Level, "bern thun", 9); len(found.Rows) != 0 {
		t.Errorf("found %v before the level below was there", found.Rows)
	}
	giveAreas(w, "CH", []string{"Bern / Berne"}, a.Under([]string{"Bern / Berne"}))
	found := w.Areas().Find(w.Place().Level, "thun ber", 9)
	if len(found.Rows) != 1 || found.Rows[0].String() != "Bern / Berne, Thun" || found.Total != 1 {
		t.Fatalf("found %v", found)
	}
	if got := w.Areas().Find(w.Place().Level, "bern", 3); got.Rows[0].String() != "Bern / Berne" || got.Total != 6 || len(got.Rows) != 3 {
		t.Errorf("bern finds %v of %d", got.Rows, got.Total)
	}
	w.Choose(found.Rows[0]...)
	next(t, w, a)
	at(t, w, wizard.StepFields, 0)
	wantJSON(t, w, `{"a1":"Bern / Berne","a3":"Thun"}`)
	if len(a.asked) != 1 {
		t.Errorf("areas were asked for %v", a.asked)
	}
}

func TestAListFoldedElsewhereIsTaken(t *testing.T) {
	t.Parallel()
	w, a := open(t, "FI")
	names := a.Under(nil).Values[1:]
	w.Give(wizard.Need{Kind: wizard.NeedAreas, ISO2: "FI"}, wizard.Answer{Areas: address.NewAreaList(names, ""), Index: wizard.FoldAreas(names)})
	if found := w.Areas().Find(w.Place().Level, "hy", 9); len(found.Rows) != 1 || found.Rows[0].String() != "Hyvinkää" {
		t.Errorf("found %v", found.Rows)
	}
	if found := w.Areas().Find(w.Place().Level, "", 9); found.Total != 2 {
		t.Errorf("the list before it is still there: %v", found.Rows)
	}
}

func TestPastedLineIsSpread(t *testing.T) {
	t.Parallel()
	w, a := open(t, "CH")
	proposal, err := new(spread.Spreader).Line("Bahnhofstrasse 1, Hinterhof, 8400 WINTERTHUR", w.Checker())
	if err != nil {
		t.Fatal(err)
	}
	w.Accept(proposal.Accepted())
	w.KeepUnplaced(proposal.NotPlaced)
	pick(t, w, a, "zur")
	next(t, w, a)
	at(t, w, wizard.StepFields, 0)
	wantJSON(t, w, `{"a3":"Winterthur","pc":"8400","a6":"Bahnhofstrasse","hno":"1","a1":"Zürich"}`)
	wantUnplaced(t, w, "Hinterhof (a place between street and town, and the country has no field for it)")
}

func TestPortugueseLists(t *testing.T) {
	t.Parallel()
	w, _ := open(t, "PT")
	helpers := w.Checker().Helpers()
	if len(helpers) != 2 || helpers[1].Element != "a4" {
		t.Fatalf("helpers %v", helpers)
	}
	codes := address.DecodeSuggestions(helpers[0], models.Value(`["1100-053",{"postalCode":"1100-054","city":"Lisboa"},{"value":"1100-055"},{}]`))
	if len(codes) != 3 || codes[1].Text != "1100-054, Lisboa" || codes[2].Values[0].Element != "pc" {
		t.Fatalf("postal codes %v", codes)
	}
	parishes := address.DecodeSuggestions(helpers[1], models.Value(`{"parishes":[{"name":"Arroios"}]}`))
	w.Accept(append(codes[1].Values, parishes[0].Values...))
	wantJSON(t, w, `{"pc":"1100-054","a3":"Lisboa","a4":"Arroios"}`)
}

func TestPresentAddressIsPrefilled(t *testing.T) {
	t.Parallel()
	const present = `{"address":{"a1":"Vaud","a3":"Elsewhere","pc":1003,"room":"7"},"dialZone":"21"}`
	a := openAtlas(t, "CH")
	w := wizard.NewFor(wizard.Target{Site: models.NewText("vs1")}, address.CountryOf("CH"), address.Decode(models.Value(present)))
	a.answer(w)
	at(t, w, wizard.StepArea, 0)
	next(t, w, a)
	at(t, w, wizard.StepArea, 1)
	if wrong := w.Next(); len(wrong) != 1 || wrong[0].Rule != address.RuleArea {
		t.Errorf("a city that is not in the list: %v", wrong)
	}
	wantJSON(t, w, `{"a1":"Vaud","a3":"Elsewhere","pc":1003,"room":"7","dialZone":"21"}`)
	fields := w.Form().Fields()
	if fields[len(fields)-1].Element != "room" {
		t.Errorf("the element outside the schema is not in the form: %v", fields)
	}
}

func TestStagesShowWhereTheWizardIs(t *testing.T) {
	t.Parallel()
	w, a := open(t, "QX")
	pick(t, w, a, "north")
	pick(t, w, a, "solo")
	var got []string
	for _, stage := range w.Course().Stages() {
		got = append(got, stage.Title+"="+stage.Value+[]string{"", "<", "+", "-"}[stage.State])
	}
	want := []string{"Country=QX+", "Realm=North+", "Shire=Solo+", "Town=Only-", "Ward=Alone-", "Address=<", "Dial zone=", "Review="}
	if !slices.Equal(got, want) {
		t.Errorf("stages %q, want %q", got, want)
	}
}
