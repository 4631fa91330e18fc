package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/models"
)

func newOrderCreate(rt *runtime) *cobra.Command {
	var wanted models.Change
	var from string
	cmd := &cobra.Command{
		Use:   "create",
		Short: "plan, confirm and order a voicesite, or many",
		Long: `Plan, confirm and order a voicesite.

With --from, a row is an order: the first line names the columns
customer,vpn,country,name,label and, where you have one, reference. Every row is
checked first, then one answer, the count, orders them one by one. Run it again
after an interruption: what was ordered is not ordered again.`,
		Example: `  btalk --write order create --customer arverne --country FR --vpn aa76e66dfc63 --name LYON_2 --label "Lyon, second floor"
  btalk --write order create --from orders.csv`,
		Args: exactly(),
	}
	cmd.Flags().SortFlags = false
	addOnce(cmd, &wanted.Customer, "customer", "", "the `CUSTOMER`: code or words of the name")
	addOnce(cmd, &wanted.Country, "country", "", "the country: `ISO2`")
	addOnce(cmd, &wanted.Order.VPN, "vpn", "", "the `VPN`: its id, or words of its name")
	addOnce(cmd, &wanted.Order.Name, "name", "", "the `TECHNICAL_NAME` of the new voicesite")
	addOnce(cmd, &wanted.Order.Label, "label", "", "its label: `TEXT`")
	addOnce(cmd, &wanted.Order.Reference, "reference", "", "your own `REFERENCE` of the order; one is made where it is missing")
	addFrom(cmd, &from)
	send := newSender(rt, cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if from != "" {
			for _, other := range append(orderColumns(), "reference") {
				if cmd.Flag(other).Changed {
					return usageFailure("", "--%s is of one order and --from is many; give one of them", other)
				}
			}
			return send.orderBatch(cmd.Context(), from)
		}
		for _, needed := range []string{"customer", "country", "vpn", "name", "label"} {
			if cmd.Flag(needed).Value.String() == "" {
				return usageFailure("Usage: "+cmd.UseLine(), "%s needs --%s", cmd.CommandPath(), needed)
			}
		}
		if err := send.begin(cmd.Context()); err != nil {
			return err
		}
		customer, err := send.customer(cmd.Context(), wanted.Customer)
		if err != nil {
			return err
		}
		vpn, err := send.vpn(cmd.Context(), customer, wanted.Order.VPN)
		if err != nil {
			return err
		}
		order := wanted
		order.Kind = models.OrderVoiceSite
		order.Customer, order.Order.VPN = customer.Code.Raw(), vpn.ID.Raw()
		order.SiteName = wanted.Order.Name
		order.Country = strings.ToUpper(wanted.Country)
		return send.carryOut(cmd.Context(), order)
	}
	return cmd
}
