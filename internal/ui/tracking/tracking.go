// Package tracking is the screens of Order Tracking: the list of tracked orders,
// late ones first, and one order with its timeline. What is known of an order is
// said by internal/tracking and internal/catalog. Only internal/ui imports it.
package tracking

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"btalk/internal/catalog"
	"btalk/internal/models"
	"btalk/internal/models/when"
	"btalk/internal/tracking"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// Source is what the screens read.
type Source interface {
	TrackedOrders(ctx context.Context, status string, mode models.Mode) (models.Snapshot[[]tracking.Order], error)
	VoiceSite(ctx context.Context, id string, mode models.Mode) (models.Snapshot[models.VoiceSite], error)
	VoiceAddress(ctx context.Context, customer, site string, mode models.Mode) (models.Snapshot[models.Value], error)
	TrackedOrder(ctx context.Context, id string, mode models.Mode) (models.Snapshot[tracking.Order], error)
}

// Screen lists tracked orders.
type Screen struct {
	*listing.List[tracking.Row]
	route screen.Tracking
}

// New makes the screen.
func New(env *screen.Env, source Source, route screen.Tracking) *Screen {
	s := &Screen{route: route}
	config := listing.From(catalog.Tracked(env.Now(), false))
	config.Title = s.title
	config.Route = func() screen.Route { return route }
	config.Filter = route.Query
	config.Fetch = fetch(env, source, route)
	config.Open = func(r tracking.Row) screen.Do {
		return screen.To(screen.TrackedOrder{ID: r.ID.Raw(), Name: r.Site.Name.Raw()})
	}
	config.Opens = "the order and its timeline"
	config.Actions = append(s.actions(), listing.Action[tracking.Row]{
		Name: "voicesites of the same name, post code or town",
		Run:  func(rows []tracking.Row) screen.Do { return screen.To(screen.VoiceSites{Order: rows[0].ID.Raw()}) },
	})
	config.Empty = s.empty()
	s.List = listing.New(env, config)
	return s
}

// fetch reads the orders and takes those that the route asks for, late ones first.
func fetch(env *screen.Env, source Source, route screen.Tracking) screen.Fetch[[]tracking.Row] {
	return func(ctx context.Context, mode models.Mode) (models.Snapshot[[]tracking.Row], error) {
		got, err := source.TrackedOrders(ctx, asked(route.Status), mode)
		if err == nil && route.Site != "" {
			got, err = ofSite(ctx, source, got, route.Site)
		}
		today := when.DayOf(env.Now())
		all := tracking.Rows(got.Value, today)
		days, within := daysOf(route.Next)
		chosen := slices.DeleteFunc(slices.Clone(all), func(row tracking.Row) bool {
			return route.Late && !row.IsLate || within && !row.Within(days, today)
		})
		result := models.Like(got, chosen)
		result.Announced = max(result.Announced-(len(all)-len(chosen)), 0)
		return result, err
	}
}

// ofSite takes the orders that may be for a voicesite, and notes why.
func ofSite(ctx context.Context, source Source, got models.Snapshot[[]tracking.Order], id string) (models.Snapshot[[]tracking.Order], error) {
	site, err := source.VoiceSite(ctx, id, models.Cached)
	if err != nil {
		return models.Like(got, []tracking.Order(nil)), err
	}
	where := site.Value.Address()
	if customer := site.Value.Customer.Raw(); len(where) == 0 && customer != "" {
		read, err := source.VoiceAddress(ctx, customer, id, models.Cached)
		if where = read.Value; err != nil && models.KindOf(err) != models.NotFound {
			return models.Like(got, []tracking.Order(nil)), err
		}
	}
	how, rows := tracking.OrdersOf(catalog.PlaceOf(site.Value, where), got.Value)
	orders := make([]tracking.Order, len(rows))
	for i, row := range rows {
		orders[i] = got.Value[row]
	}
	result := models.Like(got, orders)
	result.Announced = 0 // that counts all
	if how != tracking.NoMatch && result.Note == "" {
		result.Note = "Found for the voicesite by the " + how.String() + "."
	}
	return result, nil
}

// The statuses with a meaning of their own.
const (
	current  = "Current" // what is asked for without a status
	statuses = "all"
)

// asked is the status that the server is asked for.
func asked(status string) string {
	switch {
	case status == "":
		return current
	case strings.EqualFold(status, statuses):
		return ""
	}
	return status
}

// daysOf reads a number of days, "7d" or "7".
func daysOf(next string) (days int, ok bool) {
	days, err := strconv.Atoi(strings.TrimSuffix(strings.ToLower(next), "d"))
	return days, err == nil && days >= 0
}

// To is where the words after "tracking" lead: those of the command, with or without
// dashes (late, all, status S, next 7d); the others are searched for.
func To(args []string) screen.Tracking {
	var to screen.Tracking
	var query []string
	for i := 0; i < len(args); i++ {
		name, value, joined := strings.Cut(strings.TrimLeft(args[i], "-"), "=")
		if !joined && i+1 < len(args) {
			value = args[i+1]
		}
		_, days := daysOf(value)
		switch name = strings.ToLower(name); {
		case name == "late" && !joined:
			to.Late = true
			continue
		case name == statuses && !joined:
			to.Status = statuses
			continue
		case name == "status" && value != "":
			to.Status = value
		case name == "next" && days:
			to.Next = value
		default:
			query = append(query, args[i])
			continue
		}
		if !joined {
			i++
		}
	}
	to.Query = strings.Join(query, " ")
	return to
}

func (s *Screen) title() string {
	title := "Tracked orders"
	if s.route.Late {
		title = "Late tracked orders"
	}
	if s.route.Site != "" {
		return title + " of " + models.Safe(s.route.SiteName)
	}
	if s.route.Status != "" {
		title += ", " + models.Safe(s.route.Status)
	}
	if _, within := daysOf(s.route.Next); within {
		title += ", next " + models.Safe(s.route.Next)
	}
	return title
}

func (s *Screen) empty() widget.State {
	title := "There is no current order"
	switch {
	case s.route.Site != "":
		title = "No order has the name, post code or town of this voicesite"
	case s.route.Late:
		title = "No order is late"
	case s.route.Next != "":
		title = "Nothing is due in that time"
	case s.route.Status != "":
		title = "There is no order in this status"
	}
	return widget.Empty(title, "r asks the server again; :tracking all shows every order")
}

func (s *Screen) actions() []listing.Action[tracking.Row] {
	var actions []listing.Action[tracking.Row]
	for _, other := range []struct {
		name string
		to   screen.Tracking
	}{
		{"the orders that are late", screen.Tracking{Late: true}},
		{"the current orders", screen.Tracking{}},
		{"the orders of every status", screen.Tracking{Status: statuses}},
	} {
		if other.to != s.route {
			actions = append(actions, listing.Action[tracking.Row]{
				Name: other.name, Run: func([]tracking.Row) screen.Do { return screen.To(other.to) },
			})
		}
	}
	return actions
}
