package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// flags are those that every command takes.
type flags struct {
	profile string
	theme   string
	output  string
	demo    bool
	offline bool
	refresh bool
	write   bool
	noColor bool
	debug   bool

	restricted bool
	jq         string
	list       listFlags
}

func newRoot(rt *runtime) *cobra.Command {
	root := &cobra.Command{
		Use:   "btalk",
		Short: "Business Talk at your fingertips: customers, VPNs, voicesites, coverage, addresses",
		Long: `btalk is a terminal dashboard over the Business Talk API of Orange Business.

Without a command it opens the dashboard. Every screen has a command of the
same name that prints what the screen shows, for people (-o table) and for
scripts (-o json, -o csv).`,
		Example: `  btalk --demo                     look around: no account, no network
  btalk open "Acme/Paris"          the dashboard, at that VPN
  btalk voicesites lyon            voicesites, best match first
  btalk country CH FR -o csv       coverage side by side`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          knownCommand,

		SuggestionsMinimumDistance: nearby,
		RunE:                       lastPlace(rt),
	}
	addVersionFlag(root, rt)
	root.SetFlagErrorFunc(explainFlag)
	root.SetHelpFunc(printHelp)
	root.SetUsageFunc(printUsage)
	root.CompletionOptions.DisableDefaultCmd = true
	addFlags(root.PersistentFlags(), rt.flags)
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return rt.start(cmd) }

	root.AddGroup(
		&cobra.Group{ID: groupDashboard, Title: "Dashboard:"},
		&cobra.Group{ID: groupRead, Title: "Look up:"},
		&cobra.Group{ID: groupChange, Title: "Change (also: address push, numbers publish, numbers release):"},
		&cobra.Group{ID: groupOther, Title: "Other commands:"},
	)
	root.SetHelpCommandGroupID(groupOther)
	addTo(root, groupDashboard, newOpen(rt), newSandbox(rt))
	addTo(root, groupRead, newFind(rt), newMe(rt), newCustomers(rt), newVPNs(rt), newVoiceSites(rt), newVoiceSite(rt),
		newCountries(rt), newCountry(rt), newGeoAreas(rt), newGroup("address", "addresses of voicesites: what a country demands, search, spread, check, push",
			newAddressSchema(rt), newAddressSearch(rt), newAddressSpread(rt), newAddressCheck(rt), newAddressPush(rt)), newOrders(rt), newNumbers(rt), newTracking(rt), newCalls(rt),
		newBills(rt), newBill(rt), newAccounts(rt), newReports(rt))
	addTo(root, groupChange, newGroup("order", "order a voicesite", newOrderCreate(rt)), newChanges(rt), newDrafts(rt))
	addTo(root, groupOther, newDoctor(rt), newCache(rt), newConfig(rt), newVersion(rt), newCompletion(rt), newMan(rt))
	root.AddCommand(newExitCodes(), newEnvironment())
	asLists(rt, listsOf(root)...)
	complete(rt, root)
	return root
}

// nearby is how many letters may differ in a word that was meant.
const nearby = 2

// The groups of commands in the help.
const (
	groupDashboard = "dashboard"
	groupRead      = "read"
	groupChange    = "change"
	groupOther     = "other"
)

func addTo(root *cobra.Command, group string, commands ...*cobra.Command) {
	for _, command := range commands {
		command.GroupID = group
		root.AddCommand(command)
	}
}

func addFlags(set *pflag.FlagSet, f *flags) {
	set.SortFlags = false
	set.StringVar(&f.profile, "profile", "", "profile of the configuration `NAME`")
	set.BoolVar(&f.demo, "demo", false, "use the embedded sandbox: no account, no network")
	set.BoolVar(&f.offline, "offline", false, "use what is cached on disk, send no request")
	set.BoolVar(&f.refresh, "refresh", false, "ask the API whatever is cached on disk")
	set.BoolVar(&f.write, "write", false, "allow changes")
	set.StringVarP(&f.output, "output", "o", outputTable, "`FORM` of the result: table, json, csv or, of a list, name: ids alone")
	set.StringVar(&f.jq, "jq", "", "with -o json: what the jq expression `EXPR` makes of it, a line each")
	set.StringVar(&f.theme, "theme", "", "theme `NAME`")
	set.BoolVar(&f.noColor, "no-color", false, "use no colour")
	set.BoolVar(&f.restricted, "restricted", false, "read-only whatever else says otherwise, and nothing leaves the screen: for served accounts")
	set.BoolVar(&f.debug, "debug", false, "write a log to the state directory")
}

// newGroup is a command that only holds others.
func newGroup(use, short string, children ...*cobra.Command) *cobra.Command {
	group := &cobra.Command{Use: use, Short: short, Args: cobra.ArbitraryArgs, SuggestionsMinimumDistance: nearby}
	group.RunE = func(cmd *cobra.Command, args []string) error {
		names := make([]string, 0, len(children))
		for _, child := range children {
			names = append(names, child.Name())
		}
		hint := fmt.Sprintf("%s takes one of: %s.", cmd.CommandPath(), strings.Join(names, ", "))
		if len(args) == 0 {
			return usageFailure(hint, "%s needs a command", cmd.CommandPath())
		}
		return usageFailure(hint, "unknown command %q for %q%s", args[0], cmd.CommandPath(), meant(cmd.SuggestionsFor(args[0]), ""))
	}
	group.AddCommand(children...)
	return group
}

// explainFlag adds the nearest flag to an unknown one.
func explainFlag(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return usageFailure(fmt.Sprintf("`%s --help` lists the flags.", cmd.CommandPath()), "%v", err)
	}
	// Cobra knows which command is near a word; flags get the same rule.
	words := &cobra.Command{SuggestionsMinimumDistance: nearby}
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		words.AddCommand(&cobra.Command{Use: f.Name, Run: func(*cobra.Command, []string) {}})
	})
	return usageFailure(fmt.Sprintf("`%s --help` lists the flags.", cmd.CommandPath()),
		"%v%s", err, meant(words.SuggestionsFor(unknown.GetSpecifiedName()), "--"))
}

func meant(suggestions []string, prefix string) string {
	if len(suggestions) == 0 {
		return ""
	}
	return "; did you mean " + prefix + strings.Join(suggestions, " or "+prefix) + "?"
}

// knownCommand refuses words after btalk that are not a command.
func knownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usageFailure("`btalk --help` lists the commands.", "unknown command %q%s", args[0], meant(root.SuggestionsFor(args[0]), ""))
}
