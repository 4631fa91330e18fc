// Package bills holds bills and credit notes of Billing M2M and what can be worked
// out from them: sums, groups, the change to the month before, what is odd, what is
// missing, the CSV for the accountant, bars by month.
//
// The rules of money: decimals from end to end; one sum a currency and never a
// grand total; a credit note counts against, whatever sign it is written with; an
// amount that could be read in two ways is shown and not summed; beside every sum
// stands what was left out of it.
//
// Read it from bill.go; amount.go reads money in all its forms, sum.go adds it up.
// It sends no request, has no clock and knows no terminal. The client, the
// dashboard and internal/cli may import it.
package bills
