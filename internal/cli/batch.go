package cli

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"btalk/internal/address"
	"btalk/internal/api/change"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

// pushBatch plans, confirms and sends the addresses of a file.
func (s *sender) pushBatch(ctx context.Context, file string) error {
	read, err := readBatch(s.rt, file, "site", "iso2")
	if err != nil {
		return err
	}
	if len(read.header) == 2 {
		return usageFailure("Columns beside site and iso2 are fields: site,iso2,a3,a6,hno,pc.", "%s names no field of an address", models.Safe(file))
	}
	if err := s.begin(ctx); err != nil {
		return err
	}
	rows, err := s.rowsOf(read).addresses(ctx)
	if err != nil {
		return err
	}
	return s.carryOutBatch(ctx, models.PushAddress, rows)
}

// orderBatch plans, confirms and sends the orders of a file.
func (s *sender) orderBatch(ctx context.Context, file string) error {
	read, err := readBatch(s.rt, file, orderColumns()...)
	if err != nil {
		return err
	}
	known := append(orderColumns(), "reference")
	for _, column := range read.header {
		if columnOf(known, column) < 0 {
			return usageFailure("The columns are "+strings.Join(known, ",")+"; the last one may be missing.", "%s has a column %q", models.Safe(file), models.Safe(column))
		}
	}
	if err := s.begin(ctx); err != nil {
		return err
	}
	rows, err := s.rowsOf(read).orders(ctx)
	if err != nil {
		return err
	}
	return s.carryOutBatch(ctx, models.OrderVoiceSite, rows)
}

// carryOutBatch checks every row, shows one plan, asks for the count, sends one by
// one, and prints what became of each row.
func (s *sender) carryOutBatch(ctx context.Context, kind models.ChangeKind, rows []models.BatchRow) error {
	world, err := s.rt.backend.world(s.Client, nil)
	if err != nil {
		return err
	}
	lookAgain(ctx, s.rt)
	checked := s.rt.follow("rows checked")
	batch, err := world.PlanBatch(ctx, kind, rows, func(done, total int) { checked.show(models.Progress{Done: done, Total: total}) })
	checked.clear()
	if err != nil {
		return err
	}
	if err := s.showBatch(batch); err != nil {
		return err
	}
	if wrong := batch.Count(models.RowWrong); wrong > 0 {
		return &failure{
			code: exitFailed, text: sprintf("nothing was sent: %s of %d wrong", plural(wrong, "1 row is", sprintf("%d rows are", wrong)), len(rows)),
			hint: "Correct the file and run the command again.",
		}
	}
	if s.dryRun {
		return nil
	}
	if batch.Sends() == 0 {
		s.rt.say("nothing was sent, because there is nothing to change")
		return s.reportBatch(ctx, batch)
	}
	confirm := batch.Confirm()
	typed := confirm.Answer()
	if !s.yes {
		if typed, err = s.ask(ctx, confirm); err != nil {
			return err
		}
	}
	if batch, err = s.sendBatch(ctx, world.Engine, batch, typed); err != nil {
		return err
	}
	return s.reportBatch(ctx, batch)
}

// sendBatch sends, and says how far it is.
func (s *sender) sendBatch(ctx context.Context, engine *change.Engine, batch models.Batch, typed string) (models.Batch, error) {
	stopped := context.AfterFunc(ctx, func() { s.rt.say("stopping: the one under way is finished, the others are not sent") })
	defer stopped()
	total, over := batch.Sends(), 0
	sending := s.rt.follow("sent")
	defer sending.clear()
	return engine.SendBatch(ctx, batch, typed, func(_ int, row models.PlannedRow) {
		over++
		if sending.on && row.Outcome.State == models.Done {
			sending.show(models.Progress{Done: over, Total: total})
			return
		}
		line := sprintf("%d of %d: %s: %s", over, total, models.Safe(row.Name), row.Outcome.State)
		if row.Outcome.Err != nil {
			line += sprintf(": %v", row.Outcome.Err)
		}
		s.rt.say("%s", models.Safe(line))
	})
}

// rowsOf is the way from the lines of a table to changes.
func (s *sender) rowsOf(read batchTable) *batchRows {
	return &batchRows{reader: s.reader, table: read, rules: map[string]address.Checker{}, vpnOf: map[string][]models.VPN{}}
}

// showBatch prints the plan: as the result of a dry run, otherwise beside it.
func (s *sender) showBatch(batch models.Batch) error {
	switch {
	case !s.dryRun:
		return writeBatch(s.rt.process.Err, batch)
	case s.rt.forPeople():
		return writeBatch(s.rt.process.Out, batch)
	}
	return s.rt.print(batchSheet(batch))
}

// writeBatch writes the plan of a batch for people: what it comes to, a line for each
// row, and what could not be checked.
func writeBatch(w io.Writer, batch models.Batch) error {
	what := rules.Count(len(batch.Rows), "address", "addresses")
	if batch.Kind == models.OrderVoiceSite {
		what = rules.Count(len(batch.Rows), "order", "orders")
	}
	fmt.Fprintf(w, "%s: %s\n\n", what, tally(batch))
	lines := [][]string{{"LINE", "STATE", "WHAT", "DETAIL"}}
	notChecked := map[string]int{}
	for _, row := range batch.Rows {
		lines = append(lines, []string{strconv.Itoa(row.Line), string(row.State), models.Safe(row.Name), detailOf(row)})
		for _, what := range row.Plan.NotChecked {
			notChecked[what]++
		}
	}
	if err := align(w, lines); err != nil {
		return err
	}
	for _, what := range slices.Sorted(maps.Keys(notChecked)) {
		fmt.Fprintf(w, "\nnot checked in %s: %s", rules.Count(notChecked[what], "row", "rows"), models.Safe(what))
	}
	_, err := fmt.Fprintln(w)
	return err
}

