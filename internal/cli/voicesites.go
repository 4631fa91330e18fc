package cli

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

// siteFilter is what narrows the list of voicesites.
type siteFilter struct{ query, customer, country, vpn string }

func (f siteFilter) any() bool { return f != siteFilter{} }

func newVoiceSites(s *session) *cobra.Command {
	var filter siteFilter
	cmd := &cobra.Command{
		Use:     "voicesites [QUERY]",
		Short:   "voicesites; QUERY finds by name, label or id, accents and case aside, best first",
		Example: "  btalk voicesites lyon\n  btalk voicesites --customer acme --country FR -o csv",
		Args:    cobra.ArbitraryArgs, // a query of several words needs no quotes
		RunE: func(cmd *cobra.Command, args []string) error {
			filter.query = strings.Join(args, " ")
			return s.listVoiceSites(cmd, filter)
		},
	}
	cmd.Flags().StringVar(&filter.customer, "customer", "", "of this `CUSTOMER`: code or words of the name")
	cmd.Flags().StringVar(&filter.country, "country", "", "in this country: `ISO2`")
	cmd.Flags().StringVar(&filter.vpn, "vpn", "", "of this `VPN`: id, or words of the name together with --customer")
	return cmd
}

func (s *session) listVoiceSites(cmd *cobra.Command, filter siteFilter) error {
	query, err := s.siteQuery(cmd.Context(), filter)
	if err != nil {
		return err
	}
	sites, err := s.voicesites(cmd.Context(), query)
	if err != nil {
		return err
	}
	sites = filter.narrow(sites)
	result := sheet{columns: siteColumns()}
	for _, site := range sites {
		result.add(site.Raw, siteCells(site)...)
	}
	if err := s.print(result); err != nil {
		return err
	}
	if len(sites) == 0 && filter.vpn != "" && filter.customer == "" {
		return usageFailure("Add --customer CUSTOMER: the name of a VPN is looked up among those of its customer.",
			"no VPN has the id %q, and --customer is missing to find it by name", filter.vpn)
	}
	if len(sites) == 0 && filter.any() {
		return nothingFound("`btalk voicesites` lists them all.", "no voicesite matches")
	}
	return nil
}

// siteQuery turns what the operator names into codes.
func (s *session) siteQuery(ctx context.Context, filter siteFilter) (models.SiteQuery, error) {
	query := models.SiteQuery{VPN: filter.vpn}
	if filter.customer == "" {
		return query, nil
	}
	customer, err := s.customer(ctx, filter.customer)
	if err != nil {
		return query, err
	}
	query.Customer = customer.Code.Raw()
	if filter.vpn == "" {
		return query, nil
	}
	vpns, err := s.vpns(ctx, customer)
	if err != nil {
		return query, err
	}
	vpn, err := vpnNoun(customer).find(vpns, filter.vpn)
	query.VPN = vpn.ID.Raw()
	return query, err
}

// narrow keeps the sites of the country that match the query, best first.
func (f siteFilter) narrow(sites []models.VoiceSite) []models.VoiceSite {
	kept := make([]models.VoiceSite, 0, len(sites))
	for _, site := range sites {
		if f.country == "" || strings.EqualFold(site.Country.Raw(), f.country) {
			kept = append(kept, site)
		}
	}
	if f.query == "" {
		return kept
	}
	index := rules.NewIndex(len(kept), func(i int) string {
		return kept[i].Name.String() + " " + kept[i].Label.String() + " " + kept[i].ID.String()
	})
	matches := index.Search(f.query, max(len(kept), 1))
	best := make([]models.VoiceSite, 0, len(matches.Rows))
	for _, row := range matches.Rows {
		best = append(best, kept[row])
	}
	return best
}

