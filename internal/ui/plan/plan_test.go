package plan

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

func TestAHintTellsWhyAnAnswerDidNotCount(t *testing.T) {
	t.Parallel()
	e := &engine{plans: []models.Plan{addressPlan()}}
	drive(t, e, "mono", 80, 20, func(s *stand) {
		s.typeSlowly("yes")
		s.Press("enter")
		s.Want("before anyone could have read it")
		s.wait(time.Second)
		s.Type("yes")
		s.Press("enter")
		s.Want("faster than anyone types")
		s.Send(tea.PasteMsg{Content: "yes"})
		s.Want("Pasted text is not an answer")
		s.typeSlowly("yep")
		s.Press("enter")
		s.Want("not the answer that is asked for: nothing was sent")
	})
}

func TestThePlanTellsAllThatWillHappen(t *testing.T) {
	t.Parallel()
	drive(t, &engine{plans: []models.Plan{addressPlan()}}, "mono", 100, 60, func(s *stand) {
		s.Want("Push the address of LYON_1", "customer 9999 · voicesite LYON_1 vs-1 · FR",
			"~ changed", "Victor Hugo", "de la République", "“3 ”", "- removed", "+ new", "1 field stays as it is", "Read just now",
			"Not checked", "whether the street exists", "PUT /customers/9999/voicesites/vs-1/voiceaddress", `"hno": "3 "`,
			"POST /customers/9999/voicesites/vs-1/voiceaddress", "emergency services", "Type yes")
		s.WantNot("Rhône  ")
		s.Press("tab", "o")
		s.Want("a1 Region", "same")
		s.now = s.now.Add(5 * time.Minute)
		s.Resize(100, 59)
		s.Want("Read 5 min ago")
	})
}

func TestWhatLooksTheSameIsToldApart(t *testing.T) {
	t.Parallel()
	plan := addressPlan()
	plan.Differences = []models.Difference{{Field: "a3", Before: models.NewText("Orle\u0301ans"), After: models.NewText("Orl\u00e9ans")}}
	drive(t, &engine{plans: []models.Plan{plan}}, "mono", 110, 20, func(s *stand) {
		s.Want("~ changed", "differs only in how it is encoded")
	})
}

func TestAPlanWithProblemsCannotBeSent(t *testing.T) {
	t.Parallel()
	plan := addressPlan()
	plan.Problems = []string{"pc: it must have five digits (pattern)"}
	e := &engine{plans: []models.Plan{plan}}
	drive(t, e, "mono", 80, 20, func(s *stand) {
		s.Want("✗ pc: it must have five digits", "It cannot be sent: 1 problem")
		s.confirm()
		s.enters(10, time.Second)
		if len(e.sent) > 0 || s.screen.Typing() {
			t.Error("a plan with problems was sent, or asks")
		}
	})
}

func TestReadOnlySaysWhyAndHowToTurnItOn(t *testing.T) {
	t.Parallel()
	e := &engine{plans: []models.Plan{addressPlan()}, readonly: true}
	drive(t, e, "mono", 80, 20, func(s *stand) {
		s.Want("READ-ONLY: changes are off", "write on", "--write")
		s.confirm()
		if len(e.sent) > 0 {
			t.Fatal("it was sent")
		}
		e.readonly = false
		s.Send(screen.RightsMsg{Write: true})
		s.Want("Type yes")
		s.confirm()
		if len(e.sent) != 1 {
			t.Errorf("it was sent %d times", len(e.sent))
		}
	})
	drive(t, &engine{plans: []models.Plan{addressPlan()}, rights: "readonly"}, "mono", 80, 20, func(s *stand) {
		s.Want("the rights profile of this API key is readonly")
	})
}

func TestATargetThatChangedMakesANewPlan(t *testing.T) {
	t.Parallel()
	second := addressPlan()
	second.ID, second.Differences[1].Before = "s3cond", models.NewText("Pasteur")
	e := &engine{plans: []models.Plan{addressPlan()}, sendErr: &models.TargetChanged{Plan: second}}
	drive(t, e, "mono", 80, 20, func(s *stand) {
		s.confirm()
		s.Want("has changed since the plan was made. Nothing was sent", "Pasteur", "Type yes")
		s.enters(10, 20*time.Millisecond)
		if len(e.sent) != 1 {
			t.Fatalf("Send was called %d times", len(e.sent))
		}
		s.confirm()
		if len(e.sent) != 2 || e.sent[1].ID != "s3cond" {
			t.Errorf("the new plan was not the one sent: %v", e.sent)
		}
	})
}

