package text_test

import (
	"slices"
	"testing"

	"btalk/internal/models/text"
)

func TestNumbersSortByTheirSize(t *testing.T) {
	t.Parallel()
	words := []string{"9", "10", "007", "100", "8 b", "8 a", "1000000000000000000000000000000000000000000000000"}
	order := text.NaturalOrder(len(words), func(i int) string { return words[i] })
	var got []string
	for _, i := range order {
		got = append(got, words[i])
	}
	want := []string{"007", "8 a", "8 b", "9", "10", "100", words[6]}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
