package goods

import (
	"fmt"

	"fyne.io/fyne/v2"

	"miseban/ui/part"
)

// Rune answers with a number key; / searches, N takes a file in. An input method may be on.
func (s *Screen) Rune(r rune) bool {
	if r >= '！' && r <= '～' {
		r -= '！' - '!'
	}
	switch r {
	case 'n', 'N':
		s.chooseFile()
		return true
	case '/', '・':
		return s.focusSearch()
	case 'x', 'X':
		if s.tabs.Selected() == tabMapped {
			s.noProducts()
			return true
		}
	}
	a, ok := s.answers[r]
	if ok && !s.answering {
		a.do()
	}
	return ok
}

// focusSearch puts the keyboard into the tab's search field.
func (s *Screen) focusSearch() bool {
	field := map[string]*part.SearchField{tabMapped: s.codesFind, tabList: s.listFind}[s.tabs.Selected()]
	if field == nil {
		return false
	}
	s.f.Window.Canvas().Focus(field)
	return true
}

// Key goes back and forth between the questions; Delete takes mappings away; Enter goes on from a result.
func (s *Screen) Key(ev *fyne.KeyEvent) bool {
	switch s.tabs.Selected() {
	case tabMapped:
		if ev.Name == fyne.KeyDelete {
			s.forget()
			return true
		}
	case tabFile:
		if (ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter) && s.result != nil {
			s.goOn()
			return true
		}
	case tabCodes:
		switch ev.Name {
		case fyne.KeyBackspace, fyne.KeyLeft, fyne.KeyPageUp:
			return s.step(-1)
		case fyne.KeyRight, fyne.KeyPageDown:
			return s.step(1)
		}
	}
	return false
}

// Confirm does what Ctrl+Enter means here and tells whether it is this page's own. Among the questions it always is, so that
// pressing it twice never sends the day's orders out.
func (s *Screen) Confirm() bool {
	if s.tabs.Selected() != tabCodes {
		return false
	}
	switch {
	case len(s.sure()) > 0:
		s.acceptSure()
	case len(s.asked) > 0:
		s.f.Say("確実な候補はありません。ひとつずつ答えてください。")
	}
	return true
}

// Commands are the acts for the palette.
func (s *Screen) Commands() []part.Command {
	out := []part.Command{}
	if n := len(s.sure()); n > 0 {
		out = append(out, part.Command{Title: fmt.Sprintf("商品：確実な %s件をまとめて対応づける", part.Count(n)), Key: "Ctrl+Enter", Words: "taiou kakujitsu", Do: s.acceptSure})
	}
	for _, n := range numbers {
		if a, ok := s.answers[n]; ok {
			out = append(out, part.Command{Title: "答え：" + a.label, Key: string(n), Do: a.do})
		}
	}
	for _, k := range kinds {
		out = append(out, part.Command{Title: "商品：" + k.name + "を取り込む", Words: k.words, Do: func() { s.pick(k.kind) }})
	}
	return append(out, part.Command{Title: "商品：モールの商品コードを見る", Words: "koodo", Do: func() { s.show(tabCodes) }},
		part.Command{Title: "商品：対応づけ済みを見る", Words: "taiou", Do: func() { s.show(tabMapped) }},
		part.Command{Title: "商品：商品一覧を見る", Words: "ichiran zaiko", Do: func() { s.show(tabList) }})
}
