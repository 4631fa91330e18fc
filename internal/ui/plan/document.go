package plan

import (
	"fmt"
	"strings"
	"time"

	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// widest is how far the eye goes back to the next line without effort.
const widest = 118

// paper is what is drawn on: lines of w cells at most.
type paper struct {
	*theme.Styles

	w   int
	now time.Time
}

func newPaper(env *screen.Env, w int) paper {
	return paper{Styles: env.Styles, w: max(min(w-2, widest), 1), now: env.Now()}
}

// text is a text of one style over as many lines as it needs.
func (p paper) text(style theme.Style, text string) []string {
	if text == "" {
		return nil
	}
	var lines []string
	for _, part := range widget.Wrap(text, p.w) {
		lines = append(lines, style.Render(part))
	}
	return lines
}

// document is the plan itself: remark is what must be said about it, words are
// the server's by field, all shows the fields that stay as they are too.
func (p paper) document(plan models.Plan, remark string, words map[string]string, all bool) []string {
	lines := p.text(p.Title, models.Safe(plan.Title))
	lines = append(lines, p.text(p.Muted, about(plan.Change))...)
	if remark != "" {
		lines = append(lines, p.text(p.Warning, "! "+remark)...)
	}
	for _, problem := range plan.Problems {
		lines = append(lines, p.text(p.Error, "✗ "+models.Safe(problem))...)
	}
	for _, doubt := range plan.Doubts {
		lines = append(lines, p.text(p.Warning, "! "+models.Safe(doubt))...)
	}
	if fields := p.fieldByField(plan, words, all); len(fields) > 0 {
		lines = append(append(lines, ""), fields...)
	}
	if len(plan.NotChecked) > 0 {
		lines = append(lines, "", p.Title.Render("Not checked"))
		for _, what := range plan.NotChecked {
			lines = append(lines, p.text(p.Warning, "? "+models.Safe(what))...)
		}
	}
	return append(lines, p.requests(plan)...)
}

// about is one line on whom and what the change is about.
func about(c models.Change) string {
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

// requests are the requests exactly as they will leave, or have left.
func (p paper) requests(plan models.Plan) []string {
	if len(plan.Requests) == 0 {
		return nil
	}
	title := "The request"
	if n := len(plan.Requests); n > 1 {
		title = fmt.Sprintf("The %d requests, one after the other", n)
	}
	lines := []string{"", p.Title.Render(title)}
	for i, request := range plan.Requests {
		if i > 0 {
			lines = append(lines, "")
		}
		if len(plan.Requests) > 1 {
			lines = append(lines, p.text(p.Muted, fmt.Sprintf("%d. %s", i+1, models.Safe(request.What)))...)
		}
		lines = append(lines, p.text(p.Accent, request.Method+" "+models.Safe(request.Path))...)
		lines = append(lines, p.body(request.Body)...)
		if other := request.Fallback; other != nil {
			lines = append(lines, p.text(p.Muted, "Only where the API says in full that it has no such path or method, the same body by")...)
			lines = append(lines, p.text(p.Muted, other.Method+" "+models.Safe(other.Path))...)
		}
	}
	if digest := plan.Digest; digest != "" {
		lines = append(lines, p.text(p.Muted, "change "+models.Safe(plan.ID)+" · SHA-256 "+digest[:min(16, len(digest))])...)
	}
	return lines
}

// body is JSON to be read by people.
func (p paper) body(body []byte) []string {
	var lines []string
	for line := range strings.SplitSeq(string(text.IndentJSON(body)), "\n") {
		safe := models.Safe(line)
		margin := len(safe) - len(strings.TrimLeft(safe, " "))
		for i, part := range widget.Wrap(strings.TrimLeft(safe, " "), max(p.w-4-margin, 8)) {
			if i > 0 {
				part = "  " + part
			}
			lines = append(lines, widget.Blank(2+margin)+part)
		}
	}
	return lines
}

// counted is a number of things in words.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
