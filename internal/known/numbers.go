package known

import (
	"cmp"
	"context"

	"btalk/internal/models"
)

// numbers are the cloud voice numbers, counted by customer and voicesite.
type numbers struct {
	origin    Origin
	customers map[string]Count
	sites     map[string]int // by voicesite
}

func readNumbers(ctx context.Context, source Source, customers []string) numbers {
	n := numbers{customers: map[string]Count{}, sites: map[string]int{}}
	n.origin.Of = len(customers)
	for _, customer := range customers {
		got, err := source.Numbers(ctx, customer, models.NumberQuery{}, models.Held)
		if err != nil {
			continue
		}
		n.origin.add(got.Fetched, got.Lacks())
		all := 0
		for _, number := range got.Value {
			size := sizeOf(number)
			all += size
			n.sites[number.Site.Raw()] += size
		}
		n.customers[customer] = Count{N: all, Known: true, Lacks: got.Lacks()}
	}
	return n
}

// sizeOf is how many numbers a row is: the API may list ranges.
func sizeOf(number models.Number) int {
	phone := number.Phone()
	size, ok := models.NumberRange{Start: phone.Start, Stop: cmp.Or(phone.Stop, phone.Start)}.Count()
	if !ok {
		return 1
	}
	return int(size)
}