func TestAnErrorMeansThatNothingWasSent(t *testing.T) {
	t.Parallel()
	e := &engine{plans: []models.Plan{addressPlan()}, sendErr: errors.New("the journal cannot be written")}
	drive(t, e, "mono", 80, 20, func(s *stand) {
		s.confirm()
		s.Want("Nothing was sent: the journal cannot be written")
		s.Press("r")
		s.Want("Type yes")
		if e.planned != 2 {
			t.Errorf("%d plans were made", e.planned)
		}
	})
	e = &engine{plans: []models.Plan{addressPlan()}, planErr: &models.Error{Op: "read the address", Kind: models.Offline}}
	drive(t, e, "mono", 80, 20, func(s *stand) { s.Want("could not be reached") })
}

func TestARefusalStandsBesideTheFieldAndLeadsBack(t *testing.T) {
	t.Parallel()
	e := &engine{plans: []models.Plan{addressPlan()}, outcomes: []models.Outcome{{
		State: models.Refused, Status: 400, Err: &models.Error{Op: "push", Kind: models.Invalid, Detail: models.NewText("pc: no such code")},
		RequestID: models.NewText("req-7"), Fields: map[string]string{"pc": "no such code"},
	}}}
	drive(t, e, "mono", 80, 40, func(s *stand) {
		s.confirm()
		s.Want("✗ refused", "req-7", "HTTP 400", "✗ no such code", "back to correct it")
		s.wait(time.Second)
		s.Press("enter")
		result, ok := s.LastAsked().(screen.PopMsg).Result.(screen.SentMsg)
		if !ok || result.State != models.Refused || result.Fields["pc"] != "no such code" || !result.Onward {
			t.Errorf("handed back %#v", s.LastAsked())
		}
	})
}

func TestAnUnknownOutcomeIsTakenSeriously(t *testing.T) {
	t.Parallel()
	e := &engine{plans: []models.Plan{addressPlan()}, outcomes: []models.Outcome{{
		State: models.OutcomeUnknown, Err: &models.Error{Op: "push", Kind: models.Unknown},
	}}}
	drive(t, e, "mono", 80, 40, func(s *stand) {
		s.confirm()
		s.Want("OUTCOME UNKNOWN", "DO NOT SEND IT AGAIN", "Reading what is there now", ":changes", "k3v9x")
		s.enters(5, 20*time.Millisecond)
		s.wait(time.Minute)
		s.Press("r")
		if len(e.sent) != 1 || e.planned != 1 {
			t.Fatalf("sent %d times, planned %d times", len(e.sent), e.planned)
		}
		s.Send(screen.SettledMsg{Records: []models.Record{{ID: "k3v9x", State: models.OutcomeUnknown, Settled: models.NewText("there is no address yet")}}})
		s.Want("did not settle it", "there is no address yet", "DO NOT SEND IT AGAIN")
		s.Send(screen.SettledMsg{Records: []models.Record{{ID: "k3v9x", State: models.Done, Settled: models.NewText("the address that was sent is there")}}})
		s.Want("✓ done", "the address that was sent is there")
		s.WantNot("DO NOT SEND")
	})
}

func TestRangesAreSentOneByOneAndCanBeCancelled(t *testing.T) {
	t.Parallel()
	e := &engine{plans: []models.Plan{numbersPlan(4)}}
	drive(t, e, "mono", 80, 24, func(s *stand) {
		e.during = func(i int) {
			if i == 2 {
				s.Want("0 of 4 done", "esc cancels after this range") // the answers come in once Send ends, in this test
				if _, dirty := s.screen.Dirty(); !dirty || !s.screen.Typing() {
					t.Error("one could leave unasked while it is sent")
				}
				s.Press("esc")
				s.Want("Cancelled: 3 more will not be sent")
			}
		}
		s.confirm()
		s.Want("Of 4 requests: 2 not sent, 2 done", "✓ done: 33140000000-33140000009")
	})
}

func TestAnOrderThatIsDoneLeadsToItsAddress(t *testing.T) {
	t.Parallel()
	e := &engine{plans: []models.Plan{orderPlan()}, outcomes: []models.Outcome{{
		State: models.Done, Status: 201, VoiceSite: models.NewText("c1f4"), Answer: models.Value(`{"orderId":"BT-1","voiceSiteId":"c1f4"}`),
	}}}
	drive(t, e, "mono", 80, 40, func(s *stand) {
		s.confirm()
		s.Want("✓ done", "c1f4", `"orderId": "BT-1"`, "fill in its address")
		s.enters(3, 20*time.Millisecond) // still held down
		if _, left := s.LastAsked().(screen.PopMsg); left {
			t.Fatal("a key held down led away from the outcome")
		}
		s.wait(time.Second)
		s.Press("enter")
		result, ok := s.LastAsked().(screen.PopMsg).Result.(screen.SentMsg)
		if !ok || result.VoiceSite != "c1f4" || !result.Onward || result.State != models.Done {
			t.Errorf("handed back %#v", s.LastAsked())
		}
	})
}

