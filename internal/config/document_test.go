package config

import (
	"io/fs"
	"os"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"
)

// foreignFile is a file that belongs to somebody else.
type foreignFile struct{ fs.FileInfo }

func (foreignFile) Mode() fs.FileMode { return 0o600 }
func (foreignFile) Sys() any          { return &syscall.Stat_t{Uid: uint32(os.Geteuid() + 1)} }

func TestASecretInAFileOfAnotherUserIsRefused(t *testing.T) {
	t.Parallel()
	doc, err := parse("/c/config.toml", []byte("[profiles.default]\napi_key = 'x'"))
	if err != nil {
		t.Fatal(err)
	}
	err = doc.private(foreignFile{})
	if err == nil || !strings.Contains(err.Error(), "chmod 600 /c/config.toml") || !strings.Contains(err.Error(), "chown") {
		t.Errorf("error %v, want one with the line to type", err)
	}
}

// FuzzLoad: no text makes the loader panic; what it says is printable
// and in place; what it accepts is complete; and an edit of it is an edit of
// nothing else, which edit checks itself.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(Default()), "BTALK_BASE_URL", "http://127.0.0.1:1/")
	f.Add([]byte("[profiles.a]\napi_key='x'\n[keys]\nr=['x']"), "BTALK_PROFILE", "a")
	f.Add([]byte("profiles = { default = { client_id = '''\nx''' } }"), "BTALK_AUTHORIZATION_HEADER", "Basic YTpi")
	f.Add([]byte("\"\\u001b\" = 1\n[[profiles]]"), "BTALK_REQUESTS_PER_MINUTE", "1e9")
	f.Add([]byte("x"), "BTALK_CONFIG", "/dev/zero")
	f.Fuzz(func(t *testing.T, text []byte, name, value string) {
		doc, err := parse("/c/config.toml", text)
		if err != nil {
			wantShowable(t, err)
			return
		}
		env := Env{Vars: []string{name + "=" + value}}
		docs := stack{doc}
		active, err := docs.active(env, Flags{})
		if err != nil {
			wantShowable(t, err)
			return
		}
		s := Settings{odd: env.unknown(), layers: layers{
			fromDefaults: defaults(), fromFile: doc.layer(active), fromEnv: env.layer(),
		}}
		s.Keys, s.keyPlaces = docs.keys()
		if err := s.assemble(); err != nil {
			wantShowable(t, err)
		} else if s.BaseURL == "" || s.Theme == "" || s.RequestsPerMinute < 1 {
			t.Errorf("accepted, but incomplete: %+v", s)
		}
		if err := s.keyProblems(); err != nil {
			wantShowable(t, err)
		}
		if _, err := edit("/c/config.toml", text, active, map[string]Secret{"client_id": NewSecret("id")}); err != nil {
			wantShowable(t, err)
		}
	})
}

func wantShowable(t *testing.T, err error) {
	t.Helper()
	for line := range strings.SplitSeq(err.Error(), "\n") {
		if printable(line) != line || !utf8.ValidString(line) {
			t.Errorf("error is not fit for a terminal: %q", line)
		}
	}
}

func TestAnEditThatChangesAnythingElseIsNotWhatWasWanted(t *testing.T) {
	t.Parallel()
	const before = "version = 1\n[interface]\nesc_wait = \"50ms\"\n[keys]\nopen = [\"o\"]\n[profiles.a]\n[profiles.b]\nwrite = true\n"
	read := func(text string) file {
		doc, err := parse("config.toml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return doc.file
	}
	values := map[string]Secret{"client_id": NewSecret("x")}
	right := strings.Replace(before, "[profiles.a]\n", "[profiles.a]\nclient_id = \"x\"\n", 1)
	if !said(read(before), read(right), "a", values) {
		t.Error("what was wanted, and only that, was refused")
	}
	for _, part := range []string{"version = 1\n", "esc_wait = \"50ms\"\n", "open = [\"o\"]\n", "write = true\n", "client_id = \"x\"\n"} {
		if said(read(before), read(strings.Replace(right, part, "", 1)), "a", values) {
			t.Errorf("%q is gone, and nobody noticed", part)
		}
	}
}