// tally counts the rows by their state.
func tally(batch models.Batch) string {
	var parts []string
	for _, state := range []models.RowState{models.RowNew, models.RowDiffers, models.RowSame, models.RowDone, models.RowHeld, models.RowWrong} {
		if n := batch.Count(state); n > 0 {
			parts = append(parts, sprintf("%d %s", n, state))
		}
	}
	return strings.Join(parts, ", ")
}

// detailOf is the rest of a row in words.
func detailOf(row models.PlannedRow) string {
	switch {
	case row.Outcome.Err != nil:
		return models.Safe(row.Outcome.Err.Error())
	case !row.Outcome.Settled.Empty():
		return row.Outcome.Settled.String()
	case len(row.Why) > 0:
		return models.Safe(strings.Join(row.Why, "; "))
	case row.State == models.RowSame:
		return "it is there already"
	case row.State == models.RowDone:
		return "done before, by the change " + models.Safe(row.Earlier)
	}
	var parts []string
	for _, d := range row.Plan.Differences {
		switch {
		case d.Changed() && d.After.Empty():
			parts = append(parts, sprintf("%s: %s is taken away", models.Safe(d.Field), d.Before))
		case d.Changed():
			parts = append(parts, sprintf("%s: %s → %s", models.Safe(d.Field), orNone(d.Before), d.After))
		}
	}
	return strings.Join(parts, ", ")
}

// reportBatch prints what became of each row and says by the exit code how it ended.
func (s *sender) reportBatch(ctx context.Context, batch models.Batch) error {
	if err := s.rt.print(batchSheet(batch)); err != nil {
		return err
	}
	const again = "Run the command again: it goes on with the rows that are not done."
	if err := context.Cause(ctx); err != nil {
		s.rt.say(again)
		return err
	}
	counts := batch.Outcomes()
	for _, row := range batch.Rows {
		if row.Unknown || models.KindOf(row.Outcome.Err) == models.Unknown {
			id := row.Earlier
			if id == "" {
				id = row.Plan.ID
			}
			return &failure{
				code: exitUnknown, text: sprintf("%s was sent and no answer came: %s", models.Safe(row.Name), row.Outcome.Settled),
				hint: sprintf("`btalk changes %s` shows what is known; `btalk changes settle` says what became of it. Then run the command again.", id),
			}
		}
	}
	for _, row := range batch.Rows {
		if row.Outcome.Err != nil {
			return &failure{
				code: s.rt.exitCode(row.Outcome.Err), hint: again,
				text: sprintf("of %d rows to send: %d done, %d refused, %d not sent", batch.Sends(), counts[models.Done], counts[models.Refused], counts[models.NotSent]),
			}
		}
	}
	if held := batch.Count(models.RowHeld); held > 0 {
		return &failure{code: exitFailed, text: sprintf("%s not sent: see why above", plural(held, "1 row was", sprintf("%d rows were", held)))}
	}
	return nil
}

// batchSheet is a batch for scripts: a row for each row, before and after it was
// sent.
func batchSheet(batch models.Batch) sheet {
	type difference struct {
		Field  string `json:"field"`
		Before string `json:"before"`
		After  string `json:"after"`
	}
	type document struct {
		Line        int          `json:"line"`
		State       string       `json:"state"`
		What        string       `json:"what"`
		Customer    string       `json:"customer"`
		Site        string       `json:"site"`
		Change      string       `json:"change"`
		Outcome     string       `json:"outcome"`
		Status      int          `json:"status"`
		RequestID   string       `json:"requestId"`
		VoiceSite   string       `json:"voiceSiteId"`
		Detail      string       `json:"detail"`
		Differences []difference `json:"differences"`
	}
	result := sheet{columns: []column{
		{"Line", "line"},
		{"State", "state"},
		{"What", "what"},
		{"Change", "change"},
		{"Outcome", "outcome"},
		{"Status", "status"},
		{"Request", "requestId"},
		{"Voicesite", "voiceSiteId"},
		{"Detail", "detail"},
	}}
	for _, row := range batch.Rows {
		d := document{
			Line: row.Line, State: string(row.State), What: models.Safe(row.Name), Customer: row.Change.Customer, Site: row.Change.Site,
			Change: row.Earlier, Outcome: string(row.Outcome.State), Status: row.Outcome.Status, RequestID: row.Outcome.RequestID.Raw(),
			VoiceSite: row.Outcome.VoiceSite.Raw(), Detail: detailOf(row), Differences: []difference{},
		}
		if row.Outcome.State != "" && row.Outcome.State != models.NotSent {
			d.Change = row.Plan.ID
		}
		for _, changed := range slices.DeleteFunc(slices.Clone(row.Plan.Differences), func(d models.Difference) bool { return !d.Changed() }) {
			d.Differences = append(d.Differences, difference{changed.Field, changed.Before.Raw(), changed.After.Raw()})
		}
		result.add(jsonOf(d), strconv.Itoa(d.Line), d.State, d.What, models.Safe(d.Change), d.Outcome, models.StatusText(d.Status),
			row.Outcome.RequestID.String(), row.Outcome.VoiceSite.String(), d.Detail)
	}
	return result
}
