package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/user"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"btalk/internal/api/change"
	"btalk/internal/journal"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

// settling is how long a command reads after an outcome that is unknown; the
// dashboard, and the next start, go on.
const settling = 12 * time.Second

// consent is how a command that changes something comes by a yes.
type consent struct{ yes, dryRun bool }

func (c *consent) addTo(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&c.yes, "yes", false, "do not ask")
	cmd.Flags().BoolVar(&c.dryRun, "dry-run", false, "print the plan and send nothing")
}

// mayAsk tells at once, before the plan, what would keep the change from being
// sent.
func (s *session) mayAsk(cmd *cobra.Command, c consent) error {
	s.dryRun = c.dryRun
	if c.dryRun {
		return nil
	}
	if !c.yes && !isTerminal(s.process.In) {
		return usageFailure("Add --yes to send it without a question, or --dry-run to see the plan only.",
			"%s asks before it sends, and there is no terminal to ask at", cmd.CommandPath())
	}
	client, err := s.client(cmd.Context())
	if err != nil || client.Writing() {
		return err
	}
	world, err := s.world(client, nil)
	if err == nil {
		err = world.MayChange(cmd.Context()) // --write would not help such a key
	}
	if err == nil {
		err = &models.Error{Op: cmd.Name(), Kind: models.ReadOnly}
	}
	return err
}

// records is the journal of changes of this user, for all profiles; the demo
// has its own, because what is sent there is sent nowhere.
func (s *session) records() *journal.Records {
	dir := s.env.Dirs.State
	if s.flags.demo {
		dir = s.stateDir()
	}
	return journal.OpenRecords(below(dir, "changes.jsonl"), s.env.Dirs.Runtime, s.process.Now)
}

// author is who changes things, for the journal.
func (s *session) author() (change.Author, error) {
	profile, err := s.profileName()
	if err != nil {
		return change.Author{}, err
	}
	name := s.variable("USER")
	if account, err := user.Current(); err == nil {
		name = account.Username
	}
	return change.Author{
		Profile: profile, User: name, SudoUser: s.variable("SUDO_USER"), SSHClient: s.variable("SSH_CLIENT"),
		Version: s.process.Version,
	}, nil
}

// carryOut plans a change, shows the plan, asks, sends, and prints what became
// of it.
func (s *session) carryOut(ctx context.Context, wanted models.Change, c consent) error {
	world, err := s.world(s.client(ctx))
	if err != nil {
		return err
	}
	engine := world.Engine
	s.lookAgain(ctx)
	plan, err := engine.Plan(ctx, wanted)
	if err != nil {
		return err
	}
	if err := s.showPlan(plan, c.dryRun); err != nil {
		return err
	}
	if len(plan.Problems) > 0 {
		return &failure{code: exitFailed, text: sprintf("it cannot be sent: the plan has %s", rules.Count(len(plan.Problems), "problem", "problems"))}
	}
	if c.dryRun {
		return nil
	}
	if c.yes && len(plan.Doubts) > 0 {
		return &failure{
			code: exitFailed, text: "nothing was sent: --yes is no answer to this: " + models.Safe(strings.Join(plan.Doubts, "; ")),
			hint: "Choose another name, or run it at a terminal without --yes and type what it asks for.",
		}
	}
	typed := plan.Confirm.Answer()
	if !c.yes {
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

// progress tells how far a change of several requests is.
func (s *session) progress(done, total int, outcome models.Outcome) {
	if total > 1 {
		s.say("%d of %d: %s", done, total, outcome.State)
	}
}

// ask puts the question on the terminal. What was typed or pasted before it
// stood there does not count, and neither does a paste.
func (s *session) ask(ctx context.Context, confirm models.Confirm) (string, error) {
	question := "Send it? [y/N] "
	if confirm.Type != "" {
		question = sprintf("Type %q to send it: ", models.Safe(confirm.Type))
	}
	if confirm.Why != "" {
		s.say("%s", models.Safe(confirm.Why))
	}
	file, ok := s.process.In.(*os.File)
	if !ok {
		return "", errors.New("there is no terminal to ask at")
	}
	forgetTyped(file)
	const pasteOn, pasteOff = "\x1b[?2004h", "\x1b[?2004l" // a paste comes in brackets, and is no answer
	fmt.Fprint(s.process.Err, pasteOn+question)
	defer fmt.Fprintln(s.process.Err, pasteOff)
	return readByHand(ctx, file, s.process.Err, s.process.Now)
}

// report prints the outcomes and says by the exit code how it ended.
func (s *session) report(ctx context.Context, engine *change.Engine, sent models.Sent) error {
	if sent.Note != "" {
		s.warn("%s", sent.Note)
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

func (s *session) sayFields(fields map[string]string) {
	for name, words := range fields {
		s.say("%s: %s", models.Safe(name), models.Safe(words))
	}
}

// unknown reads what became of a change that got no answer, for a while, and
// ends with the exit code that says so whatever was found: no answer came.
func (s *session) unknown(ctx context.Context, engine *change.Engine, sent models.Sent) error {
	s.say("no answer came; reading what became of it …")
	ctx, cancel := context.WithTimeout(ctx, settling)
	defer cancel()
	records, err := engine.Reconcile(ctx)
	if err != nil && ctx.Err() == nil {
		s.warn("%v", err)
	}
	for _, record := range records {
		if record.ID == sent.Plan.ID || strings.HasPrefix(record.ID, sent.Plan.ID+".") {
			s.say("%s: %s: %s", record.ID, record.State, record.Settled)
		}
	}
	return &failure{
		code: exitUnknown,
		text: sprintf("the change %s was sent and no answer came", sent.Plan.ID),
		hint: sprintf("Do not send it again: `btalk changes %s` shows what is known.", sent.Plan.ID),
	}
}
