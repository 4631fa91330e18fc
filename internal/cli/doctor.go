package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"btalk/internal/api"
	"btalk/internal/config"
	"btalk/internal/models"
	"btalk/internal/private"
)

// verdict is what a check found. It is not an error: the doctor goes on.
type verdict string

// The verdicts. Only fail makes the doctor exit with 1.
const (
	fine verdict = "ok"
	warn verdict = "warn"
	fail verdict = "fail"
)

// finding is one line of the doctor. Nothing in it is secret.
type finding struct {
	verdict              verdict
	name, detail, remedy string
}

func (f finding) String() string {
	line := fmt.Sprintf("%-4s  %-11s  %s", f.verdict, f.name, f.detail)
	if f.remedy != "" {
		line += " → " + f.remedy
	}
	return models.Safe(line)
}

// doctor checks the set-up.
type doctor struct{ rt *runtime }

func newDoctor(rt *runtime) *cobra.Command {
	var compare bool
	var record string
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "check the set-up, a line for each check: ok, warn or fail, and what to do",
		Long: `Checks configuration, permissions, credentials, the API and this machine, a
line for each: ok, warn or fail, what was found, and what to do about it.
Exit 0 when nothing failed, else 1. No secret is shown.

With --contract it compares a live account with what is known of the API: for
each fact of docs/api-contract.md, whether it is confirmed, different, or was
not seen. It sends GET alone, 60 requests at most, and asks for nothing that
may be charged. The report is Markdown, to be pasted into an issue: names, ids,
numbers and amounts of customers are replaced by their shape ("AAA 99").
--record keeps the answers in the same way, as files for the tests.`,
		Example: `  btalk doctor
  btalk doctor --offline                       without asking the API
  btalk doctor --contract > report.md          compare the API with its contract
  btalk doctor --contract --record answers     and keep the answers, anonymous`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case compare:
				return compareContract(cmd.Context(), rt, record)
			case record != "":
				return usageFailure("Add --contract.", "--record keeps what --contract reads")
			}
			return (&doctor{rt}).run(cmd.Context())
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().BoolVar(&compare, "contract", false, "compare a live account with what is known of the API: GET only, 60 requests at most")
	cmd.Flags().StringVar(&record, "record", "", "with --contract: keep the answers in the new directory `DIR`, without values of customers")
	return cmd
}

func (d *doctor) run(ctx context.Context) error {
	settings, findings := d.examineSettings()
	findings = append(findings, d.examinePlaces()...)
	if findings[0].verdict != fail {
		findings = append(findings, d.examineAPI(ctx, settings)...)
	}
	findings = append(findings, d.examineCache(), d.examineTerminal(), d.examineLocale())
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := d.printFindings(findings); err != nil {
		return err
	}
	failed := 0
	for _, f := range findings {
		if f.verdict == fail {
			failed++
		}
	}
	if failed > 0 {
		return &failure{code: exitFailed, text: fmt.Sprintf("%d of %d checks failed", failed, len(findings))}
	}
	return nil
}

func (d *doctor) printFindings(findings []finding) error {
	result := sheet{columns: []column{{"Verdict", "verdict"}, {"Check", "check"}, {"Detail", "detail"}, {"Remedy", "remedy"}}}
	for _, f := range findings {
		if d.rt.flags.output == outputTable {
			if _, err := fmt.Fprintln(d.rt.process.Out, f); err != nil {
				return err
			}
			continue
		}
		cells := []string{string(f.verdict), f.name, models.Safe(f.detail), models.Safe(f.remedy)}
		result.add(result.item(cells), cells...)
	}
	if d.rt.flags.output == outputTable {
		return nil
	}
	return d.rt.print(result)
}

