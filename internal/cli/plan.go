package cli

import (
	"fmt"
	"io"
	"time"

	"btalk/internal/catalog"
	"btalk/internal/models"
)

// writePlan writes a plan for people.
func writePlan(w io.Writer, plan models.Plan) error {
	lines := [][]string{{plan.Title}, {}}
	differences := make([][]string, 0, len(plan.Differences))
	for _, d := range plan.Differences {
		mark := " "
		if d.Changed() {
			mark = "*"
		}
		before, after := orNone(d.Before), orNone(d.After)
		if !d.Changed() {
			after = "unchanged"
		}
		differences = append(differences, []string{mark, models.Safe(d.Field), models.Safe(d.Label), before, "→", after})
	}
	if err := align(w, lines); err != nil {
		return err
	}
	if err := align(w, differences); err != nil {
		return err
	}
	for _, request := range plan.Requests {
		fmt.Fprintf(w, "\n%s %s\n%s\n", request.Method, models.Safe(request.Path), models.Safe(string(request.Body)))
	}
	for _, text := range plan.NotChecked {
		fmt.Fprintf(w, "\nnot checked: %s", models.Safe(text))
	}
	for _, text := range plan.Doubts {
		fmt.Fprintf(w, "\nto be confirmed: %s", models.Safe(text))
	}
	if plan.Nothing != "" {
		fmt.Fprintf(w, "\nnothing to change: %s", models.Safe(plan.Nothing))
	}
	for _, text := range plan.Problems {
		fmt.Fprintf(w, "\nproblem: %s", models.Safe(text))
	}
	_, err := fmt.Fprintln(w)
	return err
}

func orNone(text models.Text) string {
	if text.Empty() {
		return "–"
	}
	return text.String()
}

// planSheet is a plan for scripts: a row for each field, and all of it as JSON.
func planSheet(plan models.Plan) sheet {
	type difference struct {
		Field  string `json:"field"`
		Label  string `json:"label"`
		Before string `json:"before"`
		After  string `json:"after"`
	}
	type request struct {
		Method string `json:"method"`
		Path   string `json:"path"`
		Body   any    `json:"body"`
	}
	document := struct {
		Title       string       `json:"title"`
		Differences []difference `json:"differences"`
		Requests    []request    `json:"requests"`
		NotChecked  []string     `json:"notChecked"`
		Problems    []string     `json:"problems"`
		Doubts      []string     `json:"toBeConfirmed"`
		Nothing     string       `json:"nothing"`
		Type        string       `json:"type"` // what must be typed
	}{Title: plan.Title, Nothing: plan.Nothing, NotChecked: plan.NotChecked, Problems: plan.Problems, Doubts: plan.Doubts, Type: plan.Confirm.Type}
	result := sheet{columns: []column{{"Field", "field"}, {"Label", "label"}, {"Before", "before"}, {"After", "after"}}}
	for _, d := range plan.Differences {
		document.Differences = append(document.Differences, difference{d.Field, d.Label, d.Before.Raw(), d.After.Raw()})
		result.add(nil, models.Safe(d.Field), models.Safe(d.Label), d.Before.String(), d.After.String())
	}
	for _, r := range plan.Requests {
		document.Requests = append(document.Requests, request{r.Method, r.Path, models.Value(r.Body)})
	}
	result.object = jsonOf(document)
	return result
}

// orderSheet is an order that was taken: the API's answer in full, and the new
// voicesite also where another reading has brought it.
func orderSheet(wanted models.Change, outcome models.Outcome) sheet {
	order, _ := models.DecodeOrder(outcome.Answer)
	if outcome.Answer.Kind() != models.ObjectValue {
		order.Reference, order.Name = models.NewText(wanted.Order.Reference), models.NewText(wanted.Order.Name)
		order.Country = models.NewText(wanted.Country)
	}
	order.VoiceSite = outcome.VoiceSite
	noun := catalog.Orders(time.UTC)
	if outcome.Answer.Kind() != models.ObjectValue {
		noun.Raw = nil
	}
	return sheetOf(noun, []models.CustomerOrder{{Order: order}}).one()
}
