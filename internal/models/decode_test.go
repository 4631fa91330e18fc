package models

import (
	"strings"
	"testing"
)

func TestAVoiceSiteIsReadInEveryShapeOfItsFields(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		text string
		want string // id|name|label|country|vpn|vpn name|status|customer
		ok   bool
	}{
		"as observed":         {`{"voiceSiteId":"37","technicalSiteName":"FR_1"}`, "37|FR_1||||||", true},
		"numbers for ids":     {`{"voiceSiteId":37,"vpnId":4,"customerCode":10236}`, "37||||4|||10236", true},
		"a VPN inside":        {`{"voiceSiteId":"37","vpn":{"vpnId":"aa","name":"Paris"}}`, "37||||aa|Paris||", true},
		"a VPN inside by id":  {`{"voiceSiteId":"37","vpn":{"id":"aa"}}`, "37||||aa|||", true},
		"both, the plain one": {`{"voiceSiteId":"37","vpnId":"bb","vpn":{"vpnId":"aa","name":"Paris"}}`, "37||||bb|Paris||", true},
		"a VPN as a text":     {`{"voiceSiteId":"37","vpn":"aa"}`, "37||||aa|||", true},
		"a customer inside":   {`{"voiceSiteId":"37","customer":{"customerCode":"10236"}}`, "37|||||||10236", true},
		"a customer as text":  {`{"voiceSiteId":"37","customer":"10236"}`, "37|||||||10236", true},
		"both customers":      {`{"voiceSiteId":"37","customerCode":"1","customer":{"customerCode":"2"}}`, "37|||||||1", true},
		"other names":         {`{"voiceSiteId":"37","siteName":"N","siteLabel":"L","iso2":"FR","siteStatus":"s"}`, "37|N|L|FR|||s|", true},
		"null is not there":   {`{"voiceSiteId":"37","technicalSiteName":null,"name":"N","vpn":null,"customer":null}`, "37|N||||||", true},
		"no id":               {`{"technicalSiteName":"FR_1"}`, "|FR_1||||||", false},
		"not an object":       {`["37"]`, "|||||||", false},
	} {
		site, ok := DecodeVoiceSite(Value(tc.text))
		var parts []string
		for _, part := range []Text{site.ID, site.Name, site.Label, site.Country, site.VPN, site.VPNName, site.Status, site.Customer} {
			parts = append(parts, part.Raw())
		}
		if got := strings.Join(parts, "|"); got != tc.want || ok != tc.ok {
			t.Errorf("%s: %q, %v; want %q, %v", name, got, ok, tc.want, tc.ok)
		}
	}
	site, _ := DecodeVoiceSite(Value(`{"voiceSiteId":"37","address":{"a3":"Lyon"}}`))
	if got := site.Address().Object().Text("a3").Raw(); got != "Lyon" {
		t.Errorf("its address is in %q", got)
	}
	if site, _ = DecodeVoiceSite(Value(`{"voiceSiteId":"37"}`)); site.Address() != nil {
		t.Errorf("an address that did not come is %s", site.Address())
	}
}

func TestTheNewVoiceSiteOfAnOrderIsFoundNearestToTheTop(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat(`{"x":`, 7) + `{"voiceSiteId":"deep"}` + strings.Repeat("}", 7)
	for text, want := range map[string]string{
		`{"orderId":"1","voiceSiteId":"a","result":{"voiceSiteId":"b"}}`:          "a",
		`{"orderId":"1","result":{"voiceSiteId":"b"},"voiceSiteId":7}`:            "7",
		`{"orderId":"1","result":[{"other":1},{"site":{"voiceSiteId":"c"}}]}`:     "c",
		`{"orderId":"1","first":{"voiceSiteId":null},"then":{"voiceSiteId":"d"}}`: "d",
		`{"orderId":"1"}`:    "",
		deep:                 "deep",
		`{"x":` + deep + `}`: "", // so far down it is something else
	} {
		if order, _ := DecodeOrder(Value(text)); order.VoiceSite.Raw() != want {
			t.Errorf("%s: %q, want %q", text, order.VoiceSite.Raw(), want)
		}
	}
	for text, want := range map[string]bool{`{"orderId":"1"}`: true, `{"id":1}`: true, `{"customerOrderReference":"R"}`: true, `{"status":"x"}`: false, `[]`: false} {
		if _, ok := DecodeOrder(Value(text)); ok != want {
			t.Errorf("%s is an order: %v", text, ok)
		}
	}
}

func TestACapabilityIsYesNoOrWords(t *testing.T) {
	t.Parallel()
	country, ok := DecodeCountry(Value(`{"iso2":"FR","coverage":{"businessTalkOnline":"YES","didNumber":false,"didNumberZone":["01","02"],"faxISDNCall":0,"comment":"none"}}`))
	if !ok || country.Available() != FlagYes {
		t.Errorf("%+v, %v", country, ok)
	}
	for key, want := range map[string]Flag{
		"businessTalkOnline": FlagYes, "didNumber": FlagNo, "didNumberZone": FlagUnknown, "faxISDNCall": FlagNo, "comment": FlagUnknown,
	} {
		if capability, ok := country.Capability(key); !ok || capability.Flag() != want {
			t.Errorf("%s is %v, %v", key, capability.Flag(), ok)
		}
	}
	if zone, _ := country.Capability("didNumberZone"); zone.Value.Raw() != `["01","02"]` {
		t.Errorf("what is more than a word is %q", zone.Value.Raw())
	}
	if _, ok := country.Capability("onnet"); ok {
		t.Error("a capability that is not there was found")
	}
	if country, ok := DecodeCountry(Value(`{"name":"France"}`)); ok || country.Available() != FlagUnknown {
		t.Error("a country without a code was read")
	}
	for key, want := range map[string]string{
		"satellitePhone": "Satellite phone", "newISDNCall": "New ISDNCall", "voice_mail-box": "Voice mail box", "x": "X", "SIPTrunk": "SIPTrunk", "faxG4": "Fax G4",
	} {
		if got := capabilityLabel(key); got != want {
			t.Errorf("%s is called %q, want %q", key, got, want)
		}
	}
}

func TestANumberIsReadWithItsSiteAndHistory(t *testing.T) {
	t.Parallel()
	n, ok := DecodeNumber(Value(`{"number":33140000000,"state":"reserved","voiceSite":{"id":37,"siteName":"S"},"history":[{"date":"d","status":"s"},7]}`))
	if !ok || n.Number.Raw() != "33140000000" || n.Status.Raw() != "reserved" || n.Site.Raw() != "37" || n.SiteName.Raw() != "S" || len(n.History) != 2 || n.History[0].Date.Raw() != "d" {
		t.Errorf("%+v, %v", n, ok)
	}
	if _, ok := DecodeNumber(Value(`{"status":"x"}`)); ok {
		t.Error("a number without digits was read")
	}
}

func TestAValueGoesBackAsItCame(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`{"a": 1.50}`, `null`, `"x"`, `[1,2]`} {
		var v Value
		if err := v.UnmarshalJSON([]byte(text)); err != nil {
			t.Fatal(err)
		}
		if got, err := v.MarshalJSON(); err != nil || string(got) != text {
			t.Errorf("%s went back as %s, %v", text, got, err)
		}
	}
	if got, err := Value(nil).MarshalJSON(); err != nil || string(got) != "null" {
		t.Errorf("nothing went back as %s, %v", got, err)
	}
}
