package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Entry is the one field that text is typed into (the package comment says why there is only one).
// Read and set Text with Text and SetText, listen with OnChanged; both are Fyne's.
type Entry struct {
	widget.Entry
	// OnEnter is called for Enter in a field of one line. It may move on or filter; it must not
	// send, confirm or delete, since on macOS it also comes from an input method.
	OnEnter func()
	// OnEscape is called for Esc; nil leaves it to the dialog or screen around.
	OnEscape func()
	// OnKey sees every key before the field does; true means that it was used up.
	OnKey func(*fyne.KeyEvent) bool
	// OnFocus is called when the field gets (true) and loses (false) the focus.
	OnFocus func(bool)

	width float32
	outer fyne.Widget
}

// NewEntry makes a field of one line with words that say what belongs into it.
func NewEntry(placeholder string) *Entry {
	e := &Entry{}
	e.PlaceHolder = placeholder
	e.extend(e)
	return e
}

// NewMultiLineEntry makes a field of several visible rows: notes, templates.
func NewMultiLineEntry(placeholder string, rows int) *Entry {
	e := NewEntry(placeholder)
	e.MultiLine, e.Wrapping = true, fyne.TextWrapBreak
	e.SetMinRowsVisible(rows)
	return e
}

// SetWidth keeps the field at least so many pixels wide.
func (e *Entry) SetWidth(w float32) *Entry { e.width = w; return e }

// MinSize is Fyne's.
func (e *Entry) MinSize() fyne.Size {
	m := e.Entry.MinSize()
	m.Width = max(m.Width, e.width)
	return m
}

// FocusGained is Fyne's.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	e.followConversion()
	if e.OnFocus != nil {
		e.OnFocus(true)
	}
}

// FocusLost is Fyne's.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	if e.OnFocus != nil {
		e.OnFocus(false)
	}
}

// TypedKey is Fyne's.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	if e.OnKey != nil && e.OnKey(ev) {
		return
	}
	switch ev.Name {
	case fyne.KeyEscape:
		if e.OnEscape != nil {
			e.OnEscape()
		} else {
			PassKey(e.outer, ev)
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		if e.MultiLine {
			e.Entry.TypedKey(ev)
		} else if e.OnEnter != nil {
			e.OnEnter()
		}
	case fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyUp, fyne.KeyDown:
		if e.MultiLine {
			e.Entry.TypedKey(ev)
		} else {
			PassKey(e.outer, ev)
		}
	default:
		if len(ev.Name) > 1 && ev.Name[0] == 'F' { // F1 to F12 are the screen's
			PassKey(e.outer, ev)
			return
		}
		e.Entry.TypedKey(ev)
	}
}

// TypedShortcut edits with the shortcuts of editing and passes all others on: Ctrl+K and Ctrl+P
// work while a field has the focus.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	switch one := s.(type) {
	case *fyne.ShortcutCopy, *fyne.ShortcutCut, *fyne.ShortcutPaste, *fyne.ShortcutSelectAll,
		*fyne.ShortcutUndo, *fyne.ShortcutRedo:
		e.Entry.TypedShortcut(s)
	case *desktop.CustomShortcut:
		switch one.KeyName {
		case fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyBackspace, fyne.KeyDelete:
			e.Entry.TypedShortcut(s)
		default:
			PassShortcut(e.outer, s)
		}
	default:
		PassShortcut(e.outer, s)
	}
}

// extend tells Fyne and the field which widget stands on the canvas: the field, or one built upon it.
func (e *Entry) extend(outer fyne.Widget) {
	e.outer = outer
	e.OnCursorChanged = e.followConversion
	e.ExtendBaseWidget(outer)
}
