package home

import (
	"fmt"
	"strconv"
	"strings"

	"btalk/internal/catalog"
	"btalk/internal/known"
	"btalk/internal/models/text"
	"btalk/internal/ui/widget"
)

const (
	wide    = 100 // columns from which on the sites stand beside what needs the operator
	beside  = 72  // columns from which on countries stand beside the status
	barFull = 24  // cells of the longest bar
)

// View draws the screen: exactly the lines it was given.
func (s *Screen) View() string {
	if s.w <= 0 || s.h <= 0 {
		return ""
	}
	return widget.Clamp(strings.Join(s.body(), "\n"), s.w, s.h)
}

func (s *Screen) body() []string {
	switch {
	case !s.task.Loaded && s.task.Err != nil:
		return strings.Split(widget.Failed(s.task.Err, "r").View(s.env.Styles, s.w, s.h), "\n")
	case !s.task.Loaded:
		return nil
	case s.empty() && len(s.entries()) == 0:
		return s.firstStart()
	case s.w >= wide:
		left := s.w * 2 / 3
		return columns(s.needLines(left-2, s.h), s.siteLines(s.w-left, s.h), left)
	}
	status, room := s.statusLine(), s.h-2
	if s.w >= beside && s.h >= 18 {
		room = s.h/2 - 1
	}
	lines := append(s.needLines(s.w, room), "")
	if room = s.h - len(lines); s.w >= beside && room > 4 {
		return append(lines, s.siteColumns(room)...)
	}
	return append(lines, status)
}

func (s *Screen) firstStart() []string {
	return []string{
		"", "  No data cached yet.", "",
		"  enter reads customers, voicesites and orders, from spare requests",
		"  or :customers to look around",
	}
}

// columns puts right at column x of left.
func columns(left, right []string, x int) []string {
	lines := make([]string, max(len(left), len(right)))
	for i := range lines {
		if i < len(left) {
			lines[i] = left[i]
		}
		if i < len(right) && right[i] != "" {
			lines[i] += widget.Blank(x-widget.StyledWidth(lines[i])) + right[i]
		}
	}
	return lines
}

// needLines are what needs the operator, in at most h lines of w cells.
func (s *Screen) needLines(w, h int) []string {
	styles, all := s.env.Styles, s.needs()
	if len(all) == 0 {
		return []string{styles.Title.Render("NEEDS YOU  0"), widget.Cut("  Nothing needs you. "+s.checked(), w)}
	}
	room := max(h-1, 1)
	from := 0
	if len(all) > room {
		room = max(room-1, 1)
		from = max(0, min(s.at-room+1, len(all)-room))
	}
	lines := []string{styles.Title.Render("NEEDS YOU  " + strconv.Itoa(len(all)))}
	noun := 0
	for _, one := range all {
		noun = max(noun, widget.Width(one.noun))
	}
	for i := from; i < min(from+room, len(all)); i++ {
		lines = append(lines, s.needLine(i, all[i], min(noun, max(w-20, 12)), w))
	}
	if more := len(all) - room; more > 0 {
		lines = append(lines, styles.Muted.Render(fmt.Sprintf("  … %d more", more)))
	}
	return lines
}

func (s *Screen) needLine(i int, one need, noun, w int) string {
	styles := s.env.Styles
	count := fmt.Sprintf("%4s", text.Grouped(one.count))
	head := one.sign + " " + count + " " + widget.Pad(one.noun, noun)
	example := widget.Cut(one.example, max(w-widget.Width(head)-5, 0))
	if i == s.at {
		return styles.Accent.Render(">") + " " + styles.Selection.Render(head) + "   " + styles.Muted.Render(example)
	}
	return "  " + head + "   " + styles.Muted.Render(example)
}

// checked says how old is what nothing was found in.
func (s *Screen) checked() string {
	book := s.task.Snapshot.Value.book
	return "Checked: changes now, voicesites " + s.ageOf(book.SitesOrigin()) + ", orders " + s.ageOf(book.OrdersOrigin()) + "."
}

func (s *Screen) ageOf(origin known.Origin) string {
	if origin.Fetched.IsZero() {
		return "not read yet"
	}
	return text.Age(s.env.Now().Sub(origin.Fetched))
}

// title counts the sites, and says how far they are known.
func (s *Screen) title() string {
	f := s.task.Snapshot.Value
	title := "SITES  " + f.book.Sites().String()
	if n := len(f.book.ByCountry()); n > 0 {
		title += " in " + text.Count(n, "country", "countries")
	}
	if lacks := f.book.SitesOrigin().Lacks; lacks != "" {
		title += " · " + lacks
	}
	return title
}

// statusLine is the sites in one line, where there is no room for bars.
func (s *Screen) statusLine() string {
	var parts []string
	for _, tally := range s.task.Snapshot.Value.book.ByStatus() {
		parts = append(parts, word(tally.Name)+" "+text.Grouped(tally.N))
	}
	return widget.Cut(s.title()+"  "+strings.Join(parts, ", "), s.w)
}

func word(status string) string {
	if status == "" {
		return "no status"
	}
	return status
}

// bars draws the entries of a part, in at most h lines of w cells: the numbers
// stand before the bars, which need not be read.
func (s *Screen) bars(of part, h, w int) []string {
	var lines []string
	all := s.entries()
	first := -1
	label, most := 0, 1
	for i, one := range all {
		if one.part == of {
			if first < 0 {
				first = i
			}
			label, most = max(label, widget.Width(s.label(one))), max(most, one.bar.N)
		}
	}
	if first < 0 {
		return nil
	}
	from := max(first, min(s.at-h+1, len(all)))
	if all[min(s.at, len(all)-1)].part != of {
		from = first
	}
	label = min(label, max(w-12, 4))
	for i := from; i < len(all) && len(lines) < h && all[i].part == of; i++ {
		one := all[i]
		head := widget.Pad(s.label(one), label) + fmt.Sprintf(" %6s", text.Grouped(one.bar.N))
		bar := strings.Repeat("=", max(one.bar.N*min(barFull, max(w-label-9, 0))/most, 0))
		if i == s.at {
			head = s.env.Styles.Selection.Render(head)
			lines = append(lines, ">"+head+" "+bar)
			continue
		}
		lines = append(lines, " "+head+" "+bar)
	}
	return lines
}

func (s *Screen) label(one entry) string {
	if one.part == countryPart && s.w >= wide {
		return one.bar.Name + " " + catalog.CountryName(one.bar.Name)
	}
	return word(one.bar.Name)
}

// siteLines are the sites by status and by country, one below the other.
func (s *Screen) siteLines(w, h int) []string {
	styles := s.env.Styles
	lines := append([]string{styles.Title.Render(widget.Cut(s.title(), w))}, s.bars(statusPart, max(h/3, 3), w-1)...)
	lines = append(lines, "", styles.Title.Render("BY COUNTRY"))
	return append(lines, s.bars(countryPart, max(h-len(lines), 0), w-1)...)
}

// siteColumns are the same side by side.
func (s *Screen) siteColumns(h int) []string {
	styles, half := s.env.Styles, s.w/2
	left := append([]string{styles.Title.Render(widget.Cut(s.title(), half-1))}, s.bars(statusPart, h-1, half-2)...)
	right := append([]string{styles.Title.Render("BY COUNTRY")}, s.bars(countryPart, h-1, half-2)...)
	return columns(left, right, half)
}
