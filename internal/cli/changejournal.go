package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"btalk/internal/api/change"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

func newChanges(s *session) *cobra.Command {
	verify := &cobra.Command{
		Use:   "verify",
		Short: "check that no line of the journal was altered or removed",
		Args:  exactly(),
		RunE:  func(*cobra.Command, []string) error { return s.verifyChanges() },
	}
	cmd := &cobra.Command{
		Use:     "changes [ID]",
		Short:   "what this user has sent, the newest first; one change in full",
		Example: "  btalk changes\n  btalk changes k7f3q9t2xa -o json\n  btalk changes verify",
		Args:    between(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s.lookAgain(cmd.Context())
			return s.listChanges(strings.Join(args, ""))
		},
	}
	cmd.AddCommand(verify, newSettle(s))
	return cmd
}

func newSettle(s *session) *cobra.Command {
	var why string
	cmd := &cobra.Command{
		Use:     "settle ID done|refused --why TEXT",
		Short:   "say what became of a change of unknown outcome; the journal keeps who said so, and why",
		Example: `  btalk changes settle k7f3q9t2xa done --why "Orange confirmed the order by telephone, ticket 4711"`,
		Args:    exactly("the id of a change", "what became of it: done or refused"),
		RunE:    func(_ *cobra.Command, args []string) error { return s.settleChange(args[0], args[1], why) },
	}
	addOnce(cmd, &why, "why", "", "how you know: `TEXT`")
	return cmd
}

// settleChange writes down what a person knows of a change. It asks no API and
// needs no credentials.
func (s *session) settleChange(id, how, why string) error {
	state := models.OutcomeState(strings.ToLower(how))
	switch {
	case !state.Settles():
		return usageFailure("Say done or refused.", "%q is no outcome of a change", models.Safe(how))
	case !rules.Visible(why):
		return usageFailure(`Say how you know: --why "…"`, "a change is settled with a reason")
	}
	records, err := s.records().Records()
	if err != nil && len(records) == 0 {
		return err
	}
	if !slices.ContainsFunc(records, func(r models.Record) bool { return r.ID == id }) {
		return nothingFound("`btalk changes` lists them.", "no change has the id %q", models.Safe(id))
	}
	author, err := s.author()
	if err != nil {
		return err
	}
	if err := change.Settle(s.records(), author, s.process.Now(), id, state, rules.Tidy(why)); err != nil {
		return err
	}
	return s.listChanges(id)
}

func changeColumns() []column {
	return []column{
		{"Change", "id"},
		{"At", "at"},
		{"Outcome", "state"},
		{"What", "what"},
		{"Customer", "customer"},
		{"Voicesite", "site"},
		{"Profile", "profile"},
		{"User", "user"},
		{"Request", "requestId"},
		{"Found", "settled"},
	}
}

func changeCells(r models.Record) []string {
	found := r.Settled.String()
	if found == "" {
		found = r.Detail.String()
	}
	name := r.SiteName.String()
	if name == "" {
		name = r.Site.String()
	}
	return []string{
		r.ID, rules.Stamp(r.At), string(r.State), string(r.Kind) + ": " + r.What.String(), r.Customer.String(), name,
		r.Profile.String(), r.User.String(), r.RequestID.String(), found,
	}
}

// looking is how long a command waits for what became of earlier changes.
const looking = 5 * time.Second

// lookAgain reads what became of changes that nobody knows the outcome of, a
// kill in the middle of one included, and keeps in view those that stay unknown.
// The journal itself needs no API and no credentials: without them it only tells.
func (s *session) lookAgain(ctx context.Context) {
	records, _ := s.records().Records()
	if !slices.ContainsFunc(records, models.Record.Open) {
		return
	}
	if client, err := s.client(ctx); err == nil && !s.flags.offline {
		if world, err := s.world(client, nil); err == nil {
			ctx, cancel := context.WithTimeout(ctx, looking)
			defer cancel()
			looked, _ := world.LookOnce(ctx) // each says what could not be read
			records = slices.Concat(looked, slices.DeleteFunc(records, func(r models.Record) bool {
				return slices.ContainsFunc(looked, func(l models.Record) bool { return l.ID == r.ID })
			}))
		}
	}
	for _, record := range records {
		if record.Open() {
			s.warn("the outcome of the change %s (%s, %s) is unknown: do not send it again. %s",
				record.ID, record.What, record.SiteName, record.Settled)
		}
	}
}

// listChanges prints the journal. It needs no API and no credentials.
func (s *session) listChanges(id string) error {
	records, err := s.records().Records()
	if err != nil && len(records) == 0 {
		return err
	}
	if err != nil {
		s.warn("%v", err)
	}
	result := sheet{columns: changeColumns()}
	for _, record := range records {
		if id == "" || record.ID == id || strings.HasPrefix(record.ID, id+".") {
			result.add(changeItem(record), changeCells(record)...)
		}
	}
	if id != "" && len(result.rows) == 0 {
		return nothingFound("`btalk changes` lists them.", "no change has the id %q", models.Safe(id))
	}
	if id != "" && len(result.rows) == 1 {
		result.upright, result.object = true, result.items[0]
	}
	return s.print(result)
}

// changeItem is a record as JSON: its row, and what was sent.
func changeItem(r models.Record) models.Value {
	return jsonOf(struct {
		ID        string       `json:"id"`
		At        time.Time    `json:"at"`
		State     string       `json:"state"`
		Kind      string       `json:"kind"`
		What      models.Text  `json:"what"`
		Profile   models.Text  `json:"profile"`
		User      models.Text  `json:"user"`
		Version   models.Text  `json:"version"`
		Customer  models.Text  `json:"customer"`
		Site      models.Text  `json:"site"`
		SiteName  models.Text  `json:"siteName"`
		Method    string       `json:"method"`
		Path      models.Text  `json:"path"`
		Body      models.Value `json:"body"`
		Previous  models.Value `json:"previous"`
		BodyHash  string       `json:"bodyHash"`
		Status    int          `json:"status"`
		RequestID models.Text  `json:"requestId"`
		Detail    models.Text  `json:"detail"`
		Settled   models.Text  `json:"settled"`
		VoiceSite models.Text  `json:"voiceSiteId"`
		Undoes    models.Text  `json:"undoes"`
	}{
		r.ID, r.At, string(r.State), string(r.Kind), r.What, r.Profile, r.User, r.Version, r.Customer, r.Site, r.SiteName,
		r.Method, r.Path, r.Body, r.Previous, r.BodyHash, r.Status, r.RequestID, r.Detail, r.Settled, r.VoiceSite, r.Undoes,
	})
}

func (s *session) verifyChanges() error {
	audit, err := s.records().Verify()
	if err != nil {
		return err
	}
	for _, note := range audit.Notes {
		s.warn("%s", note)
	}
	if !audit.Whole() {
		return &failure{code: exitFailed, text: sprintf("the journal is not as it was written: line %d: %s", audit.Broken, audit.What)}
	}
	_, err = fmt.Fprintf(s.process.Out, "The journal is as it was written: %s.\n", rules.Count(audit.Lines, "line", "lines"))
	return err
}
