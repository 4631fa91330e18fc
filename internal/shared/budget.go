package shared

import (
	"context"
	"fmt"
	"strconv"
	"time"
)

// Rules are those of the budget, as internal/api has them for one host too.
type Rules struct {
	Window     time.Duration // in which requests are counted
	First      time.Duration // the first pause after a throttle that names none
	Longest    time.Duration // the longest pause
	RetriesFor time.Duration // after which retries are free again
}

// Ledger is what all hosts know together, at the moment of the call.
type Ledger struct {
	Spent   int           // requests in the window
	Pause   time.Duration // how long the API throttles yet; 0 when it does not
	Strikes int           // throttles in a row
	Retries float64       // retries that no answer has earned yet
	Age     time.Duration // for how long the server has counted without a gap
}

// Take spends one request of limit. wait is 0 when it may go, else how long to
// wait before asking again.
func (s *Server) Take(ctx context.Context, rules Rules, limit int) (wait time.Duration, l Ledger, err error) {
	result, l, err := s.decide(ctx, rules, "take", strconv.Itoa(limit))
	return time.Duration(result) * time.Millisecond, l, err
}

// Throttled notes that the API refused: for as long as it asked, or, where
// asked is 0, for a pause that doubles each time; chance, from 0 to 0.5, is
// added to it so that hosts do not come back together.
func (s *Server) Throttled(ctx context.Context, rules Rules, asked time.Duration, chance float64) (Ledger, error) {
	_, l, err := s.decide(ctx, rules, "throttled",
		ms(asked), ms(rules.First), strconv.FormatFloat(chance, 'f', 3, 64))
	return l, err
}

// Passed notes that the API answers again: throttles begin anew, and a part of
// a retry is earned.
func (s *Server) Passed(ctx context.Context, rules Rules, earned float64) (Ledger, error) {
	_, l, err := s.decide(ctx, rules, "passed", strconv.FormatFloat(earned, 'f', 3, 64))
	return l, err
}

// Retry spends one retry, of those that are free.
func (s *Server) Retry(ctx context.Context, rules Rules, free float64) (allowed bool, l Ledger, err error) {
	result, l, err := s.decide(ctx, rules, "retry", strconv.FormatFloat(free, 'f', 3, 64))
	return result == 1, l, err
}

// Ledger returns what all hosts know, and spends nothing.
func (s *Server) Ledger(ctx context.Context, rules Rules) (Ledger, error) {
	_, l, err := s.decide(ctx, rules, "view")
	return l, err
}

// decide runs one decision of the script.
func (s *Server) decide(ctx context.Context, rules Rules, what string, args ...string) (result int64, l Ledger, err error) {
	args = append([]string{s.clock(), ms(rules.Window), ms(rules.Longest), what, ms(rules.RetriesFor)}, args...)
	err = s.link.do(ctx, func(ctx context.Context, c *conn) error {
		reply, err := s.budget.Exec(ctx, c, s.names.in(c.run, "spent", "state", "born"), args).AsIntSlice()
		if err != nil {
			return err
		}
		if len(reply) != 6 {
			return fmt.Errorf("a reply of %d numbers", len(reply))
		}
		result = reply[0]
		l = Ledger{
			Spent:   int(reply[1]),
			Pause:   time.Duration(reply[2]) * time.Millisecond,
			Strikes: int(reply[3]),
			Retries: float64(reply[4]) / 1000,
			Age:     time.Duration(reply[5]) * time.Millisecond,
		}
		return nil
	})
	return result, l, err
}

func ms(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }
