package ui

import (
	"context"
	"math/rand"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"btalk/internal/api"
	"btalk/internal/api/change"
	"btalk/internal/cache"
	"btalk/internal/journal"
	"btalk/internal/models"
	"btalk/internal/sandbox"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/uitest"
)

// realService is the service of the real program: the client, and the engine
// over it. What has nothing to do with the API is that of the fake.
type realService struct {
	*api.Client
	*change.Engine
	elsewhere
}

// elsewhere is a level deeper than the client, whose methods come first.
type elsewhere struct{ beside }

type beside struct{ Service }

func (r realService) Send(ctx context.Context, plan models.Plan, typed string, progress func(done, total int, outcome models.Outcome)) (models.Sent, error) {
	return r.Engine.Send(ctx, plan, typed, progress)
}

// sandboxed is a sandbox with what the program keeps beside it.
type sandboxed struct {
	t       *testing.T
	server  *sandbox.Server
	running *sandbox.Running
	state   string
	changes atomic.Int32 // applied by the server
}

func newSandboxed(t *testing.T, options sandbox.Options) *sandboxed {
	t.Helper()
	s := &sandboxed{t: t, state: stateDir(t)}
	options.VoiceSites, options.RequestsPerMinute, options.SpikePerSecond = 60, -1, -1
	options.OnChange = func() { s.changes.Add(1) }
	s.server = sandbox.New(options)
	running, err := s.server.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.running = running
	t.Cleanup(func() { _ = running.Close() })
	return s
}

// stateDir is a directory that goes away with the test. Work beside the loop may
// write its last file while it is removed, so it is removed until it is gone.
func stateDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "btalk-ui-") //nolint:usetesting // TempDir removes once, and fails
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for range 1000 {
			if err = os.RemoveAll(dir); err == nil {
				return
			}
		}
		t.Error(err)
	})
	return dir
}

// service is one start of the program on the sandbox.
func (s *sandboxed) service(write bool) realService {
	s.t.Helper()
	keys := sandbox.DemoCredentials()
	transport := &http.Transport{}
	s.t.Cleanup(transport.CloseIdleConnections)
	client, err := api.New(api.Config{
		BaseURL: s.running.BaseURL(), TokenURL: s.running.TokenURL(),
		ClientID: keys.ClientID, ClientSecret: keys.ClientSecret, APIKey: keys.APIKey,
		RequestsPerMinute: 1_000_000, Write: write, Transport: transport, Store: cache.NewMemory(cache.Options{}),
	})
	if err != nil {
		s.t.Fatal(err)
	}
	records := journal.OpenRecords(filepath.Join(s.state, "changes.jsonl"), filepath.Join(s.state, "run"), time.Now)
	return realService{client, change.New(client, records, change.Author{Profile: "default", User: "alice"}, time.Now), elsewhere{beside{newFake()}}}
}

// unsafe counts the requests that could have changed something.
func (s *sandboxed) unsafe() int {
	count := 0
	for _, request := range s.server.Requests() {
		if request.Method != http.MethodGet && !strings.HasPrefix(request.Path, "/oauth/") {
			count++
		}
	}
	return count
}

// live runs the dashboard as the terminal library does: commands run beside it
// and their answers come when they come. Its clock is the real one, moved on by
// the test.
type live struct {
	t     *testing.T
	app   *App
	msgs  chan tea.Msg
	ctx   context.Context
	ahead atomic.Int64 // how far the clock was moved on
}

func newLive(t *testing.T, service Service, write bool, w, h int) *live {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	l := &live{t: t, msgs: make(chan tea.Msg, 1000), ctx: ctx}
	styles, err := theme.Catalog{}.Load("mono")
	if err != nil {
		t.Fatal(err)
	}
	l.app = newApp(Options{Service: service, Profile: "acme", Write: write, Now: l.clock}, &screen.Env{
		Ctx: ctx, Now: l.clock, Keys: keymap.Default(), Styles: &styles, Memory: screen.Memory{},
		Export: func(name string, _ []byte) (string, error) { return "/tmp/" + name, nil },
	}, &fakeTerminal{})
	t.Cleanup(func() { l.app.stack.Drop(0); cancel() })
	l.send(tea.WindowSizeMsg{Width: w, Height: h})
	l.run(l.app.apply(l.app.begin()))
	l.send(paintedMsg{})
	return l
}

