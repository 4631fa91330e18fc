package spread

import "strings"

// What several countries share.
const (
	value     = `(?:\d[\w/-]*|[a-z])` // what names a flat: 12, 3b, c
	careOf    = `c/o(?: [^ ,]+)+`
	lost      = "a part of a building, and the country has no field for it"
	latinBox  = `(?:bp|b\.p\.|boite postale)(?: n?o?\.?)? ?\d{1,6}`
	frenchBox = latinBox + `|(?:bp|b\.p\.|cs|tsa)(?: |)\d{1,6}`
	germanBox = `postfach(?: \d{1,6}){0,4}`
	swissBox  = germanBox + `|case postale(?: \d{1,5})?|casella postale(?: \d{1,5})?|c\.p\. \d{1,5}`
	nordicBox = `(?:postboks|pb\.?|boks)(?: \d{1,5})(?: [a-z][^ ,]*)*`
	englBox   = `(?:g?po|g\.?p\.?o\.?|p\.o\.|locked|post office) ?(?:box|bag)(?: no\.?)? \d+|private bag(?: \w*\d\w*)?|box \d+`
)

var conventions = map[string]convention{
	"FR": french("france"),
	"GP": french("guadeloupe"),
	"MQ": french("martinique"),
	"GF": french("guyane", "guyane francaise", "french guiana"),
	"RE": french("la reunion", "reunion", "ile de la reunion"),
	"YT": french("mayotte"),
	"BL": french("saint-barthelemy", "st-barthelemy", "saint barthelemy", "st barth"),
	"MF": french("saint-martin", "saint martin", "st-martin"),
	"LU": {
		numberFirst: true, codePlace: beforeTown, code: `(?:l-?)?\d{4}`, prefix: `l|lu`, codeWords: 1,
		number: `(?:n(?:o|\.|o\.)? ?)?(?P<hno>\d{1,4}(?: ?[a-z])?(?:-\d{1,4}[a-z]?)?)`,
		units:  []string{`(?:bte|boite|bus) (?P<unit>` + value + `)`, `(?P<flr>\d+)(?:er|e|eme)? etage`},
		asides: []aside{{careOf, "a name, not a place"}}, boxes: frenchBox,
		names:   []string{"luxembourg", "luxemburg", "letzebuerg", "lu", "grand-duche de luxembourg", "g.-d. de luxembourg", "g.d. luxembourg", "grand duchy of luxembourg"},
		townToo: []string{"luxembourg", "luxemburg", "letzebuerg"}, streets: frenchStreets + `|.*(?:strooss|gaass|strasse|wee|plaz)`,
		roads: romanceRoads, roadOnly: onlyAType, dates: true,
	},
	"BE": {
		codePlace: beforeTown, code: `\d{4}`, prefix: `b|be`, codeWords: 1, number: `(?P<hno>\d{1,5}(?: ?[a-z])?(?:[-/]\d{1,5}[a-z]?)?)`,
		units:  []string{`(?:bus|bte\.?|boite|b\.|box) (?P<unit>` + value + `)`, `(?P<flr>\d{1,2})(?:er|e|eme|ste|de)? (?:verdieping|verd\.|etage|stock)`},
		asides: []aside{{careOf, "a name, not a place"}}, boxes: `postbus \d+|` + latinBox,
		names:   []string{"belgique", "belgie", "belgien", "belgium", "be"},
		streets: frenchStreets + `|` + dutchStreets, roads: romanceRoads, roadOnly: onlyAType + `|` + squareOfYear, dates: true,
	},
	"NL": {
		codePlace: beforeTown, code: `\d{4} ?[a-z]{2}`, prefix: `nl`, codeWords: 2, range2: true,
		number: `(?P<hno>\d{1,5})(?: ?(?P<hns>[a-z]{1,4}\d?)|[-/](?P<hns_>\w{1,5}))?`,
		asides: []aside{{careOf, "a name, not a place"}}, boxes: `postbus \d+|antwoordnummer \d+`,
		names:   []string{"nederland", "netherlands", "the netherlands", "holland", "pays-bas", "nl"},
		streets: dutchStreets, roadOnly: squareOfYear, dates: true,
	},
	"DE": {
		codePlace: beforeTown, code: `\d{5}`, prefix: `d|de`, codeWords: 1,
		number: `(?P<hno>\d{1,4})(?P<hns> ?[a-z](?:-[a-z])?| ?-\d{1,4}(?: ?[a-z])?| \d/\d|/\d{1,4}[a-z]?)?`,
		asides: []aside{
			{careOf, "a name, not a place"},
			{`(?:hinterhaus|vorderhaus|seitenfluegel|hh|vh|gartenhaus|erdgeschoss|dachgeschoss|eg|dg|\d{1,2}\. ?(?:og|stock|etage|obergeschoss)|(?:whg\.?|wohnung|aufgang|app\.?) ` + value + `)`, lost},
		}, boxes: germanBox,
		names:   []string{"deutschland", "germany", "allemagne", "de", "bundesrepublik deutschland"},
		streets: germanStreets, roadOnly: germanRoads, dates: true, locality: true, brackets: true,
		counties: `bayern|baden-wurttemberg|hessen|sachsen|sachsen-anhalt|thuringen|niedersachsen|nordrhein-westfalen|rheinland-pfalz|saarland|schleswig-holstein|mecklenburg-vorpommern|brandenburg`,
	},
	"AT": {
		codePlace: beforeTown, code: `\d{4}`, prefix: `a|at`, codeWords: 1, number: `(?P<hno>\d{1,4}(?: ?[a-z])?(?:[-/]\d{1,4}[a-z]?)*)`,
		asides:  []aside{{careOf, "a name, not a place"}, {`(?:\d{1,2}\. (?:og|stock)|eg|dg)`, lost}},
		boxes:   germanBox,
		names:   []string{"osterreich", "oesterreich", "austria", "autriche", "at"},
		streets: germanStreets, roadOnly: germanRoads, dates: true, brackets: true,
		stairs: `(?:stiege|stg\.?|top|tur|tuer) ` + value,
	},
	"CH": {
		codePlace: beforeTown, code: `\d{4}`, prefix: `ch`, codeWords: 1, number: `(?P<hno>\d{1,4}(?: ?[a-z])?(?:[-/]\d{1,4}[a-z]?)?)`,
		asides: []aside{{careOf, "a name, not a place"}}, boxes: swissBox,
		names:   []string{"schweiz", "suisse", "svizzera", "svizra", "switzerland", "ch"},
		streets: germanStreets + `|` + frenchStreets + `|` + italyStreets, roads: romanceRoads, roadOnly: onlyAType, dates: true, brackets: true,
	},
	"IT": {
		codePlace: beforeTown, code: `\d{5}`, prefix: `i|it`, codeWords: 1,
		number: `(?:n(?:o|\.|o\.)? ?|num\. )?(?P<hno>\d{1,4}(?: ?/ ?[a-z0-9]{1,3}| (?:bis|ter)|[a-z])?|snc|s\.n\.c\.|s\.n\.|s/n)`,
		asides: []aside{
			{careOf, "a name, not a place"},
			{`km \d+(?:[.]\d+)?`, "a place along a road, not a house number"},
			{`(?:int\.?|interno|scala|piano|palazzina|pal\.|sc\.|p\.) ` + value, lost},
			{`piano terra|\d{1,2}o piano`, lost},
		}, boxes: `(?:casella postale|c\.p\.|cp) \d+`,
		names: []string{"italia", "italy", "italie", "italien", "it"}, streets: italyStreets, roads: romanceRoads, roadOnly: onlyAType, dates: true,
		types: []string{"PIAZZA=p.za p.zza pza piazza", "PIAZZALE=p.le p.zale ple", "VIALE=v.le vle", "CORSO=c.so cso", "LARGO=l.go lgo", "STRADA=str. s.da", "VIA=v.", "LOC=loc. loc localita", "VICOLO=vic. v.lo"},
	},
	"ES": {
		codePlace: beforeTown, code: `\d{5}`, prefix: `e|es`, codeWords: 1, trailing: true,
		number: `(?:n(?:o|\.|o\.|um\.?)? ?)?(?P<hno>\d{1,4}(?:-\d{1,4}| ?[a-z]| bis)?|s/n|sn|s\.n\.)`,
		units: []string{
			`(?P<flr>\d{1,2})[oa]\.?(?: planta| piso)?~?(?P<unit>[a-z]|izda?\.?|izq\.?|izquierda|dcha?\.?|drcha\.?|drch\.?|derecha|centro|ctro\.?|int\.?|ext\.?)`,
			`(?P<flr>\d{1,2})[oa]~?(?P<unit>\d{1,2})[oa]`, `(?P<flr>\d{1,2})[oa](?: planta| piso)?`, `(?:planta|piso) (?P<flr>\d{1,2})`,
			`(?P<flr>bajos?|atico|entlo\.?|entresuelo|principal|sotano)(?: (?P<unit>[a-z]|izda?\.?|dcha?\.?))?`, `(?:puerta|pta\.?) (?P<unit>` + value + `)`,
		},
		asides: []aside{
			{careOf, "a name, not a place"},
			{`km\.? \d+(?:[.]\d+)?`, "a place along a road, not a house number"},
			{`(?:esc\.?|escalera|portal|bloque|blq\.?|local|nave|oficina) ` + value, lost},
		}, boxes: `(?:apartado|apdo\.?)(?: de correos| postal)? \d+`,
		names: []string{"espana", "spain", "espagne", "es"}, streets: spainStreets, roads: romanceRoads, roadOnly: onlyAType, dates: true,
		types: []string{"CALLE=c/ c. cl cl. c/. calle", "AVDA=avda avda. av av. avd avd. avenida", "PLAZA=pza pza. pl pl. plza plza. plaza", "PASEO=po p.o paseo pso pso.", "CTRA=ctra ctra. crta. carretera", "GLTA=gta gta. glta glta.", "TRVA=trva. trav. trv. travesia", "RONDA=rda rda.", "PASAJE=pje pje. psje psje.", "POLIG=pol. polig. pg. poligono", "RAMBLA=rbla rbla.", "ALAMEDA=alda. alam."},
	},
	"PT": {
		codePlace: beforeTown, code: `\d{4}-\d{3}`, prefix: `p|pt`, codeWords: 1,
		number: `(?:n(?:o|\.|o\.)? ?)?(?P<hno>\d{1,5}(?:-\d{1,5}| ?[a-z])?|s/n)`,
		units:  []string{`(?P<flr>(?:\d{1,2}o|r/c|rc|cave|c/v)(?:~(?:dto|dt|drt|direito|esq|esquerdo|fte|frente|tras)\.?|~[a-z])?)`},
		asides: []aside{{careOf, "a name, not a place"}, {`km \d+(?:[.]\d+)?`, "a place along a road, not a house number"}, {`(?:lote|lt\.?) ` + value, "a plot: it may be the number or not"}, {`(?:sala|loja|fracao|bloco|bl\.?|porta|andar) ` + value, lost}},
		boxes:  `(?:apartado|ap\.) \d+`,
		names:  []string{"portugal", "pt"}, streets: portugStreets, roads: romanceRoads, roadOnly: onlyAType, dates: true,
		types: []string{"RUA=r. r rua", "AV=av av. avenida", "PCA=pc pc. pca pca. pct. praca", "LG=lg lg. l. largo", "TV=tv tv. trav. tr.", "EST=est. estr. estrada", "CC=cc. cc calc.", "ALAM=al. alam. alameda", "BC=bc. beco", "ZI=z.i. zi"},
	},
	"PL": {
		codePlace: beforeTown, code: `\d{2}-\d{3}`, prefix: `pl`, codeWords: 1, number: `(?:nr\.? )?(?P<hno>\d{1,4}(?: ?[a-z])?(?:[-/]\d{1,4}[a-z]?)?)`,
		units: []string{`(?:lok\.?|lokal|m\.|mieszkanie|mieszk\.) ?(?P<unit>\d+[a-z]?)`}, after: []string{`m (?P<unit>\d+[a-z]?)`},
		asides: []aside{{careOf, "a name, not a place"}}, boxes: `(?:skr\.?|skrytka)(?: poczt\.?| pocztowa)? \d+`,
		names: []string{"polska", "poland", "pologne", "polen", "pl"}, streets: polandStreets, roadOnly: squareOfYear, dates: true,
		states: []string{"wojewodztwo", "woj."}, brackets: true,
	},
	"CZ": {
		codePlace: beforeTown, code: `\d{3} ?\d{2}`, prefix: `cz`, codeWords: 2,
		number: `(?:(?:c\. ?p\.?|cp\.?|c\.) ?)?(?P<hno>\d{1,5}(?:/\d{1,4})?(?: ?[a-z])?)`,
		asides: []aside{{careOf, "a name, not a place"}, {`(?:byt|patro) (?:c\. )?` + value, lost}}, boxes: `(?:p\.? ?o\.? ?box|postovni prihradka|post\. prihr\.) \d+`,
		names:   []string{"ceska republika", "cesko", "czech republic", "czechia", "republique tcheque", "cz", "cr"},
		streets: czechStreets, dates: true, locality: true,
	},
	"DK": {
		codePlace: beforeTown, code: `\d{4}`, prefix: `dk`, codeWords: 1, number: `(?P<hno>\d{1,3}(?: ?[a-z])?(?:-\d{1,3}[a-z]?)?)`,
		after: []string{
			`(?P<flr>\d{1,2}|st|kl)\.?~(?P<unit>tv|th|mf)\.?`, `(?P<flr>\d{1,2}|st|kl)\.?(?P<unit>tv|th|mf)\.?`,
			`(?P<flr>\d{1,2}|st|kl)\. (?:dor |lejl\. )?(?P<unit>\d{1,4})`, `(?P<flr>\d{1,2})\. ?sal~?(?P<unit>tv|th|mf)\.?`, `(?P<flr>\d{1,2})\. ?sal`, `(?P<flr>st|kl)\.?`, `(?P<flr>\d{1,2})\.`,
		},
		asides: []aside{{careOf, "a name, not a place"}}, boxes: nordicBox,
		names: []string{"danmark", "denmark", "danemark", "dk"}, streets: danishStreets, dates: true,
	},
	"NO": norwegian([]string{"norge", "noreg", "norway", "norvege", "no"}),
	"SJ": norwegian([]string{"svalbard og jan mayen", "svalbard and jan mayen", "svalbard", "norge", "norway", "sj", "no"}),
	"SE": {
		codePlace: beforeTown, code: `\d{3} ?\d{2}`, prefix: `se|s`, codeWords: 2, number: `(?P<hno>\d{1,4}(?: ?[a-z])?(?:-\d{1,4}[a-z]?)?)`,
		units:  []string{`(?P<flr>\d{1,2}) (?:tr\.?|trappor|trappa)(?: upp| ned| o\.?g\.?)?`, `(?:van\.?|vaning) (?P<flr>\d{1,2})`},
		after:  []string{`plan (?P<flr>\d{1,2})`},
		asides: []aside{{careOf, "a name, not a place"}, {`(?:lgh|lagenhet) \d{1,4}`, "a flat, and the country has no field for it"}, {`(?:nb|bv|uppgang ` + value + `)`, lost}},
		boxes:  `(?:box|postbox|fack) \d+`,
		names:  []string{"sverige", "sweden", "suede", "schweden", "se"}, streets: swedenStreets,
	},
	"FI": {
		codePlace: beforeTown, code: `\d{5}`, prefix: `fi|fin`, codeWords: 1, trailing: true, number: `(?P<hno>\d{1,4}(?:-\d{1,4})? ?[a-z]?)`,
		units: []string{`(?:as\.?|asunto|huoneisto|bst\.?) (?P<unit>\d{1,3}[a-z]?)`}, after: []string{`(?P<unit>[a-z] ?\d{1,3}[a-z]?)`},
		asides: []aside{{careOf, "a name, not a place"}}, boxes: `(?:pl|pb|p\.?o\.? ?box|postilokero) \d+`,
		names: []string{"suomi", "finland", "finlande", "finnland", "fi"}, streets: finlandStreets,
	},
	"GB": {
		numberFirst: true, codePlace: afterTown, code: `[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}`, codeWords: 2,
		number: `(?:no\.? )?(?P<hno>\d{1,5} ?[a-z]?(?:[-/]\d{1,5}[a-z]?)?)`,
		units:  []string{`(?P<unit>(?:flat|unit|units|apartment|apt\.?|suite|room|studio|office) ` + value + `)`},
		asides: []aside{{careOf, "a name, not a place"}, {`(?:ground|first|second|third|fourth|fifth|\d{1,2}(?:st|nd|rd|th)|lower|upper) floor(?: flat| office)?|floor \d+|level \d+`, "a floor, and the country has no field for it"}},
		boxes:  englBox, names: []string{"united kingdom", "uk", "u.k.", "great britain", "gb", "royaume-uni"},
		counties: `(?:co\.?|county) [a-z]+(?: [a-z]+)?|[a-z]+shire|(?:(?:east|west) )?sussex|(?:(?:north|south|east|west) )?[a-z]+shire|kent|surrey|essex|norfolk|suffolk|devon|cornwall|dorset|somerset|cumbria|merseyside|greater (?:manchester|london)|west midlands|tyne (?:and|&) wear|isle of (?:wight|man)|east riding of yorkshire|rutland|northumberland|middlesex|middx|herts|hants|bucks|berks|lancs|lincs|notts|northants|wilts|gwynedd|powys|dyfed|clwyd|gwent|(?:(?:west|mid|south) )?glamorgan|fife|north yorks|s yorks|w yorks|n yorks|glos|worcs|staffs|leics|oxon|beds|cambs`,
		streets:  englishStreets, roads: englishRoads, building: englishBuildings, locality: true,
	},
	"IE": {
		numberFirst: true, codePlace: afterTown, code: `[a-z]\d[\dw] ?[a-z\d]{4}`, codeWords: 2,
		number: `(?:no\.? )?(?P<hno>\d{1,5} ?[a-z]?(?:[-/]\d{1,5}[a-z]?)?)`,
		asides: []aside{{careOf, "a name, not a place"}, {`(?:flat|unit|apartment|apt\.?|suite|room) ` + value, "a flat, and the country has no field for it"}, {`(?:ground|first|second|third|\d{1,2}(?:st|nd|rd|th)) floor`, "a floor, and the country has no field for it"}},
		boxes:  englBox, names: []string{"ireland", "eire", "irlande", "republic of ireland", "ie"},
		states: []string{"county", "co.", "co"}, streets: englishStreets, building: englishBuildings, locality: true,
	},
	"HK": {
		numberFirst: true, codePlace: noCode, number: `(?:nos?\.? ?)?(?P<hno>\d{1,4}[a-z]?(?:-\d{1,4}[a-z]?)?)`,
		units: []string{
			`(?:flats?|rooms?|rm\.?|units?|shops?|suites?|offices?) (?P<unit>(?:\d[\w-]*|[a-z]\d*)(?:-\d+)?)`,
			`(?P<flr>\d{1,3}|u?g|lg|b\d?|m|ub)/f\.?`, `(?P<flr>\d{1,3})(?:st|nd|rd|th) floor`, `(?P<flr>ground) floor`, `(?:level|floor) (?P<flr>\d{1,3})`,
		},
		asides: []aside{{careOf, "a name, not a place"}, {`block ` + value + `|tower ` + value, lost}},
		boxes:  englBox, names: []string{"china", "p.r. china", "prc", "sar", "hong kong sar", "hong kong", "hongkong", "hk"}, townToo: []string{"hong kong", "hongkong", "hk", "hong kong sar"},
		states:  []string{"Hong Kong=hongkong", "Hong Kong=hk", "Hong Kong=hong kong island", "Kowloon=kln", "Kowloon=kln.", "New Territories=n.t.", "New Territories=nt"},
		streets: englishStreets, building: englishBuildings + `|square|plaza`, locality: true,
	},
	"AU": {
		numberFirst: true, codePlace: afterTown, code: `\d{4}`, codeWords: 1,
		number: `(?:no\.? )?(?:(?P<unit>\d{1,4}[a-z]?)/)?(?P<hno>\d{1,5}[a-z]?(?:-\d{1,5}[a-z]?)?)`, units: australianUnits,
		asides: []aside{{careOf, "a name, not a place"}, {`lot \d+`, "a plot, not a house number"}}, boxes: englBox,
		names:  []string{"australia", "australie", "au"},
		states: []string{"NSW=n.s.w.", "VIC=vic.", "QLD=qld.", "TAS=tas."}, streets: englishStreets, typeLast: true, building: englishBuildings,
		types: []string{"AVE=ave ave. av avenue", "BVD=bvd blvd boulevard", "CRT=ct crt court", "CRES=cres cr crescent", "HWY=hwy highway", "LANE=ln lane la", "PDE=pde parade", "RD=rd rd. road", "ST=st st. street str", "TCE=tce ter terrace", "ESP=esp esplanade", "CCT=cct circuit"},
	},
	"NZ": {
		numberFirst: true, codePlace: afterTown, code: `\d{4}`, codeWords: 1,
		number: `(?:no\.? )?(?:(?P<unit>\d{1,4}[a-z]?)/)?(?P<hno>\d{1,5}[a-z]?(?:-\d{1,5}[a-z]?)?)`, units: australianUnits,
		asides: []aside{{careOf, "a name, not a place"}, {`r\.?d\.? \d{1,2}`, "a rural delivery round, not an address"}, {`lot \d+`, "a plot, not a house number"}},
		boxes:  englBox, names: []string{"new zealand", "nouvelle-zelande", "aotearoa", "nz", "n.z."}, streets: englishStreets, roads: englishRoads,
		building: englishBuildings, locality: true,
	},
	"US": {
		numberFirst: true, codePlace: afterTown, code: `\d{5}(?:-\d{4})?`, codeWords: 1,
		number: `(?:no\.? )?(?P<hno>\d{1,6}[a-z]?(?:-\d{1,5}[a-z]?)?(?: \d/\d)?)`,
		units: []string{
			`(?P<unit>(?:apt\.?|apartment|ste\.?|suite|unit|bldg\.?|building) #? ?` + value + `|#[\w-]+|# [\w-]+)`, `(?P<room>(?:rm\.?|room) ` + value + `)`,
			`(?P<flr>\d{1,3}(?:st|nd|rd|th) (?:floor|fl\.?)|(?:fl\.?|floor) \d{1,3})`,
		},
		asides: []aside{{careOf, "a name, not a place"}}, boxes: englBox,
		names:    []string{"usa", "u.s.a.", "us", "u.s.", "united states", "united states of america", "etats-unis"},
		counties: `[a-z][a-z.' -]* (?:county|parish)`,
		states:   []string{"DC=d.c.", "DC=d. c."}, streets: englishStreets, roads: englishRoads, typeLast: true,
		types: []string{"AVE=ave ave. av avenue", "BLVD=blvd blvd. boulevard", "ST=st st. street str", "RD=rd rd. road", "DR=dr dr. drive", "LN=ln ln. lane", "CT=ct ct. court", "CIR=cir cir. circle", "HWY=hwy highway", "PKWY=pkwy parkway pky", "PL=pl pl. place", "PLZ=plz plaza", "SQ=sq sq. square", "TER=ter ter. terr terrace"},
	},
}

