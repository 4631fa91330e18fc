package uitest

import (
	"reflect"

	tea "charm.land/bubbletea/v2"
)

// sequence gives the commands of tea.Sequence, whose message has no name
// outside of the library.
func sequence(msg tea.Msg) ([]tea.Cmd, bool) {
	value := reflect.ValueOf(msg)
	if value.Kind() != reflect.Slice || !value.Type().ConvertibleTo(reflect.TypeFor[[]tea.Cmd]()) {
		return nil, false
	}
	return reflect.TypeAssert[[]tea.Cmd](value.Convert(reflect.TypeFor[[]tea.Cmd]()))
}
