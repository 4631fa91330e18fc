package config

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// stack are the configuration files, the nearest first: the user's, then those of the
// system ($XDG_CONFIG_DIRS/btalk/config.toml).
type stack []document

// readStack reads the user's file at path, which may be missing unless it was named,
// and those of the system, which may all be.
func readStack(env Env, path string, named bool) (stack, error) {
	own, err := readDocument(path, false)
	if errors.Is(err, fs.ErrNotExist) && !named {
		own, err = document{path: path}, nil
	}
	system, wrong := readSystem(env.System)
	return append(stack{own}, system...), errors.Join(err, wrong)
}

// readSystem reads the files of the system; what is whole is returned beside an error.
func readSystem(dirs []string) (found stack, err error) {
	for _, dir := range dirs {
		doc, err := readDocument(filepath.Join(dir, "config.toml"), true)
		switch {
		case err == nil:
			found = append(found, doc)
		case !errors.Is(err, fs.ErrNotExist):
			return found, err
		}
	}
	return found, nil
}

// active is the name of the profile to use.
func (s stack) active(env Env, flags Flags) (string, error) {
	choice := layers{
		fromDefaults: defaults(), fromSystem: s[1:].layer(""), fromFile: s[0].top(),
		fromEnv: env.layer(), fromFlags: flags.layer(),
	}
	found, layer := choice.find("profile")
	name, all := found.value.Reveal(), s.profileNames()
	if slices.Contains(all, name) || layer == fromDefaults && len(all) == 0 {
		return name, nil
	}
	problem := fmt.Sprintf("there is no profile %s", printable(name))
	if len(all) == 0 {
		return "", &Error{
			Place: found.place, Setting: "profile", Problem: problem + ", nor any other",
			Fix: fmt.Sprintf("add [profiles.%s] to %s", printable(name), printable(s[0].path)),
		}
	}
	return "", &Error{
		Place: found.place, Setting: "profile", Problem: problem,
		Fix: "there are: " + strings.Join(s.printableProfiles(), ", "),
	}
}

func (s stack) profileNames() []string {
	all := map[string]bool{}
	for _, d := range s {
		for name := range d.file.Profiles {
			all[name] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

func (s stack) printableProfiles() []string {
	names := s.profileNames()
	for i, name := range names {
		names[i] = printable(name)
	}
	return names
}

// layer is what the files say for a profile, the nearest first.
func (s stack) layer(active string) layer {
	l := layer{}
	for _, d := range slices.Backward(s) {
		maps.Copy(l, d.layer(active))
	}
	return l
}

func (s stack) paths() []string {
	paths := make([]string, len(s))
	for i, d := range s {
		paths[i] = d.path
	}
	return paths
}

// credentialCommand is that of the nearest file that has one.
func (s stack) credentialCommand(active string) []string {
	for _, d := range s {
		if argv := d.file.Profiles[active].CredentialCommand; len(argv) > 0 {
			return argv
		}
	}
	return nil
}

// keys are the rebound actions and where each is written.
func (s stack) keys() (keys map[string][]string, places map[string]Place) {
	keys, places = map[string][]string{}, map[string]Place{}
	for _, d := range slices.Backward(s) {
		for action, chosen := range d.file.Keys {
			keys[action], places[action] = chosen, d.place("keys", action)
		}
	}
	return keys, places
}

// restricted is where a file says so; whatever a nearer one says, it stays so.
func (s stack) restricted(active string) (Place, bool) {
	for _, d := range s {
		if said := d.file.Profiles[active].Restricted; said != nil && *said {
			return d.place("profiles", active, "restricted"), true
		}
	}
	return Place{}, false
}

// restrictsAnyway reports whether settings that are wrong restrict all the same: a
// mistake must not lift a restriction. Where no profile is known it is the one that the
// files name, and a variable that cannot be read restricts.
func (s stack) restrictsAnyway(active string, env Env, flags Flags) bool {
	if active == "" {
		active, _ = s.active(Env{}, Flags{})
	}
	if _, said := s.restricted(active); said || flags.Restricted {
		return true
	}
	said := env.get(Variable("restricted"))
	restricts, err := parseBool(said)
	return said != "" && (restricts || err != nil)
}
