package calls

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

var seeds = []string{
	header, header + "2026-10-01 10:00:00;+33199000001;+33199000101;60;0.1;EUR\n",
	"a,\"b\nc\",d\r\n\"e\"\"f\",\"g", "\"\",\"\"\"\"\n\"", "sep=;\nstart;called\n", "\xef\xbb\xbfstart,called,seconds\n,,\n",
	`[{"start":"2026-10-01","called":"15"},{}]`, `{"value":[{"a":[1,{"b":"]"}]}]}`, "\x1f\x8b\x08", "\xff\xfes\x00t\x00", "a\rb\rc", "\x00\x00",
	"date;called;dauer\n01.02.26 1:2;1;1:2:3\n13/13/13;;\n",
}

// FuzzSplit holds the splitter to giving every letter of a text back, once.
func FuzzSplit(f *testing.F) {
	for _, seed := range seeds {
		f.Add([]byte(seed), byte(';'), 0)
		f.Add([]byte(seed), byte(','), 3)
	}
	f.Fuzz(func(t *testing.T, content []byte, delimiter byte, width int) {
		if delimiter == '"' || delimiter == '\n' || delimiter == '\r' || delimiter == ' ' || len(content) > maxRecord {
			t.Skip()
		}
		s := splitter{lines: &lines{in: bufio.NewReaderSize(bytes.NewReader(content), 16), end: '\n'}, delimiter: delimiter, width: width}
		var given strings.Builder
		for {
			record, err := s.next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil || len(record.cells) == 0 {
				t.Fatalf("%v, %d cells", err, len(record.cells))
			}
			for _, cell := range record.cells {
				given.Write(cell)
			}
		}
		if got, want := letters([]byte(given.String()), delimiter), letters(content, delimiter); got != want {
			t.Errorf("%q came back as %q", want, got)
		}
	})
}

// letters leaves out what the splitter may drop: quotes, delimiters, blanks.
func letters(text []byte, delimiter byte) string {
	var kept []byte
	for field := range bytes.FieldsSeq(text) {
		for _, c := range field {
			if c != '"' && c != delimiter {
				kept = append(kept, c)
			}
		}
	}
	return string(kept)
}

// FuzzRead holds the reader to counting every call that it hands over, and every
// byte that it was given.
func FuzzRead(f *testing.F) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		summary := NewSummary(ByCountry, OffPeak{})
		file, err := Read(t.Context(), bytes.NewReader(content), Evidence{}, summary.Add)
		if err == nil && file.Bytes != int64(len(content)) {
			t.Errorf("%d bytes of %d were read", file.Bytes, len(content))
		}
		if file.Calls != summary.Total.Calls {
			t.Errorf("%d calls, %d in the summary", file.Calls, summary.Total.Calls)
		}
		calls := int64(0)
		for _, group := range summary.Groups() {
			calls += group.Calls
		}
		if calls != file.Calls || file.Calls > 0 && !file.Understood {
			t.Errorf("%d calls in the groups, %d in the file, understood %v", calls, file.Calls, file.Understood)
		}
		if file.Format == "csv" && err == nil && file.Records() > int64(1+bytes.Count(content, []byte("\n"))+bytes.Count(content, []byte("\r"))) && !file.Gzip {
			t.Errorf("%d records in %q", file.Records(), content)
		}
	})
}

// FuzzRows holds the reader to losing no row: rows of one line each are calls,
// others or unreadable.
func FuzzRows(f *testing.F) {
	f.Add("2026-10-01 10:00:00;+33199000001;+33199000101;60;0.1;EUR", uint8(3))
	f.Add(`2026-10-01 10:00:00;"x;+33199000101;60;0.1;EUR`, uint8(70))
	f.Add(`TOTAL;;;1:00;"0,1"`, uint8(2))
	f.Fuzz(func(t *testing.T, row string, times uint8) {
		if strings.ContainsAny(row, "\r\n\"") || strings.Trim(row, "; \t\v\f\u0085\u00a0") == "" || !strings.Contains(row, "1") {
			t.Skip()
		}
		content := header + strings.Repeat(row+"\n", int(times))
		file, err := Read(t.Context(), strings.NewReader(content), Evidence{}, func(*Call) error { return nil })
		if err != nil || file.Delimiter != ";" || file.Header != 1 {
			t.Skip() // another dialect
		}
		if file.Records() != int64(times) {
			t.Errorf("%d records of %d", file.Records(), times)
		}
	})
}
