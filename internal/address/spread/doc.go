// Package spread proposes how to spread an address, written on a line as people of
// its country write it, over the elements of the country's schema. Each country's
// conventions are a row of a table; words are claimed one step after the other, and
// nothing is ever made of words that were not claimed for it. Where two readings have
// the same right it fills neither and says so, for an address is where help goes.
//
// It is not a check and not a search: what the schema refuses is marked and left to
// the operator, and whether an address exists is for the API to say. It asks nobody;
// the areas it is given are those at hand. The command line and the wizard's screen
// may import it; package address may not.
package spread
