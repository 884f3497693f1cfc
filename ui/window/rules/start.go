package rules

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"miseban/app/rule"
	"miseban/ui/part"
)

// startPage is what a shop without rules begins with.
func (s *Screen) startPage() fyne.CanvasObject {
	box := part.VStack(12, part.NewText("ルールはまだありません", part.Title),
		part.NewNote("ルールは「こういう受注なら、こうする」という文です。組み込みの判定だけでも店番は動きます。近いひな型を選ぶと、下書きに入ります。公開するまで何も変わりません。", part.Quiet))
	for i, one := range s.book.Starters() {
		words := part.VStack(3, part.NewParagraph(part.Run{Text: one.Name, Style: part.Heading}, part.Run{Text: "　" + one.About, Style: part.Quiet}))
		for j := range one.Set.Rules[:min(len(one.Set.Rules), 4)] {
			r := &one.Set.Rules[j]
			words.Add(part.NewParagraph(append([]part.Run{{Text: "・", Style: part.Body}}, emphasised(rule.RuleSentence(r), r, part.Body)...)...))
		}
		if n := len(one.Set.Rules) - 4; n > 0 {
			words.Add(part.NewText(fmt.Sprintf("ほか %d件", n), part.Quiet))
		}
		box.Add(part.NewCard(part.CardPlain, part.Beside(words, part.NewKeyButton("これで始める", strconv.Itoa(i+1), part.Plain, func() { s.begin(one) }))))
	}
	box.Add(part.HStack(8, part.NewKeyButton("はじめから作る", "N", part.Plain, func() { s.edit(0) }), part.NewKeyButton("ファイルを読み込む…", "I", part.Plain, s.importSet), part.NewKeyButton("テキストで書く…", "T", part.Plain, s.showText)))
	return container.NewVScroll(part.Inset(24, 40, 24, 40, box))
}

// begin puts a ready set into the draft.
func (s *Screen) begin(one Starter) {
	s.d.change("ひな型「"+one.Name+"」を入れたこと", func(set *rule.Set) {
		for i := range one.Set.Rules {
			r := copyRule(&one.Set.Rules[i])
			r.Name = freeName(set, r.Name)
			set.Rules = append(set.Rules, r)
		}
		for _, o := range one.Set.Off {
			if !isOff(set, o.ID) {
				set.Off = append(set.Off, o)
			}
		}
	})
	s.draw()
	s.changed()
	s.Focus()
	s.f.Say(fmt.Sprintf("ひな型「%s」の %d件を下書きに入れました。Ctrl+Z で戻せます。", one.Name, len(one.Set.Rules)))
}

func freeName(set *rule.Set, name string) string {
	d := draft{set: set}
	return d.named(name, -1)
}

func (s *Screen) pickStarter() {
	var choices []part.Command
	for _, one := range s.book.Starters() {
		choices = append(choices, part.Command{Title: one.Name + "　" + one.About, Key: fmt.Sprintf("%d件", len(one.Set.Rules)), Do: func() { s.begin(one) }})
	}
	part.NewPickList(s.f.Window.Canvas(), "下書きの終わりに加えるひな型", 0, choices).Show()
}

// export writes the draft to a file that another shop can read.
func (s *Screen) export() {
	set := s.d.set
	s.f.Go(func() {
		path, err := s.book.Export(s.f.Ctx, set)
		fyne.Do(func() {
			if err != nil {
				s.f.Fail(err)
				return
			}
			s.f.Banners.Show(part.Done, "ルールを書き出しました："+path, part.Action{Label: "開く", Do: func() {
				if err := s.w.Show(path); err != nil {
					s.f.Fail(err)
				}
			}})
		})
	})
}

// importSet reads a file into the draft, or says where it is wrong.
func (s *Screen) importSet() {
	s.w.Pick("ルールのファイル", func(path string) {
		s.f.Go(func() {
			set, faults, err := s.book.Import(s.f.Ctx, path)
			fyne.Do(func() {
				switch {
				case err != nil:
					s.f.Fail(err)
				case len(faults) > 0:
					s.tellFaults(faults)
				default:
					s.replace("ファイルの読み込み", set)
					s.f.Say(fmt.Sprintf("ファイルの %d件のルールを下書きにしました。Ctrl+Z で戻せます。", len(set.Rules)))
				}
			})
		})
	})
}

// replace puts another set into the draft.
func (s *Screen) replace(said string, set *rule.Set) {
	s.closeQuietly()
	s.d.change(said, func(x *rule.Set) { *x = *shallow(set) })
	s.draw()
	s.changed()
	s.Focus()
}

func (s *Screen) tellFaults(faults []rule.Fault) {
	box := part.VStack(5, part.NewNote("読み込めませんでした。下書きは元のままです。", part.Body))
	for _, f := range faults[:min(len(faults), 12)] {
		box.Add(part.NewNote(faultText(f), part.Body))
	}
	if n := len(faults) - 12; n > 0 {
		box.Add(part.NewNote(fmt.Sprintf("ほか %d件", n), part.Quiet))
	}
	d := part.NewDialog(s.f.Window.Canvas(), "このファイルには直すところがあります", box)
	d.SetWidth(620)
	d.Show(nil)
}

func faultText(f rule.Fault) string {
	if f.At.Line == 0 {
		return f.Text
	}
	return fmt.Sprintf("%d行 %d字目：%s", f.At.Line, f.At.Column, f.Text)
}
