package wizard

import "btalk/internal/address/wizard"

// Machine is what the screen shows, for the tests.
func Machine(s *Screen) *wizard.Wizard { return s.d.machine }

// Touch says that the operator did something worth keeping.
func Touch(s *Screen) { s.d.saving.Touch() }
