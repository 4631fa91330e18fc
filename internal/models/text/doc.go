// Package text holds every rule about text: what of it can be seen, how it is
// written into JSON and CSV, how two spellings of one name compare equal, and how
// names are searched, ranked, highlighted and sorted.
//
// It is not about showing text on a terminal (models.Text does that) and knows no
// field and no country. It imports nothing of ours; anything may import it.
package text