// examineSettings reads the configuration as every command does.
func (d *doctor) examineSettings() (config.Settings, []finding) {
	if d.rt.flags.demo {
		return config.Settings{}, []finding{{fine, "config", "the demo needs none", ""}}
	}
	settings, err := d.rt.backend.settings()
	if err != nil {
		return settings, []finding{{fail, "config", oneLine(err), "correct it, then: btalk config check"}}
	}
	found := finding{fine, "config", settings.Path + ", profile " + settings.Profile, ""}
	if !settings.Found {
		found.detail = "no file; environment and defaults, profile " + settings.Profile
	}
	findings := []finding{found}
	for _, warning := range settings.Warnings {
		findings = append(findings, finding{warn, "config", warning, "correct it, or ignore it"})
	}
	return settings, findings
}

// examinePlaces reports whether others can read our directories.
func (d *doctor) examinePlaces() []finding {
	dirs := d.rt.backend.env.Dirs
	var open []finding
	if dirs.RuntimeFault != "" {
		open = append(open, finding{warn, "runtime", dirs.RuntimeFault + "; locks and the budget are kept in " + dirs.Runtime, "unset XDG_RUNTIME_DIR, or point it to a directory of yours"})
	}
	for _, dir := range []string{dirs.Config, dirs.Cache, dirs.State, dirs.Runtime} {
		info, err := os.Stat(dir)
		switch {
		case dir == "" || errors.Is(err, fs.ErrNotExist):
		case err != nil:
			open = append(open, finding{warn, "permissions", oneLine(err), "make it a directory of yours"})
		case info.Mode().Perm()&0o077 != 0:
			open = append(open, finding{warn, "permissions", fmt.Sprintf("%s is open to others (mode %04o)", dir, info.Mode().Perm()), "chmod 700 " + dir})
		}
	}
	if len(open) > 0 {
		return open
	}
	return []finding{{fine, "permissions", "our directories are closed to others", ""}}
}

// examineAPI tries the credentials live, and reads off the two requests what
// they say of network, clock and budget.
func (d *doctor) examineAPI(ctx context.Context, settings config.Settings) []finding {
	client, err := d.rt.backend.client(ctx)
	if err != nil {
		return []finding{{fail, "credentials", oneLine(err), cureFor(err)}}
	}
	findings := []finding{{fine, "credentials", "complete", ""}}
	if !d.rt.flags.demo {
		findings = append(findings, examineProxy(settings))
	}
	if d.rt.flags.offline {
		return append(findings, finding{warn, "api", "not tried", "leave --offline"})
	}
	client.Budget() // asks the shared server, where there is one
	findings = append(findings, examineTeam(client, settings)...)
	err = client.CheckCredentials(ctx)
	findings = append(findings, examineToken(client, err))
	if findings[len(findings)-1].verdict == fine {
		findings = append(findings, examineMe(client, err))
	}
	return append(findings, d.examineClock(client), examineBudget(client.Budget(), settings.SharedDir))
}

// examineToken judges the first request of the two: for a token.
func examineToken(client *api.Client, err error) finding {
	var failed *models.Error
	if errors.As(err, &failed) && failed.Op == "get an access token" {
		return finding{fail, "token", oneLine(err), cureFor(err)}
	}
	return finding{fine, "token", "granted" + latency(client, http.MethodPost), ""}
}

// examineMe judges the second one: for the rights of the API key.
func examineMe(client *api.Client, err error) finding {
	if err != nil {
		return finding{fail, "api", oneLine(err), cureFor(err)}
	}
	return finding{fine, "api", "answered" + latency(client, http.MethodGet), ""}
}

func latency(client *api.Client, method string) string {
	for _, e := range client.Exchanges() {
		if e.Method == method && e.Status != 0 {
			return fmt.Sprintf(" in %d ms", e.Took.Milliseconds())
		}
	}
	return ""
}

// mostSkew is how far the clocks may be apart: the Date header counts whole
// seconds, and tokens are renewed a minute early.
const mostSkew = 30 * time.Second

// examineClock compares this clock with that of the server.
func (d *doctor) examineClock(client *api.Client) finding {
	for _, e := range client.Exchanges() {
		if e.Clock.IsZero() {
			continue
		}
		skew := e.At.Add(e.Took).Sub(e.Clock).Round(time.Second)
		if skew.Abs() > mostSkew {
			return finding{warn, "clock", fmt.Sprintf("this clock is %v off that of the API", skew), "set the clock (NTP)"}
		}
		return finding{fine, "clock", fmt.Sprintf("within %v of that of the API", mostSkew), ""}
	}
	return finding{warn, "clock", "the API did not say what time it is", ""}
}

