package cli

import (
	"context"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/calls"
	"btalk/internal/models"
)

func newCalls(rt *runtime) *cobra.Command {
	return newGroup("calls", "call records: sums of a file of them", newCallsSummary(rt))
}

// callGroups are what calls can be grouped by.
var callGroups = []string{
	string(calls.ByCountry), string(calls.ByHour), string(calls.ByDay), string(calls.BySite), string(calls.ByNumber),
}

func newCallsSummary(rt *runtime) *cobra.Command {
	var by, offPeak string
	cmd := &cobra.Command{
		Use:   "summary FILE",
		Short: "sums of a file of call records, by destination country, hour, day, site or number",
		Long: `Sums of a file of call records, CSV or JSON, packed with gzip or not; - is standard
input. No request is sent and no account is needed.

How the file was read is said below the table (in CSV on standard error, in JSON
as "dialect", "columns" and "notes"): encoding, delimiter, header, dates, which
column means what, and which are not understood. Calls that nobody answered count
as calls and have no minutes. Amounts are summed as they stand, by currency; there
is not a tariff. Off-peak is what --offpeak says, by the start of a call.`,
		Example: `  btalk calls summary october.csv
  btalk calls summary october.csv.gz --by hour --offpeak "20:00-08:00,sat,sun"
  btalk calls summary october.csv --by number -o csv
  ssh archive cat calls.csv | btalk calls summary -`,
		Args: exactly("a file of call records (- for standard input)"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(callGroups, by) {
				return usageFailure("The groups are "+strings.Join(callGroups, ", ")+".", "calls cannot be grouped by %q", by)
			}
			job := callsJob{rt: rt, file: args[0], by: calls.By(by)}
			if cmd.Flags().Changed("offpeak") {
				window, err := calls.ParseOffPeak(offPeak)
				if err != nil {
					return usageFailure("", "--offpeak: %v", err)
				}
				job.offPeak = &window
			}
			return job.run(cmd.Context())
		},
	}
	cmd.Flags().StringVar(&by, "by", callGroups[0], "`GROUP` of calls: "+strings.Join(callGroups, ", "))
	cmd.Flags().StringVar(&offPeak, "offpeak", "", "off-peak `TIME`: \"20:00-08:00,sat,sun\"")
	cmd.ValidArgsFunction = func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return nil, cobra.ShellCompDirectiveDefault
	}
	_ = cmd.RegisterFlagCompletionFunc("by", cobra.FixedCompletions(callGroups, cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("offpeak", cobra.NoFileCompletions)
	return cmd
}

// callsJob is one summary of one file.
type callsJob struct {
	rt *runtime

	file    string
	by      calls.By
	offPeak *calls.OffPeak // nil: not asked for

	read    calls.File
	summary *calls.Summary
}

func (j *callsJob) run(ctx context.Context) error {
	if err := j.sum(ctx); err != nil {
		return err
	}
	if err := j.refuse(); err != nil {
		return err
	}
	if err := j.report(); err != nil {
		return err
	}
	switch {
	case j.read.Calls > 0:
		return nil
	case j.read.Unreadable > 0:
		return &failure{exitFailed, "no row of " + j.name() + " could be read: " + strings.Join(j.read.Lines(), " "), ""}
	}
	return nothingFound("", "there are no calls in %s", j.name())
}

// sum reads the file, a second time where its end proves its beginning to be
// read in the wrong way. Standard input cannot be read twice.
func (j *callsJob) sum(ctx context.Context) error {
	again, err := j.readOnce(ctx, calls.Evidence{})
	if err != nil || j.read.Again == nil {
		return err
	}
	if !again {
		j.rt.warn("rows at the end of %s prove that dates, amounts or durations before them may be read in the wrong way; save it to a file and give its name", j.name())
		return nil
	}
	_, err = j.readOnce(ctx, *j.read.Again)
	return err
}

func (j *callsJob) readOnce(ctx context.Context, known calls.Evidence) (repeatable bool, err error) {
	in := readerOf(j.rt.process.In)
	if j.file != "-" {
		opened, err := os.Open(j.file)
		if err != nil {
			return false, usageFailure("", "could not read the calls: %v", err)
		}
		defer opened.Close()
		info, err := opened.Stat()
		if err == nil && info.IsDir() {
			return false, usageFailure("Give one file, or several through `cat`.", "could not read the calls: %s is a directory", j.name())
		}
		repeatable = err == nil && info.Mode().IsRegular()
		in = opened
	}
	if !repeatable { // it may never say anything
		in = &leavable{ctx: ctx, in: in, buffer: make([]byte, 64<<10), done: make(chan readResult, 1)}
	}
	j.summary = calls.NewSummary(j.by, j.window())
	j.read, err = calls.Read(ctx, in, known, j.summary.Add)
	if err != nil {
		return false, &failure{exitFailed, sprintf("could not read %s: %v, after %d bytes and %d calls", j.name(), err, j.read.Bytes, j.read.Calls), ""}
	}
	return repeatable, nil
}

// readerOf is standard input, which a test may leave out.
func readerOf(in io.Reader) io.Reader {
	if in == nil {
		return strings.NewReader("")
	}
	return in
}

// leavable is a stream whose reader can be interrupted while nothing comes.
type leavable struct {
	ctx    context.Context
	in     io.Reader
	buffer []byte
	done   chan readResult
}

type readResult struct {
	n   int
	err error
}

// Read gives the next bytes, or the reason of the interruption.
func (l *leavable) Read(p []byte) (int, error) {
	part := l.buffer[:min(len(p), len(l.buffer))]
	go func() {
		n, err := l.in.Read(part)
		l.done <- readResult{n, err}
	}()
	select {
	case got := <-l.done:
		return copy(p, part[:got.n]), got.err
	case <-l.ctx.Done():
		return 0, context.Cause(l.ctx)
	}
}

func (j *callsJob) window() calls.OffPeak {
	if j.offPeak == nil {
		return calls.OffPeak{}
	}
	return *j.offPeak
}

// name is the file as errors call it.
func (j *callsJob) name() string {
	if j.file == "-" {
		return "standard input"
	}
	return models.Safe(j.file)
}

// refuse says what cannot be summed up, and what was seen instead.
func (j *callsJob) refuse() error {
	seen := strings.Join(j.read.Lines(), " ")
	if !j.read.Understood {
		if j.read.Records() == 0 {
			return nil
		}
		return &failure{exitFailed, "the columns of " + j.name() + " are not understood: " + seen, "Save it as CSV with a header line that names the columns, such as start;called;seconds;amount."}
	}
	needed := []calls.Role{j.by.Needs()}
	if j.offPeak != nil {
		needed = append(needed, calls.Start)
	}
	for _, role := range needed {
		if !j.read.Has(role) {
			return &failure{exitFailed, sprintf("%s has no column that is understood as %s of a call: %s", j.name(), role, seen), "Choose other groups with --by."}
		}
	}
	return nil
}
