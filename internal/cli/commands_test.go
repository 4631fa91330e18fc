package cli

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"btalk/internal/sandbox"
	"btalk/internal/sandbox/faults"
)

func TestEveryListHasThreeForms(t *testing.T) {
	b := newBench(t, sandbox.Options{})
	tests := []struct {
		args   string
		header string // of the CSV form
		field  string // of every item of the JSON form
	}{
		{"customers", "customerCode,name,type,contractNumber,apiContractId,pricingApprovalNumber", "customerCode"},
		{"vpns arverne", "vpnId,name,vpnCode", "vpnId"},
		{"voicesites lyon", "voiceSiteId,technicalSiteName,customerSiteLabel,country,vpnId,customerCode,status", "voiceSiteId"},
		{"countries", "iso2,name,countryCode,businessTalkOnline", "iso2"},
		{"tracking paris", "id,customerReference,site.name,site.city,offer,status,step,next,nextDate,nextSlot", "id"},
		{"country CH FR", "capability,key,CH,FR", "coverage"},
	}
	for _, test := range tests {
		t.Run(test.args, func(t *testing.T) {
			args := strings.Fields(test.args)
			table := b.mustRun(t, args...)
			if strings.Contains(table.out, "\x1b") {
				t.Errorf("a pipe got an escape sequence:\n%q", table.out)
			}
			items := b.mustRun(t, append(args, "-o", "json")...).items(t)
			if len(items) == 0 {
				t.Fatal("no items")
			}
			for _, item := range items {
				if _, ok := item[test.field]; !ok {
					t.Errorf("item without %s: %v", test.field, item)
				}
			}
			rows, err := csv.NewReader(strings.NewReader(b.mustRun(t, append(args, "-o", "csv")...).out)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(rows[0], ","); got != test.header {
				t.Errorf("header %q, want %q", got, test.header)
			}
			if lines := strings.Count(table.out, "\n"); lines != len(rows) {
				t.Errorf("%d lines in the table, %d in the CSV", lines, len(rows))
			}
		})
	}
}

func TestSingleThingIsOneObject(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	site := text(t, b.mustRun(t, "voicesites", "lyon", "-o", "json").items(t)[0], "voiceSiteId")
	tests := []struct{ args, field, want string }{
		{"me", "rightsProfile", "readwrite"},
		{"country fr", "iso2", "FR"},
		{"voicesite " + site, "voiceSiteId", site},
	}
	for _, test := range tests {
		got := b.mustRun(t, append(strings.Fields(test.args), "-o", "json")...).object(t)
		if got[test.field] != test.want {
			t.Errorf("%s: %s is %v, want %s", test.args, test.field, got[test.field], test.want)
		}
	}
}

func TestVoiceSiteComesWithItsAddress(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	for _, item := range b.mustRun(t, "voicesites", "--country", "FR", "-o", "json").items(t)[:3] {
		id := text(t, item, "voiceSiteId")
		address, ok := b.mustRun(t, "voicesite", id, "-o", "json").object(t)["address"].(map[string]any)
		if !ok || address["a3"] == nil {
			t.Errorf("voicesite %s came without its address: %v", id, address)
		}
		if table := b.mustRun(t, "voicesite", id).out; !strings.Contains(table, "Address a3") {
			t.Errorf("table without the address:\n%s", table)
		}
	}
}

func TestVoiceSiteIsFoundByItsWholeName(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	item := b.mustRun(t, "voicesites", "lyon", "-o", "json").items(t)[0]
	name := strings.ToLower(text(t, item, "technicalSiteName"))
	got := b.mustRun(t, "voicesite", name, "-o", "json").object(t)
	if got["voiceSiteId"] != item["voiceSiteId"] {
		t.Errorf("%s gave %v, want %v", name, got["voiceSiteId"], item["voiceSiteId"])
	}
}

func TestVoiceSitesAreNarrowed(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	vpn := b.mustRun(t, "vpns", "arverne", "-o", "json").items(t)[0]
	tests := []struct{ args, field, want string }{
		{"--customer arverne", "customerCode", "10236"},
		{"--country fr", "country", "FR"},
		{"--vpn " + text(t, vpn, "vpnId"), "vpnId", text(t, vpn, "vpnId")},
		{"--customer 10236 --vpn " + text(t, vpn, "name"), "vpnId", text(t, vpn, "vpnId")},
	}
	all := len(b.mustRun(t, "voicesites", "-o", "json").items(t))
	for _, test := range tests {
		args := strings.SplitN(test.args, " ", 4)
		items := b.mustRun(t, append([]string{"voicesites", "-o", "json"}, args...)...).items(t)
		if len(items) == 0 || len(items) == all {
			t.Errorf("%s: %d of %d voicesites", test.args, len(items), all)
		}
		for _, item := range items {
			if item[test.field] != test.want {
				t.Errorf("%s gave a voicesite with %s %v", test.args, test.field, item[test.field])
			}
		}
	}
}

func TestSecondRunWithinFreshnessSendsNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	session := []string{"me", "customers", "vpns 10236", "voicesites lyon", "country FR", "countries", "geoareas CH"}
	for _, command := range session {
		b.mustRun(t, strings.Fields(command)...)
	}
	b.server.ForgetRequests()
	b.later(time.Minute)
	for _, command := range session {
		b.mustRun(t, strings.Fields(command)...)
	}
	if sent := b.server.Requests(); len(sent) != 0 {
		t.Errorf("second run sent %d requests, the first to %s", len(sent), sent[0].Path)
	}
	b.mustRun(t, "customers", "--refresh")
	if sent := b.server.Count("GET", "/customers"); sent != 1 {
		t.Errorf("--refresh sent %d requests for the customers, want 1", sent)
	}
}

