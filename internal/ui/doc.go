// Package ui is the dashboard: the one model of the terminal library, the
// stack of screens, and the frame around them. It knows every screen by its
// route and none by its inside; it never talks to the API, reads no file and
// knows no configuration: cli hands it a Service and a few functions. Only cli
// imports it.
//
// Read it from here: run.go starts and ends, app.go routes messages, stack.go
// holds the screens, routes.go makes them, frame.go draws around them. The rest
// is a concern a file.
package ui
