package part_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"miseban/ui/part"
)

// What a column means is chosen from a list: Enter on the line that it stands on changes nothing, letters find another one,
// Esc leaves everything as it was.
func TestOneOfManyIsChosenByTyping(t *testing.T) {
	w := window(t, container.NewWithoutLayout())
	chosen := ""
	choices := make([]part.Command, 0, 30)
	words := map[string]string{"注文番号": "送料ではない"} // found by it, and behind the line of that name
	for _, name := range []string{"注文番号", "注文日時", "数量", "届け先の氏名", "届け先の郵便番号", "届け先の住所", "届け先の電話番号", "支払方法", "請求金額", "送料", "商品名", "商品コード"} {
		choices = append(choices, part.Command{Title: name, Words: words[name], Do: func() { chosen = name }})
	}
	open := func(at int) (*part.CommandPalette, fyne.Focusable) {
		chosen = ""
		p := part.NewPickList(w.Canvas(), "『個数』の意味", at, choices)
		p.Show()
		return p, w.Canvas().Focused()
	}
	_, field := open(2)
	key(field, fyne.KeyReturn)
	if chosen != "数量" {
		t.Errorf("Enter at once chose %q", chosen)
	}
	_, field = open(11) // behind the lines in sight
	key(field, fyne.KeyUp, fyne.KeyReturn)
	if chosen != "商品名" {
		t.Errorf("↑ from the last chose %q", chosen)
	}
	_, field = open(2)
	test.Type(field, "届け先 電話")
	key(field, fyne.KeyReturn)
	if chosen != "届け先の電話番号" {
		t.Errorf("typing chose %q", chosen)
	}
	p, field := open(0)
	p.Type("送")
	test.Type(field, "料")
	key(field, fyne.KeyReturn)
	if chosen != "送料" {
		t.Errorf("a letter typed before it opened and one after chose %q", chosen)
	}
	_, field = open(2)
	test.Type(field, "送料")
	key(field, fyne.KeyEscape)
	if chosen != "" || w.Canvas().Overlays().Top() != nil {
		t.Errorf("Esc chose %q", chosen)
	}
}
