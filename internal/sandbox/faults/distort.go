package faults

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// spoilt is the JSON of a success, changed. Any other answer stays as it is.
func spoilt(re reply, change func(body any) any) reply {
	isJSON := strings.HasPrefix(re.header.Get("Content-Type"), "application/json")
	decoder := json.NewDecoder(bytes.NewReader(re.body))
	decoder.UseNumber()
	var body any
	if !isJSON || re.status >= http.StatusBadRequest || decoder.Decode(&body) != nil {
		return re
	}
	re.body = encode(change(body))
	return re
}

// encode writes what was decoded before, with & and < as they are.
func encode(body any) []byte {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(body) // it was JSON before
	return bytes.TrimSuffix(buffer.Bytes(), []byte("\n"))
}

// list changes lists only.
func list(change func(items []any) any) func(any) any {
	return func(body any) any {
		if items, isList := body.([]any); isList {
			return change(items)
		}
		return body
	}
}

// middleItem changes the one in the middle of a list.
func middleItem(change func(item any) any) func(any) any {
	return list(func(items []any) any {
		if len(items) > 0 {
			items[len(items)/2] = change(items[len(items)/2])
		}
		return items
	})
}

func withoutID(item any) any {
	if object, isObject := item.(map[string]any); isObject {
		maps.DeleteFunc(object, func(key string, _ any) bool { return isIdentity(key) })
	}
	return item
}

func numericCode(key string, value any) any {
	text, isText := value.(string)
	if key != "customerCode" || !isText {
		return value
	}
	if number, err := strconv.Atoi(text); err == nil {
		return number
	}
	return value
}

// addStrangeFields extends the objects that stand for a thing, the inner ones first.
// Those whose keys are data (an address, a schema, a map of rules) stay as they are.
func addStrangeFields(body any) any {
	switch typed := body.(type) {
	case map[string]any:
		for _, field := range typed {
			addStrangeFields(field)
		}
		things := []string{"name", "voiceSiteId", "orderId", "number", "rightsProfile", "defaultLabel", "emergencyAreaRules"}
		if slices.ContainsFunc(things, func(key string) bool { _, has := typed[key]; return has }) {
			typed["xSince2031"] = map[string]any{"ring": 3, "neverSeenBefore": true}
			typed["sovereignty"] = nil
		}
	case []any:
		for _, item := range typed {
			addStrangeFields(item)
		}
	}
	return body
}

func isIdentity(key string) bool {
	return slices.Contains([]string{"voiceSiteId", "customerCode", "vpnId", "orderId", "number", "iso2"}, key)
}

func wrongType(_ string, value any) any {
	switch value := value.(type) {
	case string:
		return map[string]any{"unexpected": []any{value}}
	case nil:
		return "null"
	default:
		return []any{value, 1e300}
	}
}

// isLiteral reports whether a field steers the client and is not shown as it stands.
func isLiteral(key string) bool {
	literals := []string{"access_token", "token_type", "country", "usage", "valueType", "valueRegexp", "dialZoneSelection", "rightsProfile", "businessTalkOnline"}
	return slices.Contains(literals, key) || strings.HasSuffix(key, "_pidflo")
}

// hostile puts into a text what a terminal must never receive: a colour, a
// title, a hyperlink, a clipboard write, bidirectional overrides, zero-width
// characters, a newline and a bell. Codes stay as they are, so that the
// operator still finds the way.
func hostile(key string, value any) any {
	text, isText := value.(string)
	if !isText || text == "" || isIdentity(key) || isLiteral(key) {
		return value
	}
	first, rest := text[:1], text[1:]
	if first[0] >= 0x80 {
		first, rest = "", text
	}
	return first + "\x1b[31m\x1b]0;owned\x07\x1b]52;c;ZXZpbA==\x07\u202e\u200b" + rest + "\u2066\ufeff\u200d\x1b[2J\r\n\a"
}

// eachFieldBy changes every scalar of every object and list, the keys named.
func eachFieldBy(change func(key string, value any) any) func(any) any {
	return func(body any) any { return eachNamed("", body, change) }
}

func eachNamed(key string, value any, change func(string, any) any) any {
	switch value := value.(type) {
	case map[string]any:
		for name, field := range value {
			value[name] = eachNamed(name, field, change)
		}
		return value
	case []any:
		for i, item := range value {
			value[i] = eachNamed(key, item, change)
		}
		return value
	default:
		return change(key, value)
	}
}
