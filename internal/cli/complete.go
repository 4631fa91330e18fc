package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"btalk/internal/address"
	"btalk/internal/catalog"
	"btalk/internal/models"
)

// completions teaches the shell what can be typed. It reads what is cached on
// disk and never asks the API: a key press must not cost a request.
func complete(rt *runtime, root *cobra.Command) {
	customers := cached(rt, catalog.Customers(), func(ctx context.Context, r *reader) (models.Snapshot[[]models.Customer], error) {
		return r.Customers(ctx, models.Held)
	})
	sites := cached(rt, catalog.VoiceSites(), func(ctx context.Context, r *reader) (models.Snapshot[[]models.VoiceSite], error) {
		return r.VoiceSites(ctx, models.SiteQuery{}, models.Held)
	})
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "vpns", "open", "numbers":
			cmd.ValidArgsFunction = first(customers)
		case "voicesite":
			cmd.ValidArgsFunction = first(sites)
		case "country":
			cmd.ValidArgsFunction = knownCountries
		case "geoareas":
			cmd.ValidArgsFunction = first(knownCountries)
		case "address":
			for _, child := range cmd.Commands() {
				if child.Name() != "push" {
					child.ValidArgsFunction = first(knownCountries)
				}
			}
		}
		for flag, completion := range map[string]cobra.CompletionFunc{"customer": customers, "country": knownCountries} {
			if cmd.Flags().Lookup(flag) != nil {
				_ = cmd.RegisterFlagCompletionFunc(flag, completion) // the flag is there
			}
		}
	}
	forms := cobra.FixedCompletions([]cobra.Completion{outputTable, outputJSON, outputCSV}, cobra.ShellCompDirectiveNoFileComp)
	_ = root.RegisterFlagCompletionFunc("output", forms)
	_ = root.RegisterFlagCompletionFunc("profile", knownProfiles(rt))
}

// first completes the first argument only.
func first(complete cobra.CompletionFunc) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return complete(cmd, args, typed)
	}
}

func knownCountries(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var names []cobra.Completion
	for _, country := range address.NewCountries(nil).Search("") {
		names = append(names, cobra.CompletionWithDesc(country.ISO2, country.Name.String()))
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

func knownProfiles(rt *runtime) cobra.CompletionFunc {
	return func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		settings, err := rt.backend.settings()
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		return slices.Clone(settings.Profiles), cobra.ShellCompDirectiveNoFileComp
	}
}

// cached completes the names of the things of a noun that are cached on disk;
// without credentials there are none.
func cached[T any](rt *runtime, noun catalog.Noun[T], get func(context.Context, *reader) (models.Snapshot[[]T], error)) cobra.CompletionFunc {
	return func(cmd *cobra.Command, _ []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		rt.flags.offline = true
		r, err := rt.reader(cmd.Context())
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		found, err := get(cmd.Context(), r)
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		var names []cobra.Completion
		for _, item := range found.Value {
			texts := noun.Names(item)
			names = append(names, cobra.CompletionWithDesc(texts[0].String(), texts[1].String()))
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}
}
