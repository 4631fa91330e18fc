package catalog

import (
	"slices"

	"btalk/internal/ladder"
	"btalk/internal/models"
)

// Customers declares the customers of the API key.
func Customers() Noun[models.Customer] {
	return Noun[models.Customer]{
		Name: "customer", Plural: "customers",
		ID:    func(c models.Customer) string { return c.Code.Raw() },
		Title: customerTitle,
		Names: func(c models.Customer) []models.Text { return []models.Text{c.Code, c.Name} },
		Raw:   func(c models.Customer) models.Value { return c.Raw },
		Path:  func(models.Customer) string { return models.Path("customers") },
		Columns: []Column[models.Customer]{
			{Name: "name", Title: "Customer", Field: "name", Value: func(c models.Customer) string { return c.Name.String() }, Text: customerTitle, Min: 18},
			{Name: "code", Title: "Code", Field: "customerCode", Value: func(c models.Customer) string { return c.Code.String() }, Grade: ladder.Basic, Fixed: true},
			{Name: "contract", Title: "Contract", Field: "contractNumber", Value: func(c models.Customer) string { return c.Contract.String() }, Grade: ladder.Useful, Fixed: true, Priority: 2},
			{Name: "apicontract", Title: "API contract", Field: "apiContractId", Value: func(c models.Customer) string { return c.APIContract.String() }, Grade: ladder.Useful, Fixed: true, Priority: 1},
			{Name: "type", Title: "Type", Field: "type", Value: func(c models.Customer) string { return c.Type.String() }, Grade: ladder.Extra, Fixed: true, Priority: 1},
			{Name: "pricing", Title: "Pricing approval", Field: "pricingApprovalNumber", Value: func(c models.Customer) string { return c.PricingApproval.String() }, Grade: ladder.Extra, Fixed: true},
		},
		Fields: []string{"customerCode", "name", "type", "contractNumber", "apiContractId", "pricingApprovalNumber"},
		Known:  customerFields(),
		Detail: customerDetail,
	}
}

func customerTitle(c models.Customer) string { return firstOf(c.Name, c.Code) }

func customerFields() []string {
	return slices.Concat(models.CustomerIDs, []string{"name", "type", "contractNumber", "apiContractId", "pricingApprovalNumber"})
}

func customerDetail(c models.Customer) []Detail {
	return append([]Detail{
		{Label: "Name", Value: c.Name.String()},
		{Label: "Code", Value: c.Code.String(), Note: "invariable; what every request names"},
		{Label: "Type", Value: c.Type.String()},
		{Label: "Contract", Value: c.Contract.String()},
		{Label: "API contract", Value: c.APIContract.String()},
		{Label: "Pricing approval", Value: c.PricingApproval.String()},
	}, Further(c.Raw, customerFields()...)...)
}
