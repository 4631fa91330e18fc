package e2e

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"btalk/internal/ptytest"
)

// The tests of this file run one by one, before the others: what is measured is
// the time between keys.

func TestPrintModeCostsNoDescriptor(t *testing.T) {
	x := btalk.Start(t, ptytest.Home(t), "--demo")
	x.Wait("Arverne Pneumatiques SA")
	open := descriptors(t, x.PID())
	for range 20 {
		x.Keys("p")
		x.Wait("Enter returns to btalk.")
		x.Keys(ptytest.Enter)
		x.Gone("Enter returns to btalk.")
		x.Wait("Arverne Pneumatiques SA", "READ-ONLY")
	}
	if now := descriptors(t, x.PID()); now > open {
		t.Errorf("%d descriptors after print mode, %d before", now, open)
	}
	x.Keys("q")
	x.Exit()
	x.CheckRestored()
}

func TestPasteWithItsOwnEndMarkIsNoKey(t *testing.T) {
	x := btalk.Start(t, ptytest.Home(t), "--demo")
	x.Wait("Arverne Pneumatiques SA")
	x.Keys("\x1b[200~x\x1b[201~q")
	x.Keys("\x1b[200~x\x1b[201~q\r:quit\r\x1b[201~")
	x.Quiet(1500 * time.Millisecond)
	x.Keys("/lem")
	x.Wait("1 of 12", "Banque Lémanique")
	x.Keys("\x1b[201~" + ptytest.Esc)
	x.Wait("Arverne Pneumatiques SA")
	x.Keys("q")
	if code := x.Exit(); code != 0 {
		t.Errorf("exit %d, want 0", code)
	}
}

func TestKeyInTwoReadsIsOneKey(t *testing.T) {
	x := btalk.Start(t, append(ptytest.Home(t), "SSH_TTY=/dev/pts/9"), "--demo")
	x.Wait("Arverne Pneumatiques SA")
	x.Keys("/")
	x.Wait("enter accept")
	for _, sequence := range []string{"\x1b[D", "\x1bOC", "\x1b[<0;10;10M", "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\", "\x1b[?2026;2$y"} {
		for at := 2; at < len(sequence); at++ {
			x.Keys(sequence[:at])
			x.Quiet(150 * time.Millisecond)
			x.Keys(sequence[at:])
		}
	}
	x.Keys("arv")
	x.Wait("1 of 12", "/arv")
	x.Keys(ptytest.CtrlC)
	x.Exit()
}

func TestSuspendAndForeground(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash to suspend to")
	}
	env := append(ptytest.Home(t), "PS1=shell> ")
	x := ptytest.Program(bash).StartIn(t, ptytest.Look{Columns: 100, Rows: 24, Shell: true}, env, "--norc", "-i")
	x.Wait("shell>")
	x.Keys(string(btalk) + " --demo\r")
	x.Wait("Arverne Pneumatiques SA")
	pid := child(t, x.PID())
	open := descriptors(t, pid)
	for round := range 100 {
		x.Keys("\x1a")
		x.WaitFor("the shell", func(screen string) bool {
			return prompted(screen) && stopped(t, pid)
		})
		x.Keys("fg\r")
		x.Wait("Arverne Pneumatiques SA", "READ-ONLY")
		x.Gone("shell>")
		if round%10 == 0 {
			x.Resize(100+round/10, 24)
		}
	}
	if now := descriptors(t, pid); now > open {
		t.Errorf("%d descriptors after 100 rounds, %d before", now, open)
	}
	x.Keys("q")
	x.WaitFor("the shell", prompted) // what is typed before it has the terminal is dropped
	x.Keys("exit\r")
	x.Exit()
}

// prompted reports whether the shell waits for a command: its earlier prompts are
// on the screen too.
func prompted(screen string) bool { return strings.HasSuffix(strings.TrimSpace(screen), "shell>") }

// child is the one child of a process.
func child(t *testing.T, pid int) int {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	if err != nil {
		t.Skip(err)
	}
	found, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// stopped reports whether a process is.
func stopped(t *testing.T, pid int) bool {
	t.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Contains(string(stat), ") T ")
}

// descriptors counts the open files of a process.
func descriptors(t *testing.T, pid int) int {
	t.Helper()
	open, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	if err != nil {
		t.Skip(err)
	}
	return len(open)
}

// soakVariable is how long TestSoak lasts, as a duration; without it, for a few
// hundred steps.
const soakVariable = "BTALK_SOAK"

func TestSoak(t *testing.T) {
	lasts := time.Second
	if wanted, err := time.ParseDuration(os.Getenv(soakVariable)); err == nil {
		lasts = wanted
	}
	x := btalk.Start(t, ptytest.Home(t), "--demo")
	x.Wait("Arverne Pneumatiques SA")
	keys := []string{
		"j", "k", "g", "G", "h", "l", "[", "]", "r", "R", "s", "S", "d", "?", "t", "/a", ":orders\r", ":http\r", ":home\r",
		":country FR CH\r", ":address FI\r", "Kaup", "\x1b[B", "\x1b[A", "\r", ptytest.Esc, ptytest.Esc, "p\r", "\x1b[200~12 rue X\r75002\x1b[201~", "\t", "\x0c",
	}
	random := rand.New(rand.NewPCG(1, 2))
	step := func() {
		switch random.IntN(40) {
		case 0:
			x.Signal(syscall.SIGCONT)
		case 1:
			x.Resize(60+random.IntN(80), 15+random.IntN(30))
		case 2:
			x.Signal(syscall.SIGSTOP)
			x.Signal(syscall.SIGCONT)
		default:
			x.Keys(keys[random.IntN(len(keys))])
		}
		x.Quiet(5 * time.Millisecond)
	}
	for range 100 {
		step() // what is opened once is open
	}
	open, threads, memory := descriptors(t, x.PID()), status(t, x.PID(), "Threads"), status(t, x.PID(), "VmRSS")
	for end, steps := time.Now().Add(lasts), 0; steps < 200 || time.Now().Before(end); steps++ {
		step()
	}
	openNow, threadsNow, memoryNow := descriptors(t, x.PID()), status(t, x.PID(), "Threads"), status(t, x.PID(), "VmRSS")
	t.Logf("descriptors %d → %d, threads %d → %d, memory %d → %d kB", open, openNow, threads, threadsNow, memory, memoryNow)
	if openNow > open+4 || threadsNow > threads+8 || memoryNow > memory+60<<10 {
		t.Error("it grew")
	}
	x.Quiet(1500 * time.Millisecond) // a paste may still be open
	x.Keys(ptytest.CtrlC + ptytest.CtrlC)
	x.Exit()
	x.CheckRestored()
}

// status is a number of the status of a process.
func status(t *testing.T, pid int, name string) int {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Skip(err)
	}
	for line := range strings.Lines(string(text)) {
		if value, found := strings.CutPrefix(line, name+":"); found {
			number, err := strconv.Atoi(strings.Fields(value)[0])
			if err != nil {
				t.Fatal(err)
			}
			return number
		}
	}
	return 0
}
