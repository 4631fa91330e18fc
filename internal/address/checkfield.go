package address

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// Check judges a value by the rules of the field, every rule at once. It can run
// at every keystroke.
func (f Field) Check(raw string) Report {
	var report Report
	if !text.Visible(raw) {
		f.checkEmpty(raw, &report)
		return report
	}
	if f.Usage == NotUsed {
		report.skip(f.Element, "the country does not use it")
		return report
	}
	f.checkText(raw, &report)
	f.checkType(raw, &report)
	f.checkLength(raw, &report)
	f.checkPattern(raw, &report)
	f.checkChoice(raw, &report)
	return report
}

func (f Field) fail(report *Report, rule Rule, raw, what, fix string) {
	report.fail(Violation{Field: f.Element, Rule: rule, Value: models.NewText(raw), What: what, Fix: fix})
}

// checkEmpty: every rule but the obligation accepts an empty value (DOC
// api-contract §2.3: an optional enumeration accepts it implicitly). A value of
// which nothing can be seen is neither empty nor a value.
func (f Field) checkEmpty(raw string, report *Report) {
	switch {
	case f.Usage == Mandatory && raw == "":
		f.fail(report, RuleMandatory, raw, f.Name()+" is mandatory", "give "+f.Expects())
	case f.Usage == Mandatory:
		f.fail(report, RuleMandatory, raw, f.Name()+" is mandatory and holds "+nothingSeen(raw), "give "+f.Expects())
	case raw != "":
		f.fail(report, RuleText, raw, "it holds "+nothingSeen(raw), "leave it empty, or give "+f.Expects())
	}
}

// nothingSeen puts in words what a value holds of which nothing can be seen.
func nothingSeen(raw string) string {
	if strings.Trim(raw, " ") == "" {
		return "only blanks"
	}
	for _, r := range raw {
		if r != ' ' {
			return "nothing that can be seen: " + text.Describe(r)
		}
	}
	return "nothing that can be seen"
}

// checkText says what stands in a value that nobody sees, and gives the value
// without it. What must be one of a list is judged by the list.
func (f Field) checkText(raw string, report *Report) {
	listed := slices.ContainsFunc(f.Choices, func(c Choice) bool { return c.Value.Raw() == raw })
	if listed || f.Complete && (f.Type == Enumeration || f.Type == EnumerationMap) {
		return
	}
	fix := "type it again"
	if tidy := text.Tidy(raw); tidy != raw {
		fix = "write " + Quoted(tidy)
	}
	for _, flaw := range text.Flaws(raw) {
		f.fail(report, RuleText, raw, flaw, fix)
	}
}

// Tidied gives the value without what the check found in it that nobody sees; ok
// is false when there is nothing of that kind, or nothing would be left.
func (f Field) Tidied(raw string) (tidy string, ok bool) {
	var report Report
	f.checkText(raw, &report)
	tidy = text.Tidy(raw)
	return tidy, !report.OK() && tidy != raw && tidy != ""
}

func (f Field) checkType(raw string, report *Report) {
	if f.Type != FreeNumerical {
		return
	}
	for _, r := range raw {
		if r < '0' || r > '9' {
			f.fail(report, RuleType, raw, fmt.Sprintf("%s is not a digit", Quoted(string(r))), "use the digits 0 to 9 only")
			return
		}
	}
}

func (f Field) checkLength(raw string, report *Report) {
	n := utf8.RuneCountInString(raw)
	switch {
	case f.MinLength > 0 && n < f.MinLength:
		f.fail(report, RuleMinLength, raw, fmt.Sprintf("%s, at least %d are needed", characters(n), f.MinLength),
			fmt.Sprintf("add %d", f.MinLength-n))
	case f.MaxLength > 0 && n > f.MaxLength:
		f.fail(report, RuleMaxLength, raw, fmt.Sprintf("%s, at most %d are allowed", characters(n), f.MaxLength),
			fmt.Sprintf("take away %d", n-f.MaxLength))
	}
}

func (f Field) checkPattern(raw string, report *Report) {
	verdict, reason := f.Pattern.Check(raw)
	switch verdict {
	case Misses:
		pattern := models.Safe(f.Pattern.String())
		f.fail(report, RulePattern, raw, fmt.Sprintf("%s does not fit the pattern %s", Quoted(raw), pattern), "write it as the pattern says")
	case Unclear:
		report.skip(f.Element, "%s", reason)
	case Fits:
	}
}

