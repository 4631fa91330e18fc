package contract

import "btalk/internal/models"

// Rows are the ids of the facts of the page, in its order.
func Rows() []string {
	var ids []string
	for _, r := range rows() {
		ids = append(ids, r.id)
	}
	return ids
}

// Judged are the ids that have a judge.
func Judged() map[string]bool {
	ids := map[string]bool{}
	for id := range facts() {
		ids[id] = true
	}
	return ids
}

// Shape is shape.
func Shape(text string) string { return shape(text) }

// Stand is stand.
func Stand(text string) string { return stand(text) }

// IsState is isState.
func IsState(path, value string) bool { return isState(path, value) }

// EnvelopeOf is the shape and the code of an error.
func EnvelopeOf(body string) string {
	doc, err := models.ParseValue([]byte(body))
	if err != nil {
		doc = nil
	}
	e := readEnvelope(doc)
	return e.shape + " " + e.code
}
