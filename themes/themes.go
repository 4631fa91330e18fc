// Package themes holds the palettes that come with btalk, one TOML file each.
// It is the embed and nothing else; internal/ui/theme reads the files, and a
// user's own file of the same name shadows the one here.
package themes

import "embed"

// Files holds NAME.toml for every theme that comes with btalk.
//
//go:embed *.toml
var Files embed.FS
