package cli

import (
	"strings"
	"testing"

	"btalk/internal/sandbox"
)

func TestNamesComeFromWhatIsCachedAndCostNoRequest(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	b.mustRun(t, "voicesites", "lyon")
	before := len(b.server.Requests())
	if got := b.mustRun(t, "voicesites", "lyon", "-o", "csv"); strings.Contains(got.out, "Arverne Voice Europe") || len(b.server.Requests()) != before {
		t.Errorf("the VPNs were not read, and are named, or cost a request:\n%s", got.out)
	}
	b.mustRun(t, "vpns", "arverne")
	before = len(b.server.Requests())
	for query, want := range map[string]string{
		"arverne voice europe": "Arverne Voice Europe", "partdieu pneumatiques": "Arverne Pneumatiques SA", "69003": "Lyon,69003,4",
	} {
		if got := b.mustRun(t, "voicesites", query, "-o", "csv"); !strings.Contains(got.out, want) {
			t.Errorf("%q finds\n%s\nwithout %q", query, got.out, want)
		}
	}
	if got := b.mustRun(t, "customers", "-o", "csv"); !strings.Contains(got.out, "10236,Arverne Pneumatiques SA,direct,231904,ar45dv5s,A100231904,84,5,,") {
		t.Errorf("the counts of a customer:\n%s", got.out)
	}
	if sent := len(b.server.Requests()) - before; sent != 0 {
		t.Errorf("names and counts cost %d requests", sent)
	}
}
