package rules

import (
	"context"
	"errors"
	"fmt"

	"fyne.io/fyne/v2"

	"miseban/app/rule"
	"miseban/ui/part"
)

// Key has the area's keys.
func (s *Screen) Key(ev *fyne.KeyEvent) bool {
	if !s.loaded || s.bad != nil {
		return false
	}
	switch ev.Name {
	case fyne.KeyEscape:
		if s.ed != nil {
			s.ed.leave()
			return true
		}
		s.Focus()
		return true
	case fyne.KeyF6:
		s.f.Window.Canvas().Focus(s.table)
		return true
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyDelete:
		if s.ed != nil || s.empty() || s.f.Window.Canvas().Focused() == fyne.Focusable(s.list) {
			return false
		}
		s.Focus()
		s.list.TypedKey(ev)
		return true
	}
	return false
}

// Rune has the keys of the list.
func (s *Screen) Rune(r rune) bool {
	if !s.loaded || s.bad != nil || s.ed != nil {
		return false
	}
	if s.empty() && r >= '1' && int(r-'1') < len(s.book.Starters()) {
		s.begin(s.book.Starters()[r-'1'])
		return true
	}
	for _, a := range s.acts() {
		if a.key == r || a.key-'A'+'a' == r {
			a.do()
			return true
		}
	}
	return false
}

type act struct {
	key   rune
	title string
	words string
	do    func()
}

// acts are what can be done on the page besides moving about.
func (s *Screen) acts() []act {
	out := []act{{'N', "新しいルール", "shinki tsuika new", func() { s.edit(len(s.d.set.Rules)) }}}
	if i := s.list.rule(); i >= 0 {
		out = append(out, act{'D', "ルールを複製する", "fukusei copy", func() { s.duplicate(i) }},
			act{'O', "条件に当たる受注を一覧で見る", "ichiran orders", func() { s.w.Orders(copyCond(&s.d.set.Rules[i].When)) }})
	}
	return append(out, act{'W', "なぜ当たらない？（注文番号で調べる）", "naze why", s.askWhy},
		act{'R', "履歴（公開した版）", "rireki versions", s.showVersions},
		act{'S', "テスト", "tesuto test", s.showTests},
		act{'C', "点検（使われていない・重なるルール）", "tenken health check", s.showHealth},
		act{'T', "テキストで編集", "text tekisuto", s.showText},
		act{'X', "書き出す（ファイル）", "export kakidashi", s.export},
		act{'I', "読み込む（ファイル）", "import yomikomi", s.importSet},
		act{'B', "ひな型から始める", "hinagata starter", s.pickStarter})
}

// Commands are the acts for the palette.
func (s *Screen) Commands() []part.Command {
	if !s.loaded || s.bad != nil {
		return nil
	}
	var out []part.Command
	if s.ed == nil {
		out = append(out, part.Command{Title: "ルール：公開する", Key: "Ctrl+Enter", Words: "koukai publish", Do: s.publish})
		for _, a := range s.acts() {
			out = append(out, part.Command{Title: "ルール：" + a.title, Key: string(a.key), Words: a.words, Do: a.do})
		}
	} else {
		out = append(out, part.Command{Title: "ルール：編集を終える", Key: "Ctrl+Enter", Do: s.ed.finish})
	}
	return append(out, part.Command{Title: "ルール：下書きを捨てる", Words: "suteru drop", Do: s.dropDraft},
		part.Command{Title: "ルール：比べる期間を選ぶ", Words: "kikan", Do: s.pickPeriod})
}

func (s *Screen) dropDraft() {
	if !s.differs() {
		s.f.Say("公開中の版と同じです。捨てる下書きはありません。")
		return
	}
	s.closeQuietly()
	s.d.change("下書きを捨てたこと", func(set *rule.Set) { *set = *shallow(s.state.Set) })
	s.changed()
	s.f.Say("下書きを捨てました。Ctrl+Z で戻せます。")
}

func (s *Screen) duplicate(i int) {
	s.list.at = s.d.duplicate(i)
	s.changed()
}

// remove deletes a rule; Ctrl+Z brings it back.
func (s *Screen) remove(i int) {
	name := s.d.set.Rules[i].Name
	s.d.remove(i)
	s.changed()
	s.f.Say(fmt.Sprintf("ルール「%s」を下書きから消しました。Ctrl+Z で戻せます。", name))
}

func canceled(err error) bool { return errors.Is(err, context.Canceled) }
