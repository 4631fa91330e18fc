package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/catalog"
	"btalk/internal/ladder"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

// listFlags are those that every list takes.
type listFlags struct {
	columns   []string
	sort      string
	limit     int
	noHeaders bool
	wide      bool
}

// listsOf are the commands that print a list.
func listsOf(root *cobra.Command) []*cobra.Command {
	names := []string{
		"customers", "vpns", "voicesites", "countries", "country", "geoareas", "orders", "numbers", "tracking", "bills",
		"accounts", "reports", "changes", "drafts", "find", "bills search", "bills jobs",
	}
	var lists []*cobra.Command
	for _, name := range names {
		if cmd, rest, err := root.Find(strings.Fields(name)); err == nil && len(rest) == 0 {
			lists = append(lists, cmd)
		}
	}
	return lists
}

// asLists gives commands the flags of a list.
func asLists(rt *runtime, commands ...*cobra.Command) {
	list := &rt.flags.list
	for _, cmd := range commands {
		set := cmd.Flags()
		if set.Lookup("columns") != nil || set.Lookup("sort") != nil || set.Lookup("limit") != nil {
			continue // it has its own
		}
		set.StringSliceVar(&list.columns, "columns", nil, "only these `COLUMNS`, in this order: a,b,c")
		set.StringVar(&list.sort, "sort", "", "sort by this `FIELD`, by -FIELD the other way round")
		set.IntVar(&list.limit, "limit", 0, "print at most `N` rows")
		set.BoolVar(&list.noHeaders, "no-headers", false, "no header line")
		set.BoolVar(&list.wide, "wide", false, "every column whole, on a terminal too")
	}
}

// declared is what the noun of a list says of a column beside its title and field.
type declared struct {
	column
	name, short string
	layout      ladder.Column
	prose       bool // sentences: cut at their end only
	cell, order func(row int) string
}

// declare keeps what the noun says of all its columns and of the ids of the rows.
func declare[T any](s *sheet, noun catalog.Noun[T], rows []T) {
	for _, field := range noun.Fields {
		c, _ := noun.Column(field)
		s.declared = append(s.declared, declaredOf(c, rows))
	}
	for _, c := range noun.Columns {
		if !slices.Contains(noun.Fields, c.Field) {
			s.declared = append(s.declared, declaredOf(c, rows))
		}
	}
	for _, row := range rows {
		s.ids = append(s.ids, models.Safe(noun.ID(row)))
	}
}

func declaredOf[T any](c catalog.Column[T], rows []T) declared {
	d := declared{
		column: column{c.Title, c.Field}, name: c.Name, short: c.Short, layout: c.Layout(), prose: c.Prose,
		cell: func(row int) string { return c.Exact(rows[row]) },
	}
	if d.order = d.cell; c.Order != nil {
		d.order = func(row int) string { return c.Order(rows[row]) }
	}
	return d
}

// arranged is the list as the flags ask for it: sorted, cut off after so many
// rows, with the columns that were named.
func (s sheet) arranged(f listFlags) (sheet, error) {
	if s.upright || s.object != nil || f.limit == 0 && f.sort == "" && len(f.columns) == 0 {
		return s, nil
	}
	if f.limit < 0 {
		return s, usageFailure("", "--limit takes a number of rows above 0, not %d", f.limit)
	}
	order := make([]int, len(s.rows))
	for i := range order {
		order[i] = i
	}
	if f.sort != "" {
		field, reverse := strings.CutPrefix(f.sort, "-")
		by, err := s.named(field)
		if err != nil {
			return s, err
		}
		for i, row := range rules.NaturalOrder(len(s.rows), by.order) {
			order[i] = int(row)
		}
		if reverse {
			slices.Reverse(order)
		}
	}
	if f.limit > 0 {
		order = order[:min(f.limit, len(order))]
	}
	return s.picked(order, f.columns)
}

// picked is the list with those rows, and with the columns named if any are.
func (s sheet) picked(order []int, names []string) (sheet, error) {
	picked := sheet{columns: s.columns}
	columns := s.declared
	if len(names) > 0 {
		columns, picked.columns = nil, nil
		for _, name := range names {
			d, err := s.named(name)
			if err != nil {
				return s, err
			}
			columns, picked.columns = append(columns, d), append(picked.columns, d.column)
		}
	}
	for _, row := range order {
		cells := s.rows[row]
		item := s.items[row]
		if len(names) > 0 {
			cells = make([]string, len(columns))
			for i, d := range columns {
				cells[i] = d.cell(row)
			}
			item = picked.item(cells)
		}
		picked.add(item, cells...)
		if s.ids != nil {
			picked.ids = append(picked.ids, s.ids[row])
		}
	}
	picked.declared = columns
	return picked, nil
}

// named finds a column by its field, its name or its title.
func (s sheet) named(name string) (declared, error) {
	wanted := rules.Fold(name)
	all := s.declared
	if all == nil {
		for i, c := range s.columns {
			cell := func(row int) string { return s.rows[row][i] }
			all = append(all, declared{column: c, name: c.field, cell: cell, order: cell})
		}
	}
	var fields []string
	for _, d := range all {
		if wanted != "" && slices.Contains([]string{rules.Fold(d.field), rules.Fold(d.name), rules.Fold(d.title)}, wanted) {
			return d, nil
		}
		fields = append(fields, d.field)
	}
	return declared{}, usageFailure("Columns: "+strings.Join(fields, ", ")+".", "there is no column %q%s", models.Safe(name), meant(nearest(name, fields), ""))
}

func nearest(name string, fields []string) []string {
	if near := rules.Nearest(name, fields); near != "" {
		return []string{near}
	}
	return nil
}

// writeNames writes the ids, one a line.
func (s *sheet) writeNames(w io.Writer) error {
	for _, id := range s.ids {
		if _, err := fmt.Fprintln(w, id); err != nil {
			return err
		}
	}
	return nil
}
