package spread

import (
	"regexp"
	"strings"
	"sync"
)

// codePlace is where a country writes the postal code.
type codePlace int

const (
	looseCode  codePlace = iota // not known
	beforeTown                  // 8001 Zürich
	afterTown                   // London SW1A 1AA; Seattle, WA 98101
	noCode
)

// convention is how a country writes an address on a line. Patterns are for folded
// text (see view): lower case, no accents, words with one blank between them, a
// comma as a word of its own. "~" in a pattern stands for a blank or a comma with
// blanks, MONTH for the name of a month. A group is named by the element it is for.
type convention struct {
	numberFirst bool
	codePlace   codePlace
	code        string // the form of the postal code, as a whole
	prefix      string // what may stand before it: "ch" for CH-8001
	codeWords   int    // of how many words a code may be
	trailing    bool   // the code may stand after the town as well

	number string // the form of a house number with its suffix
	range2 bool   // 77-79 may be a range or a number with an addition
	units  []string
	after  []string // units that count only after a number
	asides []aside
	boxes  string // post office boxes

	names    []string // the country, as it may end a line
	townToo  []string // those of its names that a town has as well
	states   []string // "CODE=other spelling" for the possible values of a1, a2 or a3
	counties string   // what may follow the town and has no field
	streets  string   // a word that says "this is a street": whole, or the end of one
	roads    string   // words whose number is a part of the name
	roadOnly string   // the same, where they begin the part: Straße 264, not Lange Straße 2
	stairs   string   // staircase and door, which the number may hold
	dates    bool     // streets are named after days
	types    []string // "VALUE=spelling spelling"
	typeLast bool
	building string // a part with such a word is a building
	locality bool   // a part between street and town is a4
	brackets bool   // what stands in brackets after the town belongs to it
}

// aside is what gets no field whatever the schema says, and why.
type aside struct{ pattern, why string }

// conventionOf gives the convention of a country; one that is not in the table has
// the careful one.
func conventionOf(iso2 string) convention {
	if c, ok := conventions[iso2]; ok {
		return c
	}
	return convention{roads: romanceRoads + `|` + englishRoads, dates: true, number: `(?P<hno>\d{1,5}[a-z]?)`, codeWords: 1}
}

const months = `januar[iy]?|jan(?:eiro|vier|ner)?|januari|enero|gennaio|stycznia|ledna|tammikuun` +
	`|februar[iy]?|fevrier|febrero|fevereiro|febbraio|lutego|unora|helmikuun` +
	`|marts|mars|march|marz|maart|marzo|marco|marca|brezna` +
	`|avril|april|abril|aprile|kwietnia|dubna` +
	`|mai|may|maj|mei|mayo|maio|maggio|maja|maje|kvetna|toukokuun` +
	`|juin|june|juni|junio|junho|giugno|czerwca|cervna` +
	`|juillet|july|juli|julio|julho|luglio|lipca|cervence` +
	`|aout|august|augustus|agosto|sierpnia|srpna` +
	`|septembre|september|septiembre|setembro|settembre|wrzesnia|zari` +
	`|octobre|october|oktober|octubre|outubro|ottobre|pazdziernika|rijna` +
	`|novembre|november|noviembre|novembro|listopada|listopadu` +
	`|d[e]cembre|december|dezember|diciembre|dezembro|dicembre|desember|grudnia|prosince`

// A day of a month, alone or inside a name: 8 mai 1945, 17. mai-gata, 5 meilaan.
const (
	dayOfMonth = `\d{1,2}(?:\.|er|re|o|-?go)?(?: de| di| d'|-)? ?(?:MONTH)` +
		`(?:-[^ ]+|laan|straat|plein|weg|strasse|platz|gade|vej|gata|gate|gatan|vagen)?(?: (?:de )?(?:1[789]|20)\d\d)?`
	monthAndYear = `(?:MONTH) (?:de )?(?:1[789]|20)\d\d`
)

// names of roads that end with a number.
const (
	romanceRoads = `(?:route|nationale|departementale|autoroute|rn|rd|nacional|nazionale|carretera|ctra\.?|estrada|provinciale|statale|ss|sp|sr) \d+`
	onlyAType    = `(?:rue|avenue|boulevard|quai|calle|carrer|avenida|via|viale|rua|street|zone|zi|za|lot) \d+`
	germanRoads  = `(?:strasse|str\.|weg|bundesstrasse|b|[a-u]) \d+`
	squareOfYear = `(?:plein|place|plaza|square|platz|esplanade|plac|praca|piazza) (?:1[789]\d\d|20\d\d|\d\d-\d\d)`
	nordicRoads  = `(?:vei|veg|riksvei|fylkesvei|e|rv|fv) \d+`
	englishRoads = `(?:highway|hwy|route|rte|state highway|sh|us|interstate|road|county road|rd) \d+`
)

