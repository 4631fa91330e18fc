package wizard

import "btalk/internal/address"

// Machine is what the screen shows, for the tests.
func Machine(s *Screen) *address.Wizard { return s.machine }

// Touch says that the operator did something worth keeping.
func Touch(s *Screen) { s.saving.Touch() }
