package config

import (
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"syscall"

	"btalk/internal/private"
)

// private refuses a file that others can read while it holds a secret, or that
// they can write while it names a command to run or is for everybody. One of root's
// is as good as one of the user's.
func (d document) private(info fs.FileInfo) error {
	perm, ours := info.Mode().Perm(), private.Ours(info)
	secret, command := d.holds()
	if !secret && !command && !d.system {
		return nil
	}
	if !ours && !roots(info) {
		return d.foreign()
	}
	chmod, mode := "type: chmod 600 "+shellWord(d.path), fmt.Sprintf("(mode %04o)", perm)
	switch {
	case secret && perm&0o077 != 0 && !ours:
		return d.refusal("holds credentials and is open to others "+mode, "move them into the file of each user, or name a credential_command in their place")
	case secret && perm&0o077 != 0:
		return d.refusal("holds credentials and is open to others "+mode, chmod)
	case perm&0o022 == 0:
		return nil
	case ours && !d.system:
		return d.refusal("holds credentials and is open to others "+mode, chmod)
	}
	return d.refusal("is what btalk runs by, and others can write it "+mode, "type: "+sudo(ours)+"chmod go-w "+shellWord(d.path))
}

// holds reports whether a profile holds a secret, and whether one names a command.
func (d document) holds() (secret, command bool) {
	for _, p := range d.file.Profiles {
		command = command || len(p.CredentialCommand) > 0
		secret = secret || p.holdsSecret()
	}
	return secret, command
}

// foreign refuses a file of another user.
func (d document) foreign() error {
	if d.system {
		return d.refusal("belongs to another user, who could have it run commands or send credentials elsewhere", "type: sudo chown root "+shellWord(d.path))
	}
	return d.refusal("holds credentials and belongs to another user", `type: chown "$(id -un)" `+shellWord(d.path)+" && chmod 600 "+shellWord(d.path))
}

func (d document) refusal(problem, fix string) error {
	return &Error{Place: Place{File: d.path}, Problem: problem, Fix: fix}
}

// holdsSecret reports whether a profile holds what nobody else may read.
func (p profile) holdsSecret() bool {
	texts := p.texts()
	return slices.ContainsFunc(secretNames(), func(name string) bool { return texts[name] != "" }) ||
		slices.ContainsFunc(addressNames(), func(name string) bool { return hasPassword(texts[name]) })
}

// hasPassword reports whether an address holds one. Of one that cannot be read it is assumed.
func hasPassword(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return true
	}
	_, set := u.User.Password()
	return set
}

// roots reports whether a file belongs to root.
func roots(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && stat.Uid == 0
}

func sudo(ours bool) string {
	if ours {
		return ""
	}
	return "sudo "
}
