package sandbox

import (
	"net/http"
	"strconv"
)

// pages is how long a page is: when no limit is asked for, and at most.
type pages struct{ size, most int }

// page answers a list: the part of it that limit and offset ask for, as a bare
// array, with the counts in the header (api-contract §1.6). Items are made
// only for that part.
func page[T any](c *call, total int, item func(int) T) answer {
	if c.whole {
		return counted(total, total, item, 0)
	}
	limit, err := c.number("limit", c.pages.size)
	if err != nil {
		return refusal(http.StatusBadRequest, codeInvalidQuery, "%v", err)
	}
	offset, err := c.number("offset", 0)
	if err != nil {
		return refusal(http.StatusBadRequest, codeInvalidQuery, "%v", err)
	}
	if limit > c.pages.most {
		return refusal(http.StatusBadRequest, codeInvalidQuery, "limit is %d, at most %d is possible", limit, c.pages.most)
	}
	return counted(total, limit, item, offset)
}

func counted[T any](total, limit int, item func(int) T, offset int) answer {
	items := []T{}
	for i := offset; i < total && len(items) < limit; i++ {
		items = append(items, item(i))
	}
	return ok(items).
		with("X-Total-Count", strconv.Itoa(total)).
		with("X-Result-Count", strconv.Itoa(len(items)))
}

func pageOf[T any](c *call, items []T) answer {
	return page(c, len(items), func(i int) T { return items[i] })
}

// wholeList answers a list that has no pages.
func wholeList[T any](items []T) answer {
	return counted(len(items), len(items), func(i int) T { return items[i] }, 0)
}
