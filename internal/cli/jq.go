package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/itchyny/gojq"

	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

// writeJQ writes what a jq expression makes of the JSON form, as `gh --jq` does: a
// text as it is, anything else as JSON, each on a line.
func (s *sheet) writeJQ(w io.Writer, expression string) error {
	query, err := gojq.Parse(expression)
	if err != nil {
		return usageFailure("", "--jq: %v", err)
	}
	code, err := gojq.Compile(query) // without the environment: it may hold secrets
	if err != nil {
		return usageFailure("", "--jq: %v", err)
	}
	var document bytes.Buffer
	if err := s.writeJSON(&document); err != nil {
		return err
	}
	var input any
	decoder := json.NewDecoder(&document)
	decoder.UseNumber() // identifiers of many digits stay as they are
	if err := decoder.Decode(&input); err != nil {
		return fmt.Errorf("read the answer for --jq: %w", err)
	}
	results := code.Run(input)
	for {
		value, more := results.Next()
		if !more {
			return nil
		}
		var halt *gojq.HaltError
		if err, failed := value.(error); failed {
			if errors.As(err, &halt) && halt.Value() == nil {
				return nil
			}
			return fmt.Errorf("--jq: %w", err)
		}
		if err := writeResult(w, value); err != nil {
			return err
		}
	}
}

func writeResult(w io.Writer, value any) error {
	line, ok := value.(string)
	if ok {
		line = safeLines(line)
	} else {
		encoded, err := gojq.Marshal(value)
		if err != nil {
			return err
		}
		line = string(rules.EscapeJSON(encoded))
	}
	_, err := fmt.Fprintln(w, line)
	return err
}

// safeLines makes each line of a text safe for a terminal.
func safeLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = models.Safe(line)
	}
	return strings.Join(lines, "\n")
}
