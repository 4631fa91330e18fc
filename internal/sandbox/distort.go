package sandbox

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// dressed makes the answer look like another server's: NumericCodes, ExtraFields.
func (s *Server) dressed(reply answer) answer {
	if !s.options.NumericCodes && !s.options.ExtraFields {
		return reply
	}
	body, isJSON := generic(reply)
	if !isJSON {
		return reply
	}
	if s.options.NumericCodes {
		body = eachField(body, numericCode)
	}
	if s.options.ExtraFields {
		body = eachObject(body, addStrangeFields)
	}
	reply.body = body
	return reply
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

// addStrangeFields extends the objects that stand for a thing. Those whose
// keys are data (an address, a schema, a map of rules) stay as they are.
func addStrangeFields(object map[string]any) {
	for _, key := range []string{"name", "voiceSiteId", "orderId", "number", "rightsProfile", "defaultLabel", "emergencyAreaRules"} {
		if _, isThing := object[key]; isThing {
			object["xSince2031"] = map[string]any{"ring": 3, "neverSeenBefore": true}
			object["sovereignty"] = nil
			return
		}
	}
}

// distort spoils the JSON of a right answer as the fault says. What the fault
// does not fit (a list's fault, an answer that is no list) stays as it is.
func (f *Fault) distort(reply answer) answer {
	body, isJSON := generic(reply)
	if !isJSON || reply.status >= http.StatusBadRequest {
		return reply
	}
	if f.What == FaultHostile {
		reply.body = eachField(body, hostile)
		return reply
	}
	if list, isList := body.([]any); isList {
		reply.body = f.distortList(list)
	}
	return reply
}

func (f *Fault) distortList(list []any) any {
	switch f.What {
	case FaultNullList:
		return nullList()
	case FaultWrapped:
		return map[string]any{"items": list}
	}
	if len(list) == 0 {
		return list
	}
	spoilt := len(list) / 2
	switch f.What {
	case FaultNullItem:
		list[spoilt] = nil
	case FaultWrongTypes:
		list[spoilt] = eachField(list[spoilt], wrongType)
	case FaultMissingID:
		if object, isObject := list[spoilt].(map[string]any); isObject {
			maps.DeleteFunc(object, func(key string, _ any) bool { return isIdentity(key) })
		}
	}
	return list
}

func nullList() raw { return raw{"application/json; charset=UTF-8", []byte("null")} }

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

// isLiteral tells of a field that steers the client and is not shown as it stands.
func isLiteral(key string) bool {
	literals := []string{"country", "usage", "valueType", "valueRegexp", "dialZoneSelection", "rightsProfile", "businessTalkOnline"}
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

// pagingFault tells a list fault that works on the question, not the answer.
func (f *Fault) pagingFault(c *call) {
	switch f.What {
	case FaultRepeatPage:
		c.query.Del("offset")
	case FaultIgnorePaging:
		c.unpaged = true
	}
}

// generic turns the body into plain JSON values; false when it is not JSON.
func generic(reply answer) (any, bool) {
	payload := reply.payload()
	if !strings.HasPrefix(payload.contentType, "application/json") {
		return nil, false
	}
	decoder := json.NewDecoder(strings.NewReader(string(payload.bytes)))
	decoder.UseNumber()
	var body any
	if err := decoder.Decode(&body); err != nil {
		return nil, false
	}
	return body, true
}

// eachField replaces every scalar of every object and list, the keys named.
func eachField(value any, change func(key string, value any) any) any {
	return eachNamed("", value, change)
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

// eachObject calls extend with every object, the inner ones first.
func eachObject(value any, extend func(map[string]any)) any {
	switch typed := value.(type) {
	case map[string]any:
		for _, field := range typed {
			eachObject(field, extend)
		}
		extend(typed)
	case []any:
		for _, item := range typed {
			eachObject(item, extend)
		}
	}
	return value
}
