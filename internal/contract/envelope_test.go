package contract_test

import (
	"testing"

	"btalk/internal/contract"
)

func TestAnErrorIsToldByItsFields(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{"code":41,"message":"Invalid credentials"}`:                 "E1 41",
		`[{"code":28,"message":"Invalid"},{"code":24,"message":"x"}]`: "E2 28",
		`{"error":"invalid_client","error_description":"x"}`:          "E3 ",
		`{"code":"53","message":"Too many"}`:                          "E4 53",
		`{"code":"ERR-7","reason":"x","message":"y","status":"404"}`:  "E6 ",
		`<html>`:                          "E5 ",
		`{"code":"33","name":"France"}`:   " 33",
		`[{"name":"x","message":"y"}]`:    " ",
		`[]`:                              " ",
		`"text"`:                          " ",
		`{"code":123456,"message":"Foo"}`: " ",
	} {
		if got := contract.EnvelopeOf(body); got != want {
			t.Errorf("%s is %q, want %q", body, got, want)
		}
	}
}
