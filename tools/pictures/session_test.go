package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestMain lets the test binary stand in for the program: started as the
// session starts btalk, it greets and answers every line until "bye".
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == "--demo" {
		answerLines()
		return
	}
	os.Exit(m.Run())
}

func answerLines() {
	fmt.Println("\x1b[1mDEMO\x1b[0m")
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() && lines.Text() != "bye" {
		fmt.Println("answer to", lines.Text())
	}
}

// startSelf runs the test binary in a session.
func startSelf(t *testing.T) *session {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	s, err := start(t.Context(), self, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.close)
	return s
}

func TestSessionTypesAndWaitsForTheAnswer(t *testing.T) {
	t.Parallel()
	s := startSelf(t)
	for _, st := range []step{
		{texts: []string{"DEMO"}},
		{keys: "hello" + enter, texts: []string{"answer to hello"}},
	} {
		if err := s.play(t.Context(), st); err != nil {
			t.Fatal(err)
		}
	}
	if d := s.frame()[0][0]; d.Text != "D" || !d.Style.Bold {
		t.Errorf("the first cell is %+v, want a bold D", d)
	}
}

func TestSessionSaysWhatTheScreenShowedWhenTheProgramEnds(t *testing.T) {
	t.Parallel()
	s := startSelf(t)
	err := s.play(t.Context(), step{keys: "bye" + enter, texts: []string{"never shown"}})
	if err == nil || !strings.Contains(err.Error(), "the program ended") || !strings.Contains(err.Error(), "DEMO") {
		t.Errorf("play after the end returned %v, want what ended and the screen", err)
	}
}
