package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"github.com/pelletier/go-toml/v2"

	"btalk/internal/private"
)

const (
	formatVersion = 1
	maxFileBytes  = 1 << 20
)

// document is the configuration file: what it says, and where.
type document struct {
	path  string
	found bool
	file  file
	spots map[string]spot // by spotKey
}

// file is the shape of config.toml. An empty text is the same as none.
type file struct {
	Version   *int                `toml:"version"`
	Profile   string              `toml:"profile"`
	Theme     string              `toml:"theme"`
	Profiles  map[string]profile  `toml:"profiles"`
	Interface dashboard           `toml:"interface"`
	Keys      map[string][]string `toml:"keys"`
}

// dashboard is the table [interface].
type dashboard struct {
	EscWait    string `toml:"esc_wait"`
	Accessible *bool  `toml:"accessible"`
}

type profile struct {
	ClientID            string   `toml:"client_id"`
	ClientSecret        string   `toml:"client_secret"`
	AuthorizationHeader string   `toml:"authorization_header"`
	APIKey              string   `toml:"api_key"`
	B2BAPIKey           string   `toml:"b2b_api_key"`
	TrackingAPIKey      string   `toml:"tracking_api_key"`
	BillingAPIKey       string   `toml:"billing_api_key"`
	CredentialCommand   []string `toml:"credential_command"`
	BaseURL             string   `toml:"base_url"`
	TrackingURL         string   `toml:"tracking_url"`
	BillingURL          string   `toml:"billing_url"`
	TokenURL            string   `toml:"token_url"`
	RequestsPerMinute   *int     `toml:"requests_per_minute"`
	Write               *bool    `toml:"write"`
	Language            string   `toml:"language"`
}

// texts are the settings of the profile by name.
func (p profile) texts() map[string]string {
	texts := map[string]string{
		"client_id": p.ClientID, "client_secret": p.ClientSecret, "authorization_header": p.AuthorizationHeader,
		"api_key": p.APIKey, "b2b_api_key": p.B2BAPIKey,
		"tracking_api_key": p.TrackingAPIKey, "billing_api_key": p.BillingAPIKey,
		"base_url": p.BaseURL, "tracking_url": p.TrackingURL, "billing_url": p.BillingURL, "token_url": p.TokenURL,
		"language": p.Language,
	}
	if len(p.CredentialCommand) > 0 {
		texts["credential_command"] = fmt.Sprintf("%q", p.CredentialCommand)
	}
	if p.RequestsPerMinute != nil {
		texts["requests_per_minute"] = strconv.Itoa(*p.RequestsPerMinute)
	}
	if p.Write != nil {
		texts["write"] = strconv.FormatBool(*p.Write)
	}
	return texts
}

// readDocument reads the file of that path. One that is missing gives an error
// that wraps [fs.ErrNotExist].
func readDocument(path string) (document, error) {
	if path == "" {
		return document{}, fs.ErrNotExist
	}
	data, info, err := readRegular(path)
	if err != nil {
		return document{}, err
	}
	doc, err := parse(path, data)
	if err != nil {
		return document{}, err
	}
	return doc, doc.private(info)
}

// readRegular reads a plain file of sane size, without waiting for the other
// end of a pipe.
func readRegular(path string) ([]byte, fs.FileInfo, error) {
	fail := func(err error) ([]byte, fs.FileInfo, error) {
		return nil, nil, &Error{Place: Place{File: path}, Problem: "cannot be read: " + private.Reason(err).Error(), Err: err}
	}
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0) // a link is followed, the other end of a pipe not waited for
	if err != nil {
		return fail(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fail(err)
	}
	if !info.Mode().IsRegular() || info.Size() > maxFileBytes {
		return fail(errors.New("it is not a plain file of less than 1 MiB"))
	}
	data, err := io.ReadAll(io.LimitReader(f, maxFileBytes))
	if err != nil {
		return fail(err)
	}
	return data, info, nil
}

