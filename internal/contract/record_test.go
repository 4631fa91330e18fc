package contract_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"btalk/docs"
	"btalk/internal/contract"
	"btalk/internal/sandbox"
)

// TestNoValueOfTheAccountIsInTheReportOrTheFiles reads all that the sandbox has, and looks
// for each of its values.
func TestNoValueOfTheAccountIsInTheReportOrTheFiles(t *testing.T) {
	t.Parallel()
	own := map[string]bool{} // words of the report, whoever is asked
	for _, one := range parts.FindAllString(surveyed(t, contract.Options{}, "empty-list").survey.Report().Markdown(), -1) {
		own[one] = true
	}
	for _, quirks := range [][]string{nil, {"numeric-codes", "extra-fields"}, {"hostile"}, {"wrong-types"}} {
		a := surveyed(t, contract.Options{}, quirks...)
		dir := filepath.Join(t.TempDir(), "answers")
		told := a.survey.Report().Markdown() + recorded(t, a.survey, dir)
		if len(quirks) == 0 && !strings.Contains(told, "AAA") {
			t.Error("no shape is told")
		}
		values := a.values(t)
		if len(values) < 1000 {
			t.Fatalf("the sandbox has %d values only", len(values))
		}
		said := map[string]bool{}
		for _, one := range parts.FindAllString(told, -1) {
			said[one] = true
		}
		for value := range values {
			if said[value] && !own[value] || strings.Contains(value, " ") && strings.Contains(told, value) {
				t.Errorf("%v: %q is told", quirks, value)
			}
		}
	}
}

// parts are the words of a text.
var parts = regexp.MustCompile(`[\p{L}\p{N}][\p{L}\p{N}._+-]*`)

// values are those of the account that name or count something of a customer: long enough
// to be one, and not words of the API.
func (a *account) values(t *testing.T) map[string]bool {
	t.Helper()
	values := map[string]bool{}
	paths := []string{"/customers", "/voicesites?limit=1000", "/countries/CH/geoareas/area1", "/countries/PT/parishes"}
	var customers []struct {
		CustomerCode string `json:"customerCode"`
	}
	plain := &account{server: sandbox.New(sandbox.Options{VoiceSites: 60, RequestsPerMinute: -1, SpikePerSecond: -1})}
	if err := json.Unmarshal(plain.read(t, "/btalk/v1/customers"), &customers); err != nil {
		t.Fatal(err)
	}
	for _, c := range customers {
		for _, below := range []string{"/vpns", "/orders?limit=1000", "/opc/cloudvoicenumbers?limit=1000", "/routers?country=FR&limit=1000"} {
			paths = append(paths, "/customers/"+c.CustomerCode+below)
		}
	}
	for i, path := range paths {
		paths[i] = "/btalk/v1" + path
	}
	paths = append(paths, "/order-tracking/b2b/v1/orders?limit=100", "/billing/b2b/v1/bills?limit=100", "/billing/b2b/v1/billingAccounts?limit=100")
	for _, path := range paths {
		var document any
		decoder := json.NewDecoder(bytes.NewReader(plain.read(t, path)))
		decoder.UseNumber()
		if err := decoder.Decode(&document); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		collect(values, "", document)
	}
	return values
}

// read asks a sandbox without the client, and without faults.
func (a *account) read(t *testing.T, path string) []byte {
	t.Helper()
	keys := sandbox.DemoCredentials()
	ask := func(r *http.Request) []byte {
		recorder := httptest.NewRecorder()
		a.server.ServeHTTP(recorder, r)
		return recorder.Body.Bytes()
	}
	form := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/oauth/v3/token", strings.NewReader("grant_type=client_credentials"))
	form.SetBasicAuth(keys.ClientID, keys.ClientSecret)
	form.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	var token struct {
		Access string `json:"access_token"`
	}
	if err := json.Unmarshal(ask(form), &token); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, http.NoBody)
	r.Header.Set("Authorization", "Bearer "+token.Access)
	r.Header.Set("X-BT-API-KEY", keys.APIKey)
	r.Header.Set("X-Api-Key", keys.B2BKey)
	return ask(r)
}

func collect(values map[string]bool, key string, document any) {
	switch document := document.(type) {
	case map[string]any:
		for name, field := range document {
			collect(values, name, field)
		}
	case []any:
		for _, item := range document {
			collect(values, key, item)
		}
	case string, json.Number:
		value := fmt.Sprint(document)
		if len(value) >= 4 && !strings.Contains(docs.Contract, value) && strings.Trim(value, "9") != "" && !isWordOfTheAPI(key) {
			values[value] = true
		}
	}
}

func isWordOfTheAPI(key string) bool {
	switch key {
	case "status", "type", "usage", "step", "slot", "priority", "sendingFormat", "segment", "currency", "productReference", "voiceOffer", "kind", "product":
		return true
	}
	return false
}

// recorded keeps the answers and gives all of them as one text.
func recorded(t *testing.T, s *contract.Survey, dir string) string {
	t.Helper()
	folder, err := contract.NewFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	names, err := folder.Keep(s)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, name := range names {
		body, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !json.Valid(body) {
			t.Errorf("%s: %v, JSON %v", name, err, json.Valid(body))
		}
		all.Write(body)
	}
	return all.String()
}

func TestFilesAreForThisUserAloneAndNeverWrittenOver(t *testing.T) {
	t.Parallel()
	a := surveyed(t, contract.Options{Requests: 4})
	dir := filepath.Join(t.TempDir(), "answers")
	recorded(t, a.survey, dir)
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) == 0 {
		t.Fatalf("%d files, %v", len(entries), err)
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("directory: %v, %v", info.Mode(), err)
	}
	for _, entry := range entries {
		if info, err := entry.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", entry.Name(), info.Mode(), err)
		}
	}
	if _, err := contract.NewFolder(dir); err == nil || !strings.Contains(err.Error(), "nothing is written over") {
		t.Errorf("a second time: %v", err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := contract.NewFolder(file); err == nil {
		t.Error("a file is taken for a directory")
	}
}
