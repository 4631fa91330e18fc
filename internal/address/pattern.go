package address

import (
	"regexp"
	"sync"
	"time"

	"github.com/dlclark/regexp2/v2"
)

// Verdict is what a check can say of a value.
type Verdict int

// A value is called wrong only when every reading of the rule says so.
const (
	Fits    Verdict = iota
	Misses          // wrong by every reading
	Unclear         // not decided here: the API will
)

// Pattern is a valueRegexp. Its dialect is not documented (most likely Java's),
// nor whether it must match the whole value or a part of it. So it is run by Go's
// engine, then by a backtracking one with a time limit and in two dialects; only
// when no reading finds it anywhere in the value is the value wrong.
type Pattern struct {
	source string
	strict *regexp.Regexp // whole match, nil when RE2 refuses
	loose  *regexp.Regexp // match anywhere
	once   sync.Once
	others []*regexp2.Regexp
}

const (
	patternTime   = 50 * time.Millisecond // for one try of the backtracking engine
	patternLength = 10_000                // longer patterns are not run
)

// CompilePattern prepares a pattern; nil for an empty one.
func CompilePattern(source string) *Pattern {
	if source == "" {
		return nil
	}
	p := &Pattern{source: source}
	if !ownDialect(source) && len(source) <= patternLength {
		p.loose, _ = regexp.Compile(source)
		if p.loose != nil {
			p.strict, _ = regexp.Compile(`\A(?:` + source + `)\z`)
		}
	}
	return p
}

// String gives the pattern as the API sent it; it is not safe to show as it is.
func (p *Pattern) String() string { return p.source }

// Check runs the pattern. The reason says, for an unclear verdict, what could not
// be decided.
func (p *Pattern) Check(value string) (verdict Verdict, reason string) {
	if p == nil || p.strict != nil && p.strict.MatchString(value) {
		return Fits, ""
	}
	if ownDialect(p.source) || len(p.source) > patternLength {
		return Unclear, "its pattern cannot be run here"
	}
	p.once.Do(p.compileOthers)
	if p.loose == nil && len(p.others) == 0 {
		return Unclear, "its pattern cannot be run here"
	}
	return p.consult(value)
}

// consult asks every reading that is left.
func (p *Pattern) consult(value string) (verdict Verdict, reason string) {
	some := p.loose != nil && p.loose.MatchString(value)
	for _, engine := range p.others {
		start, length, ok := firstMatch(engine, value)
		switch {
		case !ok:
			return Unclear, "its pattern took too long to run here"
		case length == len([]rune(value)) && start == 0 && p.loose == nil:
			return Fits, ""
		case length >= 0:
			some = true
		}
	}
	if some {
		return Unclear, "its pattern fits only a part of the value, or only in some dialects"
	}
	return Misses, ""
}

// compileOthers asks the second dialect only where the first can be read: alone it
// takes every unknown escape for a plain letter.
func (p *Pattern) compileOthers() {
	for _, dialect := range []regexp2.RegexOptions{regexp2.None, regexp2.ECMAScript} {
		engine := compileOther(p.source, dialect)
		if engine == nil {
			return
		}
		p.others = append(p.others, engine)
	}
}

// compileOther gives nil when the engine refuses the pattern, also by a panic:
// patterns come from outside and the engine is not ours.
func compileOther(source string, dialect regexp2.RegexOptions) (engine *regexp2.Regexp) {
	defer func() {
		if recover() != nil {
			engine = nil
		}
	}()
	engine, err := regexp2.Compile(source, dialect)
	if err != nil {
		return nil
	}
	engine.MatchTimeout = patternTime
	return engine
}

// firstMatch gives place and length, in characters, of the first match; length is
// -1 when there is none. ok is false when the engine gave up.
func firstMatch(engine *regexp2.Regexp, value string) (start, length int, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	match, err := engine.FindStringMatch(value)
	if err != nil {
		return 0, -1, false
	}
	if match == nil {
		return 0, -1, true
	}
	return match.RuneIndex, match.RuneLength, true
}
