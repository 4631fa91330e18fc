package cli

import (
	"encoding/json"
	"fmt"
	"strconv"

	"btalk/internal/calls"
	"btalk/internal/models"
)

// report prints the summary in the form asked for, and beside it how the file
// was read.
func (j *callsJob) report() error {
	if j.rt.flags.output == outputJSON {
		text, err := json.Marshal(j.document())
		if err != nil {
			return err
		}
		return j.rt.print(sheet{object: models.Value(text)})
	}
	if j.read.Calls == 0 {
		return nil
	}
	if err := j.rt.print(j.sheet()); err != nil {
		return err
	}
	lines := append(j.read.Lines(), j.remarks()...)
	for i, line := range lines {
		switch {
		case j.rt.flags.output == outputCSV:
			j.rt.warn("%s", line)
		case i == 0:
			fmt.Fprintf(j.rt.process.Out, "\n%s\n", models.Safe(line))
		default:
			fmt.Fprintln(j.rt.process.Out, models.Safe(line))
		}
	}
	return nil
}

// remarks are what the summary itself leaves to say.
func (j *callsJob) remarks() []string {
	var lines []string
	if n := j.summary.National(); n > 0 {
		lines = append(lines, sprintf("Note: numbers of ten digits that begin with 0 are read as French (+33): %d.", n))
	}
	if n := j.summary.Late(); n > 0 {
		lines = append(lines, sprintf("Note: there are too many groups; %d calls of those that came last are together in \"other\".", n))
	}
	if n := j.summary.Total.AmountsNotSummed; n > 0 {
		lines = append(lines, sprintf("Note: %d amounts are too large or too fine to be summed.", n))
	}
	return lines
}

// sheet has a row for each group and currency; counts stand in the first row of
// a group only, so that a column adds up. A table has minutes and a total, CSV
// seconds and none.
func (j *callsJob) sheet() sheet {
	table := j.rt.flags.output == outputTable
	result := sheet{columns: []column{
		{"Group", "group"},
		{"Calls", "calls"},
		{"Answered", "answered"},
		{"Minutes", "talkSeconds"},
		{"Billed", "billedSeconds"},
		{"Amount", "amount"},
		{"Cur", "currency"},
		{"Share", "share"},
	}}
	if j.offPeak != nil {
		result.columns = append(result.columns, column{"Off-peak calls", "offPeakCalls"}, column{"Off-peak minutes", "offPeakSeconds"})
	}
	for _, group := range j.summary.Groups() {
		j.addRows(&result, models.Safe(group.Key), group.Sum)
	}
	if table {
		j.addRows(&result, "total", j.summary.Total)
	}
	return result
}

func (j *callsJob) addRows(result *sheet, key string, sum calls.Sum) {
	cells := []string{
		key, strconv.FormatInt(sum.Calls, 10), strconv.FormatInt(sum.Answered, 10),
		j.time(sum.TalkSeconds(), j.timed()), j.time(sum.BilledSeconds(), j.billed()), "", "", j.share(sum),
	}
	if j.offPeak != nil {
		cells = append(cells, strconv.FormatInt(sum.OffPeakCalls, 10), j.time(sum.OffPeakSeconds(), j.timed()))
	}
	for i, amount := range sum.Amounts {
		if i > 0 {
			cells = make([]string, len(result.columns))
			cells[0] = key
		}
		cells[5], cells[6] = amount.String(), amount.Currency.String()
		result.add(nil, cells...)
	}
	if len(sum.Amounts) == 0 {
		result.add(nil, cells...)
	}
}

// timed reports whether the file says how long calls were, billed whether it says
// what of it is billed.
func (j *callsJob) timed() bool {
	return j.read.Has(calls.Duration) || j.read.Has(calls.Talk) || j.read.Has(calls.Billed)
}

func (j *callsJob) billed() bool { return j.read.BillsTime }

// time writes seconds for scripts, minutes for people, nothing where the file
// says nothing.
func (j *callsJob) time(seconds int64, known bool) string {
	switch {
	case !known:
		return ""
	case j.rt.flags.output == outputTable:
		tenths := (seconds + 3) / 6
		return sprintf("%d.%d", tenths/10, tenths%10)
	}
	return strconv.FormatInt(seconds, 10)
}

