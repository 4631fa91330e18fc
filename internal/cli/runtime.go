package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"btalk/internal/config"
	"btalk/internal/models/money"
	"btalk/internal/models/when"
)

// runtime is what a command gets: streams, flags, standard error a line at a
// time, and the way to everything else.
type runtime struct {
	*voice

	process Process
	flags   *flags
	started bool // arguments were understood; what fails now is not a usage error
	served  bool // the account is restricted
	signals signals
	backend *backend
}

func newRuntime(p Process, env config.Env) *runtime {
	rt := &runtime{voice: &voice{out: p.Err}, process: p, flags: &flags{}}
	rt.backend = &backend{voice: rt.voice, flags: rt.flags, env: env, now: p.Now, version: p.Build.Version}
	return rt
}

// start checks what cobra does not, before any command runs.
func (rt *runtime) start(cmd *cobra.Command) error {
	switch rt.flags.output {
	case outputTable, outputJSON, outputCSV, outputName:
	default:
		return usageFailure("", "there is no form of output %q: the forms are table, json, csv and, of a list, name", rt.flags.output)
	}
	if rt.flags.jq != "" && rt.flags.output != outputJSON {
		return usageFailure("Write -o json --jq EXPR.", "--jq takes what -o json prints, and the output is %s", rt.flags.output)
	}
	if err := rt.mayRun(cmd); err != nil {
		return err
	}
	if rt.flags.offline && rt.flags.refresh {
		return usageFailure("", "--offline sends no request and --refresh asks for one; give one of them")
	}
	rt.started = true
	rt.backend.command = cmd.CommandPath()
	return nil
}

// forPeople reports whether the result is for people, not for a script.
func (rt *runtime) forPeople() bool { return rt.flags.output == outputTable }

// print writes a result to standard output in the form asked for.
func (rt *runtime) print(result sheet) error {
	result, err := result.arranged(rt.flags.list)
	if err != nil {
		return err
	}
	result.headless = rt.flags.list.noHeaders
	out := bufio.NewWriter(rt.process.Out)
	write := rt.tableOf(result)
	switch rt.flags.output {
	case outputJSON:
		write = result.writeJSON
		if rt.flags.jq != "" {
			write = func(w io.Writer) error { return result.writeJQ(w, rt.flags.jq) }
		}
	case outputCSV:
		write = result.writeCSV
	case outputName:
		if result.declared == nil {
			return usageFailure("Lists of things that have an id print them: voicesites, orders, numbers, …", "-o name prints ids, and there are none here")
		}
		write = result.writeNames
	}
	if err := write(out); err != nil {
		return err
	}
	return out.Flush()
}

// tableOf is a table for people: on a terminal no wider than that.
func (rt *runtime) tableOf(result sheet) func(io.Writer) error {
	width := rt.terminalWidth()
	if rt.flags.list.wide {
		width = 0
	}
	fits, left, records := result.fitted(width)
	if records {
		return func(w io.Writer) error {
			_, err := io.WriteString(w, result.recorded(width))
			return err
		}
	}
	return func(w io.Writer) error {
		if len(left) > 0 && rt.forPeople() {
			rt.say("%s", leftOut(left))
		}
		return fits.writeTable(w)
	}
}

// printLine prints a line for people, or the facts in it for scripts.
func (rt *runtime) printLine(line string, columns []column, facts ...string) error {
	if rt.forPeople() {
		return rt.printText(line)
	}
	result := sheet{columns: columns}
	result.object = result.item(facts)
	result.add(result.object, facts...)
	return rt.print(result)
}

// printText prints a line of text.
func (rt *runtime) printText(line string) error {
	_, err := fmt.Fprintln(rt.process.Out, line)
	return err
}

// readInput reads an address: a file, or standard input for "-".
func (rt *runtime) readInput(file string) ([]byte, error) { return rt.readFile(file, maxInput) }

// readFile reads a file, or standard input for "-", up to most bytes.
func (rt *runtime) readFile(file string, most int) ([]byte, error) {
	in := rt.process.In
	if file != "-" {
		opened, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer opened.Close()
		in = opened
	}
	text, err := io.ReadAll(io.LimitReader(in, int64(most)+1))
	if err == nil && len(text) > most {
		err = fmt.Errorf("%s is larger than %d bytes", file, most)
	}
	return text, err
}

// maxInput is the largest address that is read, in bytes.
const maxInput = 1 << 20

// reader is the way to read from the API and from what is cached of it.
func (rt *runtime) reader(ctx context.Context) (*reader, error) {
	client, err := rt.backend.client(ctx)
	if err != nil {
		return nil, err
	}
	client.Agree(ctx)
	if notice := client.TeamNotice(); notice != "" {
		rt.warn("%s", notice)
	}
	return &reader{Client: client, rt: rt}, nil
}

func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && term.IsTerminal(file.Fd())
}

// today is the day of this machine.
func (rt *runtime) today() when.Day { return when.DayOf(rt.process.Now()) }

// moneyStyle is how amounts are written for people: in the language of the profile.
func (rt *runtime) moneyStyle() money.Style {
	settings, err := rt.backend.settings()
	if err != nil { // whoever needs them says so; the demo does without
		return money.StyleOf("", false)
	}
	return money.StyleOf(settings.Language, false)
}
