package config

import (
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"

	"github.com/adrg/xdg"

	"btalk/internal/models/text"
	"btalk/internal/private"
)

// Env is the environment as a value, so that nothing below it reads the real one.
type Env struct {
	Vars []string // "NAME=value", as [os.Environ] gives it
	Dirs Dirs

	System []string // the directories of the system's configuration, the nearest first
}

// Dirs are our own directories, not necessarily there yet. One is "" when the
// system gives no place for it: no variable, no HOME, no home in its list of users.
type Dirs struct {
	Config  string // $XDG_CONFIG_HOME/btalk
	Cache   string // $XDG_CACHE_HOME/btalk
	State   string // $XDG_STATE_HOME/btalk
	Runtime string // $XDG_RUNTIME_DIR/btalk, or the cache directory

	RuntimeFault string // why $XDG_RUNTIME_DIR is not used although it is set; "" when it is, or is not set
}

// SystemEnv is the environment of this process.
func SystemEnv() Env {
	env := Env{Vars: os.Environ(), Dirs: systemDirs()}
	for _, dir := range xdg.ConfigDirs {
		if filepath.IsAbs(dir) {
			env.System = append(env.System, filepath.Join(dir, "btalk"))
		}
	}
	return env
}

func systemDirs() Dirs {
	xdg.Reload() // it remembers the environment of the program's start
	home := homeDir()
	d := Dirs{
		Config: ours(home, "XDG_CONFIG_HOME", xdg.ConfigHome, ".config"),
		Cache:  ours(home, "XDG_CACHE_HOME", xdg.CacheHome, ".cache"),
		State:  ours(home, "XDG_STATE_HOME", xdg.StateHome, ".local/state"),
	}
	d.Runtime = d.Cache
	if filepath.IsAbs(os.Getenv("XDG_RUNTIME_DIR")) {
		runtime := filepath.Join(xdg.RuntimeDir, "btalk")
		if err := private.Usable(runtime); err != nil { // that of root after su, for example
			d.RuntimeFault = err.Error()
		} else {
			d.Runtime = runtime
		}
	}
	// Where the system has another habit (macOS), ~/.config is taken when it is there.
	if dotConfig := filepath.Join(home, ".config", "btalk"); home != "" && !exists(d.Config) && exists(dotConfig) &&
		!filepath.IsAbs(os.Getenv("XDG_CONFIG_HOME")) {
		d.Config = dotConfig
	}
	return d
}

// homeDir is the home directory of this user: HOME, or without it the one that the
// system's list of users gives. "" when there is neither.
func homeDir() string {
	if home := os.Getenv("HOME"); filepath.IsAbs(home) {
		return home
	}
	if known, err := user.Current(); err == nil && filepath.IsAbs(known.HomeDir) {
		return known.HomeDir
	}
	return ""
}

// ours is our folder in base, which the variable or HOME gives. Without both it is
// in the usual place below home; the library would take the root.
func ours(home, variable, base, usual string) string {
	switch {
	case filepath.IsAbs(os.Getenv(variable)), filepath.IsAbs(os.Getenv("HOME")):
		return filepath.Join(base, "btalk")
	case home == "":
		return ""
	}
	return filepath.Join(home, usual, "btalk")
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// get is the value of a variable without blanks around it, "" when not set.
func (e Env) get(name string) string {
	for _, v := range e.Vars {
		if value, ok := strings.CutPrefix(v, name+"="); ok {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

func (e Env) layer() layer {
	l := layer{}
	for _, name := range variableNames() {
		l.set(name, e.get(Variable(name)), Place{Name: Variable(name)})
	}
	return l
}

// variableNames are the settings that have a variable: all but the list, which
// has no agreed form there, and what suits a terminal and not a person.
func variableNames() []string {
	return slices.DeleteFunc(settingNames(), func(name string) bool {
		return name == "credential_command" || name == "esc_wait"
	})
}

// unknown warns of variables that look like ours and set nothing.
func (e Env) unknown() []string {
	known := []string{"BTALK_CONFIG"}
	for _, name := range variableNames() {
		known = append(known, Variable(name))
	}
	var warnings []string
	for _, v := range e.Vars {
		name, _, _ := strings.Cut(v, "=")
		if strings.HasPrefix(name, "BTALK_") && !slices.Contains(known, name) {
			warnings = append(warnings,
				fmt.Sprintf("environment variable %s sets nothing; nearest is %s", printable(name), text.Nearest(name, known)))
		}
	}
	return warnings
}

// WithoutSecrets is the environment for any program we start.
func (e Env) WithoutSecrets() []string {
	return slices.DeleteFunc(slices.Clone(e.Vars), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains(SecretVariables(), name)
	})
}

// SecretVariables are the environment variables that hold a secret, or an address with
// a password in it.
func SecretVariables() []string {
	names := append(secretNames(), addressNames()...)
	for i, name := range names {
		names[i] = Variable(name)
	}
	return names
}
