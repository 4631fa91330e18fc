// Package e2e drives the real binary and holds what must work: in a terminal,
// in pipes, and at the server, whose requests it counts. It holds tests only;
// the harness is internal/ptytest.
package e2e

import (
	"testing"

	"btalk/internal/ptytest"
)

// btalk is the program under test, built once.
var btalk ptytest.Program

func TestMain(m *testing.M) { ptytest.Main(m, &btalk) }