func (l *live) clock() time.Time { return time.Now().Add(time.Duration(l.ahead.Load())) }

func (l *live) wait(d time.Duration) { l.ahead.Add(int64(d)) }

func (l *live) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		msg := cmd()
		select {
		case l.msgs <- msg:
		case <-l.ctx.Done():
		}
	}()
}

func (l *live) send(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil, tea.QuitMsg:
		return
	case tea.BatchMsg:
		for _, cmd := range msg {
			l.run(cmd)
		}
		return
	}
	_, cmd := l.app.Update(msg)
	l.run(cmd)
}

// drain hears what has come meanwhile.
func (l *live) drain() {
	for {
		select {
		case msg := <-l.msgs:
			l.send(msg)
		default:
			return
		}
	}
}

// rest hears what comes until nothing does for a moment.
func (l *live) rest() {
	for {
		select {
		case msg := <-l.msgs:
			l.send(msg)
		case <-time.After(3 * time.Millisecond):
			return
		}
	}
}

// until hears what comes until the frame shows all texts.
func (l *live) until(texts ...string) {
	l.t.Helper()
	late := time.NewTimer(20 * time.Second)
	defer late.Stop()
	for !l.shows(texts...) {
		select {
		case msg := <-l.msgs:
			l.send(msg)
		case <-late.C:
			l.t.Fatalf("the frame never showed %q:\n%s", texts, l.frame())
		}
	}
}

// gone hears what comes until the frame shows a text no more.
func (l *live) gone(text string) {
	l.t.Helper()
	late := time.NewTimer(20 * time.Second)
	defer late.Stop()
	for l.shows(text) {
		select {
		case msg := <-l.msgs:
			l.send(msg)
		case <-late.C:
			l.t.Fatalf("the frame went on showing %q:\n%s", text, l.frame())
		}
	}
}

func (l *live) frame() string { return ansi.Strip(l.app.View().Content) }

func (l *live) shows(texts ...string) bool {
	frame := l.frame()
	for _, text := range texts {
		if !strings.Contains(frame, text) {
			return false
		}
	}
	return true
}

func (l *live) press(keys ...string) {
	l.t.Helper()
	for _, key := range keys {
		l.drain()
		l.send(uitest.Key(l.t, key))
	}
}

// write types a text as a person does.
func (l *live) write(text string) {
	l.t.Helper()
	for _, r := range text {
		l.wait(90 * time.Millisecond)
		l.send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	l.wait(90 * time.Millisecond)
}

// open opens a place.
func (l *live) open(route screen.Route) { l.send(screen.PushMsg{To: route}) }

// answer gives a plan the answer it asks for.
func (l *live) answer(text string) {
	l.t.Helper()
	l.until("Type " + text + ", then enter")
	l.wait(time.Second)
	l.write(text)
	l.press("enter")
}

// goOn leaves an outcome that was read.
func (l *live) goOn() {
	l.t.Helper()
	l.until("kept under :changes")
	l.wait(time.Second)
	l.press("enter")
	l.gone("kept under :changes")
}

// anyKey is a key that a monkey may hit: those with a meaning more often.
func anyKey(random *rand.Rand) tea.Msg {
	if random.Intn(40) == 0 {
		return tea.PasteMsg{Content: []string{"y", "yes\n", "33140000000-33140000009", "done", "🙂\x1b[2J"}[random.Intn(5)]}
	}
	special := []rune{
		tea.KeyEnter, tea.KeyEnter, tea.KeyEscape, tea.KeyTab, tea.KeyUp, tea.KeyDown, tea.KeyLeft, tea.KeyRight,
		tea.KeyHome, tea.KeyEnd, tea.KeyPgUp, tea.KeyPgDown, tea.KeyBackspace,
	}
	if random.Intn(2) == 0 {
		return tea.KeyPressMsg{Code: special[random.Intn(len(special))]}
	}
	letters := []rune("abcdefghijklmnopqrstuvwxyzGRS0123456789:/?[]*<> yyaa")
	letter := letters[random.Intn(len(letters))]
	return tea.KeyPressMsg{Code: letter, Text: string(letter)}
}