func TestTheCursorIsInTheAnswerOnTheLastLine(t *testing.T) {
	t.Parallel()
	drive(t, &engine{plans: []models.Plan{addressPlan()}}, "mono", 80, 20, func(s *stand) {
		s.typeSlowly("ye")
		if caret := s.screen.Caret(); caret == nil || caret.X != 5 || caret.Y != 19 {
			t.Errorf("the cursor is at %+v", caret)
		}
		s.Press("tab")
		if s.screen.Caret() != nil || s.screen.Typing() {
			t.Error("there is a cursor where nothing is typed")
		}
		s.Want("Press enter to answer")
		s.Press("enter")
		if s.screen.Caret() == nil || !s.screen.Typing() {
			t.Error("enter does not lead back to the answer")
		}
	})
}

func TestTheRuleSaysHowMuchIsBelowAndIsAsWideAsThePage(t *testing.T) {
	t.Parallel()
	drive(t, &engine{plans: []models.Plan{addressPlan()}}, "mono", 60, 12, func(s *stand) {
		rule := func() string {
			for line := range strings.SplitSeq(s.Frame(), "\n") {
				if strings.HasPrefix(line, "──") {
					return line
				}
			}
			return ""
		}
		below := len(s.screen.scroll.Lines()) - (11 - len(s.screen.foot()))
		want := fmt.Sprintf(" %d more lines below ──", below)
		if got := rule(); !strings.HasSuffix(got, want) || widget.Width(got) != 60 {
			t.Errorf("the rule is %q, want it to end in %q", got, want)
		}
		s.Press("tab", "end")
		if got := rule(); got != strings.Repeat("─", 60) {
			t.Errorf("at the end the rule is %q", got)
		}
	})
}

func TestWhatCannotBePlannedIsPlannedAgain(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"r", "enter", "tab"} {
		e := &engine{plans: []models.Plan{addressPlan()}, planErr: &models.Error{Op: "read the address", Kind: models.Offline}}
		drive(t, e, "mono", 80, 20, func(s *stand) {
			s.Want("could not be reached")
			e.planErr = nil
			s.Press(key)
			s.Want("Type yes")
			if e.planned != 2 {
				t.Errorf("%s made %d plans", key, e.planned)
			}
			s.Press("esc")
			if _, left := s.LastAsked().(screen.PopMsg); !left || len(e.sent) != 0 {
				t.Errorf("asked for %#v, sent %d", s.LastAsked(), len(e.sent))
			}
		})
	}
}

func TestTheBodyIsShownBeforeAndTheAnswerAfter(t *testing.T) {
	t.Parallel()
	answer := models.Value(`{"orderId":"BT-1"}`)
	for name, tc := range map[string]struct {
		outcome models.Outcome
		want    screen.Raw
	}{
		"what was answered":             {models.Outcome{State: models.Done, Answer: answer}, screen.Raw{Of: "the answer", JSON: answer}},
		"the body where nothing was":    {models.Outcome{State: models.OutcomeUnknown}, screen.Raw{Of: "the body of the request", JSON: orderPlan().Requests[0].Body}},
		"the body where null is an end": {models.Outcome{State: models.Done, Answer: models.Value("null")}, screen.Raw{Of: "the body of the request", JSON: orderPlan().Requests[0].Body}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			drive(t, &engine{plans: []models.Plan{orderPlan()}, outcomes: []models.Outcome{tc.outcome}}, "mono", 80, 20, func(s *stand) {
				s.Press("tab", "d")
				s.WantPush(screen.Raw{Of: "the body of the request", JSON: orderPlan().Requests[0].Body})
				s.Press("y")
				if copied, ok := s.LastAsked().(screen.CopyMsg); !ok || !strings.Contains(copied.Text, "Order the voicesite LYON_2") {
					t.Errorf("copied %#v", s.LastAsked())
				}
				s.Press("tab")
				s.confirm()
				s.wait(time.Second)
				s.Press("d")
				s.WantPush(tc.want)
			})
		})
	}
}

func TestClosingDropsAPlanUnderWay(t *testing.T) {
	t.Parallel()
	drive(t, &engine{plans: []models.Plan{addressPlan()}}, "mono", 80, 20, func(s *stand) {
		s.screen.replan() // what it wants done is not done
		s.Want("Loading the plan")
		if !s.screen.Report().Busy || s.screen.Typing() {
			t.Error("a plan that is read is not under way, or one can answer already")
		}
		s.screen.Close()
		if s.screen.made.Busy {
			t.Error("it goes on")
		}
	})
}
