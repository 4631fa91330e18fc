// Command btalk is a terminal dashboard, and a set of commands for scripts,
// over the Business Talk API. See README.md.
package main

import (
	"context"
	"os"

	"btalk/internal/cli"
)

// What the program was built from; set by the linker.
var (
	version = "dev"
	commit  = ""
	date    = ""
)

func main() {
	os.Exit(cli.Run(context.Background(), cli.Process{
		Args:  os.Args[1:],
		In:    os.Stdin,
		Out:   os.Stdout,
		Err:   os.Stderr,
		Build: cli.Build{Version: version, Commit: commit, Date: date},
		Exit:  os.Exit,
	}))
}
