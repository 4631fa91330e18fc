package cli

import (
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"btalk/internal/models"
)

func newMe(s *session) *cobra.Command {
	return &cobra.Command{
		Use:   "me",
		Short: "what this API key may do, and what is left of the request budget",
		Args:  exactly(),
		RunE:  func(cmd *cobra.Command, _ []string) error { return s.me(cmd) },
	}
}

func (s *session) me(cmd *cobra.Command) error {
	client, err := s.client(cmd.Context())
	if err != nil {
		return err
	}
	me, err := read(cmd.Context(), s, "rights profile", client.Me)
	if err != nil {
		return err
	}
	profile, err := s.profileName()
	if err != nil {
		return err
	}
	result := sheet{
		columns: []column{{"Rights profile", "rightsProfile"}, {"Profile", "profile"}, {"Changes", "write"}, {"Request budget", "budget"}},
		upright: true,
		object:  me.Raw,
	}
	result.add(me.Raw, me.Rights.String(), profile, writing(client.Writing(), me), budgetText(client.Budget()))
	return s.print(result)
}

// profileName is the name under which the operator works.
func (s *session) profileName() (string, error) {
	if s.flags.demo {
		return "DEMO", nil
	}
	settings, err := s.settings()
	return settings.Profile, err
}

func writing(on bool, me models.Me) string {
	switch {
	case me.ReadOnly():
		return "off: the rights profile is read-only"
	case on:
		return "on"
	}
	return "off: --write allows them"
}

func budgetText(budget models.Budget) string {
	text := strconv.Itoa(budget.Left) + " of " + strconv.Itoa(budget.Limit) + " requests left this minute"
	if !budget.Until.IsZero() {
		text += "; the API throttles until " + budget.Until.Format(time.TimeOnly)
	}
	return text
}

func newCustomers(s *session) *cobra.Command {
	return &cobra.Command{
		Use:     "customers",
		Short:   "customers that the API key may manage",
		Example: "  btalk customers -o csv",
		Args:    exactly(),
		RunE:    func(cmd *cobra.Command, _ []string) error { return s.listCustomers(cmd) },
	}
}

func (s *session) listCustomers(cmd *cobra.Command) error {
	client, err := s.client(cmd.Context())
	if err != nil {
		return err
	}
	customers, err := read(cmd.Context(), s, "customers", client.Customers)
	if err != nil {
		return err
	}
	result := sheet{columns: []column{
		{"Code", "customerCode"},
		{"Name", "name"},
		{"Type", "type"},
		{"Contract", "contractNumber"},
		{"API contract", "apiContractId"},
		{"Pricing approval", "pricingApprovalNumber"},
	}}
	for _, c := range customers {
		result.add(c.Raw, c.Code.String(), c.Name.String(), c.Type.String(),
			c.Contract.String(), c.APIContract.String(), c.PricingApproval.String())
	}
	return s.print(result)
}

func newVPNs(s *session) *cobra.Command {
	return &cobra.Command{
		Use:     "vpns CUSTOMER",
		Short:   "voice VPNs of a customer, who is named by code or by words of the name",
		Example: "  btalk vpns 9999\n  btalk vpns acme -o json",
		Args:    exactly("a CUSTOMER"),
		RunE:    func(cmd *cobra.Command, args []string) error { return s.listVPNs(cmd, args[0]) },
	}
}

func (s *session) listVPNs(cmd *cobra.Command, wanted string) error {
	customer, err := s.customer(cmd.Context(), wanted)
	if err != nil {
		return err
	}
	vpns, err := s.vpns(cmd.Context(), customer)
	if err != nil {
		return err
	}
	result := sheet{columns: []column{{"VPN", "vpnId"}, {"Name", "name"}, {"Code", "vpnCode"}}}
	for _, vpn := range vpns {
		result.add(vpn.Raw, vpn.ID.String(), vpn.Name.String(), vpn.Code.String())
	}
	return s.print(result)
}
