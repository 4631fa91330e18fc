package ui

import (
	"context"
	"os"
	"time"

	"btalk/internal/ui/draft"
	"btalk/internal/ui/firstrun"
	"btalk/internal/ui/screen"
)

// Options are what the dashboard needs from its caller.
type Options struct {
	Service Service        // nil starts with the three doors of the first run
	Start   []screen.Route // the way to the first place; empty for the last one
	Profile string
	Demo    bool
	Write   bool // changes are allowed from the start
	Offline bool // by choice: no request is sent

	Notices []string            // what to tell once at the start
	Themes  string              // the directory of the user's themes
	Theme   string              // by name; empty for the default
	Keys    map[string][]string // the user's choice of keys, by action name
	NoColor bool
	// Language is "en" or "fr": of the marks of amounts. Empty for English.
	Language string
	// Restricted leaves out print mode, and Export is nil: nothing leaves the screen.
	Restricted bool
	// Accessible draws no lines and no boxes, and says on the last line what is
	// selected and what changed.
	Accessible bool
	EscWait    time.Duration // how long a lone Esc may be the beginning of another key; 0 for the usual

	In, Out *os.File
	Env     []string
	Now     func() time.Time // nil for the clock

	// Session keeps what is remembered between starts; nil functions remember
	// nothing.
	LoadSession func() []byte
	SaveSession func(data []byte) error
	// Export writes what a screen shows to a new file and says where.
	Export func(name string, data []byte) (path string, err error)
	// Crash keeps the report of a fault and says where.
	Crash func(report []byte) (path string, err error)
	// Exit ends the process at once, when the terminal hangs. Only main has it.
	Exit func(status int)

	// Setup are the doors of the first run. The service that a door opens is
	// used from then on.
	Setup    firstrun.Setup
	OpenDemo func(ctx context.Context) (Service, error)
	OpenOwn  func(ctx context.Context, creds firstrun.Credentials) (Service, error)

	// Drafts keeps the addresses and forms that were begun; those that were not finished
	// are offered on the first screen. Nil keeps none.
	Drafts draft.Shelf
}
