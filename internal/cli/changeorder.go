package cli

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/api"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

// customerOf is the code of the customer that a voicesite belongs to. Where
// the API does not say, and there are several, it cannot be told.
func (s *session) customerOf(ctx context.Context, site models.VoiceSite) (string, error) {
	if !site.Customer.Empty() {
		return site.Customer.Raw(), nil
	}
	client, err := s.client(ctx)
	if err != nil {
		return "", err
	}
	customers, err := read(ctx, s, "customers", client.Customers)
	if err != nil {
		return "", err
	}
	if len(customers) != 1 {
		return "", nothingFound("The dashboard knows it: open the voicesite from its customer.",
			"the API does not say which customer the voicesite %s belongs to", site.Name)
	}
	return customers[0].Code.Raw(), nil
}

func newOrders(s *session) *cobra.Command {
	var customer string
	cmd := &cobra.Command{
		Use:     "orders",
		Short:   "voicesite orders",
		Example: "  btalk orders --customer arverne",
		Args:    exactly(),
		RunE:    func(cmd *cobra.Command, _ []string) error { return s.listOrders(cmd.Context(), customer) },
	}
	cmd.Flags().StringVar(&customer, "customer", "", "of this `CUSTOMER` only: code or words of the name")
	return cmd
}

func (s *session) listOrders(ctx context.Context, wanted string) error {
	client, err := s.client(ctx)
	if err != nil {
		return err
	}
	result := sheet{columns: orderColumns()}
	if wanted == "" {
		orders, err := s.everyOrder(ctx, client)
		if err != nil {
			return err
		}
		for _, order := range orders {
			result.add(order.Raw, orderCells(order.Order)...)
		}
		// What came is printed even when the operator stopped the rest.
		return errors.Join(s.print(result), context.Cause(ctx))
	}
	customer, err := s.customer(ctx, wanted)
	if err != nil {
		return err
	}
	orders, err := read(ctx, s, "orders of "+customer.Name.String(),
		func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Order], error) {
			return client.Orders(ctx, customer.Code.Raw(), mode)
		})
	if err != nil {
		return err
	}
	for _, order := range orders {
		result.add(order.Raw, orderCells(order)...)
	}
	return s.print(result)
}

// everyOrder is one reading, whatever it brought: it refreshes what is stale
// itself, as far as the spare budget goes.
func (s *session) everyOrder(ctx context.Context, client *api.Client) ([]models.CustomerOrder, error) {
	done := s.follow("orders, by customer")
	snapshot, err := client.EveryOrder(models.WithProgress(ctx, done.show), s.mode())
	done.clear()
	if err != nil {
		return nil, err
	}
	if s.mode() == models.Held && !snapshot.Fetched.IsZero() {
		s.warn("orders: the oldest as of %s ago", rules.Age(s.process.Now().Sub(snapshot.Fetched)))
	}
	s.remark("orders", snapshot.Skipped, snapshot.Note)
	return snapshot.Value, nil
}

func orderColumns() []column {
	return []column{
		{"Order", "orderId"},
		{"Reference", "customerOrderReference"},
		{"Status", "status"},
		{"Created", "creationDate"},
		{"Name", "technicalSiteName"},
		{"Country", "country"},
		{"Voicesite", "voiceSiteId"},
	}
}

func orderCells(order models.Order) []string {
	return []string{
		order.ID.String(), order.Reference.String(), order.Status.String(), order.Created.String(),
		order.Name.String(), order.Country.String(), order.VoiceSite.String(),
	}
}

func newOrder(s *session) *cobra.Command {
	var wanted models.Change
	var asked consent
	create := &cobra.Command{
		Use:     "create",
		Short:   "plan, confirm and order a voicesite",
		Example: `  btalk --write order create --customer arverne --country FR --vpn aa76e66dfc63 --name LYON_2 --label "Lyon, second floor"`,
		Args:    exactly(),
		RunE:    func(cmd *cobra.Command, _ []string) error { return s.createOrder(cmd, wanted, asked) },
	}
	flags := create.Flags()
	flags.SortFlags = false
	addOnce(create, &wanted.Customer, "customer", "", "the `CUSTOMER`: code or words of the name")
	addOnce(create, &wanted.Country, "country", "", "the country: `ISO2`")
	addOnce(create, &wanted.Order.VPN, "vpn", "", "the `VPN`: its id, or words of its name")
	addOnce(create, &wanted.Order.Name, "name", "", "the `TECHNICAL_NAME` of the new voicesite")
	addOnce(create, &wanted.Order.Label, "label", "", "its label: `TEXT`")
	addOnce(create, &wanted.Order.Reference, "reference", "", "your own `REFERENCE` of the order; one is made where it is missing")
	asked.addTo(create)
	return newGroup("order", "order a voicesite", create)
}

func (s *session) createOrder(cmd *cobra.Command, wanted models.Change, asked consent) error {
	for _, needed := range []struct{ flag, value string }{
		{"--customer", wanted.Customer},
		{"--country", wanted.Country},
		{"--vpn", wanted.Order.VPN},
		{"--name", wanted.Order.Name},
		{"--label", wanted.Order.Label},
	} {
		if needed.value == "" {
			return usageFailure("Usage: "+cmd.UseLine(), "%s needs %s", cmd.CommandPath(), needed.flag)
		}
	}
	if err := s.mayAsk(cmd, asked); err != nil {
		return err
	}
	customer, err := s.customer(cmd.Context(), wanted.Customer)
	if err != nil {
		return err
	}
	vpns, err := s.vpns(cmd.Context(), customer)
	if err != nil {
		return err
	}
	vpn, err := vpnNoun(customer).find(vpns, wanted.Order.VPN)
	if err != nil {
		return err
	}
	wanted.Kind = models.OrderVoiceSite
	wanted.Customer, wanted.Order.VPN = customer.Code.Raw(), vpn.ID.Raw()
	wanted.SiteName = wanted.Order.Name
	wanted.Country = strings.ToUpper(wanted.Country)
	return s.carryOut(cmd.Context(), wanted, asked)
}
