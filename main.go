// Command btalk is a terminal dashboard, and a set of commands for scripts,
// over the Business Talk API. See README.md.
package main

import (
	"context"
	"os"

	"btalk/internal/cli"
)

// version is set by the linker.
var version = "dev"

func main() {
	os.Exit(cli.Run(context.Background(), cli.Process{
		Args:    os.Args[1:],
		In:      os.Stdin,
		Out:     os.Stdout,
		Err:     os.Stderr,
		Version: version,
		Exit:    os.Exit,
	}))
}
