package firstrun

import (
	"errors"
	"strings"

	"btalk/internal/models"
	"btalk/internal/ui/form"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// The names of the fields.
const (
	clientID     = "client id"
	clientSecret = "client secret"
	apiKey       = "API key"
)

// newForm makes the three fields. What is secret shows as dots.
func (s *Screen) newForm() *form.Screen {
	return form.New(s.env, form.Config{
		Title: "Welcome", Head: func() string { return "Set up access" }, Notes: s.notes,
		Fields: func() []widget.FormField {
			return []widget.FormField{
				{Name: clientID, Label: clientID, Hint: "from the developer portal", Trimmed: true, Check: credential},
				{Name: clientSecret, Label: clientSecret, Hint: "shown once in the portal", Trimmed: true, Secret: true, Check: credential},
				{Name: apiKey, Label: apiKey, Hint: "40 characters, X-BT-API-KEY", Trimmed: true, Secret: true, Check: credential},
			}
		},
		Submit: s.check,
		Leave:  func() screen.Do { s.leave(); return nil },
		Next:   "check",
	})
}

// credential refuses what is longer than any credential: a pasted file is none.
func credential(value string) string {
	if len(value) > 512 {
		return "it is longer than any credential"
	}
	return ""
}

// credentials are what was typed.
func (s *Screen) credentials() Credentials {
	get := s.form.Fields.Get
	return Credentials{ClientID: get(clientID), ClientSecret: get(clientSecret), APIKey: get(apiKey)}
}

// blame goes to the field that an error names.
func (s *Screen) blame(err error) screen.Do {
	known, ok := errors.AsType[*models.Error](err)
	if !ok {
		return nil
	}
	fault := strings.ToLower(known.Fault.String())
	for _, field := range []string{apiKey, clientID} {
		if first, _, _ := strings.Cut(strings.ToLower(field), " "); strings.Contains(fault, first) {
			return s.form.Fields.Blame(map[string]string{field: "it was refused"})
		}
	}
	return nil
}

// notes say how it goes: what was wrong with the last check, or where the
// credentials will be kept.
func (s *Screen) notes(w int) []string {
	styles := s.env.Styles
	style, texts := styles.Muted, []string{"They will be kept in " + s.setup.Path + ", readable by you alone."}
	switch {
	case s.step == checking:
		style, texts = styles.Info, []string{"… checking with the API"}
	case s.fault != nil:
		style, texts = styles.Error, explain(s.fault)
	}
	lines := []string{styles.Muted.Render(widget.Cut("After the last field everything is checked with the API.", w))}
	for _, text := range texts {
		for _, part := range widget.Wrap(text, min(w, widest)) {
			lines = append(lines, style.Render(part))
		}
	}
	return lines
}

// explain says what is wrong, and which credential it is.
func explain(err error) []string {
	lines := []string{models.Safe(err.Error())}
	advice := models.AdviceFor(err)
	if known, ok := errors.AsType[*models.Error](err); ok && advice.Hint != "" && known.Kind != models.Unauthorized {
		lines = append(lines, advice.Hint)
	}
	return lines
}
