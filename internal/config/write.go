package config

import (
	_ "embed"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"btalk/internal/private"
)

//go:embed default.toml
var defaultText string

// Default is the text of a fresh configuration file, every setting explained.
func Default() string { return defaultText }

// Init writes [Default] to path, unless there is a file already.
func Init(path string) error {
	if _, err := os.Lstat(path); err == nil {
		return &Error{
			Place: Place{File: path}, Problem: "exists already",
			Fix: "edit it, or remove it first", Err: fs.ErrExist,
		}
	}
	return replace(path, []byte(defaultText))
}

// The profile of Orange's own sandbox (DOC api-contract §2.1): the same token endpoint,
// another base.
const (
	sandboxProfile = "sandbox"
	sandboxBase    = "https://api.orange.com/btalk/beta/v1"
)

// AddSandbox adds the profile of Orange's own sandbox to the file of that path, which is
// made when missing. A profile of that name is left alone, with an error; so is all else
// that the file says.
func AddSandbox(path string) error {
	doc, err := readDocument(path, false)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = Init(path)
	case err == nil && slices.Contains(stack{doc}.profileNames(), sandboxProfile):
		err = &Error{
			Place: Place{File: path}, Problem: "has a profile \"" + sandboxProfile + "\" already",
			Fix: "edit it, or rename it first", Err: fs.ErrExist,
		}
	}
	if err != nil {
		return err
	}
	return Write(path, sandboxProfile, map[string]Secret{"base_url": NewSecret(sandboxBase)})
}

// Check reads the file of that path as [Load] would with each of its profiles in
// turn, without environment, and reports all that is wrong and all that is odd.
func Check(path string, system []string) (warnings []string, err error) {
	doc, err := readDocument(path, false)
	if err != nil {
		return nil, err
	}
	below, err := readSystem(system)
	if err != nil {
		return nil, err
	}
	docs := append(stack{doc}, below...)
	names := docs.profileNames()
	active, err := docs.active(Env{}, Flags{})
	if err == nil && !slices.Contains(names, active) {
		names = append(names, active)
	}
	problems := []error{err}
	for i, name := range names {
		s := Settings{layers: layers{fromDefaults: defaults(), fromSystem: below.layer(name), fromFile: doc.layer(name)}}
		problems = append(problems, s.assemble())
		warnings = append(warnings, s.Warnings...)
		if s.Keys, s.keyPlaces = docs.keys(); i == 0 {
			problems = append(problems, s.keyProblems())
		}
	}
	return warnings, errors.Join(problems...)
}

// Write sets values of one profile in the file of that path, for the guided
// set-up: setting → text, where an empty one clears what the file says. The file
// is made when missing, replaced as a whole, and closed to others; its comments
// and its other profiles stay. What cannot be edited safely is left alone, with
// an error.
func Write(path, profile string, values map[string]Secret) error {
	text, _, err := readRegular(path)
	if errors.Is(err, fs.ErrNotExist) {
		text, err = freshText(profile), nil
	}
	if err != nil {
		return err
	}
	edited, err := edit(path, text, profile, values)
	if err != nil {
		return err
	}
	return replace(path, edited)
}

// replace writes a whole file, readable for the user only, or changes nothing.
// A link stays a link: many keep their settings elsewhere.
func replace(path string, text []byte) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	err := os.MkdirAll(filepath.Dir(path), private.DirMode)
	if err == nil {
		err = private.Replace(path, text) // the directory may be one that others read
	}
	if err == nil {
		return nil
	}
	return &Error{
		Place: Place{File: path}, Problem: "cannot be written: " + private.Reason(err).Error(),
		Fix: "make the directory writable, or set BTALK_CONFIG to another file", Err: err,
	}
}
