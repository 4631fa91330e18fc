package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"btalk/internal/api/change"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

// sender is how a command changes something: plan, question, one send, outcome.
type sender struct {
	*reader

	rt     *runtime
	cmd    *cobra.Command
	yes    bool
	dryRun bool
}

// newSender gives a command the flags by which it comes by a yes.
func newSender(rt *runtime, cmd *cobra.Command) *sender {
	s := &sender{rt: rt, cmd: cmd}
	cmd.Flags().BoolVar(&s.yes, "yes", false, "do not ask")
	cmd.Flags().BoolVar(&s.dryRun, "dry-run", false, "print the plan and send nothing")
	return s
}

// begin says at once, before anything is read for a plan, what would keep the
// change from being sent.
func (s *sender) begin(ctx context.Context) error {
	s.rt.backend.dryRun = s.dryRun
	if !s.dryRun && !s.yes && !isTerminal(s.rt.process.In) {
		return usageFailure("Add --yes to send it without a question, or --dry-run to see the plan only.",
			"%s asks before it sends, and there is no terminal to ask at", s.cmd.CommandPath())
	}
	var err error
	if s.reader, err = s.rt.reader(ctx); err != nil || s.dryRun || s.Writing() {
		return err
	}
	world, err := s.rt.backend.world(s.Client, nil)
	if err == nil {
		err = world.MayChange(ctx) // --write would not help such a key
	}
	if err == nil {
		err = &models.Error{Op: s.cmd.Name(), Kind: models.ReadOnly}
	}
	return err
}

// carryOut plans a change, shows the plan, asks, sends, and prints what became
// of it.
func (s *sender) carryOut(ctx context.Context, wanted models.Change) error {
	world, err := s.rt.backend.world(s.Client, nil)
	if err != nil {
		return err
	}
	engine := world.Engine
	lookAgain(ctx, s.rt)
	plan, err := engine.Plan(ctx, wanted)
	if err != nil {
		return err
	}
	if err := s.showPlan(plan, s.dryRun); err != nil {
		return err
	}
	if len(plan.Problems) > 0 {
		return &failure{code: exitFailed, text: sprintf("nothing was sent: the plan has %s", rules.Count(len(plan.Problems), "problem", "problems"))}
	}
	switch {
	case s.dryRun:
		return nil
	case plan.Nothing != "":
		return s.nothing(plan.Nothing)
	case s.yes && len(plan.Doubts) > 0:
		return &failure{
			code: exitFailed, text: "nothing was sent: --yes does not answer this: " + models.Safe(strings.Join(plan.Doubts, "; ")),
			hint: "Choose another name, or run it at a terminal without --yes and type what it asks for.",
		}
	}
	typed := plan.Confirm.Answer()
	if !s.yes {
		if typed, err = s.ask(ctx, plan.Confirm); err != nil {
			return err
		}
	}
	sent, err := engine.Send(ctx, plan, typed, s.progress)
	if changed, ok := errors.AsType[*models.TargetChanged](err); ok {
		if failed := s.showPlan(changed.Plan, false); failed != nil {
			return failed
		}
		return &failure{code: exitFailed, text: changed.Error(), hint: "Run the command again."}
	}
	if err != nil {
		return err
	}
	return s.report(ctx, engine, sent)
}

// nothing says that there is nothing to send: for a script there are no outcomes.
func (s *sender) nothing(why string) error {
	if s.rt.forPeople() {
		return s.rt.printText("Nothing was sent, because there is nothing to change: " + why + ".")
	}
	s.rt.say("nothing was sent, because there is nothing to change: %s", why)
	return s.rt.print(sheet{columns: outcomeColumns()})
}

// showPlan prints a plan: as the result of a dry run, otherwise beside it, on
// standard error.
func (s *sender) showPlan(plan models.Plan, isResult bool) error {
	if isResult && !s.rt.forPeople() {
		return s.rt.print(planSheet(plan))
	}
	out := s.rt.process.Err
	if isResult {
		out = s.rt.process.Out
	}
	return writePlan(out, plan)
}

