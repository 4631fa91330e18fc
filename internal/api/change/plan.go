package change

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"strings"
	"unicode/utf8"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// Plan makes a change ready: it reads what is there now from the server and
// says what would be different, with which requests, and what is wrong or could
// not be checked. It sends nothing. The error tells that the current value
// could not be read; without it nothing can be planned.
func (e *Engine) Plan(ctx context.Context, wanted models.Change) (models.Plan, error) {
	plan := models.Plan{ID: newID(), Change: wanted, Made: e.now()}
	draft := &draft{Plan: &plan, engine: e}
	if wanted.Customer == "" {
		draft.problem("the customer is missing")
		return plan, nil
	}
	var err error
	switch wanted.Kind {
	case models.PushAddress:
		err = addressDraft{draft}.plan(ctx)
	case models.OrderVoiceSite:
		err = (&orderDraft{draft: draft}).plan(ctx)
	case models.PublishNumbers, models.ReleaseNumbers:
		err = numbersDraft{draft}.plan(ctx)
	default:
		err = fmt.Errorf("%q is not a change that can be planned", models.Safe(string(wanted.Kind)))
	}
	if err != nil {
		return plan, err
	}
	draft.checkText()
	draft.checkRights(ctx)
	plan.Problems, plan.NotChecked, plan.Doubts = shorten(plan.Problems), shorten(plan.NotChecked), shorten(plan.Doubts)
	plan.Digest = digestOf(plan.Requests)
	return plan, nil
}

// draft is a plan while it is made: what a draft of each kind writes on.
type draft struct {
	*models.Plan
	engine *Engine
}

func (d *draft) problem(format string, args ...any) {
	d.Problems = append(d.Problems, fmt.Sprintf(format, args...))
}

func (d *draft) doubt(format string, args ...any) {
	d.Doubts = append(d.Doubts, fmt.Sprintf(format, args...))
}

func (d *draft) unchecked(format string, args ...any) {
	d.NotChecked = append(d.NotChecked, fmt.Sprintf(format, args...))
}

func (d *draft) differ(field, label, before, after string) {
	d.Differences = append(d.Differences, models.Difference{
		Field: field, Label: label, Before: models.NewText(before), After: models.NewText(after),
	})
}

// request adds a request to the plan. Segments are those of its path, unescaped.
func (d *draft) request(r models.PlannedRequest, segments ...string) *models.PlannedRequest {
	r.Path = models.Path(segments...)
	d.Requests = append(d.Requests, r)
	return &d.Requests[len(d.Requests)-1]
}

// shorten keeps lists readable where ten thousand numbers are wrong alike.
func shorten(lines []string) []string {
	const longest = 20
	if len(lines) <= longest {
		return lines
	}
	return append(lines[:longest:longest], fmt.Sprintf("… and %d more", len(lines)-longest))
}

// checkText refuses what cannot reach the server as it is, or must not.
func (d *draft) checkText() {
	for _, request := range d.Requests {
		switch {
		case !utf8.Valid(request.Body):
			d.problem("a value is not valid UTF-8: it would not reach the API as it is")
		case d.engine.holdsSecret(request.Body):
			d.problem("a value holds a secret of the configuration: it must not leave, nor be written down")
		}
	}
}

// holdsSecret reports whether a secret is in body, or was before the client took
// it out of what the server said.
func (e *Engine) holdsSecret(body []byte) bool {
	words := string(body)
	return strings.Contains(words, text.Masked) || e.client.Hide(words) != words
}

// checkRights says where the key may not change anything.
func (d *draft) checkRights(ctx context.Context) {
	if err := d.engine.MayChange(ctx); err != nil {
		d.unchecked("whether the API takes it: %s", whyReadOnly(err))
	}
}

// MayChange says why the key must not change anything: its rights profile
// is read-only.
func (e *Engine) MayChange(ctx context.Context) error {
	me, err := e.client.Me(ctx, models.Cached)
	if err == nil && me.Stale {
		if fresh, failed := e.client.Me(ctx, models.Refresh); failed == nil {
			me = fresh
		}
	}
	if err == nil && me.Value.ReadOnly() {
		return &models.Error{
			Op: "send the change", Kind: models.Forbidden, Fault: models.NewText(models.FaultRights),
			Detail: models.NewText(me.Value.WhyReadOnly()),
		}
	}
	return nil // where the rights cannot be read the API decides
}

func whyReadOnly(err error) string {
	var failure *models.Error
	if errors.As(err, &failure) && !failure.Detail.Empty() {
		return failure.Detail.String()
	}
	return models.AdviceFor(err).Title
}

// newID makes the id of a change: short enough to type, and never made twice.
func newID() string { return strings.ToLower(rand.Text()[:10]) }

// digestOf is the hash of everything that may leave the process.
func digestOf(requests []models.PlannedRequest) string {
	sum := sha256.New()
	for i := range requests {
		for r := &requests[i]; r != nil; r = r.Fallback {
			writeField(sum, []byte(r.Method))
			writeField(sum, []byte(r.Path))
			writeField(sum, r.Body)
		}
		writeField(sum, nil)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// hashOf is the hash of what was read.
func hashOf(parts ...string) string {
	sum := sha256.New()
	for _, part := range parts {
		writeField(sum, []byte(part))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// writeField keeps ("ab", "c") and ("a", "bc") apart.
func writeField(sum hash.Hash, field []byte) {
	var length [8]byte
	binary.BigEndian.PutUint64(length[:], uint64(len(field)))
	_, _ = sum.Write(length[:]) // a hash never fails
	_, _ = sum.Write(field)
}
