package billing

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"strconv"
)

// reply is an answer before it is written.
type reply struct {
	status      int
	header      map[string]string
	contentType string
	body        []byte
}

func (r reply) write(w http.ResponseWriter) {
	for name, value := range r.header {
		w.Header().Set(name, value)
	}
	if r.contentType != "" {
		w.Header().Set("Content-Type", r.contentType)
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(r.body)))
	w.WriteHeader(r.status)
	_, _ = w.Write(r.body) // the client may have gone: nothing to do about it
}

func (r reply) with(name, value string) reply {
	header := maps.Clone(r.header)
	if header == nil {
		header = map[string]string{}
	}
	header[name] = value
	r.header = header
	return r
}

func ok(value any) reply { return document(http.StatusOK, value) }

func document(status int, value any) reply {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return refusal(http.StatusInternalServerError, 1, "%v", err)
	}
	return reply{status: status, contentType: "application/json; charset=UTF-8", body: bytes.TrimSpace(body.Bytes())}
}

// refusal is an error of the gateway (E1, api-contract §1.3).
func refusal(status, code int, format string, args ...any) reply {
	labels := map[int]string{
		1: "Internal error", 6: "Gateway timeout", 21: "Missing body", 22: "Invalid body", 24: "Invalid body field", 25: "Missing header",
		28: "Invalid query-string parameter value", 41: "Invalid credentials", 60: "Resource not found", 61: "Method not allowed",
		62: "Not acceptable", 68: "Unsupported Media Type",
	}
	return document(status, struct {
		Code        int    `json:"code"`
		Message     string `json:"message"`
		Description string `json:"description"`
	}{code, labels[code], fmt.Sprintf(format, args...)})
}

// The pages of a list (api-contract §8.2: ten by default).
const (
	defaultPage = 10
	largestPage = 100
)

// page answers the part of a list that is asked for.
func page[T any](r *request, all []T) reply {
	if r.whole {
		return counted(all, len(all))
	}
	numbers := map[string]int{"limit": defaultPage, "offset": 0}
	for name := range numbers {
		text := r.query.Get(name)
		if text == "" {
			continue
		}
		number, err := strconv.Atoi(text)
		if err != nil || number < 0 || name == "limit" && number > largestPage {
			return refusal(http.StatusBadRequest, 28, "%s is %q; a number from 0 on is expected, for limit up to %d", name, text, largestPage)
		}
		numbers[name] = number
	}
	from := min(numbers["offset"], len(all))
	return counted(all[from:min(from+numbers["limit"], len(all))], len(all))
}

func counted[T any](items []T, total int) reply {
	if len(items) == 0 {
		items = []T{}
	}
	return ok(items).with("X-Total-Count", strconv.Itoa(total)).with("X-Result-Count", strconv.Itoa(len(items)))
}
