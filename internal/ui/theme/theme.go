package theme

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"syscall"

	"github.com/pelletier/go-toml/v2"

	"btalk/themes"
)

// Default is the theme of a start without a choice.
const Default = "terminal"

// Styles are the styles of one theme, by meaning. Screens hold a pointer whose
// content is replaced when the theme changes.
type Styles struct {
	Name string // the theme they come from

	Text      Style // plain text: the terminal's own
	Muted     Style // labels, units, what matters less
	Accent    Style // what is in focus, the spot to look at
	Border    Style // frames and rules
	Focus     Style // the frame of the pane that has the keys
	Title     Style // names of panels and places
	Header    Style // column titles
	Selection Style // the row under the cursor: its first cell
	Match     Style // what a filter found, within a cell
	Mark      Style // the sign of a marked row
	OK        Style // yes, done, fresh
	Warning   Style // old data, a limit near
	Error     Style // a failure
	Info      Style // under way, a remark
	Key       Style // a key to press
	Badge     Style // a word of the frame: profile, DEMO, read-only
	Alert     Style // a word of the frame that must be seen: WRITE, OFFLINE
}

// palette is a theme file.
type palette struct {
	Description string `toml:"description"`
	Background  paint  `toml:"background"` // what it is made for; never painted
	Styles      struct {
		Text      spec `toml:"text"`
		Muted     spec `toml:"muted"`
		Accent    spec `toml:"accent"`
		Border    spec `toml:"border"`
		Focus     spec `toml:"focus"`
		Title     spec `toml:"title"`
		Header    spec `toml:"header"`
		Selection spec `toml:"selection"`
		Match     spec `toml:"match"`
		Mark      spec `toml:"mark"`
		OK        spec `toml:"ok"`
		Warning   spec `toml:"warning"`
		Error     spec `toml:"error"`
		Info      spec `toml:"info"`
		Key       spec `toml:"key"`
		Badge     spec `toml:"badge"`
		Alert     spec `toml:"alert"`
	} `toml:"styles"`
}

// largestTheme is more than any theme takes, in bytes.
const largestTheme = 1 << 20

var errNoTheme = errors.New("it is not a regular file of less than 1 MiB")

// Catalog knows the themes: those that come with btalk, and those in a
// directory of the user's, which shadow them by name.
type Catalog struct {
	user fs.FS
}

// NewCatalog takes the directory that holds the user's NAME.toml files. It need
// not exist; empty means none.
func NewCatalog(dir string) Catalog {
	if dir == "" {
		return Catalog{}
	}
	return Catalog{user: os.DirFS(dir)}
}

var builtin = []string{Default, "light", "dark", "high-contrast", "mono", "colour-blind"}

// Names lists the themes in the order in which they are cycled: ours, then the
// user's own by name.
func (c Catalog) Names() []string {
	names := slices.Clone(builtin)
	if c.user == nil {
		return names
	}
	found, err := fs.Glob(c.user, "*.toml")
	if err != nil {
		return names
	}
	for _, file := range found {
		if name := strings.TrimSuffix(file, ".toml"); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// Next names the theme after name; the first one where name is unknown.
func (c Catalog) Next(name string) string {
	names := c.Names()
	return names[(slices.Index(names, name)+1)%len(names)]
}

// Load reads a theme. The error of an unknown name lists the known ones; that
// of a damaged file names its file and line.
func (c Catalog) Load(name string) (Styles, error) {
	file := name + ".toml"
	if !fs.ValidPath(file) || strings.Contains(name, "/") {
		return Styles{}, c.unknown(name)
	}
	text, err := c.read(file)
	if errors.Is(err, fs.ErrNotExist) {
		return Styles{}, c.unknown(name)
	}
	if err != nil {
		return Styles{}, fmt.Errorf("could not read theme %q: %w", name, err)
	}
	pal, err := parse(text)
	if err != nil {
		return Styles{}, fmt.Errorf("could not read theme %q: %s: %w", name, file, err)
	}
	styles := pal.styles()
	styles.Name = name
	return styles, nil
}

// Builtin gives the default theme, which is known to parse.
func Builtin() Styles {
	styles, err := Catalog{}.Load(Default)
	if err != nil {
		return Styles{Name: Default}
	}
	return styles
}

func (c Catalog) unknown(name string) error {
	return fmt.Errorf("there is no theme %q: choose one of %s", name, strings.Join(c.Names(), ", "))
}

func (c Catalog) read(file string) ([]byte, error) {
	if c.user != nil {
		info, err := fs.Stat(c.user, file)
		switch {
		case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
			return themes.Files.ReadFile(file)
		case err == nil && (!info.Mode().IsRegular() || info.Size() > largestTheme):
			return nil, errNoTheme
		}
		return fs.ReadFile(c.user, file)
	}
	return themes.Files.ReadFile(file)
}

// parse reads a theme file strictly: an unknown key or colour is an error.
func parse(text []byte) (palette, error) {
	var pal palette
	decoder := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields()
	err := decoder.Decode(&pal)
	if strict, ok := errors.AsType[*toml.StrictMissingError](err); ok && len(strict.Errors) > 0 {
		row, _ := strict.Errors[0].Position()
		return palette{}, fmt.Errorf("line %d: unknown key %q", row, strings.Join(strict.Errors[0].Key(), "."))
	}
	if damaged, ok := errors.AsType[*toml.DecodeError](err); ok {
		row, _ := damaged.Position()
		return palette{}, fmt.Errorf("line %d: %w", row, err)
	}
	if err != nil {
		return palette{}, err
	}
	return pal, pal.check()
}

// check refuses what is not a colour.
func (p palette) check() error {
	if !p.Background.valid() {
		return fmt.Errorf("background: %q is not a colour", string(p.Background))
	}
	for _, role := range p.roles(&Styles{}) {
		for _, paint := range []paint{role.from.FG, role.from.BG} {
			if !paint.valid() {
				return fmt.Errorf("styles.%s: %q is not a colour: write one of the sixteen by name, or #rrggbb", role.name, string(paint))
			}
		}
	}
	return nil
}

func (p palette) styles() Styles {
	var styles Styles
	for _, role := range p.roles(&styles) {
		*role.to = role.from.style()
	}
	return styles
}

// role is one style: what a theme file calls it, what it says, where it goes.
type role struct {
	name string
	from spec
	to   *Style
}

func (p palette) roles(to *Styles) []role {
	from := p.Styles
	return []role{
		{"text", from.Text, &to.Text},
		{"muted", from.Muted, &to.Muted},
		{"accent", from.Accent, &to.Accent},
		{"border", from.Border, &to.Border},
		{"focus", from.Focus, &to.Focus},
		{"title", from.Title, &to.Title},
		{"header", from.Header, &to.Header},
		{"selection", from.Selection, &to.Selection},
		{"match", from.Match, &to.Match},
		{"mark", from.Mark, &to.Mark},
		{"ok", from.OK, &to.OK},
		{"warning", from.Warning, &to.Warning},
		{"error", from.Error, &to.Error},
		{"info", from.Info, &to.Info},
		{"key", from.Key, &to.Key},
		{"badge", from.Badge, &to.Badge},
		{"alert", from.Alert, &to.Alert},
	}
}
