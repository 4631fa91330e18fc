package tracking

import "strings"

// Language is that of the words in an answer: English, or French on demand.
type Language int

// The languages.
const (
	English Language = iota
	French
)

// LanguageOf reads the header Accept-Language (INF, as the sister API Ordering).
func LanguageOf(header string) Language {
	if strings.HasPrefix(strings.ToLower(strings.TrimSpace(header)), "fr") {
		return French
	}
	return English
}

// words are those of one meaning, by language.
type words [2]string

// milestones are the stages that an order can go through, and steps their codes.
var milestones = [...]words{
	{"Order registered", "Commande enregistrée"},
	{"Feasibility study", "Étude de faisabilité"},
	{"Access ordered", "Accès commandé"},
	{"Access delivered", "Accès livré"},
	{"Router configured", "Routeur configuré"},
	{"Router installed", "Routeur installé"},
	{"Voice service tested", "Service voix testé"},
	{"Acceptance signed", "Recette signée"},
}

var steps = [...]words{
	{"REGISTRATION", "Enregistrement"},
	{"STUDY", "Étude"},
	{"ACCESS_ORDER", "Commande de l'accès"},
	{"ACCESS_DELIVERY", "Livraison de l'accès"},
	{"CONFIGURATION", "Configuration"},
	{"INSTALLATION", "Installation"},
	{"TEST", "Recette technique"},
	{"ACCEPTANCE", "Recette"},
}

var offers = [...]words{
	{"Business Talk access", "Accès Business Talk"},
	{"Business VPN fibre", "Business VPN fibre"},
	{"Contact Center Access", "Contact Center Access"},
	{"Router replacement", "Remplacement de routeur"},
}

// reached says how a milestone stands.
type reached int

const (
	met reached = iota
	missed
	toCome
)

func (l Language) milestone(stage int) string { return milestones[stage][l] }
func (l Language) step(stage int) string      { return steps[stage][l] }
func (l Language) offer(n int) string         { return offers[n][l] }
func (l Language) half(n int) string          { return [...]words{{"AM", "Matin"}, {"PM", "Après-midi"}}[n][l] }

func (l Language) visit() string { return words{"Installation on site", "Intervention sur site"}[l] }

func (l Language) note() string {
	return words{"The site asks for a call before the visit.", "Le site demande un appel avant le passage."}[l]
}

func (l Language) reached(r reached) string {
	return [...]words{met: {"Completed", "Réalisé"}, missed: {"Violated", "Échec"}, toCome: {"Yet-To-Reach", "Prévu"}}[r][l]
}

func (l Language) status(english string) string {
	return l.either(english, map[string]string{StatusCurrent: "En cours", StatusClosed: "Clos", StatusCancelled: "Annulé"})
}

func (l Language) appointed(english string) string {
	return l.either(english, map[string]string{"initialized": "Planifié", "confirmed": "Confirmé", "completed": "Réalisé", "cancelled": "Annulé"})
}

func (l Language) either(english string, french map[string]string) string {
	if l == French {
		return french[english]
	}
	return english
}