// progress says how far a change of several requests is.
func (s *sender) progress(done, total int, outcome models.Outcome) {
	if total > 1 {
		s.rt.say("%d of %d: %s", done, total, outcome.State)
	}
}

// ask puts the question on the terminal. What was typed or pasted before it
// stood there does not count, and neither does a paste.
func (s *sender) ask(ctx context.Context, confirm models.Confirm) (string, error) {
	question := "Send it? [y/N] "
	if confirm.Type != "" {
		question = sprintf("Type %q to send it: ", models.Safe(confirm.Type))
	}
	if confirm.Why != "" {
		s.rt.say("%s", models.Safe(confirm.Why))
	}
	file, ok := s.rt.process.In.(*os.File)
	if !ok {
		return "", errors.New("there is no terminal to ask at")
	}
	forgetTyped(file)
	const pasteOn, pasteOff = "\x1b[?2004h", "\x1b[?2004l" // a paste comes in brackets, and is not an answer
	fmt.Fprint(s.rt.process.Err, pasteOn+question)
	defer fmt.Fprintln(s.rt.process.Err, pasteOff)
	return readByHand(ctx, file, s.rt.process.Err, s.rt.process.Now)
}

// report prints the outcomes and says by the exit code how it ended.
func (s *sender) report(ctx context.Context, engine *change.Engine, sent models.Sent) error {
	if sent.Note != "" {
		s.rt.warn("%s", sent.Note)
	}
	if err := s.printOutcomes(sent); err != nil {
		return err
	}
	if sent.State() == models.OutcomeUnknown {
		return s.unknown(ctx, engine, sent)
	}
	for _, outcome := range sent.Outcomes {
		if outcome.State != models.Done {
			s.sayFields(outcome.Fields)
			return outcome.Err
		}
	}
	return nil
}

func (s *sender) sayFields(fields map[string]string) {
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		s.rt.say("%s: %s", models.Safe(name), models.Safe(fields[name]))
	}
}

// unknown reads what became of a change that got no answer, for a while, and
// ends with the exit code that says so whatever was found: no answer came.
func (s *sender) unknown(ctx context.Context, engine *change.Engine, sent models.Sent) error {
	s.rt.say("no answer came; reading what became of it …")
	ctx, cancel := context.WithTimeout(ctx, settling)
	defer cancel()
	records, err := engine.Reconcile(ctx)
	if err != nil && ctx.Err() == nil {
		s.rt.warn("%v", err)
	}
	for _, record := range records {
		if models.PlanOf(record.ID) == sent.Plan.ID {
			s.rt.say("%s: %s: %s", record.ID, record.State, record.Settled)
		}
	}
	return &failure{
		code: exitUnknown,
		text: sprintf("the change %s was sent and no answer came", sent.Plan.ID),
		hint: sprintf("Do not send it again: `btalk changes %s` shows what is known.", sent.Plan.ID),
	}
}

// settling is how long a command reads after an outcome that is unknown; the
// dashboard, and the next start, go on.
const settling = 12 * time.Second

// printOutcomes prints what became of each request. For an order that was
// taken that is the order in full, as the API answered.
func (s *sender) printOutcomes(sent models.Sent) error {
	if sent.Plan.Change.Kind == models.OrderVoiceSite && sent.State() == models.Done {
		return s.rt.print(orderSheet(sent.Plan.Change, sent.Outcomes[0]))
	}
	result := sheet{columns: outcomeColumns()}
	for i, outcome := range sent.Outcomes {
		detail := ""
		if outcome.Err != nil {
			detail = models.Safe(outcome.Err.Error())
		}
		cells := []string{
			sent.Plan.ID, models.Safe(sent.Plan.Requests[i].What), string(outcome.State), models.StatusText(outcome.Status),
			outcome.RequestID.String(), detail,
		}
		result.add(result.item(cells), cells...)
	}
	return s.rt.print(result)
}

func outcomeColumns() []column {
	return []column{
		{"Change", "id"},
		{"What", "what"},
		{"Outcome", "state"},
		{"Status", "status"},
		{"Request", "requestId"},
		{"Detail", "detail"},
	}
}