// words that say that a part is a street.
const (
	frenchStreets  = `(?:rue|avenue|av\.?|ave|boulevard|bd|bld|place|pl\.?|quai|chemin|che|allees?|impasse|route|rte|cours|square|passage|montee|sentier|esplanade|promenade|chaussee|rond-point|voie|faubourg|cite|ruelle|traverse|sente|venelle|rampe|galerie|parvis|cour) .*|grand(?:e|')?[- ]?rue(?: .*)?`
	germanStreets  = `.*(?:strasse|str\.|gasse|platz|weg|allee|ring|damm|ufer|markt|steig|hof|graben|gaass|graben|promenade|zeile|chaussee)|(?:am|an|im|auf|in|zum|zur) .*|(?:strasse|platz|allee) .*`
	dutchStreets   = `.*(?:straat|laan|plein|gracht|kade|weg|singel|dijk|steenweg|markt|dreef|lei|vest|baan|hof|dorp|pad|steeg)|(?:plein|laan) .*`
	danishStreets  = `.*(?:gade|vej|vaenget|straede|torv|torvet|alle|plads|pladsen|boulevard|brygge|stien|parken|vang)`
	norwayStreets  = `.*(?:gata|gate|vei|veien|veg|vegen|plass|plassen|torg|torget|brygge|alle|bakken|svingen|kroken|stien)|vei \d+`
	swedenStreets  = `.*(?:gatan|vagen|grand|torget|torg|gata|vag|stigen|allen|plan|esplanaden|kajen|backen|leden)`
	finlandStreets = `.*(?:katu|tie|polku|puisto|puistikko|linja|kuja|tori|kaari|ranta|rinne|gatan|vagen|esplanadi|raitti|penger)`
	spainStreets   = `(?:calle|c/|c\.|avenida|avda?\.?|plaza|plza?\.?|pza\.?|paseo|po|carretera|ctra\.?|rambla|ronda|glorieta|camino|cuesta|gran via|via|travesia|alameda|pasaje|poligono|carrer|avinguda|placa|passeig|rua|praza) .*`
	italyStreets   = `(?:via|viale|v\.le|piazza|p\.za|p\.zza|piazzale|p\.le|corso|c\.so|largo|l\.go|vicolo|strada|localita|loc\.|lungo[^ ]*|galleria|salita|calle|campo|fondamenta|borgo|contrada|vico|riva) .*`
	portugStreets  = `(?:rua|r\.|avenida|av\.?|praca|pc\.?|largo|lg\.?|travessa|tv\.?|estrada|alameda|calcada|beco|rotunda|zona|urbanizacao|caminho|campo) .*`
	polandStreets  = `(?:ul\.?|ulica|al\.?|aleja|aleje|pl\.?|plac|os\.?|osiedle|rondo|rynek|bulwar|skwer)(?: .*)?`
	czechStreets   = `(?:ulice|ul\.|trida|tr\.|namesti|nam\.|nabrezi|nabr\.) .*|.* (?:namesti|nabrezi|trida|ulice)|.*(?:ska|cka|ova|listopadu|rijna|maje|kvetna)`
	englishStreets = `.* (?:street|st\.?|road|rd\.?|avenue|ave\.?|av|lane|ln|drive|dr|close|cl|way|terrace|tce|ter|crescent|cres|square|sq|place|pl|parade|pde|grove|walk|row|hill|gardens|gdns|mews|quay|court|ct|boulevard|blvd|bvd|highway|hwy|parkway|pkwy|circuit|cct|circle|cir|drove|rise|green|esplanade|promenade|wharf|bridge|path|view|gate|park|octagon|strand|broadway|plaza|plz|alley|mall|yard|embankment)(?: (?:north|south|east|west|upper|lower|central|n|s|e|w|ne|nw|se|sw))?|(?:the|upper|lower) [^ ]+|broadway|[nrml]\d+|(?:highway|state highway|us highway) \d+`
)

const frenchNumber = `(?:n(?:o|\.|o\.)? ?)?(?P<hno>\d{1,5}(?:[-/]\d{1,5})?)(?: ?(?P<hns>bis|ter|quater|[a-z]))?`

// patterns keeps the patterns of the tables that were compiled.
type patterns struct{ compiled sync.Map }

// in makes a pattern ready that must stand between blanks.
func (p *patterns) in(pattern string) *regexp.Regexp { return p.compile(` (?:` + pattern + `) `) }

// whole makes a pattern ready that must fit a text from end to end.
func (p *patterns) whole(pattern string) *regexp.Regexp { return p.compile(`^(?:` + pattern + `)$`) }

func (p *patterns) compile(pattern string) *regexp.Regexp {
	if kept, ok := p.compiled.Load(pattern); ok {
		if re, ok := kept.(*regexp.Regexp); ok {
			return re
		}
	}
	re := regexp.MustCompile(strings.NewReplacer("MONTH", months, "~", `(?: ,)? `).Replace(pattern))
	p.compiled.Store(pattern, re)
	return re
}
