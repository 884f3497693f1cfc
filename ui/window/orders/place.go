package orders

import (
	"strconv"
	"strings"

	"miseban/app/flow/ship"
	"miseban/app/judge"
	"miseban/app/normal"
	"miseban/app/order"
)

func destinationTitle(f *order.Facts, j judge.Judgement, i int) string {
	t := "お届け先"
	if n := len(f.Destinations); n > 1 {
		t += " " + strconv.Itoa(i+1) + " / " + strconv.Itoa(n)
	}
	if i < len(j.Gifts) && j.Gifts[i] {
		t += "　ギフト"
	}
	if i < len(j.Hide) && j.Hide[i] {
		t += "・金額なし"
	}
	return t
}

func extras(d order.Destination) string {
	var out []string
	for _, x := range []struct{ name, text string }{{"のし", order.Value(d.Noshi)}, {"ラッピング", order.Value(d.Wrapping)}, {"メッセージ", order.Value(d.Message)}} {
		if x.text != "" {
			out = append(out, x.name+" "+x.text)
		}
	}
	return strings.Join(out, " · ")
}

func wishText(f *order.Facts) string {
	var out []string
	if d := order.Value(f.WishDate); d != "" {
		out = append(out, d.Long())
	}
	if t := order.Value(f.WishSlot); t != "" {
		out = append(out, ship.SlotName(t))
	}
	if m := order.Value(f.Method); m != "" {
		out = append(out, m)
	}
	return strings.Join(out, "　")
}

func contact(f *order.Facts) string {
	var out []string
	for _, t := range []string{normal.PhoneText(order.Value(f.Orderer.Phone)), order.Value(f.Orderer.Email), strings.TrimSpace(normal.ZipText(order.Value(f.Orderer.Zip)) + " " + order.Value(f.Orderer.Address))} {
		if t != "" {
			out = append(out, t)
		}
	}
	return strings.Join(out, "\n")
}
