package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
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
	path   string
	found  bool
	system bool // it is for all users
	file   file
	spots  map[string]spot // by spotKey
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
	Restricted          *bool    `toml:"restricted"`
	SharedDir           string   `toml:"shared_dir"`
	SharedURL           string   `toml:"shared_url"`
	SharedCache         *bool    `toml:"shared_cache"`
	SharedHosts         *int     `toml:"shared_hosts"`
	Proxy               string   `toml:"proxy"`
	CAFile              string   `toml:"ca_file"`
}

// texts are the settings of the profile by name.
func (p profile) texts() map[string]string {
	texts := map[string]string{
		"client_id": p.ClientID, "client_secret": p.ClientSecret, "authorization_header": p.AuthorizationHeader,
		"api_key": p.APIKey, "b2b_api_key": p.B2BAPIKey,
		"tracking_api_key": p.TrackingAPIKey, "billing_api_key": p.BillingAPIKey,
		"base_url": p.BaseURL, "tracking_url": p.TrackingURL, "billing_url": p.BillingURL, "token_url": p.TokenURL,
		"language":   p.Language,
		"shared_dir": p.SharedDir, "shared_url": p.SharedURL, "proxy": p.Proxy, "ca_file": p.CAFile,
	}
	if len(p.CredentialCommand) > 0 {
		texts["credential_command"] = fmt.Sprintf("%q", p.CredentialCommand)
	}
	for name, number := range map[string]*int{"requests_per_minute": p.RequestsPerMinute, "shared_hosts": p.SharedHosts} {
		if number != nil {
			texts[name] = strconv.Itoa(*number)
		}
	}
	for name, flag := range map[string]*bool{"write": p.Write, "restricted": p.Restricted, "shared_cache": p.SharedCache} {
		if flag != nil {
			texts[name] = strconv.FormatBool(*flag)
		}
	}
	return texts
}

// readDocument reads the file of that path. One that is missing gives an error
// that wraps [fs.ErrNotExist].
func readDocument(path string, system bool) (document, error) {
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
	doc.system = system
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
