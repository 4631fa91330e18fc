package download

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestNamesOfFilesAreThoseSentOrMadeFromTheID(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, disposition, want string }{
		{"a usual name", `attachment; filename="F-2026-0001.pdf"`, "F-2026-0001.pdf"},
		{"no header", ``, "bill-7.pdf"},
		{"no name", `attachment`, "bill-7.pdf"},
		{"an encoded name", `attachment; filename*=UTF-8''Facture%20n%C2%B0%201.pdf`, "Facture n° 1.pdf"},
		{"both names", `attachment; filename="x.pdf"; filename*=UTF-8''y.pdf`, "y.pdf"},
		{"blanks without quotes", `attachment; filename=Bill of October.pdf`, "Bill of October.pdf"},
		{"two names", `attachment; filename="a.pdf"; filename="b.pdf"`, "a.pdf"},
		{"two encoded names", `attachment; filename*=UTF-8''a.pdf; filename*=UTF-8''b.pdf`, "a.pdf"},
		{"a quote inside, and two names", `attachment; filename="a\"b.pdf"; filename="c"`, `a"b.pdf`},
		{"an encoding that is broken", `attachment; filename*=UTF-8''%zz; filename=a b.pdf`, "a b.pdf"},
		{"another extension", `attachment; filename="bill.exe"`, "bill.exe.pdf"},
		{"capitals", `attachment; filename="BILL.PDF"`, "BILL.pdf"},
		{"no extension", `attachment; filename="bill"`, "bill.pdf"},
	}
	for _, test := range tests {
		if got := Name(test.disposition, PDF, "bill-7"); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	if got := Name("", CSV, "../.."); got != "document.csv" {
		t.Errorf("without any name: %q", got)
	}
}

// hostile are names that servers have sent, or could.
func hostile() map[string]string {
	return map[string]string{
		"../../etc/passwd":                 "passwd.pdf",
		`..\..\windows\system32\x.pdf`:     "x.pdf",
		"/etc/cron.d/x":                    "x.pdf",
		".bashrc":                          "bashrc.pdf",
		"....":                             "bill-7.pdf",
		"bill\x00.pdf.sh":                  "bill.pdf.sh.pdf",
		"bill\r\nSet-Cookie: a.pdf":        "billSet-Cookie a.pdf",
		"exe.\u202efdp":                    "exe.fdp.pdf",
		"a\u200bb\ufeff\ufe0f.pdf":         "ab.pdf",
		"C:stream.pdf":                     "Cstream.pdf",
		"-rf .pdf":                         "rf.pdf",
		"~root":                            "root.pdf",
		" . .pdf":                          "bill-7.pdf",
		strings.Repeat("é", 300) + ".pdf":  strings.Repeat("é", 98) + ".pdf",
		"\xff\xfe.pdf":                     "bill-7.pdf",
		"bill.pdf/":                        "bill-7.pdf",
		"a/../../.ssh/authorized_keys.pdf": "authorized_keys.pdf",
	}
}

func TestHostileNamesStayInTheirDirectory(t *testing.T) {
	t.Parallel()
	for wish, want := range hostile() {
		got := clean(wish, ".pdf")
		if got == "" {
			got = "bill-7.pdf"
		}
		if got != want {
			t.Errorf("%q becomes %q, want %q", wish, got, want)
		}
	}
}

func FuzzName(f *testing.F) {
	for wish := range hostile() {
		f.Add(`attachment; filename="` + wish + `"`)
	}
	f.Add("attachment; filename*=UTF-8''%2e%2e%2fa")
	f.Fuzz(func(t *testing.T, disposition string) {
		name := Name(disposition, PDF, "bill")
		if !filepath.IsLocal(name) || strings.ContainsAny(name, "/\\:\x00\r\n") || len(name) > longestName || !utf8.ValidString(name) || strings.HasPrefix(name, ".") || !strings.HasSuffix(name, ".pdf") {
			t.Errorf("%q becomes %q", disposition, name)
		}
		if again := clean(name, ".pdf"); again != name {
			t.Errorf("%q becomes %q when cleaned again", name, again)
		}
	})
}
