package change

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"btalk/internal/models"
)

func TestAnOrderIsCheckedBeforeItIsSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cases := []struct {
		name  string
		adapt func(c *models.Change)
		says  string
	}{
		{"without a technical name", func(c *models.Change) { c.Order.Name = " " }, "technical name is missing"},
		{"without a label", func(c *models.Change) { c.Order.Label = "" }, "label is missing"},
		{"in no country", func(c *models.Change) { c.Country = "" }, "country is missing"},
		{"in an unknown country", func(c *models.Change) { c.Country = "XX" }, "XX"},
		{"with the VPN of another customer", func(c *models.Change) { c.Order.VPN = "000000000000" }, "none of this customer's"},
		{"with a name that is taken", func(c *models.Change) { c.Order.Name = w.site("GB").Name.Raw() }, "used already"},
		{"with a value that is not text", func(c *models.Change) { c.Order.Label = "a\xff" }, "UTF-8"},
		{"with a name that ends with a blank", func(c *models.Change) { c.Order.Name = "FR_T1 " }, `ends with a blank: write "FR_T1"`},
		{"with a name that ends with a no-break blank", func(c *models.Change) { c.Order.Name = "FR_T1\u00a0" }, `write "FR_T1"`},
		{"with a zero-width space in the name", func(c *models.Change) { c.Order.Name = "FR\u200b_T1" }, `zero-width space (U+200B): write "FR_T1"`},
		{"with a soft hyphen in the name", func(c *models.Change) { c.Order.Name = "FR_\u00adT1" }, `write "FR_T1"`},
		{"with a line end in the name", func(c *models.Change) { c.Order.Name = "FR_T1\r" }, `line end (U+000D)`},
		{"with a name that nobody sees", func(c *models.Change) { c.Order.Name = "\u2800\ufeff" }, "technical name is missing"},
		{"with a label that nobody sees", func(c *models.Change) { c.Order.Label = "\u200b" }, "label is missing"},
		{"with a label that ends with a tab", func(c *models.Change) { c.Order.Label = "Lyon\t" }, `write "Lyon"`},
		{"with a reference that ends with a blank", func(c *models.Change) { c.Order.Reference = "PO 12 " }, `write "PO 12"`},
		{"without a customer", func(c *models.Change) { c.Customer = "" }, "customer is missing"},
	}
	for _, c := range cases {
		change := w.order("NEW_SITE")
		c.adapt(&change)
		plan, err := w.Plan(t.Context(), change)
		if err != nil || !strings.Contains(strings.Join(plan.Problems, "\n"), c.says) {
			t.Errorf("%s: problems %q, %v; want one with %q", c.name, plan.Problems, err, c.says)
		}
		if _, err := w.Send(t.Context(), plan, plan.Confirm.Answer(), nil); err == nil {
			t.Errorf("%s: it was sent in spite of its problems", c.name)
		}
	}
	w.wantWrites(0, 0)
}

func TestACountryWithoutBusinessTalkTakesNoOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	countries, err := w.client.Countries(t.Context(), models.Cached)
	if err != nil {
		t.Fatal(err)
	}
	closed := slices.IndexFunc(countries.Value, func(c models.Country) bool { return c.Available() == models.FlagNo })
	if closed < 0 {
		t.Fatal("the sandbox has no country without Business Talk")
	}
	change := w.order("NEW_SITE")
	change.Country = countries.Value[closed].ISO2.Raw()
	plan, err := w.Plan(t.Context(), change)
	if err != nil || !strings.Contains(strings.Join(plan.Problems, "\n"), "not available") {
		t.Errorf("problems %q, %v", plan.Problems, err)
	}
}