func (f Field) checkChoice(raw string, report *Report) {
	if f.Type != Enumeration && f.Type != EnumerationMap {
		return
	}
	if slices.ContainsFunc(f.Choices, func(c Choice) bool { return c.Value.Raw() == raw }) {
		return
	}
	if !f.Complete {
		report.skip(f.Element, "its possible values are not known")
		return
	}
	f.fail(report, RuleValues, raw, fmt.Sprintf("%s is none of the %d possible values", Quoted(raw), len(f.Choices)),
		nearestChoice(f.Choices, raw))
}

// nearestChoice suggests the possible values that look like what was given.
func nearestChoice(choices []Choice, raw string) string {
	index := text.NewIndex(len(choices), func(i int) string {
		return choices[i].Value.String() + " " + choices[i].Display.String()
	})
	var names []string
	for _, row := range index.Search(raw, suggestions).Rows {
		names = append(names, Quoted(choices[row].Value.Raw()))
	}
	if len(names) == 0 {
		for _, choice := range choices[:min(suggestions, len(choices))] {
			names = append(names, Quoted(choice.Value.Raw()))
		}
		return "choose from the list: " + andMore(names, len(choices))
	}
	return "perhaps " + strings.Join(names, " or ")
}

// suggestions is how many values a fix names.
const suggestions = 3

func andMore(names []string, total int) string {
	list := strings.Join(names, ", ")
	if total > len(names) {
		list += ", …"
	}
	return list
}

// Name gives the label of the field, or its meaning, or its element.
func (f Field) Name() string {
	if label := strings.TrimSpace(f.Label.String()); label != "" {
		return label
	}
	if meaning := f.Element.Meaning(); meaning != "" {
		return meaning
	}
	return models.Safe(string(f.Element))
}

// Expects puts the rule of the field in a few words.
func (f Field) Expects() string {
	if f.Type == Enumeration || f.Type == EnumerationMap {
		if len(f.Choices) > 0 {
			return fmt.Sprintf("one of %d values", len(f.Choices))
		}
		return "one of the possible values"
	}
	unit := "characters"
	if f.Type == FreeNumerical {
		unit = "digits"
	}
	what := "any " + unit
	switch {
	case f.MinLength > 0 && f.MinLength == f.MaxLength:
		what = fmt.Sprintf("exactly %d %s", f.MinLength, unit)
	case f.MinLength > 1 && f.MaxLength > 0:
		what = fmt.Sprintf("%d to %d %s", f.MinLength, f.MaxLength, unit)
	case f.MaxLength > 0:
		what = fmt.Sprintf("at most %d %s", f.MaxLength, unit)
	case f.MinLength > 1:
		what = fmt.Sprintf("at least %d %s", f.MinLength, unit)
	}
	if f.Pattern != nil {
		what += " fitting " + models.Safe(f.Pattern.String())
	}
	return what
}

// Display gives what is shown for a stored value: "Avenue" for AVE.
func (f Field) Display(value models.Text) string {
	for _, choice := range f.Choices {
		if choice.Value.Raw() == value.Raw() {
			return choice.Display.String()
		}
	}
	return value.String()
}

// Meant gives the possible value that a text means: the one that is written so, else
// the only one whose value or display it is, whatever its case, accents and
// punctuation; ok is false when it means none, or could be several.
func (f Field) Meant(given string) (value models.Text, ok bool) {
	wanted, several := text.Fold(given), false
	if wanted == "" {
		return models.Text{}, false
	}
	for _, choice := range f.Choices {
		switch {
		case choice.Value.Raw() == given:
			return choice.Value, true
		case text.Fold(choice.Value.Raw()) != wanted && text.Fold(choice.Display.Raw()) != wanted:
			continue
		case ok && choice.Value.Raw() != value.Raw():
			several = true
		}
		value, ok = choice.Value, true
	}
	if several {
		return models.Text{}, false
	}
	return value, ok
}

// Quoted shows a value inside a sentence, shortened when it is long.
func Quoted(raw string) string {
	const longest = 40
	shown := []rune(models.Safe(raw))
	if len(shown) > longest {
		shown = append(shown[:longest], '…')
	}
	return "“" + string(shown) + "”"
}

func characters(n int) string {
	if n == 1 {
		return "1 character"
	}
	return fmt.Sprintf("%d characters", n)
}
