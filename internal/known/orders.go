package known

import (
	"context"
	"time"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// orders are the voicesite orders of every customer that were read.
type orders struct {
	origin    Origin
	customers map[string]Count // of the open ones
	open      []models.CustomerOrder
	late      map[pair]bool                     // open for longer than lateAfter, by customer and order
	sites     map[string][]models.CustomerOrder // every one, by voicesite
}

func readOrders(ctx context.Context, source Source, customers []string) orders {
	o := orders{customers: map[string]Count{}, sites: map[string][]models.CustomerOrder{}, late: map[pair]bool{}}
	o.origin.Of = len(customers)
	for _, customer := range customers {
		got, err := source.Orders(ctx, customer, models.Held)
		if err != nil {
			continue
		}
		o.origin.add(got.Fetched, got.Lacks())
		open := 0
		code := models.NewText(customer)
		for _, order := range got.Value {
			owned := models.CustomerOrder{Order: order, Customer: code}
			if !order.Ended() {
				open++
				o.open = append(o.open, owned)
				if at, ok := text.Instant(order.Created.Raw()); ok && got.Fetched.Sub(at) > lateAfter {
					o.late[orderKey(owned)] = true
				}
			}
			if site := order.VoiceSite.Raw(); site != "" {
				o.sites[site] = append(o.sites[site], owned)
			}
		}
		o.customers[customer] = Count{N: open, Known: true, Lacks: got.Lacks()}
	}
	return o
}

// lateAfter is how long an order may be open when nothing says until when.
const lateAfter = 90 * 24 * time.Hour

func orderKey(o models.CustomerOrder) pair { return pair{o.Customer.Raw(), o.Key()} }