// A name that only reads like one in use may be another site: a person must say
// so, and name the one that is there.
func TestANameThatReadsLikeOneInUseIsAskedAbout(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	site := w.site("GB").Name.Raw()
	for _, name := range []string{strings.ToLower(site), strings.ReplaceAll(site, "_", "-"), wide(site), site[:2] + " " + site[3:]} {
		plan, err := w.Plan(t.Context(), w.order(name))
		if err != nil || len(plan.Problems) > 0 || len(plan.Doubts) != 1 || !strings.Contains(plan.Doubts[0], site) {
			t.Errorf("%s: problems %q, doubts %q, %v", name, plan.Problems, plan.Doubts, err)
			continue
		}
		if !strings.Contains(plan.Confirm.Type, " beside "+w.site("GB").ID.Raw()) {
			t.Errorf("%s: typing %q is enough", name, plan.Confirm.Type)
		}
		if _, err := w.Send(t.Context(), plan, name, nil); !errors.Is(err, models.ErrWrongAnswer) {
			t.Errorf("%s was sent for its bare name: %v", name, err)
		}
	}
	w.wantWrites(0, 0)
}

// wide spells ASCII in full-width letters.
func wide(name string) string {
	return strings.Map(func(r rune) rune { return r - '!' + '\uff01' }, name)
}

func TestNamesThatReadTheSameAreAlike(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"zürich_1", "ZU\u0308RICH_1", "Zürich\u00a01", " Zürich_1", "Zür\u00adich_1", "Ｚürich＿１", "Zürich\u200b_1", "Zurich-1\r"} {
		if !alike(name, "Zürich_1") {
			t.Errorf("%q is another name than Zürich_1", name)
		}
	}
	for _, name := range []string{"Zürich_2", "Zürich_11", "", "Zürich"} {
		if alike(name, "Zürich_1") {
			t.Errorf("%q is the same name as Zürich_1", name)
		}
	}
	if alike("--", "__") {
		t.Error("names without a letter are alike")
	}
}

func TestAnOrderIsComparedWithOrdersAndUnsettledChangesAsPeopleRead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.send(w.plan(w.order("PARIS_1")))
	w.fault("POST /customers close x1")
	w.send(w.plan(w.order("LOST_SITE")))
	for name, doubts := range map[string]int{"paris_1": 2, "PARIS 1": 2, "lost_site": 1, "LOST_SITE2": 0} {
		plan, err := w.Plan(t.Context(), w.order(name))
		if err != nil || len(plan.Problems) > 0 || len(plan.Doubts) != doubts {
			t.Errorf("%s: problems %q, doubts %q, %v; want %d doubts", name, plan.Problems, plan.Doubts, err, doubts)
		}
	}
}

// An order whose answer was lost may still be carried out: a script that tries
// again must not order the voicesite twice.
func TestAnOrderOfUnknownOutcomeHoldsTheNextOneBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.fault("POST /customers close x1")
	first := w.plan(w.order("NEW_SITE"))
	if sent := w.send(first); sent.State() != models.OutcomeUnknown {
		t.Fatalf("sent: %+v", sent.Outcomes)
	}
	again, err := w.Plan(t.Context(), w.order("NEW_SITE")) // under another reference
	if err != nil || !strings.Contains(strings.Join(again.Problems, "\n"), "nobody knows") {
		t.Errorf("problems %q, %v; want that the first is not settled", again.Problems, err)
	}
	if other := w.plan(w.order("OTHER_SITE")); len(other.Problems) > 0 {
		t.Errorf("an order of another name is held back: %q", other.Problems)
	}
	if err := w.Settle(first.ID, models.Refused); err != nil {
		t.Fatal(err)
	}
	if settled := w.plan(w.order("NEW_SITE")); len(settled.Problems) > 0 {
		t.Errorf("once settled as refused it is still held back: %q", settled.Problems)
	}
}

func TestReferencesAreMadeAndNeverTheSame(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first, second := w.plan(w.order("NEW_1")), w.plan(w.order("NEW_2"))
	if a, b := first.Change.Order.Reference, second.Change.Order.Reference; a == "" || a == b {
		t.Errorf("references %q and %q", a, b)
	}
	w.send(first)
	again := w.order("NEW_3")
	again.Order.Reference = first.Change.Order.Reference
	plan, err := w.Plan(t.Context(), again)
	if err != nil || !strings.Contains(strings.Join(plan.Problems, "\n"), "reference") {
		t.Errorf("a reference could be used twice: %q, %v", plan.Problems, err)
	}
}

