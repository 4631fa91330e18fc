package models

// Customer is one customer account that the API key may manage (DOC
// api-contract §2.3 B2).
type Customer struct {
	Code            Text // customerCode: a string or a number, invariable
	Name            Text
	Contract        Text // contractNumber
	APIContract     Text // apiContractId
	PricingApproval Text // pricingApprovalNumber
	Type            Text // direct, …
	Raw             Value
}

// DecodeCustomer reads one item of the customer list; ok is false when it has
// no code.
func DecodeCustomer(v Value) (c Customer, ok bool) {
	o := v.Object()
	c = Customer{
		Code:            o.Text(CustomerIDs...),
		Name:            o.Text("name"),
		Contract:        o.Text("contractNumber"),
		APIContract:     o.Text("apiContractId"),
		PricingApproval: o.Text("pricingApprovalNumber"),
		Type:            o.Text("type"),
		Raw:             v,
	}
	return c, !c.Code.Empty()
}

// VPN is a voice VPN of a customer (DOC api-contract §2.3 B3).
type VPN struct {
	ID       Text // vpnId: opaque
	Name     Text
	Code     Text // vpnCode
	Customer Text // the customer it was listed for
	Raw      Value
}

// DecodeVPN reads one item of the VPN list; ok is false when it has no id.
func DecodeVPN(v Value) (vpn VPN, ok bool) {
	o := v.Object()
	vpn = VPN{ID: o.Text(VPNIDs...), Name: o.Text("name", "vpnName"), Code: o.Text("vpnCode", "code"), Raw: v}
	return vpn, !vpn.ID.Empty()
}

// Me is what the API key may do (DOC api-contract §2.3 B1).
type Me struct {
	Rights Text // rightsProfile: only "readonly" is documented
	Raw    Value
}

// DecodeMe reads the answer of /me.
func DecodeMe(v Value) Me {
	return Me{Rights: v.Object().Text("rightsProfile"), Raw: v}
}

// ReadOnly reports whether the rights profile allows no change. Any other
// value is left to the server to judge.
func (m Me) ReadOnly() bool { return m.Rights.Raw() == "readonly" }

// WhyReadOnly says why the rights profile allows no change; empty when it may.
func (m Me) WhyReadOnly() string {
	if !m.ReadOnly() {
		return ""
	}
	return "the rights profile of this API key is " + m.Rights.String()
}
