package text

import (
	"bytes"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"html/template"
	"mime/quotedprintable"
	"net/url"
	"strconv"
	"strings"
	"testing"
)

// spellings are the ways in which the standard library writes a text, and two
// that it only reads.
func spellings(t *testing.T, secret string) map[string]string {
	t.Helper()
	plainJSON := func(html bool) string {
		var out bytes.Buffer
		encoder := json.NewEncoder(&out)
		encoder.SetEscapeHTML(html)
		if err := encoder.Encode(secret); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	var inXML, inMail bytes.Buffer
	if err := xml.EscapeText(&inXML, []byte(secret)); err != nil {
		t.Fatal(err)
	}
	mail := quotedprintable.NewWriter(&inMail)
	_, _ = mail.Write([]byte(strings.Repeat("x", 70) + secret))
	_ = mail.Close()
	each := func(format string) string {
		var out strings.Builder
		for _, r := range secret {
			fmt.Fprintf(&out, format, r)
		}
		return out.String()
	}
	every := func(format string) string {
		var out strings.Builder
		for _, b := range []byte(secret) {
			fmt.Fprintf(&out, format, b)
		}
		return out.String()
	}
	twice, err := json.Marshal(plainJSON(true))
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"plain": secret, "JSON": plainJSON(false), "JSON for HTML": plainJSON(true), "JSON in JSON": string(twice),
		"JSON with escaped slashes": strings.ReplaceAll(plainJSON(false), "/", `\/`),
		"JSON, every character":     each(`\u%04x`), "JSON, every character, upper case": each(`\u%04X`),
		"%q": strconv.Quote(secret), "%+q": strconv.QuoteToASCII(secret), "%x": fmt.Sprintf("%x", secret), "% X": fmt.Sprintf("% X", secret),
		"Go bytes": every(`\x%02x`), "octal": every(`\%03o`), "%v of bytes": fmt.Sprintf("%v", []byte(secret)),
		"query": url.QueryEscape(secret), "path": url.PathEscape(secret), "user": url.UserPassword("u", secret).String(),
		"query, lower case": lowerPercent(url.QueryEscape(secret)), "path, lower case": lowerPercent(url.PathEscape(secret)),
		"query of a query": url.QueryEscape(url.QueryEscape(secret)), "percent, every character": every("%%%02x"),
		"HTML": html.EscapeString(secret), "HTML twice": html.EscapeString(html.EscapeString(secret)), "XML": inXML.String(),
		"entities": each("&#%d;"), "hex entities": each("&#x%X;"), "script": template.JSEscapeString(secret), "mail": inMail.String(),
		"base64": base64.StdEncoding.EncodeToString([]byte(secret)), "base64 for URLs": base64.URLEncoding.EncodeToString([]byte(secret)),
		"base64 behind one":   base64.StdEncoding.EncodeToString([]byte("u" + secret + ":x")),
		"base64 behind two":   base64.URLEncoding.EncodeToString([]byte("u:" + secret + "!")),
		"base64 in a query":   url.QueryEscape(base64.StdEncoding.EncodeToString([]byte(secret))),
		"base64 with escapes": strings.ReplaceAll(base64.StdEncoding.EncodeToString([]byte(secret)), "/", `\/`),
		"base32":              base32.StdEncoding.EncodeToString([]byte("u:" + secret)),
		"hex":                 hex.EncodeToString([]byte(secret)), "HEX": strings.ToUpper(hex.EncodeToString([]byte("u" + secret))),
		"CSV": `"` + strings.ReplaceAll(secret, `"`, `""`) + `"`,
	}
}

func lowerPercent(s string) string {
	out := []byte(s)
	for i := 0; i+2 < len(out); i++ {
		if out[i] == '%' {
			copy(out[i+1:], bytes.ToLower(out[i+1:i+3]))
		}
	}
	return string(out)
}