// ranges reads ranges as an operator writes them.
func ranges(t *testing.T, words ...string) []models.NumberRange {
	t.Helper()
	var all []models.NumberRange
	for _, word := range words {
		r, err := models.ParseRange(word)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

func TestRangesAreCheckedBeforeTheyAreSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	site, ten := w.numbers("GB")
	cases := []struct {
		name   string
		ranges []models.NumberRange
		says   string
	}{
		{"none", nil, "no number"},
		{"letters", []models.NumberRange{{Start: "4420abc", Stop: "4420abd"}}, "only digits"},
		{"another length at the end", []models.NumberRange{{Start: "442012345678", Stop: "4420123456789"}}, "same length"},
		{"the end below the start", ranges(t, "442012345679-442012345678"), "below the start"},
		{"a slip of the finger", ranges(t, "442010000000-442099999999"), "too many"},
		{"longer than a number", ranges(t, "4420100000000000"), "longer"},
		{"another country", ranges(t, "33140000000"), "country of the voicesite"},
		{"overlapping", ranges(t, "442012345670-442012345675", "442012345674-442012345679"), "overlap"},
		{"one inside the other", ranges(t, "442012345670-442012345679", "442012345674-442012345675"), "overlap"},
	}
	for _, c := range cases {
		plan, err := w.Plan(t.Context(), models.Change{
			Kind: models.PublishNumbers, Customer: site.Customer.Raw(), Site: site.ID.Raw(), Country: "GB", Ranges: c.ranges,
		})
		if err != nil || !strings.Contains(strings.Join(plan.Problems, "\n"), c.says) {
			t.Errorf("%s: problems %q, %v; want one with %q", c.name, plan.Problems, err, c.says)
		}
	}
	unknown := models.NumberRange{Start: shift(ten.Start, 5_000_000), Stop: shift(ten.Start, 5_000_001)}
	plan, err := w.Plan(t.Context(), models.Change{
		Kind: models.ReleaseNumbers, Customer: site.Customer.Raw(), Site: site.ID.Raw(), Country: "GB", Ranges: []models.NumberRange{unknown},
	})
	if err != nil || len(plan.Problems) != 2 {
		t.Errorf("numbers that nobody has could be released: %q, %v", plan.Problems, err)
	}
}

func TestNumbersThatFollowEachOtherMakeOneRequest(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	site, ten := w.numbers("GB")
	var given []models.NumberRange
	for _, i := range []int64{3, 1, 2, 7, 8, 5, 3} { // in any order, one of them twice
		number := "+" + shift(ten.Start, i)
		given = append(given, ranges(t, number)...)
	}
	change := models.Change{
		Kind: models.ReleaseNumbers, Customer: site.Customer.Raw(), Site: site.ID.Raw(), SiteName: site.Name.Raw(), Country: "GB", Ranges: given,
	}
	plan := w.plan(change)
	if len(plan.Requests) != 3 || plan.Confirm.Type != "6" {
		t.Fatalf("%d requests after typing %q, want 3 (1 to 3, 5, 7 to 8) after typing 6", len(plan.Requests), plan.Confirm.Type)
	}
	if _, err := w.Send(t.Context(), plan, "yes", nil); !errors.Is(err, models.ErrWrongAnswer) {
		t.Errorf("a plain yes was taken: %v", err)
	}
	sent := w.send(plan)
	if sent.State() != models.Done || len(sent.Outcomes) != 3 {
		t.Fatalf("sent: %+v", sent.Outcomes)
	}
	w.wantWrites(3, 3)
	for _, digits := range digitsOf(models.MergeRanges(given)) {
		numbers, err := w.client.Numbers(t.Context(), change.Customer, models.NumberQuery{Number: "+" + digits}, models.Cached)
		if err != nil || len(numbers.Value) != 1 || numbers.Value[0].Status.Raw() != "released" {
			t.Errorf("%s is %+v afterwards, %v", digits, numbers.Value, err)
		}
	}
	if records, err := w.Records(); err != nil || len(records) != 3 || records[0].ID != plan.ID+".3" {
		t.Errorf("the journal has %d records, %v; want one for each request", len(records), err)
	}
}

func TestLongRangesAreCutToWhatOneRequestMayHold(t *testing.T) {
	t.Parallel()
	pieces := split(models.NumberRange{Start: "0442012340000", Stop: "0442012342499"})
	var written []string
	for _, piece := range pieces {
		written = append(written, piece.String())
	}
	want := []string{"0442012340000-0442012340999", "0442012341000-0442012341999", "0442012342000-0442012342499"}
	if !slices.Equal(written, want) {
		t.Errorf("got %q, want %q", written, want)
	}
}

func TestCancelTakesEffectBetweenRanges(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	site, ten := w.numbers("GB")
	change := models.Change{Kind: models.ReleaseNumbers, Customer: site.Customer.Raw(), Site: site.ID.Raw(), Country: "GB"}
	for _, i := range []int64{0, 2, 4, 6} {
		number := shift(ten.Start, i)
		change.Ranges = append(change.Ranges, models.NumberRange{Start: number, Stop: number})
	}
	plan := w.plan(change)
	ctx, cancel := contextOf(t)
	sent, err := w.Send(ctx, plan, plan.Confirm.Answer(), func(done, total int, outcome models.Outcome) {
		if done == 2 {
			cancel()
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	var states []models.OutcomeState
	for _, outcome := range sent.Outcomes {
		states = append(states, outcome.State)
	}
	want := []models.OutcomeState{models.Done, models.Done, models.NotSent, models.NotSent}
	if !slices.Equal(states, want) {
		t.Errorf("got %v, want %v", states, want)
	}
	w.wantWrites(2, 2)
}

func TestAnUnknownRangeStopsTheOthersAndARefusedOneDoesNot(t *testing.T) {
	t.Parallel()
	for fault, want := range map[string][]models.OutcomeState{
		"close applied x1": {models.OutcomeUnknown, models.NotSent},
		"400/24 x1":        {models.Refused, models.Done},
		"403/50 x1":        {models.Refused, models.NotSent},
	} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			site, ten := w.numbers("GB")
			plan := w.plan(models.Change{
				Kind: models.ReleaseNumbers, Customer: site.Customer.Raw(), Site: site.ID.Raw(), Country: "GB",
				Ranges: ranges(t, ten.Start, shift(ten.Start, 2)),
			})
			w.fault("POST /customers/*/opc/cloudvoicenumbers/release " + fault)
			sent := w.send(plan)
			if sent.Outcomes[0].State != want[0] || sent.Outcomes[1].State != want[1] {
				t.Errorf("got %s and %s, want %v", sent.Outcomes[0].State, sent.Outcomes[1].State, want)
			}
		})
	}
}

func TestOneNumberToPublishNeedsAPlainYes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	site, ten := w.numbers("GB")
	for kind, typed := range map[models.ChangeKind]string{models.PublishNumbers: "", models.ReleaseNumbers: "1"} {
		plan := w.plan(models.Change{
			Kind: kind, Customer: site.Customer.Raw(), Site: site.ID.Raw(), Country: "GB", Ranges: ranges(t, ten.Start),
		})
		if plan.Confirm.Type != typed {
			t.Errorf("%s asks to type %q, want %q", kind, plan.Confirm.Type, typed)
		}
	}
}

func TestWordsStandBesideTheFieldTheyName(t *testing.T) {
	t.Parallel()
	body := models.Value(`{"parameters":{"country":"XX","vpnId":"1"},"numbers":[{"rangeStop":"1"}],"a3":"x"}`)
	cases := []struct{ name, answer, field string }{
		{"the back end's list", `[{"code":24,"message":"Invalid body field","description":"a3: is mandatory"}]`, "a3"},
		{"a path of names", `[{"code":24,"description":"parameters.country: there is none"}]`, "country"},
		{"an index", `[{"code":24,"description":"numbers[0].rangeStop: is below"}]`, "rangeStop"},
		{"in the middle", `{"code":24,"message":"Invalid body field","description":"the value of 'vpnId' is not known"}`, "vpnId"},
		{"by name", `{"code":24,"field":"hno","description":"too long"}`, "hno"},
		{"nothing", `{"code":24,"description":"no"}`, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			words := fieldWords(models.Value(c.answer), body, func(s string) string { return s })
			if _, ok := words[c.field]; ok == (c.field == "") || len(words) > 1 {
				t.Errorf("got %v, want words beside %q alone", words, c.field)
			}
		})
	}
}
