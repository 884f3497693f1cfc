package orders

import (
	"strings"

	"fyne.io/fyne/v2"

	"miseban/app/judge"
	"miseban/app/order"
	"miseban/ui/look"
	"miseban/ui/part"
)

// fixes are the owner's corrections of an order, with what the mall says where she says something else.
type fixes struct {
	all  map[[2]string]order.Override
	took []order.Override // lines and destinations that she took out
	hand bool             // the order was entered by hand: no mall says anything
}

func fixesOf(in judge.Input) fixes {
	x := fixes{all: map[[2]string]order.Override{}, hand: in.Shop.Mall == order.Hand}
	for _, o := range in.Overridden {
		if o.Field == "gone" {
			x.took = append(x.took, o)
			continue
		}
		t, _ := order.Target(in.Facts, o.Target)
		x.all[[2]string{t, o.Field}] = o
	}
	return x
}

// any tells whether one of some fields was corrected.
func (x fixes) any(target string, fields ...string) bool {
	for _, f := range fields {
		if _, ok := x.all[[2]string{target, f}]; ok {
			return true
		}
	}
	return false
}

// note adds a text with the marks of the fields that it shows.
func (x fixes) note(box *fyne.Container, text, target string, fields ...string) {
	if text != "" {
		box.Add(part.NewNote(text, part.Body))
	}
	x.under(box, target, fields...)
}

// under adds a mark for each corrected field, with the mall's value.
func (x fixes) under(box *fyne.Container, target string, fields ...string) {
	for _, f := range fields {
		o, ok := x.all[[2]string{target, f}]
		if !ok {
			continue
		}
		if order.IsOwn(o.Target) {
			if f == "name" { // one mark for the whole of it
				box.Add(mark([]part.Run{{Text: "自分で足した" + kindName(target) + "です。", Style: part.Quiet}}))
			}
			continue
		}
		runs := []part.Run{{Text: label(o.Target, f) + "　" + x.source() + "：" + mallValue(o), Style: part.Quiet}}
		if o.Changed {
			runs = append(runs, part.Run{Text: "　モールの値が、あとで変わりました。", Style: part.Body.In(look.Warn)})
		}
		box.Add(mark(runs))
	}
}

// gone names what she took out of the order.
func (x fixes) gone(box *fyne.Container) {
	for _, o := range x.took {
		box.Add(mark([]part.Run{{Text: "外した" + kindName(o.Target) + "があります" + called(o.Target) + "。", Style: part.Quiet}}))
	}
}

func mark(runs []part.Run) fyne.CanvasObject {
	return part.Dock(nil, nil, part.Inset(1, 8, 0, 0, part.VStack(0, part.NewChip("直"))), nil, part.NewParagraph(runs...))
}

// source is whose value stands under a correction.
func (x fixes) source() string {
	if x.hand {
		return "登録したときの値"
	}
	return "モールの値"
}

func mallValue(o order.Override) string {
	if !o.Told {
		return "（ファイルにありません）"
	}
	return shown(o.Target, o.Field, o.Mall)
}

func kindName(target string) string {
	if strings.HasPrefix(target, "dest:") {
		return "お届け先"
	}
	return "明細"
}

// called gives the name or code that the key of a target holds, in brackets.
func called(target string) string {
	_, key, _ := strings.Cut(target, ":")
	if strings.HasPrefix(key, "#") {
		return "（モールの番号 " + key[1:] + "）"
	}
	for _, p := range strings.Split(key, "\x1f") {
		if p != "" {
			return "（" + p + "）"
		}
	}
	return ""
}
