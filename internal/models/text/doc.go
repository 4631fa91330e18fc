// Package text holds the rules about text that came from outside: what can be seen
// of it, what cannot, and how a value reads without what cannot.
//
// It is not about showing text on a terminal (models.Text does that) and knows no
// field and no country. It imports nothing of ours; anything may import it.
package text
