package change

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"btalk/internal/api"
	"btalk/internal/cache"
	"btalk/internal/models"
)

// Send sends a plan that was confirmed with the answer typed: for each request
// the intent is written down, one attempt is made, the outcome is written down.
//
// An error means that nothing has left: changes are off (models.ReadOnly), the
// rights profile of the key allows none (models.Forbidden), the
// answer is wrong (models.ErrWrongAnswer), the plan was altered or sent before
// (models.ErrPlanAltered, models.ErrSentBefore), the target has changed
// (*models.TargetChanged, with the new plan), or the current value could not be
// read again. From the first attempt on the error is nil and the outcomes tell.
//
// Cancelling ctx takes effect between requests: one that is under way is waited
// for, because leaving it would make its outcome unknown. progress may be nil;
// it is called after each request, from the caller's goroutine.
func (e *Engine) Send(ctx context.Context, plan models.Plan, typed string, progress func(done, total int, outcome models.Outcome)) (models.Sent, error) {
	sent := models.Sent{Plan: plan}
	if err := e.maySend(ctx, plan, typed); err != nil {
		return sent, err
	}
	done, err := e.journal.Sending(plan.ID)
	if err != nil {
		return sent, err
	}
	defer done()
	if err := e.unchanged(ctx, plan, typed); err != nil {
		return sent, err
	}
	var stop error
	for i := range plan.Requests {
		if stop == nil {
			stop = context.Cause(ctx)
		}
		outcome := models.Outcome{State: models.NotSent, Err: stop}
		if stop == nil {
			outcome, sent.Note = e.sendRequest(ctx, plan, i, sent.Note)
			stop = stopsTheRest(outcome)
		}
		if i == 0 && outcome.State == models.NotSent {
			return sent, outcome.Err
		}
		sent.Outcomes = append(sent.Outcomes, outcome)
		if progress != nil {
			progress(i+1, len(plan.Requests), outcome)
		}
	}
	return sent, nil
}

// maySend checks all that can be known without a request.
func (e *Engine) maySend(ctx context.Context, plan models.Plan, typed string) error {
	if !e.client.Writing() {
		return &models.Error{Op: "send the change", Kind: models.ReadOnly}
	}
	if err := e.MayChange(ctx); err != nil {
		return err
	}
	switch {
	case len(plan.Problems) > 0:
		return &models.Error{Op: "send the change", Kind: models.Invalid, Detail: models.NewText(strings.Join(plan.Problems, "; "))}
	case len(plan.Requests) == 0 || plan.Digest != digestOf(plan.Requests):
		return models.ErrPlanAltered
	case !plan.Confirm.Accepts(typed):
		return models.ErrWrongAnswer
	}
	records, err := e.journal.Records()
	for _, record := range records {
		if models.PlanOf(record.ID) == plan.ID && record.State != models.NotSent {
			return models.ErrSentBefore
		}
	}
	if err != nil && len(records) == 0 {
		return fmt.Errorf("nothing was sent, because the journal of changes cannot be used: %w", err)
	}
	return nil
}

// unchanged plans the same change again: what is there now must be what the
// plan was made from, and what would leave must be the same bytes.
func (e *Engine) unchanged(ctx context.Context, plan models.Plan, typed string) error {
	fresh, err := e.Plan(ctx, plan.Change)
	switch {
	case err != nil:
		return err
	case fresh.Basis != plan.Basis, len(fresh.Problems) > 0:
		return &models.TargetChanged{Plan: fresh}
	case fresh.Digest != plan.Digest, !fresh.Confirm.Accepts(typed):
		return models.ErrPlanAltered
	}
	return nil
}

// stopsTheRest says why the requests after this one must not be sent.
func stopsTheRest(outcome models.Outcome) error {
	switch outcome.State {
	case models.NotSent:
		return outcome.Err
	case models.OutcomeUnknown:
		return errors.New("not sent, because the outcome of the one before is unknown")
	case models.Refused:
		switch models.KindOf(outcome.Err) {
		case models.Unauthorized, models.Forbidden, models.Throttled, models.Server:
			return fmt.Errorf("not sent, because the one before was refused: %w", outcome.Err)
		default:
		}
	case models.Done, models.Pending:
	}
	return nil
}