const englishBuildings = `house|court|centre|center|building|bldg\.?|tower|towers|mansions?|chambers`

var australianUnits = []string{
	`(?:unit|suite|ste|shop|apt\.?|apartment|flat|office) (?P<unit>\d+[a-z]?)/(?P<hno>\d{1,5}[a-z]?(?:-\d{1,5}[a-z]?)?)`,
	`(?:unit|suite|ste|shop|apt\.?|apartment|flat|office|villa|u) (?P<unit>` + value + `)`,
	`(?:level|lvl|floor|fl|l) (?P<flr>\d{1,3}|g)`, `(?P<flr>ground) floor`, `(?P<flr>\d{1,3})(?:st|nd|rd|th) floor`,
}

// french is the convention of France and of its territories, whose own name may
// stand before that of France.
func french(own ...string) convention {
	names := append([]string{"france", "fr"}, own...)
	for _, name := range own {
		names = append(names, name+" france")
	}
	c := convention{
		numberFirst: true, codePlace: beforeTown, code: `\d{5}`, prefix: `f|fr`, codeWords: 1, number: frenchNumber,
		units: []string{
			`(?P<flr>\d{1,2})(?:er|e|eme|nd|ere)? (?:etage|et\.)`, `etage (?P<flr>\d{1,2})`, `bureau (?P<room>` + value + `)`, `(?P<bld>(?:bat\.?|batiment|immeuble|imm\.) ` + value + `)`,
		},
		asides: []aside{
			{careOf, "a name, not a place"},
			{`insee \d[\dab]\d{3}`, "the address service fills in the INSEE code"},
			{`km \d+`, "a place along a road, not a house number"},
			{`(?:appt?\.?|appartement|apt\.?|porte|escalier|esc\.?|entree|hall|lot|cage) ` + value + `|rdc|rez-de-chaussee`, lost},
		}, boxes: frenchBox, names: names, streets: frenchStreets + `|(?:zi|za|zac|parc) .*`, roads: romanceRoads, roadOnly: onlyAType, dates: true,
		types: []string{
			"AV=av av. ave ave. avenue", "BD=bd bd. bld bld. bvd boul. boulevard", "PL=pl pl. place", "RTE=rte rte. route", "CHE=che che. chem. ch. chemin",
			"ALL=all all. allee allees", "IMP=imp imp. impasse", "SQ=sq sq. square", "CRS=crs crs. cours", "PAS=pass. pas pas. passage", "RUE=r. rue", "ESP=esp esp. esplanade",
			"RPT=rpt rond-point rd-pt", "ZI=zi z.i. z.i zone-industrielle", "ZA=za z.a. z.a",
		},
		building: `immeuble|imm\.|batiment|bat\.?|residence|tour`, locality: true, brackets: false,
	}
	for _, name := range own {
		if strings.HasPrefix(name, "s") { // Saint-Martin, Saint-Barthélemy
			c.townToo = append(c.townToo, name)
		}
	}
	return c
}

func norwegian(names []string) convention {
	return convention{
		codePlace: beforeTown, code: `\d{4}`, prefix: `n|no`, codeWords: 1, number: `(?P<hno>\d{1,4}(?: ?[a-z])?(?:-\d{1,4}[a-z]?)?)`,
		units: []string{`(?:leil\.?|leilighet|bolig|bnr\.?)? ?(?P<room>[hulk]\d{4})`}, asides: []aside{{careOf, "a name, not a place"}, {`(?:leil\.?|leilighet) ` + value, lost}},
		boxes: nordicBox, names: names, streets: norwayStreets, roadOnly: nordicRoads, dates: true,
	}
}