func siteColumns() []column {
	return []column{
		{"Voicesite", "voiceSiteId"},
		{"Name", "technicalSiteName"},
		{"Label", "customerSiteLabel"},
		{"Country", "country"},
		{"VPN", "vpnId"},
		{"Customer", "customerCode"},
		{"Status", "status"},
	}
}

func siteCells(site models.VoiceSite) []string {
	return []string{
		site.ID.String(), site.Name.String(), site.Label.String(), site.Country.String(),
		site.VPN.String(), site.Customer.String(), site.Status.String(),
	}
}

func newVoiceSite(s *session) *cobra.Command {
	return &cobra.Command{
		Use:     "voicesite ID",
		Short:   "one voicesite in full, its address included",
		Example: "  btalk voicesite LYON_PART_DIEU -o json",
		Args:    exactly("the ID of a voicesite"),
		RunE:    func(cmd *cobra.Command, args []string) error { return s.showVoiceSite(cmd, args[0]) },
	}
}

func (s *session) showVoiceSite(cmd *cobra.Command, id string) error {
	site, err := s.voicesite(cmd.Context(), id)
	if err != nil {
		return err
	}
	held, err := s.voiceAddress(cmd.Context(), site)
	if err != nil {
		return err
	}
	result := sheet{columns: siteColumns(), upright: true, object: withAddress(site, held)}
	cells := siteCells(site)
	for _, field := range held.Object().Fields {
		result.columns = append(result.columns, column{"Address " + models.Safe(field.Key), "address." + models.Safe(field.Key)})
		cells = append(cells, field.Value.Text().String())
	}
	result.add(site.Raw, cells...)
	return s.print(result)
}

// voicesite finds one voicesite by its id, or by its whole name.
func (s *session) voicesite(ctx context.Context, wanted string) (models.VoiceSite, error) {
	client, err := s.client(ctx)
	if err != nil {
		return models.VoiceSite{}, err
	}
	site, err := read(ctx, s, "voicesite", func(ctx context.Context, mode models.Mode) (models.Snapshot[models.VoiceSite], error) {
		return client.VoiceSite(ctx, wanted, mode)
	})
	if models.KindOf(err) != models.NotFound {
		return site, err
	}
	sites, err := s.voicesites(ctx, models.SiteQuery{})
	if err != nil {
		return site, err
	}
	named := siteNoun().having(sites, func(text models.Text) bool {
		return rules.Fold(text.Raw()) == rules.Fold(wanted)
	})
	if len(named) > 0 {
		return siteNoun().only(named, wanted)
	}
	return site, nothingFound("`btalk voicesites QUERY` searches them.", "no voicesite has the id %q", wanted)
}

// voiceAddress is the address of a site: its own, or the one the API keeps
// apart; none when the API does not say whose the site is.
func (s *session) voiceAddress(ctx context.Context, site models.VoiceSite) (models.Value, error) {
	if held := site.Address(); held.Kind() == models.ObjectValue {
		return held, nil
	}
	if site.Customer.Empty() {
		return nil, nil
	}
	client, err := s.client(ctx)
	if err != nil {
		return nil, err
	}
	return read(ctx, s, "address", func(ctx context.Context, mode models.Mode) (models.Snapshot[models.Value], error) {
		return client.VoiceAddress(ctx, site.Customer.Raw(), site.ID.Raw(), mode)
	})
}

// withAddress is the site as the API gave it, with its address in it.
func withAddress(site models.VoiceSite, held models.Value) models.Value {
	if held.Kind() != models.ObjectValue || site.Address().Kind() == models.ObjectValue {
		return site.Raw
	}
	var out strings.Builder
	out.WriteByte('{')
	for _, field := range site.Raw.Object().Fields {
		key, _ := json.Marshal(field.Key) // a string always has a JSON form
		out.Write(key)
		out.WriteByte(':')
		out.Write(field.Value)
		out.WriteByte(',')
	}
	out.WriteString(`"address":`)
	out.Write(held)
	out.WriteByte('}')
	return models.Value(out.String())
}
