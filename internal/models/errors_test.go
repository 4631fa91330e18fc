package models

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

func TestEveryKindHasAdvice(t *testing.T) {
	t.Parallel()
	for kind := NoError; kind <= Canceled; kind++ {
		advice, ok := advices[kind]
		if !ok || advice.Title == "" {
			t.Errorf("kind %d has no title", kind)
		}
		if advice.Hint == "" && kind != NoError && kind != Canceled {
			t.Errorf("kind %d has no hint", kind)
		}
		if kind == NoError {
			continue
		}
		err := fmt.Errorf("wrapped: %w", &Error{Op: "list voicesites", Kind: kind})
		if KindOf(err) != kind || AdviceFor(err) != advice {
			t.Errorf("kind %d is lost when wrapped", kind)
		}
	}
	if len(advices) != int(Canceled)+1 {
		t.Errorf("%d kinds have advice, want %d", len(advices), Canceled+1)
	}
	if KindOf(nil) != NoError || KindOf(io.EOF) != Malformed {
		t.Error("nil is not an error, and an unknown one is malformed")
	}
	if advice := AdviceFor(errors.New("\x1b[31mboom")); strings.Contains(advice.Title, "\x1b") || advice.Hint == "" {
		t.Errorf("an unknown one: %+v", advice)
	}
}

func TestAnErrorInPlaceOfAnAnswerBlamesNoPortal(t *testing.T) {
	t.Parallel()
	advice := AdviceFor(&Error{Op: "list customers", Kind: Malformed, Status: 200, Code: 60})
	if strings.Contains(advice.Hint, "portal") || !strings.Contains(advice.Title, "an error") {
		t.Errorf("the advice is %+v", advice)
	}
}

func TestErrorSaysWhatWhyAndWhichRequest(t *testing.T) {
	t.Parallel()
	err := &Error{
		Op: "list VPNs", Kind: Forbidden, Status: 403, Code: 50, Detail: NewText("Access denied\x1b[2J"),
		RequestID: NewText("abc"), Err: errors.New("SECRET"),
	}
	want := "could not list VPNs: this key is not entitled to it (HTTP 403, code 50): Access denied␛[2J [request abc]"
	if got := err.Error(); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	err.Fault = NewText("API key")
	if got := AdviceFor(err).Title; got != "the API key was refused" {
		t.Errorf("title %q", got)
	}
}
