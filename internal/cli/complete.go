package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"btalk/internal/address"
	"btalk/internal/models"
)

// completions teaches the shell what can be typed. It reads what is held on
// disk and never asks the API: a key press must not cost a request.
func (s *session) completions(root *cobra.Command) {
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "vpns", "open", "numbers":
			cmd.ValidArgsFunction = first(s.heldCustomers)
		case "voicesite":
			cmd.ValidArgsFunction = first(s.heldSites)
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
		for flag, complete := range map[string]cobra.CompletionFunc{"customer": s.heldCustomers, "country": knownCountries} {
			if cmd.Flags().Lookup(flag) != nil {
				_ = cmd.RegisterFlagCompletionFunc(flag, complete) // the flag is there
			}
		}
	}
	forms := cobra.FixedCompletions([]cobra.Completion{outputTable, outputJSON, outputCSV}, cobra.ShellCompDirectiveNoFileComp)
	_ = root.RegisterFlagCompletionFunc("output", forms)
	_ = root.RegisterFlagCompletionFunc("profile", s.knownProfiles)
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

func (s *session) knownProfiles(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	settings, err := s.settings()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	return slices.Clone(settings.Profiles), cobra.ShellCompDirectiveNoFileComp
}

func (s *session) heldCustomers(cmd *cobra.Command, _ []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return held(cmd.Context(), s, func(ctx context.Context) ([]cobra.Completion, error) {
		customers, err := s.opened.Customers(ctx, models.Held)
		names := make([]cobra.Completion, 0, len(customers.Value))
		for _, c := range customers.Value {
			names = append(names, cobra.CompletionWithDesc(c.Code.String(), c.Name.String()))
		}
		return names, err
	})
}

func (s *session) heldSites(cmd *cobra.Command, _ []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return held(cmd.Context(), s, func(ctx context.Context) ([]cobra.Completion, error) {
		sites, err := s.opened.VoiceSites(ctx, models.SiteQuery{}, models.Held)
		names := make([]cobra.Completion, 0, len(sites.Value))
		for _, site := range sites.Value {
			names = append(names, cobra.CompletionWithDesc(site.ID.String(), site.Name.String()))
		}
		return names, err
	})
}

// held gives what names finds on disk; without credentials nothing is held.
func held(ctx context.Context, s *session, names func(context.Context) ([]cobra.Completion, error)) ([]cobra.Completion, cobra.ShellCompDirective) {
	s.flags.offline = true
	if _, err := s.client(ctx); err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	found, err := names(ctx)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return found, cobra.ShellCompDirectiveNoFileComp
}
