package part

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
)

// NewPickList makes a list to choose one line of: letters filter it, Enter and a click choose, Esc leaves everything as it
// was. The cursor stands on line at first; its title is the hint in the empty field. Lines that begin with what is typed come
// before those in which it stands somewhere.
func NewPickList(c fyne.Canvas, title string, at int, choices []Command) *CommandPalette {
	p := NewCommandPalette(c, choices)
	p.entry.SetPlaceHolder(title)
	p.list.cursor = max(0, min(at, len(choices)-1))
	p.list.top = max(0, p.list.cursor-commandRows+1)
	p.entry.OnChanged = func(text string) {
		p.filter(text)
		begins := func(c Command) int {
			if strings.HasPrefix(fold(c.Title), fold(strings.TrimSpace(text))) {
				return 0
			}
			return 1
		}
		slices.SortStableFunc(p.list.shown, func(a, b Command) int { return begins(a) - begins(b) })
		p.list.Refresh()
	}
	return p
}

// Type writes into the open list's field, as if the owner had typed it: she began to type before it opened.
func (p *CommandPalette) Type(text string) {
	for _, r := range text {
		p.entry.TypedRune(r)
	}
}
