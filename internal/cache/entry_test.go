package cache

import (
	"bytes"
	"testing"
	"time"
)

// FuzzDecode holds two laws: no input makes decode panic, and what it accepts
// is, to the byte, what encode makes of the result. So nothing but encode's own
// work is ever believed.
func FuzzDecode(f *testing.F) {
	r := record{key: digest{1}, family: digest{2}, fetched: time.Unix(1_772_000_000, 5), body: []byte(`{"a":1}`)}
	f.Add(append(r.encode(), r.body...))
	f.Add(record{}.encode())
	f.Add([]byte(magic))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := decode(data)
		if err != nil {
			return
		}
		if again := append(r.encode(), r.body...); !bytes.Equal(again, data) {
			t.Errorf("decoded %x, encoded again %x", data, again)
		}
	})
}

func TestDecodeIsTheInverseOfEncode(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]record{
		"empty":       {fetched: time.Unix(0, 0)},
		"before 1970": {fetched: time.Unix(-5, 7), body: []byte("x")},
		"ordinary":    {key: digest{1, 2}, family: digest{3}, fetched: time.Unix(1_772_000_000, 1), body: []byte("body")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := decode(append(r.encode(), r.body...))
			if err != nil {
				t.Fatal(err)
			}
			if got.key != r.key || got.family != r.family || !got.fetched.Equal(r.fetched) || !bytes.Equal(got.body, r.body) {
				t.Errorf("got %+v, want %+v", got, r)
			}
		})
	}
}
