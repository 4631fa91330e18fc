package contract

import (
	"strings"
)

// endpointFacts are those of api-contract §2.1, §2.2.
func endpointFacts() map[string]judge {
	return map[string]judge{
		"2.1 A1": address(production), "2.1 A2": address(beta),

		"2.2 B1": there("me"), "2.2 B2": there("customers"), "2.2 B3": there("vpns"), "2.2 B4": there("country"),
		"2.2 B5": never(onlyAChange), "2.2 B6": there("voicesites"), "2.2 B7": addressPath,
		"2.2 B8": there("schema"), "2.2 B9": there("rules", "rules CH"), "2.2 B10": there("area1"), "2.2 B11": there("area2"),
		"2.2 B12": there("area3"), "2.2 B13": there("area4"), "2.2 B14": there("addresses"), "2.2 B15": there("routers"),
		"2.2 B16": never("no id of a router is known to ask with"),
		"2.2 B17": there("numbers"), "2.2 B18": there("one number"),
		"2.2 B19": never(onlyAChange), "2.2 B20": never(onlyAChange),
		"2.2 B21": never("its path is unknown, and it may be charged"),
		"2.2 B22": there("postal codes", "parishes"),
	}
}

// address is confirmed by an answer from there.
func address(documented string) judge {
	return func(s *Survey) Finding {
		if s.options.Address != documented {
			return notSeen("%s was asked", shownAddress(s.options.Address))
		}
		return there("me")(s)
	}
}

func addressPath(s *Survey) Finding {
	if a := s.get("voiceaddress"); a != nil && (a.fine() || a.exchange.status == 404) {
		return confirmed("GET answers %d; whether PUT or POST pushes, only a change would show", a.exchange.status)
	}
	return there("voiceaddress")(s)
}

// countryFacts are those of api-contract §2.5, §2.6.
func countryFacts() map[string]judge {
	return map[string]judge{
		"2.5 G1": func(s *Survey) Finding {
			for name, wants := range map[string]string{"rules": "auto", "rules CH": "man"} {
				a := s.ok(name)
				if a == nil {
					return s.missing(name)
				}
				if is := a.doc.Object().Text("dialZoneSelection").Raw(); !strings.HasPrefix(strings.ToLower(is), wants) {
					return different("%s: `%s`", a.title(), s.showValue("dialZoneSelection", is))
				}
			}
			return confirmed("")
		},
		"2.5 G2": there("area1"),
		"2.5 G3": func(s *Survey) Finding {
			if a := s.ok("addresses"); a != nil && len(a.items()) == 0 {
				return notSeen("%s: none found", a.title())
			}
			return there("addresses")(s)
		},
		"2.5 G4": there("postal codes", "parishes"),
	}
}

// assumptionFacts are those of api-contract §6.
func assumptionFacts() map[string]judge {
	return map[string]judge{
		"6 X1": body(siteObject(), "voicesites", "page 1", "customer's voicesites"),
		"6 X2": body(orderObject(), "orders", "order"),
		"6 X3": addressPath,
		"6 X4": there("countries"),
		"6 X5": areas,
		"6 X6": there("addresses"),
		"6 X7": there("postal codes", "parishes"),
		"6 X8": func(s *Survey) Finding {
			found := wordsOf(s, "status", "voicesites", "pages 1 and 2", "numbers", "orders")
			if len(found) == 0 {
				return s.missing("voicesites", "numbers", "orders")
			}
			return confirmed("the words stand below")
		},
		"6 X9":  never(onlyAChange),
		"6 X10": never("call records may be charged: they are not asked for"),
	}
}

func trackedOrder() resource {
	return of("id!:s customerReference?:s status?:s step?:s priority?:s offer?:s customer?:o customer.id?:s customer.name?:s site?:o site.name?:s site.address?:s " +
		"site.city?:s site.zipcode?:s createdAt?:s expectedDeliveryDate?:s completionDate?:s nextAppointment?:o nextAppointment.*:s milestones?:l milestones[].*:s " +
		"appointments?:l appointments[].*:s notes?:l notes[].*:s")
}

// trackingFacts are those of api-contract §3.
func trackingFacts() map[string]judge {
	return map[string]judge{
		"3 O1": there("all tracked orders"),
		"3 O2": there("tracked orders"),
		"3 O3": body(of("id!:s *?: *.*?: *.*.*?:"), "all tracked orders", "tracked orders"),
		"3 O4": there("tracked order"),
		"3 O5": body(trackedOrder(), "all tracked orders", "tracked orders", "tracked order"),
		"3 O6": func(s *Survey) Finding { return defaultPage(s, "tracked orders", 10) },
		"3 O7": there("tracking status"),
	}
}

func billObject() resource {
	return of("id!:s customer:o customer.id:s customer.name:s customer.segment:s type:s sendingFormat:s billNo?:s issuedAt?:s dueDate?:s period?:o period.*:s " +
		"billingAccount?:o billingAccount.id?:s billingAccount.name?:s currency?:s status?:s amountExcludingTax?:sno amountExcludingTax.*:sn taxAmount?:sno taxAmount.*:sn " +
		"amountIncludingTax?:sno amountIncludingTax.*:sn")
}

func accountObject() resource { return of("id!:s name?:s currency?:s") }