func TestEverySpellingOfASecretIsMasked(t *testing.T) {
	t.Parallel()
	for _, secret := range []string{
		"canary/secret+2e8 &x", `back\slash"quote'<tag>`, "???>>>~~~///+++", "plain-canary-0123456789", "Grüße/é=%2F", "a\tb c=d%e&f;",
	} {
		mask := NewMask(6, secret, "another-secret")
		for name, spelled := range spellings(t, secret) {
			shown := mask.Hide("before " + spelled + " after")
			if !strings.Contains(shown, Masked) || !strings.HasPrefix(shown, "before ") || !strings.HasSuffix(shown, " after") {
				t.Errorf("%q as %s shows: %s", secret, name, shown)
			}
			if left := strings.ReplaceAll(shown, Masked, ""); len(left) > len("before  after")+12+71 {
				t.Errorf("%q as %s is left in part: %s", secret, name, shown)
			}
		}
	}
}

func TestMaskingLeavesTheRestAsItIs(t *testing.T) {
	t.Parallel()
	mask := NewMask(6, "canary-secret", "short", "")
	for _, s := range []string{
		"", "c", "canary", "canary-secre", `{"a":"\u0063anary"}`, "100% + 5 = a&b &amp; \\", "short", `\`, "%", "&", "&#;", "=", "%2", `\u00`,
		"Zürich 東京 \xff\xfe", strings.Repeat("&amp;", 1000), strings.Repeat(`\`, 1000), strings.Repeat("%25", 1000),
	} {
		if got := mask.Hide(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
	if got := mask.Hide("canary-secretcanary-secret!"); got != Masked+Masked+"!" {
		t.Errorf("got %q", got)
	}
	if got := (*Mask)(nil).Hide("canary-secret"); got != "canary-secret" {
		t.Errorf("without secrets: %q", got)
	}
}

func TestASecretAsShortAsTheShortestIsHidden(t *testing.T) {
	t.Parallel()
	mask := NewMask(6, "secret", "short")
	if got := mask.Hide("a secret is short"); got != "a "+Masked+" is short" {
		t.Errorf("got %q", got)
	}
}

func TestEveryEscapeOfALetterIsRead(t *testing.T) {
	t.Parallel()
	for spelt, secret := range map[string]string{
		`ring\athe bell`: "ring\athe bell", `back\bspace-1`: "back\bspace-1", `form\ffeed-1`: "form\ffeed-1", `line\nend-1`: "line\nend-1",
		`carriage\rend`: "carriage\rend", `tab\tbetween`: "tab\tbetween", `up\vdown-1`: "up\vdown-1", `octal\057one`: "octal/one",
	} {
		if got := NewMask(6, secret).Hide("<" + spelt + ">"); got != "<"+Masked+">" {
			t.Errorf("%q is left as %s", secret, got)
		}
	}
}

func TestMaskedJSONStaysJSON(t *testing.T) {
	t.Parallel()
	const secret = `canary/"secret"\&<2e8>`
	mask := NewMask(6, secret)
	all := spellings(t, secret)
	delete(all, "mail") // its soft line ends and
	delete(all, "CSV")  // doubled quotes are not single escapes any more
	for name, spelled := range all {
		text, err := json.Marshal(map[string]any{"a": spelled, "b": []any{secret, 7}})
		if err != nil {
			t.Fatal(err)
		}
		if got := mask.Hide(string(text)); !json.Valid([]byte(got)) || strings.Count(got, Masked) < 2 {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func FuzzMask(f *testing.F) {
	f.Add("canary/secret", `x\u0063anary\/secret%`)
	f.Fuzz(func(t *testing.T, secret, s string) {
		mask := NewMask(6, secret)
		if shown := mask.Hide(s + secret); len(secret) >= 6 && !strings.Contains(shown, Masked) {
			t.Errorf("%q is left in %q", secret, shown)
		}
	})
}

func BenchmarkMask(b *testing.B) {
	var secrets []string
	for i := range 8 {
		secrets = append(secrets, fmt.Sprintf("%08x-canary-%d/secret", i*7919, i))
	}
	mask := NewMask(6, secrets...)
	row := `{"voiceSiteId":"LYON_PART_DIEU","technicalSiteName":"FR_LYO_12","customerSiteLabel":"Lyon Part-Dieu","country":"FR","vpnId":"102360001"},`
	page := strings.Repeat(row, 1000)
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if mask.Hide(page) != page {
			b.Fatal("the page was changed")
		}
	}
}