// share is the part that a sum has in the time of all calls.
func (j *callsJob) share(sum calls.Sum) string {
	all := j.summary.Total.TalkSeconds()
	if all == 0 {
		return ""
	}
	return strconv.FormatFloat(100*float64(sum.TalkSeconds())/float64(all), 'f', 1, 64) + "%"
}

// The JSON form of a summary. Amounts are texts, so that no digit is lost; times
// are null where the file does not say them.
type (
	callsDocument struct {
		File string  `json:"file"`
		From *string `json:"from"` // on the clock of the file
		To   *string `json:"to"`

		Bytes   int64             `json:"bytes"`
		Dialect callsDialect      `json:"dialect"`
		Columns map[string]string `json:"columns"`
		Unused  []string          `json:"unusedColumns"`
		Notes   []string          `json:"notes"`
		By      calls.By          `json:"by"`
		callsSum
		Groups []callsGroup `json:"groups"`

		NotCalls       int64 `json:"notCalls"`
		Unreadable     int64 `json:"unreadable"`
		AmountsLeftOut int64 `json:"amountsLeftOut"`
	}
	callsDialect struct {
		Format    *string `json:"format"`
		Delimiter *string `json:"delimiter"`
		Encoding  string  `json:"encoding"`
		Gzip      bool    `json:"gzip"`
		Header    bool    `json:"header"`
		Layout    *string `json:"layout"`
		Decimal   *string `json:"decimal"`
		Dates     *string `json:"dates"`
	}
	callsGroup struct {
		Key string `json:"key"`
		callsSum
	}
	callsSum struct {
		Calls          int64         `json:"calls"`
		Answered       int64         `json:"answered"`
		Seconds        *int64        `json:"seconds"`     // as written, ringing included where it is
		TalkSeconds    *int64        `json:"talkSeconds"` // of answered calls
		BilledSeconds  *int64        `json:"billedSeconds"`
		Amounts        []callsAmount `json:"amounts"`
		OffPeakCalls   *int64        `json:"offPeakCalls,omitempty"`
		OffPeakSeconds *int64        `json:"offPeakSeconds,omitempty"`
	}
	callsAmount struct {
		Currency string `json:"currency"`
		Value    string `json:"value"`
	}
)

func (j *callsJob) document() callsDocument {
	f := &j.read
	d := callsDocument{
		File: j.file, Bytes: f.Bytes, Columns: map[string]string{}, Unused: append([]string{}, f.Unused...),
		Notes: append(append([]string{}, f.Notes...), j.remarks()...), By: j.by, callsSum: j.sumOf(j.summary.Total),
		Groups: []callsGroup{}, NotCalls: f.Others, Unreadable: f.Unreadable,
		AmountsLeftOut: f.AmountsLeftOut + j.summary.Total.AmountsNotSummed,
		Dialect: callsDialect{
			Format: given(f.Format), Delimiter: given(f.Delimiter), Encoding: f.Encoding, Gzip: f.Gzip, Header: f.Header > 0,
			Layout: given(f.Layout), Decimal: given(f.Decimal), Dates: given(f.Dates),
		},
	}
	if !f.First.IsZero() {
		const clock = "2006-01-02T15:04:05"
		d.From, d.To = given(f.First.Format(clock)), given(f.Last.Format(clock))
	}
	for _, column := range f.Columns {
		d.Columns[column.Role.String()] = column.Name
	}
	for _, group := range j.summary.Groups() {
		d.Groups = append(d.Groups, callsGroup{group.Key, j.sumOf(group.Sum)})
	}
	return d
}

func (j *callsJob) sumOf(sum calls.Sum) callsSum {
	out := callsSum{Calls: sum.Calls, Answered: sum.Answered, Amounts: []callsAmount{}}
	if j.timed() {
		seconds, talk := sum.Seconds(), sum.TalkSeconds()
		out.Seconds, out.TalkSeconds = &seconds, &talk
	}
	if j.billed() {
		billed := sum.BilledSeconds()
		out.BilledSeconds = &billed
	}
	if j.offPeak != nil {
		seconds := sum.OffPeakSeconds()
		out.OffPeakCalls, out.OffPeakSeconds = &sum.OffPeakCalls, &seconds
	}
	for _, amount := range sum.Amounts {
		out.Amounts = append(out.Amounts, callsAmount{amount.Currency.String(), amount.Value.String()})
	}
	return out
}

// given is a text, or null where there is none.
func given(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