func TestAnotherServerOfTheSameAPI(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{VoiceSites: 95, PageSize: 40, MaxPage: 40, Layers: faults.AnotherServer(), TextExpiry: true})
	customers := b.mustRun(t, "customers", "-o", "json")
	if !strings.Contains(customers.out, `"customerCode": 10236`) {
		t.Errorf("the number of the API became something else:\n%.300s", customers.out)
	}
	sites := b.mustRun(t, "voicesites", "-o", "json").items(t)
	if len(sites) != 95 {
		t.Errorf("%d voicesites came through pages of 40, want 95", len(sites))
	}
	if got := b.mustRun(t, "vpns", "10236", "-o", "json").items(t); len(got) == 0 {
		t.Error("no VPNs for a customer whose code is a number")
	}
	known := map[string]bool{"name": true, "customerCode": true, "contractNumber": true, "apiContractId": true, "pricingApprovalNumber": true, "type": true}
	for field := range customers.items(t)[0] {
		if !known[field] {
			return
		}
	}
	t.Error("fields never seen before were lost in the JSON")
}

func TestDemoIsWarmTheSecondTimeAndTouchesNothingElse(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	b.env.Vars = nil
	first := b.mustRun(t, "customers", "--demo")
	held := b.mustRun(t, "customers", "--demo", "--offline")
	if first.out != held.out {
		t.Error("the demo's second start is not served by what the first one left")
	}
	if got := b.run(t, "customers", "--offline"); got.code != exitCredentials {
		t.Errorf("without --demo: exit %d, want %d", got.code, exitCredentials)
	}
	if b.server.Count("*", "/") != 0 {
		t.Error("the demo asked a server that is not its own")
	}
	if me := b.mustRun(t, "me", "--demo").out; !strings.Contains(me, "DEMO") {
		t.Errorf("profile of the demo:\n%s", me)
	}
	if _, err := os.Stat(b.env.Dirs.State); err == nil {
		t.Error("a read of the demo wrote to the state directory")
	}
}

func TestCacheIsShownAndCleared(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	b.mustRun(t, "customers")
	entries := func() any { return b.mustRun(t, "cache", "info", "-o", "json").items(t)[0]["entries"] }
	if entries() == 0.0 {
		t.Error("nothing is held after a read")
	}
	b.mustRun(t, "cache", "clear")
	if got := entries(); got != 0.0 {
		t.Errorf("%v entries after clear", got)
	}
}

func TestConfigCommands(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	path := filepath.Join(b.env.Dirs.Config, "config.toml")
	if got := strings.TrimSpace(b.mustRun(t, "config", "path").out); got != path {
		t.Errorf("config path gave %q, want %q", got, path)
	}
	b.mustRun(t, "config", "check")
	b.mustRun(t, "config", "init")
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("config init: %v, mode %v", err, info.Mode())
	}
	if again := b.run(t, "config", "init"); again.code != exitUsage {
		t.Errorf("second init: exit %d, want %d", again.code, exitUsage)
	}
	show := b.mustRun(t, "config", "show")
	if !strings.Contains(show.out, "BTALK_BASE_URL") || strings.Contains(show.out, sandbox.DemoCredentials().ClientSecret) {
		t.Errorf("config show:\n%s", show.out)
	}
	if err := os.WriteFile(path, []byte("version = 1\nthmee = \"light\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	broken := b.run(t, "config", "check")
	if broken.code != exitUsage || !strings.Contains(broken.err, "config.toml:2") || !strings.Contains(broken.err, "theme") {
		t.Errorf("check of a broken file: exit %d\n%s", broken.code, broken.err)
	}
	if got := b.mustRun(t, "config", "path").out; strings.TrimSpace(got) != path {
		t.Errorf("config path with a broken file gave %q", got)
	}
}

func TestMachineRoom(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	tests := []struct{ args, says string }{
		{"version", "btalk v1.2.3\n"},
		{"--version", "btalk v1.2.3\n"},
		{"version -o json", `"version": "v1.2.3"`},
		{"completion bash", "__start_btalk"},
		{"completion zsh", "#compdef btalk"},
		{"completion fish", "complete -c btalk"},
		{"man", ".SH NAME"},
		{"man voicesites", "btalk voicesites"},
		{"help exit-codes", "outcome unknown"},
		{"help environment", "BTALK_API_KEY"},
		{"--help", "voicesites"},
	}
	for _, test := range tests {
		if got := b.mustRun(t, strings.Fields(test.args)...); !strings.Contains(got.out, test.says) {
			t.Errorf("%s does not print %q:\n%.400s", test.args, test.says, got.out)
		}
	}
	if b.server.Count("*", "/") != 0 {
		t.Error("commands that need no API sent requests")
	}
}

func TestDebugLogIsPrivateAndHoldsNoSecret(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	b.mustRun(t, "customers", "--debug")
	path := filepath.Join(b.env.Dirs.State, "debug.log")
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("log: %v %v", info, err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	exchanges := 0
	for line := range strings.Lines(string(text)) {
		var entry map[string]any
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Errorf("line of the log is not JSON: %q", line)
		}
		if entry["msg"] == "exchange" {
			exchanges++
		}
	}
	if exchanges == 0 {
		t.Errorf("the log names no request:\n%s", text)
	}
	for _, secret := range []string{sandbox.DemoCredentials().ClientSecret, sandbox.DemoCredentials().APIKey, "Bearer"} {
		if strings.Contains(string(text), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}
