package text

import (
	"fmt"
	"strconv"
)

// Count writes a number of things: Count(1, "number", "numbers") is "1 number".
func Count[N int | int64](n N, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.FormatInt(int64(n), 10) + " " + many
}

// Grouped writes a number with its thousands apart: 2,345.
func Grouped(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%s,%03d", Grouped(n/1000), n%1000)
}
