package calls

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

const header = "start;caller;called;seconds;amount;currency\n"

// rows are n calls of a minute each that cost a tenth of a euro.
func rows(n int) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, "2026-10-%02d %02d:00:00;+33199000001;+3319900%04d;60;0.1;EUR\n", i%28+1, i%24, i%10000)
	}
	return out.String()
}

func TestOddFilesAreReadOrRefusedAndNeverLost(t *testing.T) {
	t.Parallel()
	zip := "PK\x03\x04" + strings.Repeat("x", 100)
	tests := []struct {
		name, content               string
		calls, others, unreadable   int64
		seconds                     int64
		amount                      string
		understood, notUnderstoodOK bool
	}{
		{name: "nothing at all", content: ""},
		{name: "blank lines", content: header + "\n\r\n" + rows(2) + "\n \n", calls: 2, seconds: 120, amount: "0.2"},
		{name: "no line end at the end", content: header + strings.TrimSuffix(rows(2), "\n"), calls: 2, seconds: 120, amount: "0.2"},
		{name: "the last row is cut", content: header + rows(2) + "2026-10-01 10:00:00;+33199000001;+3319", calls: 2, unreadable: 1, seconds: 120, amount: "0.2"},
		{name: "a row with a cell too many", content: header + rows(1) + "2026-10-01 10:00:00;+33;+33199000001;60;0;1;EUR\n", calls: 1, unreadable: 1, seconds: 60, amount: "0.1"},
		{name: "empty cells too many", content: header + strings.ReplaceAll(rows(2), "EUR\n", "EUR;;\n"), calls: 2, seconds: 120, amount: "0.2"},
		{name: "NUL bytes in a duration", content: header + rows(1) + strings.ReplaceAll(rows(1), ";60;", ";6\x000;"), calls: 1, unreadable: 1, seconds: 60, amount: "0.1"},
		{name: "NUL bytes at the end", content: header + rows(1) + strings.Repeat("\x00", 5000), calls: 1, unreadable: 1, seconds: 60, amount: "0.1"},
		{name: "lines end with a carriage return", content: strings.ReplaceAll(header+rows(3), "\n", "\r"), calls: 3, seconds: 180, amount: "0.3"},
		{name: "a preamble", content: "Report of October\n\"Customer; Sons\";;\n" + header + rows(2), calls: 2, others: 2, seconds: 120, amount: "0.2"},
		{name: "titles over the names", content: "Call;;Duration;;;\n" + header + rows(2), calls: 2, others: 1, seconds: 120, amount: "0.2"},
		{name: "two headers with known names", content: "start;;called;;;\n" + header + rows(2), calls: 2, others: 1, seconds: 120, amount: "0.2"},
		{name: "units under the names", content: header + ";;;s;EUR;\n" + rows(2), calls: 2, others: 1, seconds: 120, amount: "0.2"},
		{name: "types under the names", content: header + "DATETIME;VARCHAR(50);VARCHAR(50);INTEGER;DECIMAL(10);CHAR(3)\n" + rows(2), calls: 2, others: 1, seconds: 120, amount: "0.2"},
		{name: "the header again", content: header + rows(2) + header + rows(1), calls: 3, others: 1, seconds: 180, amount: "0.3"},
		{name: "totals in several languages", content: header + rows(2) + "TOTAL;;;120;0.2;EUR\nSumme;;;120;0.2;EUR\nSous-total;;;1;1;EUR\n", calls: 2, others: 3, seconds: 120, amount: "0.2"},
		{name: "a total with a date", content: header + rows(2) + "2026-10-31 00:00:00;;;120;0.2;EUR\n", calls: 3, seconds: 240, amount: "0.4"},
		{name: "a site called Total", content: "site;start;called;seconds\nTotalEnergies;2026-10-01 10:00:00;+33199000001;5\nTotal;2026-10-01 10:00:00;+33199000001;5\n", calls: 2, seconds: 10},
		{name: "a quote that never closes", content: header + "\"" + rows(5000), calls: 4999, unreadable: 1, seconds: 4999 * 60, amount: "499.9"},
		{name: "a quote inside a cell", content: header + strings.ReplaceAll(rows(2), "+33199000001", "+331990\"00001"), calls: 2, seconds: 120, amount: "0.2"},
		{name: "a line break in quotes", content: "site;start;called;seconds\n\"Paris\nNord\";2026-10-01 10:00:00;+33199000001;5\n", calls: 1, seconds: 5},
		{name: "a long line", content: header + rows(1) + strings.Repeat("x", 3<<20) + "\n" + rows(1), calls: 2, unreadable: 1, seconds: 120, amount: "0.2"},
		{name: "a date that is none", content: header + rows(2) + strings.ReplaceAll(rows(1), "2026-10-01", "2026-02-30"), calls: 2, unreadable: 1, seconds: 120, amount: "0.2"},
		{name: "a column that is not what its name says", content: header + strings.ReplaceAll(rows(1), ";60;", ";long;"), calls: 1, amount: "0.1"},
		{name: "negative durations", content: header + strings.ReplaceAll(rows(2), ";60;", ";-60;"), calls: 2, amount: "0.2"},
		{name: "no answer has no time", content: "start;called;seconds;status\n2026-10-01 10:00:00;+33199000001;35;NO ANSWER\n2026-10-01 10:00:00;+33199000001;35;answered\n", calls: 2, seconds: 35},
		{name: "amounts that could be two", content: "start;called;seconds;amount\n2026-10-01 10:00:00;+33199000001;5;1,234\n", calls: 1, seconds: 5},
		{name: "html", content: "<html><body><table><tr><td>x</td></tr></table></body></html>", unreadable: 1, notUnderstoodOK: true},
		{name: "binary", content: strings.Repeat("\x01\x02\x00\xff\xfe;,\n", 50), unreadable: 50, notUnderstoodOK: true},
		{name: "an object a line", content: `{"start":"2026-10-01T10:00:00Z","called":"+33199000001","seconds":5}` + "\n" + `{"start":"2026-10-01T10:00:00Z","called":"+33199000001","seconds":6,"legs":[{"a":1}]}`, calls: 2, seconds: 11},
		{name: "a JSON list that is cut", content: `[{"start":"2026-10-01T10:00:00Z","called":"+33199000001","seconds":5},{"start":"20`, calls: 1, unreadable: 1, seconds: 5},
		{name: "a JSON list that is not closed", content: `[{"start":"2026-10-01T10:00:00Z","called":"+33199000001","seconds":5}`, calls: 1, unreadable: 1, seconds: 5},
		{name: "an object that is not JSON", content: `[{"start":"2026-10-01T10:00:00Z","called":"+33199000001","seconds":5},{"start":}]`, calls: 1, unreadable: 1, seconds: 5},
		{name: "a long text in JSON", content: `[{"start":"` + strings.Repeat("x", 2<<20) + `"},{"start":"2026-10-01T10:00:00Z","called":"+33199000001","seconds":5}]`, calls: 1, unreadable: 1, seconds: 5},
		{name: "JSON without calls", content: `{"value":[]}`, others: 0, unreadable: 1, notUnderstoodOK: true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			file, summary := summarise(t, []byte(test.content), ByCountry)
			if file.Calls != test.calls || file.Others != test.others || file.Unreadable != test.unreadable {
				t.Errorf("%d calls, %d others, %d unreadable; want %d, %d, %d", file.Calls, file.Others, file.Unreadable, test.calls, test.others, test.unreadable)
			}
			if got := summary.Total.Seconds(); got != test.seconds {
				t.Errorf("%d seconds, want %d", got, test.seconds)
			}
			got := ""
			if len(summary.Total.Amounts) == 1 {
				got = summary.Total.Amounts[0].Value.String()
			}
			if got != test.amount {
				t.Errorf("amounts %v, want %s", summary.Total.Amounts, test.amount)
			}
			if file.Understood && test.notUnderstoodOK {
				t.Errorf("it is said to be understood: %+v", file)
			}
		})
	}
	if _, err := Read(t.Context(), strings.NewReader(zip), Evidence{}, nil); !errors.Is(err, ErrArchive) {
		t.Errorf("an archive gives %v", err)
	}
}

