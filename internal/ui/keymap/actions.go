package keymap

// Action names what a key does. The names are the vocabulary of [keys] in the
// user's configuration: they stay.
type Action string

// The actions that work everywhere.
const (
	Back           Action = "back"
	HistoryBack    Action = "history-back"
	HistoryForward Action = "history-forward"
	Palette        Action = "palette"
	Help           Action = "help"
	Refresh        Action = "refresh"
	RefreshAll     Action = "refresh-all"
	Print          Action = "print"
	Redraw         Action = "redraw"
	Suspend        Action = "suspend"
	Theme          Action = "theme"
	Drafts         Action = "drafts"
	Quit           Action = "quit"
)

// The actions of every page that can be moved over.
const (
	Up       Action = "up"
	Down     Action = "down"
	PageUp   Action = "page-up"
	PageDown Action = "page-down"
	Top      Action = "top"
	Bottom   Action = "bottom"
	Left     Action = "scroll-left"
	Right    Action = "scroll-right"
	NextPane Action = "next-pane"
	Open     Action = "open"
)

// The actions of lists, and of the pages that show one thing.
const (
	Filter      Action = "filter"
	Sort        Action = "sort"
	SortReverse Action = "sort-reverse"
	Columns     Action = "columns"
	Mark        Action = "mark"
	MarkAll     Action = "mark-all"
	Actions     Action = "actions"
	Copy        Action = "copy"
	Export      Action = "export"
	Raw         Action = "raw"
	Compare     Action = "compare"
	Transpose   Action = "transpose"
	Differences Action = "differences"
	Address     Action = "address"
	Numbers     Action = "numbers"
	Pane        Action = "pane"
	Wider       Action = "wider"
	Narrower    Action = "narrower"
	OwnWidth    Action = "own-width"
	AllSites    Action = "all-voicesites"
)

// The actions of forms and questions, where letters are text.
const (
	Accept        Action = "accept"
	Cancel        Action = "cancel"
	NextField     Action = "next-field"
	PreviousField Action = "previous-field"
	Submit        Action = "submit"
	Yes           Action = "yes"
	No            Action = "no"
)

// scope says where an action works. Two actions share a key only when no place
// takes both.
type scope int

const (
	everywhere scope = iota // with page
	page
	form // alone: what is typed there is text
)

// entry is one line of the keymap: an action, its default keys and what it does.
type entry struct {
	action Action
	scope  scope
	keys   []string
	help   string
}

// defaults is the keymap of interfaces.md "Keys", in the order of the help.
var defaults = []entry{
	{Up, page, []string{"up", "k"}, "up"},
	{Down, page, []string{"down", "j"}, "down"},
	{PageUp, page, []string{"pgup", "ctrl+b"}, "page up"},
	{PageDown, page, []string{"pgdown", "ctrl+f"}, "page down"},
	{Top, page, []string{"home", "g"}, "first"},
	{Bottom, page, []string{"end", "G"}, "last"},
	{Left, page, []string{"<", "shift+left"}, "columns to the left"},
	{Right, page, []string{">", "shift+right"}, "columns to the right"},
	{NextPane, page, []string{"tab"}, "next pane"},
	{Open, page, []string{"enter", "right", "l"}, "open"},

	{Filter, page, []string{"/"}, "filter"},
	{Sort, page, []string{"s"}, "sort by"},
	{SortReverse, page, []string{"S"}, "reverse the order"},
	{Columns, page, []string{"c"}, "columns"},
	{Mark, page, []string{"space"}, "mark"},
	{MarkAll, page, []string{"*"}, "mark all shown, or none"},
	{Actions, page, []string{"a"}, "actions"},
	{Copy, page, []string{"y"}, "copy"},
	{Export, page, []string{"e"}, "export"},
	{Raw, page, []string{"d"}, "raw JSON"},
	{Compare, page, []string{"m"}, "compare"},
	{Transpose, page, []string{"x"}, "transpose"},
	{Differences, page, []string{"o"}, "only differences"},
	{Address, page, []string{"w"}, "fill in the address"},
	{Numbers, page, []string{"n"}, "numbers"},
	{AllSites, page, []string{"v"}, "all voicesites"},
	{Pane, page, []string{"P"}, "detail beside the list"},
	{Wider, page, []string{"+"}, "wider, in columns"},
	{Narrower, page, []string{"-"}, "narrower, in columns"},
	{OwnWidth, page, []string{"="}, "its own width, in columns"},

	{Back, everywhere, []string{"esc", "left", "h"}, "back"},
	{HistoryBack, everywhere, []string{"["}, "back in history"},
	{HistoryForward, everywhere, []string{"]"}, "forward in history"},
	{Palette, everywhere, []string{":"}, "go to, do"},
	{Help, everywhere, []string{"?"}, "help"},
	{Refresh, everywhere, []string{"r"}, "refresh"},
	{RefreshAll, everywhere, []string{"R"}, "refresh, children too"},
	{Print, everywhere, []string{"p"}, "print"},
	{Redraw, everywhere, []string{"ctrl+l"}, "redraw"},
	{Suspend, everywhere, []string{"ctrl+z"}, "back to the shell; fg returns"},
	{Theme, everywhere, []string{"t"}, "next theme"},
	{Drafts, everywhere, []string{"D"}, "take up a draft"},
	{Quit, everywhere, []string{"q", "ctrl+c"}, "quit"},

	{Accept, form, []string{"enter"}, "accept"},
	{Cancel, form, []string{"esc"}, "leave"},
	{NextField, form, []string{"tab", "down"}, "next"},
	{PreviousField, form, []string{"shift+tab", "up"}, "previous"},
	{Submit, form, []string{"ctrl+s"}, "go on"},
	{Yes, form, []string{"y"}, "yes, to a question"},
	{No, form, []string{"n"}, "no, to a question"},
}
