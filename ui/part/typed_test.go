package part_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"miseban/ui/look"
	"miseban/ui/part"
)

// A value that is in no list is typed and stands first; without typing the list is a list.
func TestWhatIsTypedCanBeChosen(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	w := test.NewTempWindow(t, part.NewEntry(""))
	w.Resize(fyne.NewSize(800, 600))
	took := ""
	open := func() *part.CommandPalette {
		took = ""
		return part.NewTypedList(w.Canvas(), "金額", 0, []part.Command{{Title: "5,000円", Do: func() { took = "5000" }}, {Title: "商品合計", Do: func() { took = "goods" }}},
			func(text string) []part.Command {
				if text != "800" {
					return nil
				}
				return []part.Command{{Title: "800円", Do: func() { took = "800" }}}
			})
	}
	for _, c := range []struct{ text, want string }{{"", "5000"}, {"800", "800"}, {"しょうひん", ""}, {"商品", "goods"}} {
		p := open()
		p.Show()
		p.Type(c.text)
		key(w.Canvas().Focused(), fyne.KeyReturn)
		if took != c.want {
			t.Errorf("typed %q: took %q, want %q", c.text, took, c.want)
		}
		p.Close()
	}
}

// A search without lines of its own shows what an empty text finds, before anything is typed.
func TestASearchShowsSomethingAtOnce(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	w := test.NewTempWindow(t, part.NewEntry(""))
	w.Resize(fyne.NewSize(800, 600))
	for typed, want := range map[string]string{"": "newest", "山田": "found 山田"} {
		took := ""
		p := part.NewTypedList(w.Canvas(), "受注", 0, nil, func(text string) []part.Command {
			if text == "" {
				return []part.Command{{Title: "いちばん新しい受注", Do: func() { took = "newest" }}}
			}
			return []part.Command{{Title: text, Do: func() { took = "found " + text }}}
		})
		p.Show()
		p.Type(typed)
		key(w.Canvas().Focused(), fyne.KeyReturn)
		if took != want {
			t.Errorf("typed %q: took %q, want %q", typed, took, want)
		}
		p.Close()
	}
}
