package contract_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"btalk/internal/address"
	"btalk/internal/bills"
	"btalk/internal/contract"
	"btalk/internal/models"
	"btalk/internal/models/money"
	"btalk/internal/tracking"
)

// decoders say, of each kind of answer, how many items it has and how many of them the
// program reads with all that the list or the page of one needs.
func decoders() map[string]func(doc models.Value) (items, read int) {
	return map[string]func(models.Value) (int, int){
		"customers":            every(models.DecodeCustomer),
		"vpns":                 every(models.DecodeVPN),
		"voicesites":           every(models.DecodeVoiceSite),
		"customers-voicesites": every(models.DecodeVoiceSite),
		"numbers":              every(models.DecodeNumber),
		"orders":               every(models.DecodeOrder),
		"order":                alone(models.DecodeOrder),
		"countries":            every(models.DecodeCountry),
		"country":              alone(models.DecodeCountry),
		"tracked-orders":       every(tracking.Decode),
		"all-tracked-orders":   every(tracking.Decode),
		"tracked-order": alone(func(v models.Value) (tracking.Order, bool) {
			order, ok := tracking.Decode(v)
			return order, ok && len(order.Milestones) > 0 && len(order.Timeline(order.Created.Date.Day)) > 0
		}),
		"bills":               readBills,
		"short-page-of-bills": readBills,
		"bills-of-days":       readBills,
		"bill":                alone(oneBill),
		"items": func(doc models.Value) (int, int) {
			return len(doc.Items()), len(bills.DecodeItems(doc.Items(), &bills.Bill{}))
		},
		"accounts": func(doc models.Value) (items, read int) {
			for _, one := range bills.DecodeAccounts(doc.Items()) {
				items++
				if !one.ID.Empty() {
					read++
				}
			}
			return items, read
		},
		"reports": func(doc models.Value) (items, read int) {
			for _, one := range bills.DecodeReports(doc.Items(), false) {
				items++
				if !one.ID.Empty() && len(one.Formats) > 0 {
					read++
				}
			}
			return items, read
		},
		"me": func(doc models.Value) (int, int) {
			if models.DecodeMe(doc).Rights.Empty() {
				return 1, 0
			}
			return 1, 1
		},
		"schema": alone(func(v models.Value) (address.Schema, bool) {
			schema := address.DecodeSchema(v)
			return schema, len(schema.Fields) > 0
		}),
	}
}

func every[T any](decode func(models.Value) (T, bool)) func(models.Value) (items, read int) {
	return func(doc models.Value) (items, read int) {
		for _, item := range doc.Items() {
			items++
			if _, ok := decode(item); ok {
				read++
			}
		}
		return items, read
	}
}

func alone[T any](decode func(models.Value) (T, bool)) func(models.Value) (items, read int) {
	return func(doc models.Value) (int, int) {
		if _, ok := decode(doc); !ok {
			return 1, 0
		}
		return 1, 1
	}
}

// readBills counts the bills whose amount, currency and day of issue can be read.
func readBills(doc models.Value) (items, read int) {
	return every(oneBill)(doc)
}

func oneBill(v models.Value) (bills.Bill, bool) {
	list, _ := bills.Decode([]models.Value{v})
	if len(list) != 1 {
		return bills.Bill{}, false
	}
	bill := list[0]
	_, reading := bill.Counted(bills.Gross)
	return bill, !bill.ID.Empty() && !bill.Issued.Date.None() && reading == money.Read && bill.Money() != (money.Currency{})
}

// TestTheDecodersReadARecordedDirectoryAsItIs records what the sandbox answers and reads
// the files again, as a test of the day with real access would.
func TestTheDecodersReadARecordedDirectoryAsItIs(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "answers")
	recorded(t, surveyed(t, contract.Options{}).survey, dir)
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	left := decoders()
	for _, file := range files {
		_, name, _ := strings.Cut(strings.TrimSuffix(filepath.Base(file), ".json"), "-")
		read := left[name]
		if read == nil {
			continue
		}
		delete(left, name)
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := models.ParseValue(body)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if items, fine := read(doc); items == 0 || fine != items {
			t.Errorf("%s: %d of %d items are read", name, fine, items)
		}
	}
	for name := range left {
		t.Errorf("nothing was recorded of %s", name)
	}
}