// examineBudget judges the budget; sharedDir is where it is kept, "" for the directory
// of locks.
func examineBudget(budget models.Budget, sharedDir string) finding {
	found := finding{fine, "budget", budgetText(budget), ""}
	switch {
	case budget.Alone && sharedDir != "":
		found.verdict, found.remedy = warn, "make "+sharedDir+" a directory of the group: docs/fleet.md"
	case budget.Alone:
		found.verdict, found.remedy = warn, "make the directory of locks writable: XDG_RUNTIME_DIR or XDG_CACHE_HOME"
	}
	if budget.Left == 0 {
		found.verdict, found.remedy = warn, "wait a minute"
	}
	return found
}

// examineTeam says whether the others who share the budget can be reached.
func examineTeam(client *api.Client, settings config.Settings) (found []finding) {
	if settings.SharedDir != "" {
		one := finding{fine, "shared_dir", settings.SharedDir, ""}
		if err := private.GroupDir(settings.SharedDir); err != nil {
			one = finding{warn, "shared_dir", oneLine(err), "see docs/fleet.md"}
		}
		found = append(found, one)
	}
	if !settings.SharedURL.Empty() {
		one := finding{fine, "shared_url", "the shared server serves", ""}
		if notice := client.TeamNotice(); notice != "" {
			one = finding{warn, "shared_url", notice, "see docs/fleet.md"}
		}
		found = append(found, one)
	}
	return found
}

// examineProxy says which way requests go, without the proxy's password.
func examineProxy(settings config.Settings) finding {
	req, err := http.NewRequest(http.MethodGet, settings.BaseURL, nil) //nolint:noctx // it is never sent
	if err != nil {
		return finding{fail, "proxy", "the base address cannot be read", "correct base_url"}
	}
	way := http.ProxyFromEnvironment
	if target := targetOf(settings); target.Proxy != nil {
		way = http.ProxyURL(target.Proxy)
	}
	switch proxy, err := way(req); {
	case err != nil:
		return finding{fail, "proxy", "HTTPS_PROXY is not an address", "correct HTTPS_PROXY"}
	case proxy != nil:
		return finding{fine, "proxy", "through " + proxy.Host, ""}
	}
	return finding{fine, "proxy", "none, directly to " + req.URL.Host, ""}
}

func (d *doctor) examineCache() finding {
	store := d.rt.backend.disk
	if store == nil {
		store = d.rt.backend.openCache(d.rt.backend.caches()[0])
	}
	if notice := store.Notice(); notice != "" {
		return finding{warn, "cache", notice, "make the directory writable, or set XDG_CACHE_HOME"}
	}
	info := store.Info()
	return finding{fine, "cache", fmt.Sprintf("%d entries, %d kB in %s", info.Entries, info.Bytes/1000, info.Dir), ""}
}

func (d *doctor) examineTerminal() finding {
	kind := d.rt.backend.variable("TERM")
	switch {
	case !isTerminal(d.rt.process.Out):
		return finding{fine, "terminal", "standard output is none: plain text", ""}
	case kind == "" || kind == "dumb":
		return finding{warn, "terminal", "TERM is " + fmt.Sprintf("%q", kind), "export TERM=xterm-256color"}
	}
	return finding{fine, "terminal", kind, ""}
}

// examineLocale reports whether letters outside ASCII can be shown.
func (d *doctor) examineLocale() finding {
	if fault, cure := localeFault(d.rt.backend.variable); fault != "" {
		return finding{warn, "locale", fault, cure}
	}
	return finding{fine, "locale", "no setting speaks against UTF-8", ""}
}

// cureFor is the hint of a failure.
func cureFor(err error) string {
	if hint := hintFor(err); hint != "" {
		return hint
	}
	return "btalk config check"
}

func oneLine(err error) string {
	return strings.Join(strings.Split(strings.TrimSpace(err.Error()), "\n"), "; ")
}
