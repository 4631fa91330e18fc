package cli

import (
	"strings"
	"testing"

	"btalk/internal/sandbox"
)

func TestCompletionReadsTheDiskAndSendsNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	cold := b.mustRun(t, "__complete", "vpns", "")
	if strings.Contains(cold.out, "10236") || b.server.Count("*", "/") != 0 {
		t.Errorf("cold completion:\n%s", cold.out)
	}
	b.mustRun(t, "voicesites", "--customer", "arverne")
	b.server.ForgetRequests()
	tests := []struct{ args, says string }{
		{"vpns |", "10236\tArverne Pneumatiques SA"},
		{"voicesites --customer |", "10236\tArverne Pneumatiques SA"},
		{"voicesite |", "FR_LYO_PARTDIEU_01"},
		{"country CH |", "FR\tFrance"},
		{"address schema |", "CH\tSwitzerland"},
		{"customers -o |", "json"},
		{"completion |", "zsh"},
		{"calls summary --by |", "number"},
	}
	for _, test := range tests {
		args := append([]string{"__complete"}, strings.Fields(test.args)...)
		args[len(args)-1] = strings.TrimSuffix(args[len(args)-1], "|")
		if got := b.mustRun(t, args...); !strings.Contains(got.out, test.says) {
			t.Errorf("%s does not offer %q:\n%.300s", test.args, test.says, got.out)
		}
	}
	if sent := b.server.Requests(); len(sent) != 0 {
		t.Errorf("completion sent %d requests", len(sent))
	}
}