func TestEncodingsAreToldFromTheBytes(t *testing.T) {
	t.Parallel()
	content := "début;numéro appelé;durée;montant;site\n01/10/2026 10:00:00;0199000101;60;1\u00a0234,50 €;Évry\n"
	latin, err := charmap.Windows1252.NewEncoder().String(content)
	if err != nil {
		t.Fatal(err)
	}
	utf16 := func(order unicode.Endianness, bom unicode.BOMPolicy) string {
		encoded, err := unicode.UTF16(order, bom).NewEncoder().String(content)
		if err != nil {
			t.Fatal(err)
		}
		return encoded
	}
	tests := []struct{ name, content, encoding string }{
		{"UTF-8", content, "utf-8"},
		{"UTF-8 with a mark", "\ufeff" + content, "utf-8"},
		{"Windows-1252", latin, "windows-1252"},
		{"UTF-16 with a mark", utf16(unicode.LittleEndian, unicode.UseBOM), "utf-16le"},
		{"UTF-16, the other order", utf16(unicode.BigEndian, unicode.UseBOM), "utf-16be"},
		{"UTF-16 without a mark", utf16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16le"},
	}
	for _, test := range tests {
		file, summary := summarise(t, []byte(test.content), BySite)
		groups := summary.Groups()
		if file.Encoding != test.encoding || len(groups) != 1 || groups[0].Key != "Évry" || fmt.Sprint(groups[0].Amounts) != "[1234.50]" {
			t.Errorf("%s: %+v %+v", test.name, file, groups)
		}
	}
}

func TestWhatTheEndProvesIsGivenToASecondReading(t *testing.T) {
	t.Parallel()
	early := strings.Repeat("10/02/2026 10:00;+33199000001;60;1,234\n", 2000)
	tests := []struct {
		name, head, late string
		day              string
		amount           string
		seconds          int64
	}{
		{"the month comes first", "start;called;seconds;amount\n" + early, "10/13/2026 10:00;+33199000001;60;2,5\n", "2026-10-02", "2470.500", 2001 * 60},
		{"the day comes first", "start;called;seconds;amount\n" + early, "13/10/2026 10:00;+33199000001;60;2,5\n", "2026-02-10", "2470.500", 2001 * 60},
		{"two parts are minutes", "start;called;duration\n" + strings.Repeat("2026-10-02 10:00;+33199000001;1:30\n", 2500), "2026-10-02 10:00;+33199000001;1:00:00\n", "2026-10-02", "", 2500*90 + 3600},
	}
	for _, test := range tests {
		content := []byte(test.head + test.late)
		first, _ := summarise(t, content, ByDay)
		if test.name != "the day comes first" && first.Again == nil {
			t.Errorf("%s: the first reading does not ask for a second one", test.name)
			continue
		}
		known := Evidence{}
		if first.Again != nil {
			known = *first.Again
		}
		summary := NewSummary(ByDay, OffPeak{})
		second, err := Read(t.Context(), bytes.NewReader(content), known, summary.Add)
		if err != nil || second.Again != nil || second.AmountsLeftOut > 0 {
			t.Errorf("%s: second reading %+v, %v", test.name, second, err)
		}
		if got := summary.Groups()[0].Key; got != test.day {
			t.Errorf("%s: most calls were on %s, want %s", test.name, got, test.day)
		}
		if got := summary.Total.Seconds(); got != test.seconds {
			t.Errorf("%s: %d seconds, want %d", test.name, got, test.seconds)
		}
		if test.amount != "" && summary.Total.Amounts[0].Value.String() != test.amount {
			t.Errorf("%s: amounts %v, want %s", test.name, summary.Total.Amounts, test.amount)
		}
	}
}

func TestATruncatedGzipIsAnErrorThatSaysWhatWasRead(t *testing.T) {
	t.Parallel()
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = io.WriteString(w, header+rows(20_000))
	_ = w.Close()
	whole := packed.Bytes()
	file, err := Read(t.Context(), bytes.NewReader(whole[:len(whole)/2]), Evidence{}, func(*Call) error { return nil })
	if !errors.Is(err, io.ErrUnexpectedEOF) || file.Calls == 0 || file.Calls >= 20_000 {
		t.Errorf("%d calls, %v", file.Calls, err)
	}
}

func TestReadingStopsWhenItIsToldTo(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(t.Context())
	left := errors.New("left")
	endless := io.MultiReader(strings.NewReader(header), forever(rows(1000)))
	_, err := Read(ctx, endless, Evidence{}, func(*Call) error { cancel(left); return nil })
	if !errors.Is(err, left) {
		t.Errorf("it ended with %v", err)
	}
	full := errors.New("disk full")
	if _, err := Read(t.Context(), forever(header+rows(1)), Evidence{}, func(*Call) error { return full }); !errors.Is(err, full) {
		t.Errorf("it ended with %v", err)
	}
}

// forever gives a text again and again.
func forever(text string) io.Reader { return &repeat{text: text, times: -1} }

type repeat struct {
	text  string
	at    int
	times int
}

func (r *repeat) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) && r.times != 0 {
		copied := copy(p[n:], r.text[r.at:])
		n += copied
		if r.at += copied; r.at == len(r.text) {
			r.at = 0
			r.times--
		}
	}
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// TestMemoryDoesNotGrowWithTheFile reads long files and watches the heap:
// what is alive after a collection in the midst of them.
func TestMemoryDoesNotGrowWithTheFile(t *testing.T) {
	const most, mostGroups = 8 << 20, 24 << 20
	size := 12 << 20
	if os.Getenv("BTALK_CALLS_FULL") != "" { // the measure of docs/measures.md
		size = 100 << 20
	}
	block := rows(10_000)
	times := size / len(block)
	tests := []struct {
		name    string
		stream  io.Reader
		by      By
		atLeast int64
		most    uint64
	}{
		{"a quote that never closes", io.MultiReader(strings.NewReader(header+"\""), &repeat{text: block, times: times}), ByCountry, int64(times) * 10_000 * 99 / 100, most},
		{"a quote in every row", io.MultiReader(strings.NewReader(header), &repeat{text: strings.ReplaceAll(block, ";+3319900", ";\"+3319900"), times: times / 10}), ByCountry, 0, most},
		{"one line", io.MultiReader(strings.NewReader(header), &repeat{text: strings.Repeat("x", 1<<16), times: size >> 16}), ByCountry, 0, most},
		{"a JSON text without an end", io.MultiReader(strings.NewReader(`[{"start":"`), &repeat{text: strings.Repeat("x", 1<<16), times: size >> 16}), ByCountry, 0, most},
		{"a number a call", &numbered{}, ByNumber, 100_000, mostGroups},
	}
	for _, test := range tests {
		summary := NewSummary(test.by, OffPeak{})
		watch := &watcher{in: test.stream, before: inUse()}
		file, err := Read(t.Context(), watch, Evidence{}, summary.Add)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
		if watch.most > test.most {
			t.Errorf("%s: %d MiB in use, want at most %d", test.name, watch.most>>20, test.most>>20)
		}
		if file.Calls < test.atLeast {
			t.Errorf("%s: %d calls of %d", test.name, file.Calls, test.atLeast)
		}
		if file.Records() == 0 {
			t.Errorf("%s: nothing was counted", test.name)
		}
	}
}

// numbered is a file in which every call goes to another number.
type numbered struct {
	rest []byte
	n    int
}

func (s *numbered) Read(p []byte) (int, error) {
	const calls = 100_000
	if s.n == 0 {
		s.rest = []byte(header)
	}
	for len(s.rest) < len(p) && s.n < calls {
		s.n++
		s.rest = fmt.Appendf(s.rest, "2026-10-01 10:00:00;+33199000001;+331%08d;60;0.1;EUR\n", s.n)
	}
	n := copy(p, s.rest)
	if s.rest = s.rest[n:]; n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// watcher notes how much more memory is in use while a stream is read.
type watcher struct {
	in           io.Reader
	reads        int
	before, most uint64
}

func (w *watcher) Read(p []byte) (int, error) {
	if w.reads++; w.reads%100 == 0 {
		if now := inUse(); now > w.before {
			w.most = max(w.most, now-w.before)
		}
	}
	return w.in.Read(p)
}

func inUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
