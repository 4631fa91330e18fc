package models

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestValueReadsWhatItCan(t *testing.T) {
	t.Parallel()
	for doc, want := range map[string]struct {
		kind ValueKind
		text string
	}{
		`"a"`: {StringValue, "a"}, ` "a" `: {StringValue, "a"}, `"L\u00e9on \"x\" \\"`: {StringValue, `Léon "x" \`},
		`9999`: {NumberValue, "9999"}, `9007199254740993`: {NumberValue, "9007199254740993"}, `1e400`: {NumberValue, "1e400"},
		`true`: {BoolValue, "true"}, `null`: {NullValue, ""}, ``: {NullValue, ""}, ` `: {NullValue, ""},
		`{"a":1}`: {ObjectValue, ""}, `[1]`: {ListValue, ""}, `"cut`: {StringValue, ""}, `"`: {StringValue, ""}, `x`: {NullValue, ""},
		`"\ud800"`: {StringValue, "\uFFFD"}, "\"\xff\"": {StringValue, "\uFFFD"},
	} {
		v := Value(doc)
		if v.Kind() != want.kind || v.Text().Raw() != want.text {
			t.Errorf("%s: kind %v, text %q; want %v, %q", doc, v.Kind(), v.Text().Raw(), want.kind, want.text)
		}
	}
}

func TestInt(t *testing.T) {
	t.Parallel()
	for doc, want := range map[string]int{`5`: 5, `"5"`: 5, `" 7 "`: 7, `5.0`: 5, `-3`: -3, `1e3`: 1000} {
		if got, ok := Value(doc).Int(); !ok || got != want {
			t.Errorf("%s: %d, %v; want %d", doc, got, ok, want)
		}
	}
	for _, doc := range []string{``, `null`, `"x"`, `1e400`, `"NaN"`, `"Inf"`, `{}`, `[5]`, `true`, `1e17`} {
		if got, ok := Value(doc).Int(); ok {
			t.Errorf("%s reads as %d", doc, got)
		}
	}
}

func TestFlag(t *testing.T) {
	t.Parallel()
	for doc, want := range map[string]Flag{
		`"Yes"`: FlagYes, `"NO"`: FlagNo, `true`: FlagYes, `false`: FlagNo, `1`: FlagYes, `"0"`: FlagNo, `" y "`: FlagYes,
		`"Zone1"`: FlagUnknown, `null`: FlagUnknown, `{}`: FlagUnknown, `2`: FlagUnknown,
	} {
		if got := Value(doc).Flag(); got != want {
			t.Errorf("%s: %v, want %v", doc, got, want)
		}
	}
}

func TestKeysMatchExactlyAndTheFirstCounts(t *testing.T) {
	t.Parallel()
	o := Value(`{"CUSTOMERCODE":"evil","customerCode":null,"customerCode":"1","customerCode":"2","name":"n"}`).Object()
	if got := o.Text("customerCode").Raw(); got != "1" {
		t.Errorf("customerCode %q, want the first that is not null", got)
	}
	if got := o.Text("code", "name").Raw(); got != "n" {
		t.Errorf("the next name: %q, want n", got)
	}
	if len(o.Fields) != 5 {
		t.Errorf("%d fields, want all five for the raw view", len(o.Fields))
	}
}

func TestItems(t *testing.T) {
	t.Parallel()
	for doc, want := range map[string]int{
		`[]`: 0, `[1,2]`: 2, `{"items":[1]}`: 1, `{"results":[1,2]}`: 2, `{"data":[]}`: 0, `{"sites":[1,2,3],"total":9}`: 3,
		`{"id":1}`: 1, `null`: 0, `"x"`: 0, `7`: 0, ``: 0, `{"items":null,"id":1}`: 1, `{"items":{"a":1}}`: 1,
	} {
		if got := len(Value(doc).Items("sites")); got != want {
			t.Errorf("%s: %d items, want %d", doc, got, want)
		}
	}
}

func TestParseValue(t *testing.T) {
	t.Parallel()
	for doc, want := range map[string]error{
		`{}`: nil, "\n {} ": nil, "\xef\xbb\xbf[]": nil, ``: nil, " \n": nil, `null`: nil, `7`: nil, `"x"`: nil,
		`<html>`: ErrNotJSON, `hello`: ErrNotJSON, "\xff\xfe": ErrNotJSON, `{"a"`: ErrTruncated, `[1,]`: ErrTruncated,
		`[] []`: ErrTruncated, `{a:1}`: ErrTruncated, `nul`: ErrTruncated, strings.Repeat("[", 20_000): ErrTruncated,
	} {
		if _, err := ParseValue([]byte(doc)); err != want { //nolint:errorlint // the very error
			t.Errorf("%.20q: %v, want %v", doc, err, want)
		}
	}
}

// FuzzWalker: of a valid document, the walker finds what encoding/json finds;
// of any other, something or nothing, without a panic.
func FuzzWalker(f *testing.F) {
	for _, seed := range []string{
		`{"a":1,"b":[1,{"c":"}"}],"d":"\"\\","e":null}`, `[1,"a",{},[],true,null,-1.5e3]`, `{"a" : "x" , "a":2}`, `[`, `{"a"`, `{"a":}`,
		`[,,]`, `{"\u0061":"\ud83d\ude00"}`, `"\`, `[1 2]`, `{"":""}`, "[\"\xff\"]",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		v := Value(doc)
		o, list := v.Object(), v.List()
		_, _ = DecodeVoiceSite(v)
		_, _ = DecodeCountry(v)
		_, _ = DecodeCustomer(v)
		_, _ = DecodeVPN(v)
		_, _, _, _ = v.Text(), v.Flag(), v.Kind(), v.Items("items")
		if !json.Valid(doc) || !utf8.Valid(doc) {
			return
		}
		var fields map[string]json.RawMessage
		if v.Kind() == ObjectValue && json.Unmarshal(doc, &fields) == nil {
			compareObject(t, o, fields)
		}
		var items []json.RawMessage
		if v.Kind() == ListValue && json.Unmarshal(doc, &items) == nil {
			if len(list) != len(items) {
				t.Fatalf("%q: %d items, want %d", doc, len(list), len(items))
			}
			for i := range items {
				if !bytes.Equal(list[i], items[i]) {
					t.Errorf("%q: item %d is %q, want %q", doc, i, list[i], items[i])
				}
			}
		}
	})
}

func compareObject(t *testing.T, o Object, want map[string]json.RawMessage) {
	t.Helper()
	last := map[string]Value{}
	for _, field := range o.Fields {
		last[field.Key] = field.Value
	}
	if len(last) != len(want) {
		t.Fatalf("%d keys, want %d: %q", len(last), len(want), want)
	}
	for key, value := range want {
		if !bytes.Equal(last[key], value) {
			t.Errorf("%q is %q, want %q", key, last[key], value)
		}
	}
}

func TestDecodersTakeHostilePayloads(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		doc           string
		site, country bool // can be read
	}{
		"null":                {`null`, false, false},
		"nothing":             {``, false, false},
		"list":                {`[]`, false, false},
		"empty object":        {`{}`, false, false},
		"null id":             {`{"voiceSiteId":null,"iso2":null}`, false, false},
		"object as id":        {`{"voiceSiteId":{},"iso2":[]}`, false, false},
		"number as id":        {`{"voiceSiteId":7,"iso2":7}`, true, true},
		"odd case of the key": {`{"VOICESITEID":"7","ISO2":"FR"}`, false, false},
		"duplicate":           {`{"voiceSiteId":"7","voiceSiteId":"8","iso2":"FR","iso2":"XX"}`, true, true},
		"all of wrong kinds":  {`{"voiceSiteId":"7","vpn":[],"customer":7,"status":{},"iso2":"FR","coverage":[1],"name":{}}`, true, true},
		"coverage of objects": {`{"id":"7","iso2":"FR","coverage":{"a":{"b":1},"c":null,"":[]}}`, true, true},
		"deep":                {`{"id":"7","iso2":"FR","x":` + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + `}`, true, true},
		"truncated":           {`{"voiceSiteId":"7","iso2":"FR","vpn":{"vpnId":"`, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site, ok := DecodeVoiceSite(Value(tt.doc))
			if ok != tt.site {
				t.Errorf("voicesite %+v, %v", site, ok)
			}
			country, ok := DecodeCountry(Value(tt.doc))
			if ok != tt.country {
				t.Errorf("country %+v, %v", country, ok)
			}
			if tt.site && site.ID.Raw() != "7" {
				t.Errorf("id %q", site.ID)
			}
		})
	}
}

func TestCustomerIsFoundWhereverItStands(t *testing.T) {
	t.Parallel()
	for _, doc := range []string{
		`{"id":1,"customerCode":9999,"vpnId":"v"}`, `{"id":1,"customer":{"customerCode":"9999"},"vpn":{"vpnId":"v","name":"n"}}`,
		`{"id":1,"customer":"9999","vpn":"v"}`, `{"id":1,"customer":{"id":9999},"vpn":{"id":"v"}}`,
	} {
		if site, ok := DecodeVoiceSite(Value(doc)); !ok || site.Customer.Raw() != "9999" || site.VPN.Raw() != "v" {
			t.Errorf("%s: customer %q, VPN %q", doc, site.Customer, site.VPN)
		}
	}
}

func TestUnknownCapabilitiesAreKeptAndSpelledOut(t *testing.T) {
	t.Parallel()
	c, _ := DecodeCountry(Value(`{"iso2":"FR","coverage":{"businessTalkOnline":"Yes","newThingForISDN":"Zone1","x\u001b[2J":"1"}}`))
	for i, want := range []string{"Business Talk available", "New thing for ISDN", "X␛[2J"} {
		if got := c.Coverage[i].Label; got != want {
			t.Errorf("label %q, want %q", got, want)
		}
	}
	if c.Available() != FlagYes || len(c.Coverage) != 3 {
		t.Errorf("%+v", c)
	}
}

func BenchmarkDecode50000VoiceSites(b *testing.B) {
	doc := Value("[" + strings.Repeat(`{"voiceSiteId":"aa76e66dfc63","technicalSiteName":"FR_LYON_0001","customerSiteLabel":"Acme Lyon Part-Dieu","country":"FR","vpnId":"bb86e66dfc63","customerCode":"9999","status":"active","creationDate":"2024-01-01"},`, 49_999) + `{"voiceSiteId":"1"}]`)
	b.ReportAllocs()
	b.SetBytes(int64(len(doc)))
	for b.Loop() {
		good := 0
		for _, item := range doc.List() {
			if _, ok := DecodeVoiceSite(item); ok {
				good++
			}
		}
		if good != 50_000 {
			b.Fatalf("%d voicesites", good)
		}
	}
}
