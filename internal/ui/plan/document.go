package plan

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"btalk/internal/models"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// widest is how far the eye goes back to the next line without effort.
const widest = 118

// lay makes the lines to scroll over, at the present width.
func (s *Screen) lay() {
	w := max(min(s.w-2, widest), 1)
	s.lines = nil
	switch s.stage {
	case planning, unplanned:
		return
	case over:
		s.lines = append(s.outcomes(w), "")
	case sending:
		s.lines = append(s.steps(w), "")
	case asking, unsent:
	}
	s.lines = append(s.lines, s.document(w)...)
	s.scroll(0)
}

// document is the plan itself.
func (s *Screen) document(w int) []string {
	styles := s.styles
	lines := s.wrapped(styles.Title, models.Safe(s.plan.Title), w)
	lines = append(lines, s.wrapped(styles.Muted, s.about(), w)...)
	if s.remark != "" {
		lines = append(lines, s.wrapped(styles.Warning, "! "+s.remark, w)...)
	}
	for _, problem := range s.plan.Problems {
		lines = append(lines, s.wrapped(styles.Error, "✗ "+models.Safe(problem), w)...)
	}
	for _, doubt := range s.plan.Doubts {
		lines = append(lines, s.wrapped(styles.Warning, "! "+models.Safe(doubt), w)...)
	}
	if fields := s.fieldByField(w, s.words()); len(fields) > 0 {
		lines = append(append(lines, ""), fields...)
	}
	if len(s.plan.NotChecked) > 0 {
		lines = append(lines, "", styles.Title.Render("Not checked"))
		for _, what := range s.plan.NotChecked {
			lines = append(lines, s.wrapped(styles.Warning, "? "+models.Safe(what), w)...)
		}
	}
	return append(lines, s.requests(w)...)
}

// about is one line on whom and what the change is about.
func (s *Screen) about() string {
	c := s.plan.Change
	parts := []string{"customer " + models.Safe(c.Customer)}
	if c.Site != "" {
		parts = append(parts, "voicesite "+models.Safe(strings.TrimSpace(c.SiteName+" "+c.Site)))
	}
	if c.Country != "" {
		parts = append(parts, models.Safe(c.Country))
	}
	if c.Undoes != "" {
		parts = append(parts, "takes back "+models.Safe(c.Undoes))
	}
	return strings.Join(parts, " · ")
}

// words are the server's words of a refusal, by field.
func (s *Screen) words() map[string]string {
	if s.stage != over {
		return nil
	}
	return s.result(false).Fields
}

// requests are the requests exactly as they will leave, or have left.
func (s *Screen) requests(w int) []string {
	styles := s.styles
	if len(s.plan.Requests) == 0 {
		return nil
	}
	title := "The request"
	if n := len(s.plan.Requests); n > 1 {
		title = fmt.Sprintf("The %d requests, one after the other", n)
	}
	lines := []string{"", styles.Title.Render(title)}
	for i, request := range s.plan.Requests {
		if i > 0 {
			lines = append(lines, "")
		}
		if len(s.plan.Requests) > 1 {
			lines = append(lines, s.wrapped(styles.Muted, fmt.Sprintf("%d. %s", i+1, models.Safe(request.What)), w)...)
		}
		lines = append(lines, s.wrapped(styles.Accent, request.Method+" "+models.Safe(request.Path), w)...)
		lines = append(lines, s.body(request.Body, w)...)
		if other := request.Fallback; other != nil {
			lines = append(lines, s.wrapped(styles.Muted, "Only where the API says in full that it has no such path or method, the same body by", w)...)
			lines = append(lines, s.wrapped(styles.Muted, other.Method+" "+models.Safe(other.Path), w)...)
		}
	}
	if digest := s.plan.Digest; digest != "" {
		lines = append(lines, s.wrapped(styles.Muted, "change "+models.Safe(s.plan.ID)+" · SHA-256 "+digest[:min(16, len(digest))], w)...)
	}
	return lines
}

// body is JSON to be read by people.
func (s *Screen) body(body []byte, w int) []string {
	var indented bytes.Buffer
	if json.Indent(&indented, body, "", "  ") != nil {
		indented.Reset()
		indented.Write(body)
	}
	var lines []string
	for line := range strings.SplitSeq(indented.String(), "\n") {
		safe := models.Safe(line)
		margin := len(safe) - len(strings.TrimLeft(safe, " "))
		for i, part := range widget.Wrap(strings.TrimLeft(safe, " "), max(w-2-margin, 8)) {
			if i > 0 {
				part = "  " + part
			}
			lines = append(lines, widget.Blank(2+margin)+part)
		}
	}
	return lines
}

// wrapped is a text of one style over as many lines as it needs.
func (s *Screen) wrapped(style theme.Style, text string, w int) []string {
	if text == "" {
		return nil
	}
	var lines []string
	for _, part := range widget.Wrap(text, w) {
		lines = append(lines, style.Render(part))
	}
	return lines
}

func (s *Screen) scroll(by int) {
	s.top = max(min(s.top+by, len(s.lines)-s.room()), 0)
}

// Print gives all of it as plain text.
func (s *Screen) Print() string {
	var out strings.Builder
	for _, line := range s.lines {
		out.WriteString(strings.TrimRight(ansi.Strip(line), " ") + "\n")
	}
	return out.String()
}
