package firstday

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	pure "miseban/app/firstday"
	"miseban/ui/look"
	"miseban/ui/part"
)

// drawLetter shows the letter with its three numbers; while it is written anew, the one before.
func (s *Screen) drawLetter() {
	if !s.written {
		set(s.letter, part.NewCard(part.CardPlain, part.NewNote("この1か月の受注を判定して、手紙を書いています…", part.Quiet)))
		return
	}
	l := s.text
	figure := func(n int, style part.Style, words string) fyne.CanvasObject {
		return part.VStack(0, part.NewText(pure.Count(n), style), part.NewNote(words, part.Caption))
	}
	state := "見る注文の数（この1か月）"
	if s.counting {
		state = "数え直しています…"
	}
	all := part.Figure.At(20)
	if l.All.Asked < l.After.Asked {
		all = all.In(look.Good)
	}
	top := part.VStack(6, part.NewText("店番からの手紙", part.Heading), part.NewText(state, part.Quiet))
	if l.Orders > 0 {
		top.Add(part.Halves(8, figure(l.Before.Asked, part.Figure.At(20).In(look.Secondary), "採用する前"),
			figure(l.After.Asked, part.Figure.At(20), "いまの採用で"), figure(l.All.Asked, all, "すべて採用すると")))
	}
	top.Add(part.NewRule())
	text := container.NewVScroll(part.Inset(4, 8, 4, 0, part.NewNote(strings.TrimSpace(l.Text), part.Body)))
	set(s.letter, part.NewCard(part.CardPlain, part.Dock(top, nil, nil, nil, text)))
}
