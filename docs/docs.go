// Package docs holds the pages that the program itself reads. It is text, not code, and
// imports nothing; internal/contract and tests may import it.
package docs

import _ "embed" // for the text below

// Contract is docs/api-contract.md: what is known of the APIs, a row a fact.
//
//go:embed api-contract.md
var Contract string
