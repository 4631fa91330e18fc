package screen

// IsModal reports whether s is drawn in a box over the screen below it.
func IsModal(s Screen) bool {
	_, ok := s.(Modal)
	return ok
}

// IsTyping reports whether s owns the keyboard now.
func IsTyping(s Screen) bool {
	typist, ok := s.(Typist)
	return ok && typist.Typing()
}

// IsHolding reports whether s wants the back key itself now.
func IsHolding(s Screen) bool {
	holder, ok := s.(Holder)
	return ok && holder.Holding()
}

// ReportOf is what s knows about its data; ok is false when it has none.
func ReportOf(s Screen) (report Report, ok bool) {
	reporter, ok := s.(Reporter)
	if !ok {
		return Report{}, false
	}
	return reporter.Report(), true
}

// RouteOf is the route that leads back to s; nil when there is none.
func RouteOf(s Screen) Route {
	if at, ok := s.(Addressed); ok {
		return at.Route()
	}
	return nil
}
