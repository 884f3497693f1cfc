package imported

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"miseban/app/flow/intake"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/ui/grid"
	"miseban/ui/look"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// line is a row of the table of changes: one field of one order.
type line struct {
	order  intake.Changed
	change order.Change
	first  bool // of its order
}

// changesTable is the table of what changed, field by field.
func (s *Screen) changesTable() *list {
	n := 0
	for _, f := range s.report.Files {
		for _, c := range f.Changed {
			n += len(c.Changes)
		}
	}
	t := newTable([]grid.Column{{ID: "no", Title: "受注", Width: 176, KeepEnd: true, NoSort: true}, {ID: "field", Title: "項目", Width: 116, NoSort: true}, {ID: "change", Title: "前 → 今", Width: 260, Grow: true, NoSort: true},
		{ID: "then", Title: "どうなるか", Width: 210, NoSort: true}}, n, func(row int) []part.Run {
		l := s.lines[row]
		return []part.Run{{Text: l.order.OrderNo + "　" + l.change.Field + "　", Style: part.Strong}, {Text: blank(l.change.Old), Style: part.Quiet}, {Text: " → ", Style: part.Body}, {Text: blank(l.change.New), Style: part.Strong}}
	})
	t.g.OnOpen = func(row int) {
		if id := s.lines[row].order.OrderID; id != 0 {
			s.f.Find(id)
		}
	}
	return t
}

// fillChanges lists the orders that were already printed first.
func (s *Screen) fillChanges() {
	s.lines = s.lines[:0]
	var rows grid.Fixed
	add := func(wanted bool) {
		for _, f := range s.report.Files {
			for _, c := range f.Changed {
				l, isLate := s.read.late[c.OrderID]
				if isLate != wanted {
					continue
				}
				for i, x := range c.Changes {
					s.lines = append(s.lines, line{c, x, i == 0})
					rows.Lines = append(rows.Lines, grid.Row{Cells: changeCells(c, x, i == 0, l, isLate)})
					rows.Keys = append(rows.Keys, c.OrderNo+"\x1f"+strconv.Itoa(i)+f.File)
				}
			}
		}
	}
	add(true)
	add(false)
	s.changes.set(rows)
}

func changeCells(c intake.Changed, x order.Change, first bool, l late, isLate bool) []grid.Cell {
	no, then := grid.Text(""), grid.Cell{}
	if first {
		no = grid.Text(c.OrderNo)
		then = grid.Status(c.Status, toneOf(c.Status))
		if isLate {
			no = grid.Of(grid.Alarm, c.OrderNo)
			then = grid.Join(grid.Span{Text: l.word(), Kind: grid.Pill, Tone: look.ToneError}, grid.Span{Text: l.running, Kind: grid.Strong})
		}
	}
	return []grid.Cell{no, grid.Of(grid.Quiet, x.Field), grid.Join(grid.Span{Text: oneLine(blank(x.Old)), Kind: grid.Quiet}, grid.Span{Text: "→", Kind: grid.Quiet}, grid.Span{Text: oneLine(blank(x.New)), Kind: grid.Strong}), then}
}

func (l late) word() string {
	when := "印刷後"
	if l.shipped {
		when = "出荷後"
	}
	if l.cancel {
		return when + "キャンセル"
	}
	return when + "の変更"
}

// sentence says what is to be done about an order that changed too late.
func (l late) sentence() string {
	parcel := "受注 " + l.no
	if l.running != "" {
		parcel = "通し番号 " + l.running
	}
	switch {
	case l.cancel && l.shipped:
		return parcel + " は、出荷したあとにキャンセルされました。荷物の転送・返送を手配してください。"
	case l.cancel:
		return parcel + " の荷物を抜いてください。印刷したあとにキャンセルされました。"
	case l.shipped:
		return parcel + " は、出荷したあとに " + fields(l.fields) + " が変わりました。転送や追加の発送が必要か確かめてください。"
	}
	return parcel + " の荷物を止めてください。印刷したあとに " + fields(l.fields) + " が変わりました。"
}

func fields(names []string) string {
	if len(names) > 3 {
		return strings.Join(names[:3], "・") + "など"
	}
	return strings.Join(names, "・")
}

// mostLate is how many orders the alarm names; all of them head the table.
const mostLate = 8

// late is the alarm: orders that changed after they were printed or had gone out, by their running numbers.
func (s *Screen) late() fyne.CanvasObject {
	box := part.VStack(6)
	n := 0
	for _, cancelled := range []bool{true, false} {
		for _, f := range s.report.Files {
			for _, c := range f.Changed {
				l, ok := s.read.late[c.OrderID]
				if !ok || l.cancel != cancelled {
					continue
				}
				if n++; n > mostLate {
					continue
				}
				style := part.Body
				if l.cancel {
					style = part.Strong
				}
				box.Add(part.Beside(part.NewNote(l.sentence(), style), part.HStack(10, part.NewText(l.no, part.Quiet), part.NewLink("開く", part.Quiet, func() { s.f.Find(l.order) }))))
			}
		}
	}
	if n == 0 {
		return nil
	}
	if n > mostLate {
		box.Add(part.NewNote(fmt.Sprintf("ほか %s件は、下の「変わった受注」のはじめにあります。", part.Count(n-mostLate)), part.Quiet))
	}
	return part.NewCard(part.CardError, part.VStack(8, part.NewText("印刷・出荷のあとに変わった受注　"+part.Count(n), part.Alarm), box))
}

func (s *Screen) changesPart() fyne.CanvasObject {
	n := 0
	for _, f := range s.report.Files {
		n += len(f.Changed)
	}
	if n == 0 {
		return nil
	}
	head := part.NewParagraph(part.Run{Text: "変わった受注　" + part.Count(n) + "　", Style: part.Strong}, part.Run{Text: "Enterまたはダブルクリックで受注を開きます。", Style: part.Quiet})
	return part.NewCard(part.CardPlain, part.VStack(8, head, s.changes.o, s.changes.note))
}

func blank(s string) string {
	if s == "" {
		return "（なし）"
	}
	return s
}

func toneOf(name string) look.Tone {
	for _, st := range judge.Statuses() {
		if st.Name() == name {
			return frame.Tone(st)
		}
	}
	return look.ToneNeutral
}