// billingFacts are those of api-contract §4.
func billingFacts() map[string]judge {
	return map[string]judge{
		"4.1 M1": there("bills"), "4.1 M2": there("bill"), "4.1 M3": there("items"),
		"4.1 M4": never("it is a POST, and none is sent"),
		"4.1 M5": never("a report may be large or slow: none is asked for"),
		"4.1 M6": there("accounts"), "4.1 M7": there("reports"), "4.1 M8": there("offers"), "4.1 M9": there("billing status"),

		"4.2 N1": body(billObject(), "bills", "short page of bills", "bill"),
		"4.2 N2": never("no document is asked for"),
		"4.2 N3": never("no job is started"),
		"4.2 N4": func(s *Survey) Finding {
			found := there("bills of days")(s)
			if found.Verdict == Confirmed {
				found.How = "`issuedAt=last90days` is accepted; the other forms were not tried"
			}
			return found
		},
		"4.2 N5": func(s *Survey) Finding { return defaultPage(s, "bills", 10) },
		"4.2 N6": func(s *Survey) Finding {
			bills := s.ok("bills")
			if bills == nil {
				return s.missing("bills")
			}
			check := newFieldCheck(of("issuedAt:s dueDate:s period:o billingAccount:o currency:s amountIncludingTax:sno *?: *.*?:"))
			for _, item := range bills.items() {
				check.add(item)
			}
			if found := check.differences(s.showPath); len(found) > 0 {
				return different("%s", strings.Join(found, "; "))
			}
			return onlyIf(check.objects > 0, "", notSeen("there are no bills"))
		},
	}
}

// otherFacts are those of api-contract §8.
func otherFacts() map[string]judge {
	paged := func(s *Survey) Finding {
		for _, name := range []string{"all tracked orders", "short page of bills"} {
			a := s.ok(name)
			if a == nil {
				continue
			}
			if n := len(a.items()); n > 5 {
				return different("%s has %d items", a.title(), n)
			}
			return confirmed("%s", a.title())
		}
		return s.missing("all tracked orders", "short page of bills")
	}
	return map[string]judge{
		"8.1 S1": paged,
		"8.1 S2": never("a matter of the portal"),
		"8.1 S3": never("it is not asked for: it is missing in the newest page"),
		"8.1 S4": billWords,
		"8.1 S5": creditSigns,
		"8.1 S6": statesOf("tracked orders", "all tracked orders", "tracked order"),
		"8.1 S7": body(of("id!: milestones?:l milestones[].milestoneDate?:s milestones[].status?:s milestones[].*?: appointments?:l appointments[].status?:s appointments[].*?: *?: *.*?: *.*.*?:"), "tracked order"),
		"8.1 S8": func(s *Survey) Finding {
			if a := s.ok("bills"); a != nil && strings.Contains(first(a, "id"), ":") {
				return confirmed("the id of a bill")
			}
			return notSeen("no id had one")
		},
		"8.1 S9":  never("no job is started"),
		"8.1 S10": envelopes("E6"),
		"8.1 S11": never("call records may be charged: they are not asked for"),
		"8.2 U1":  billWords,
		"8.2 U2":  moneyForms,
		"8.2 U3":  body(of("id!: appointments?:l appointments[].date?:s appointments[].slot?:s appointments[].status?:s appointments[].*?: *?: *.*?: *.*.*?:"), "tracked order"),
		"8.2 U4":  never("no job is started"),
		"8.2 U5":  never("call records may be charged: they are not asked for"),
	}
}

func statesOf(names ...string) judge {
	return func(s *Survey) Finding {
		found := wordsOf(s, "status", names...)
		if len(found) == 0 {
			return s.missing(names...)
		}
		return confirmed("`%s`", strings.Join(found, "`, `"))
	}
}

// billWords judges how a credit note is called.
func billWords(s *Survey) Finding {
	found := wordsOf(s, "type", "bills", "short page of bills", "bills of days")
	if len(found) == 0 {
		return s.missing("bills")
	}
	return confirmed("`type` is `%s`", strings.Join(found, "`, `"))
}

// creditSigns judges whether the amounts of credit notes have a sign.
func creditSigns(s *Survey) Finding {
	signs := map[bool]bool{}
	for _, name := range []string{"bills", "short page of bills", "bills of days"} {
		for _, item := range s.ok(name).items() {
			o := item.Object()
			if !strings.Contains(strings.ToLower(o.Text("type", "category").Raw()), "credit") {
				continue
			}
			amount := o.Get("amountIncludingTax")
			text := amount.Text().Raw() + amount.Object().Text("value", "amount").Raw()
			signs[strings.Contains(text, "-")] = true
		}
	}
	switch {
	case signs[true] && signs[false]:
		return confirmed("some are written negative, some positive")
	case signs[true]:
		return different("those that were seen are written negative")
	case signs[false]:
		return confirmed("those that were seen are written positive")
	}
	return notSeen("no credit note was seen")
}

// moneyForms judges how amounts are written.
func moneyForms(s *Survey) Finding {
	forms := map[string]map[string]bool{}
	for _, name := range []string{"bills", "short page of bills", "bill"} {
		for _, item := range s.ok(name).items() {
			for _, f := range item.Object().Fields {
				if strings.Contains(strings.ToLower(f.Key), "amount") {
					note(forms, "", kindName(f.Value))
				}
			}
		}
	}
	if len(forms) == 0 {
		return s.missing("bills")
	}
	return confirmed("written as %s", strings.Join(sorted(forms[""]), ", "))
}
