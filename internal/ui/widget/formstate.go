package widget

import "btalk/internal/ui/screen"

// FormState is what stands in a form, for a draft: the values by the name of
// their field, and the field with the cursor.
type FormState struct {
	Values map[string]FieldState `json:"values"`
	At     string                `json:"at"`
}

// FieldState is what stands in a field. A choice has its value, or the letters
// that were typed to find one.
type FieldState struct {
	Value string `json:"value"`
	Typed string `json:"typed,omitempty"`
}

// Snapshot is what stands in the form, but for what is secret.
func (f *Form) Snapshot() FormState {
	state := FormState{Values: map[string]FieldState{}, At: f.fields[f.at].Name}
	for _, field := range f.fields {
		value := FieldState{Value: field.input.Value()}
		switch {
		case field.Secret:
			continue
		case field.Choice:
			value = FieldState{Value: field.Value, Typed: field.input.Value()}
		}
		state.Values[field.Name] = value
	}
	return state
}

// Restore puts back what stood in the form; a field that is not named stays. A
// value whose options are not read yet is chosen when they come.
func (f *Form) Restore(state FormState) screen.Do {
	for i, field := range f.fields {
		if field.Name == state.At {
			f.at = i
		}
		value, ok := state.Values[field.Name]
		switch {
		case !ok:
		case field.Choice && value.Typed != "":
			field.chosen, field.Value = nil, value.Value
			field.input.SetValue(value.Typed)
			field.picker.Restart()
		default:
			field.put(value.Value)
		}
	}
	return f.focus()
}
