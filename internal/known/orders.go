package known

import (
	"context"

	"btalk/internal/models"
)

// orders are the voicesite orders of every customer that were read.
type orders struct {
	origin    Origin
	customers map[string]Count // of the open ones
	open      []models.CustomerOrder
	sites     map[string][]models.CustomerOrder // every one, by voicesite
}

func readOrders(ctx context.Context, source Source, customers []string) orders {
	o := orders{customers: map[string]Count{}, sites: map[string][]models.CustomerOrder{}}
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
			}
			if site := order.VoiceSite.Raw(); site != "" {
				o.sites[site] = append(o.sites[site], owned)
			}
		}
		o.customers[customer] = Count{N: open, Known: true, Lacks: got.Lacks()}
	}
	return o
}

// OpenOrdersOf counts the orders of a customer that are under way.
func (b *Book) OpenOrdersOf(code string) Count { return b.Book().orders.customers[code] }

// OpenOrders are the orders that are under way; not to be changed.
func (b *Book) OpenOrders() []models.CustomerOrder { return b.Book().orders.open }

// OrdersOfSite are the orders of a voicesite; not to be changed.
func (b *Book) OrdersOfSite(site string) []models.CustomerOrder { return b.Book().orders.sites[site] }

// OrdersOrigin says how far the orders are known.
func (b *Book) OrdersOrigin() Origin { return b.Book().orders.origin }
