package faults_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"btalk/internal/sandbox"
	"btalk/internal/sandbox/faults"
	"btalk/internal/sandbox/sandboxtest"
)

func TestQuirksChangeTheOptions(t *testing.T) {
	t.Parallel()
	got := quirked(t, "spike=-1", "page-size=7", "max-page=50", "token-life=90s", "text-expiry", "rights=readonly", "post-address", "order-path=plain")
	if got.SpikePerSecond != -1 || got.PageSize != 7 || got.MaxPage != 50 || got.TokenLife != 90*time.Second || !got.TextExpiry ||
		got.Profile != sandbox.ProfileReadOnly || !got.PostAddress || got.OrderPath != sandbox.OrderPathPlain || len(got.Layers) != 0 {
		t.Errorf("options are %+v", got)
	}
	if got := quirked(t, "order-path=voicesite", "no-total", "total=5"); got.OrderPath != sandbox.OrderPathVoiceSite || len(got.Layers) != 2 {
		t.Errorf("options are %+v", got)
	}
}

func TestAQuirkThatCannotBeIsRefusedWithWhatCan(t *testing.T) {
	t.Parallel()
	for text, says := range map[string]string{
		"numeric":         "there is no quirk \"numeric\"; there are: spike, page-size",
		"twice":           "there is no quirk",
		"":                "there is no quirk",
		"no-total=3":      "takes no value",
		"total":           "wants a value: total=TEXT",
		"page-cap=0":      "a number from 1 on",
		"page-cap=x":      "a number from 1 on",
		"page-size=x":     "not a number such as 40",
		"page-size=0":     "not a number such as 40",
		"spike=-2":        "not a number such as 40",
		"token-life=90":   "not a duration such as 90s",
		"token-life=-1s":  "not a duration such as 90s",
		"rights=all":      "readwrite or readonly",
		"order-path=both": "voicesite or plain",
	} {
		if err := faults.Apply(&sandbox.Options{}, text); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %q", text, err, says)
		}
	}
	if err := faults.Apply(&sandbox.Options{}, "x", "no-total", "y"); err == nil || strings.Count(err.Error(), "there is no quirk") != 2 {
		t.Errorf("both wrong quirks are to be named: %v", err)
	}
}

func TestTheHelpNamesEveryQuirkOnce(t *testing.T) {
	t.Parallel()
	help := faults.QuirkHelp()
	for _, name := range []string{"spike=N", "post-address", "numeric-codes", "repeat-page", "page-cap=N", "total=TEXT", "latin1", "html", "error-200", "stall"} {
		if strings.Count(help, "\n  "+name+" ")+strings.Count(help[:12], "  "+name+" ") != 1 {
			t.Errorf("%s is not in the help once:\n%s", name, help)
		}
	}
	if strings.Contains(help, "twice") {
		t.Error("a fault of changes is offered as a quirk")
	}
}

func TestAnotherServerOfTheSameAPI(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, quirked(t, "numeric-codes", "extra-fields"))
	var customers []map[string]any
	c.Get("/customers").Into(t, &customers)
	if _, number := customers[0]["customerCode"].(float64); !number {
		t.Errorf("customerCode is %v", customers[0]["customerCode"])
	}
	if _, strange := customers[0]["xSince2031"]; !strange {
		t.Error("there are no strange fields")
	}
	var candidates []map[string]any
	c.Get("/countries/FR/addresses?q=haussmann").Into(t, &candidates)
	for _, candidate := range candidates {
		if _, strange := candidate["xSince2031"]; strange {
			t.Error("an address candidate must stay in the exact form to push")
		}
	}
	var schema map[string]map[string]any
	c.Get("/countries/FR/addressconstraints").Into(t, &schema)
	if _, strange := schema["xSince2031"]; strange || schema["pc"]["xSince2031"] == nil {
		t.Error("strange fields belong into elements, not among them")
	}
}

func TestAnswersThatAreNotWhatTheyClaim(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, quirked(t, "latin1"))
	answer := c.Get("/customers")
	if bytes.Contains(answer.Body, []byte("é")) || !bytes.Contains(answer.Body, []byte("\xe9")) || !strings.HasSuffix(answer.Header.Get("Content-Type"), "ISO-8859-1") {
		t.Errorf("latin1 is %s: %.300s", answer.Header.Get("Content-Type"), answer.Body)
	}
	c = sandboxtest.Start(t, quirked(t, "error-200"))
	c.Get("/customers").MustRefuse(t, http.StatusOK, 1, "")
	if answer := sandboxtest.Start(t, quirked(t, "html")).Get("/customers"); answer.Status != http.StatusOK || json.Valid(answer.Body) {
		t.Errorf("html is %d %s", answer.Status, answer.Body)
	}
}
