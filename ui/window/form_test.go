package window_test

import (
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"miseban/app/order"
	"miseban/ui/part"
)

// labelled are the fields with a name beside them, from the top of the topmost layer.
func (s *sitting) labelled(label string) []fyne.Focusable {
	top := s.win.Canvas().Overlays().Top()
	inside, wanted := top == nil, false
	var out []fyne.Focusable
	s.walk(func(o fyne.CanvasObject) bool {
		inside = inside || o == top
		switch x := o.(type) {
		case *part.Text:
			wanted = inside && x.Text() == label
			return false
		case *part.Entry, *part.SuggestEntry, *part.DateEntry, *part.NumberEntry:
			if wanted {
				out = append(out, x.(fyne.Focusable))
			}
			wanted = false
			return false
		}
		return true
	})
	return out
}

// field is the first field of a name.
func (s *sitting) field(label string) fyne.Focusable {
	s.t.Helper()
	all := s.labelled(label)
	if len(all) == 0 {
		s.t.Fatalf("no field is called %s:\n%s", label, s.screen())
	}
	return all[0]
}

// read is what a field says.
func read(f fyne.Focusable) string {
	switch x := f.(type) {
	case *part.Entry:
		return x.Text
	case *part.SuggestEntry:
		return x.Text
	case *part.DateEntry:
		return x.Text
	case *part.NumberEntry:
		return x.Text
	}
	return ""
}

// typeOver puts the keyboard on a field and types over what is there.
func (s *sitting) typeOver(f fyne.Focusable, text string) {
	s.t.Helper()
	s.win.Canvas().Focus(f)
	f.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	s.write(text)
}

// pageKey is a shortcut that the field with the focus hands to the page.
func (s *sitting) pageKey(key fyne.KeyName, mod fyne.KeyModifier) {
	s.keys++
	inner := reflect.ValueOf(s.win.Canvas()).Elem().FieldByName("WindowlessCanvas").Interface()
	inner.(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: mod})
}

// facts are those of an order, with her corrections.
func (s *sitting) facts(id int64) *order.Facts {
	s.t.Helper()
	in, _, err := s.shop.Desk.Judged(ctx, id, s.now)
	if err != nil {
		s.t.Fatal(err)
	}
	return in.Facts
}

// goodsRows are the fields of the table of goods on the page for entering orders: name, quantity, price, tax.
func (s *sitting) goodsRows() [][]fyne.Focusable {
	var out [][]fyne.Focusable
	s.walk(func(o fyne.CanvasObject) bool {
		switch x := o.(type) {
		case *part.SuggestEntry:
			switch {
			case x.PlaceHolder == "商品名・SKU・コードで探す":
				out = append(out, []fyne.Focusable{x})
			case len(out) > 0 && len(out[len(out)-1]) == 3:
				out[len(out)-1] = append(out[len(out)-1], x)
			}
			return false
		case *part.NumberEntry:
			if n := len(out) - 1; n >= 0 && len(out[n]) < 3 {
				out[n] = append(out[n], x)
			}
			return false
		}
		return true
	})
	return out
}

// sameAsOrderer sets or takes away the check mark.
func (s *sitting) sameAsOrderer(on bool) {
	s.t.Helper()
	found := false
	s.walk(func(o fyne.CanvasObject) bool {
		if c, ok := o.(*widget.Check); ok && c.Text == "お届け先は注文者と同じ" {
			c.SetChecked(on)
			found = true
		}
		return true
	})
	if !found {
		s.t.Fatal("there is no such check mark")
	}
}
