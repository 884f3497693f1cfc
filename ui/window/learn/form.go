package learn

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"miseban/app/mapping"
	"miseban/app/order"
	"miseban/ui/look"
	"miseban/ui/part"
)

// fillForm is the row of what the file is as a whole.
func (s *Screen) fillForm() {
	pick := func(label, value string, do func()) fyne.CanvasObject {
		return part.HStack(6, part.NewText(label, part.Quiet), part.NewKeyButton(value+" ▼", "", part.Plain, do))
	}
	row := part.HStack(14, pick("種類", s.d.kind().Name(), s.pickKind))
	if s.d.kind() == mapping.Orders {
		row.Add(pick("モール", s.d.mall.Name(), s.pickMall))
	}
	row.Add(part.HStack(6, part.NewText("読み方の名前", part.Quiet), s.name))
	row.Add(layout.NewSpacer())
	row.Add(s.warn)
	s.form.Objects = []fyne.CanvasObject{row}
	s.form.Refresh()
	s.fillWarning()
}

// fillWarning says what is wrong with the name.
func (s *Screen) fillWarning() {
	text := ""
	switch {
	case s.d.name == "":
		text = "名前を入れてください"
	case s.have[s.d.name]:
		text = "同じ名前を置き換えます"
	}
	s.warn.SetText(text)
	s.form.Refresh()
}

// fillChips says what is still missing.
func (s *Screen) fillChips() {
	row := part.Flow(6)
	stops, advice := s.d.problems()
	for _, p := range stops {
		text := p.Text
		if p.Column == "" {
			text = "足りません：" + quoted(p.Text)
		}
		row.Add(part.NewPill(text, look.ToneError))
	}
	for _, p := range advice {
		name := p.Text
		if a, ok := mapping.AboutOf(s.d.kind(), p.Means); ok {
			name = a.Name + "の列なし"
		}
		row.Add(part.NewPill(name, look.ToneReview))
	}
	if len(row.Objects) == 0 && !s.d.simple {
		row.Add(part.NewPill("必要な列はそろっています", look.TonePrint))
	}
	s.chips.Objects = []fyne.CanvasObject{row}
	s.chips.Refresh()
}

// quoted gives what stands between 「 and 」, or all of it.
func quoted(text string) string {
	if _, rest, ok := strings.Cut(text, "「"); ok {
		if inside, _, ok := strings.Cut(rest, "」"); ok {
			return inside
		}
	}
	return text
}

func (s *Screen) pickKind() {
	var choices []part.Command
	at := 0
	for i, k := range mapping.Kinds() {
		if k == s.d.kind() {
			at = i
		}
		choices = append(choices, part.Command{Title: k.Name(), Words: string(k), Do: func() {
			again := s.d.simple
			s.d.as(k)
			if again && !s.d.simple {
				s.draw()
			}
			s.decided()
		}})
	}
	part.NewPickList(s.f.Window.Canvas(), "このファイルは何ですか", at, choices).Show()
}

func (s *Screen) pickMall() {
	var choices []part.Command
	at := 0
	for _, m := range order.Malls() {
		if m == order.Hand {
			continue
		}
		if m == s.d.mall {
			at = len(choices)
		}
		choices = append(choices, part.Command{Title: m.Name(), Words: string(m), Do: func() {
			s.d.mall, s.d.changed = m, true
			s.decided()
		}})
	}
	part.NewPickList(s.f.Window.Canvas(), "どのモール・カートの受注ですか", at, choices).Show()
}