// sendRequest sends the n-th request, and its fallback where the API says in
// full that this method or path is not there. note tells what could not be
// written down.
func (e *Engine) sendRequest(ctx context.Context, plan models.Plan, n int, note string) (models.Outcome, string) {
	id := models.RequestID(plan.ID, n)
	for request := &plan.Requests[n]; ; request = request.Fallback {
		if err := e.journal.Intend(e.record(plan, id, request)); err != nil {
			return models.Outcome{State: models.NotSent, Err: fmt.Errorf("it was not sent: %w", err)}, note
		}
		leaving := api.WithLeaving(context.WithoutCancel(ctx), func() error { return e.journal.Leaving(id) })
		outcome := e.attempt(leaving, plan, *request)
		if err := e.journal.Conclude(id, outcome); err != nil {
			note = fmt.Sprintf("the outcome of %s could not be written down: %v", id, err)
		}
		if request.Fallback == nil || !isElsewhere(plan.Change.Kind, outcome) {
			return e.withVoiceSite(ctx, plan, id, outcome), note
		}
	}
}

// withVoiceSite searches the new voicesite of an order where the answer did
// not name it. Where it is not found either, the order is done all the same.
func (e *Engine) withVoiceSite(ctx context.Context, plan models.Plan, id string, outcome models.Outcome) models.Outcome {
	if plan.Change.Kind != models.OrderVoiceSite || outcome.State != models.Done || !outcome.VoiceSite.Empty() {
		return outcome
	}
	order := models.Record{Customer: models.NewText(plan.Change.Customer), Body: orderBody(plan.Change)}
	found, err := outcomeCheck{e.client, order}.order(ctx)
	if err != nil || found.voiceSite.Empty() {
		return outcome
	}
	outcome.VoiceSite = found.voiceSite
	// The journal is complete without it; a failure to add it costs nothing.
	_ = e.journal.Settle(id, models.Outcome{State: models.Done, VoiceSite: found.voiceSite})
	return outcome
}

// record is what the journal keeps of a request.
func (e *Engine) record(plan models.Plan, id string, request *models.PlannedRequest) models.Record {
	c := plan.Change
	return models.Record{
		ID: id, At: e.now().UTC(), State: models.Pending,
		Profile: models.NewText(e.author.Profile), User: models.NewText(e.author.who()), Version: models.NewText(e.author.Version),
		Kind: c.Kind, Undoes: models.NewText(c.Undoes), Customer: models.NewText(c.Customer), Country: models.NewText(c.Country),
		Site: models.NewText(request.Site), SiteName: models.NewText(request.SiteName), What: models.NewText(request.What),
		Method: request.Method, Path: models.NewText(request.Path),
		Body: request.Body, BodyHash: bodyHash(request.Body), Previous: request.Previous,
	}
}

func bodyHash(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// attempt sends a request, once.
func (e *Engine) attempt(ctx context.Context, plan models.Plan, request models.PlannedRequest) models.Outcome {
	outcome := e.client.Send(ctx, opOf(plan), request, familiesOf(plan.Change.Kind)...)
	switch {
	case outcome.State == models.Refused:
		outcome.Fields = fieldWords(outcome.Answer, request.Body, e.client.Hide)
	case outcome.State == models.Done && plan.Change.Kind == models.OrderVoiceSite:
		order, _ := models.DecodeOrder(outcome.Answer)
		outcome.VoiceSite = order.VoiceSite
	}
	return outcome
}

// opOf is the title as a verb phrase: "push the address of LYON_1".
func opOf(plan models.Plan) string {
	return strings.ToLower(plan.Title[:1]) + plan.Title[1:]
}

// familiesOf is what a change makes wrong.
func familiesOf(kind models.ChangeKind) []cache.Family {
	switch kind {
	case models.PushAddress:
		return []cache.Family{api.Addresses, api.Sites}
	case models.OrderVoiceSite:
		return []cache.Family{api.Orders, api.Sites}
	case models.PublishNumbers, models.ReleaseNumbers:
	}
	return []cache.Family{api.Numbers}
}

// isElsewhere reports whether a complete answer says that this method or path is
// not there, so that nothing can have been changed by it. For a path the gateway
// itself must say so, with its single object: the back end's list (E2) may be
// about the customer or the VPN.
func isElsewhere(kind models.ChangeKind, outcome models.Outcome) bool {
	var failure *models.Error
	if outcome.State != models.Refused || !errors.As(outcome.Err, &failure) || !failure.NamesNoEndpoint() {
		return false
	}
	gateway := outcome.Answer.Kind() == models.ObjectValue
	return failure.Status == http.StatusMethodNotAllowed || kind == models.OrderVoiceSite && gateway
}
