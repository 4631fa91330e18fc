// Package billing is a Billing M2M API to try things on: 400 bills and credit notes
// of 14 accounts over 36 months, reports, documents in three formats, and jobs that
// take their time. The paths are those of api-contract §4; the shapes of items, jobs
// and errors are the ones it assumes (api-contract §6, §8), since no document gives them.
//
// The data are made from one seed and anchored at the day of the start, so that
// "last month" is never empty and every start has the same numbers. What is wrong
// with them is wrong on purpose: see book.go.
//
// It imports nothing of ours and shares no code with the client. Only
// internal/sandbox, which stands before it with tokens and quota, and tests may
// import it.
package billing