// parse reads a file's text strictly: unknown keys and wrong types are errors.
func parse(path string, data []byte) (document, error) {
	doc := document{path: path, found: true, spots: findSpots(data)}
	err := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields().Decode(&doc.file)
	var strict *toml.StrictMissingError
	var decode *toml.DecodeError
	switch {
	case errors.As(err, &strict):
		return document{}, doc.unknownKeys(strict)
	case errors.As(err, &decode):
		return document{}, doc.malformed(decode)
	case err != nil:
		return document{}, &Error{Place: Place{File: path}, Problem: "is not TOML", Err: err}
	}
	if v := doc.file.Version; v != nil && *v != formatVersion {
		return document{}, &Error{
			Place: doc.place("version"), Setting: "version",
			Problem: fmt.Sprintf("is %d; this btalk reads version %d", *v, formatVersion),
			Fix:     "use the btalk that wrote the file, or start anew: btalk config init",
		}
	}
	return doc, nil
}

// private refuses a file that others can read while it holds a secret, or that
// they can write while it names a command to run.
func (d document) private(info fs.FileInfo) error {
	perm, secret, command := info.Mode().Perm(), false, false
	for _, p := range d.file.Profiles {
		texts := p.texts()
		command = command || len(p.CredentialCommand) > 0
		secret = secret || slices.ContainsFunc(secretNames(), func(name string) bool { return texts[name] != "" })
	}
	if !secret && !command {
		return nil
	}
	chmod := "chmod 600 " + shellWord(d.path)
	if !private.Ours(info) {
		return &Error{
			Place: Place{File: d.path}, Problem: "holds credentials and belongs to another user",
			Fix: `type: chown "$(id -un)" ` + shellWord(d.path) + " && " + chmod,
		}
	}
	if secret && perm&0o077 != 0 || command && perm&0o022 != 0 {
		return &Error{
			Place:   Place{File: d.path},
			Problem: fmt.Sprintf("holds credentials and is open to others (mode %04o)", perm),
			Fix:     "type: " + chmod,
		}
	}
	return nil
}

// active is the name of the profile to use.
func (d document) active(env Env, flags Flags) (string, error) {
	choice := layers{fromDefaults: defaults(), fromFile: d.top(), fromEnv: env.layer(), fromFlags: flags.layer()}
	found, layer := choice.find("profile")
	name := found.value.Reveal()
	if _, ok := d.file.Profiles[name]; ok || layer == fromDefaults && len(d.file.Profiles) == 0 {
		return name, nil
	}
	problem := fmt.Sprintf("there is no profile %s", printable(name))
	if len(d.file.Profiles) == 0 {
		return "", &Error{
			Place: found.place, Setting: "profile", Problem: problem + ", nor any other",
			Fix: fmt.Sprintf("add [profiles.%s] to %s", printable(name), printable(d.path)),
		}
	}
	return "", &Error{
		Place: found.place, Setting: "profile", Problem: problem,
		Fix: "there are: " + strings.Join(d.printableProfiles(), ", "),
	}
}

func (d document) profileNames() []string { return slices.Sorted(maps.Keys(d.file.Profiles)) }

func (d document) printableProfiles() []string {
	names := d.profileNames()
	for i, name := range names {
		names[i] = printable(name)
	}
	return names
}

// layer is what the file says for a profile.
func (d document) layer(active string) layer {
	l := d.top()
	for name, text := range d.file.Profiles[active].texts() {
		l.set(name, text, d.place("profiles", active, name))
	}
	return l
}

func (d document) top() layer {
	l := layer{}
	l.set("profile", d.file.Profile, d.place("profile"))
	l.set("theme", d.file.Theme, d.place("theme"))
	l.set("esc_wait", d.file.Interface.EscWait, d.place("interface", "esc_wait"))
	if accessible := d.file.Interface.Accessible; accessible != nil {
		l.set("accessible", strconv.FormatBool(*accessible), d.place("interface", "accessible"))
	}
	return l
}

// place is where the file says it.
func (d document) place(key ...string) Place {
	return Place{File: d.path, Line: d.spots[spotKey(key)].line}
}
