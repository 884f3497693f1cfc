package rules

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"miseban/app/rule"
	"miseban/ui/grid"
	"miseban/ui/look"
	"miseban/ui/part"
)

// showVersions lists what was published, with the differences as sentences and the way back.
func (s *Screen) showVersions() {
	s.f.Go(func() {
		all, err := s.book.Versions(s.f.Ctx)
		fyne.Do(func() {
			switch {
			case err != nil:
				s.f.Fail(err)
			case len(all) == 0:
				part.Tell(s.f.Window.Canvas(), "履歴", "まだ公開した版がありません。公開するたびに、その版がここに残ります。")
			default:
				s.versions(all)
			}
		})
	})
}

func (s *Screen) versions(all []Version) {
	c := s.f.Window.Canvas()
	g := grid.New([]grid.Column{{ID: "n", Title: "版", Width: 116, NoSort: true}, {ID: "at", Title: "公開した日時", Width: 150, NoSort: true}, {ID: "note", Title: "メモ", Width: 120, Grow: true, NoSort: true}})
	rows := grid.Fixed{}
	for _, v := range all {
		n := grid.Join(grid.Span{Text: fmt.Sprintf("v%d", v.N), Kind: grid.Strong})
		if v.N == s.state.Version {
			n = grid.Join(grid.Span{Text: fmt.Sprintf("v%d", v.N), Kind: grid.Strong}, grid.Span{Text: "公開中", Kind: grid.Pill, Tone: look.TonePrint})
		}
		note := grid.Text(v.Note)
		if v.Note == "" {
			note = grid.Of(grid.Quiet, "—")
		}
		rows.Lines = append(rows.Lines, grid.Row{Cells: []grid.Cell{n, grid.Text(v.At.Date().Long() + " " + v.At.Time().Format("15:04")), note}})
	}
	detail := container.NewStack()
	var p *part.Panel
	at := func() int { return min(max(g.Selection().Cursor(), 0), len(all)-1) }
	back := part.NewKeyButton("この版に戻す", "Ctrl+Enter", part.Primary, func() {
		v := all[at()]
		p.Close()
		s.replace(fmt.Sprintf("v%d に戻したこと", v.N), v.Set)
		s.f.Say(fmt.Sprintf("v%d を下書きにしました。右で違いを確かめて、公開してください。", v.N))
	})
	g.OnSelect = func(*grid.Selection) {
		v := all[at()]
		box := part.VStack(6, part.NewText(fmt.Sprintf("v%d で変わったこと", v.N), part.Heading))
		for _, d := range v.Diff {
			box.Add(part.NewNote("・"+d, part.Body))
		}
		if len(v.Diff) == 0 {
			box.Add(part.NewNote("前の版と同じ内容です。", part.Quiet))
		}
		if v.N != s.state.Version {
			box.Add(part.Inset(10, 0, 0, 0, part.NewText("いまの下書きとの違い", part.Heading)))
			for _, d := range rule.Diff(s.d.set, v.Set) {
				box.Add(part.NewNote("・"+d, part.Body))
			}
		}
		back.SetEnabled(v.N != s.state.Version || s.differs())
		detail.Objects = []fyne.CanvasObject{container.NewVScroll(part.Inset(12, 16, 12, 16, box))}
		detail.Refresh()
	}
	body := container.New(part.Sides{Right: 400, Gap: 1}, container.NewStack(part.NewGround(look.Surface), g), part.Dock(nil, nil, part.NewRule(), nil, detail))
	p = part.NewPanel(c, 940, "ルールの履歴", fmt.Sprintf("%d版", len(all)), body, part.NewNote("戻しても、公開するまで何も変わりません。", part.Quiet), "閉じる", back)
	p.OnConfirm = back.Press
	g.SetRows(rows)
	p.Show(g)
	g.Select(0)
}

// showTests lists the tests of the draft.
func (s *Screen) showTests() {
	c := s.f.Window.Canvas()
	if len(s.tests) == 0 {
		part.Tell(c, "テストはまだありません", "「この受注はこうなるはず」を覚えておき、公開のたびに確かめます。\n右の一覧の受注を右クリックして「この受注をテストにする」を選ぶと、公開後の状態がテストになります。")
		return
	}
	g := grid.New([]grid.Column{{ID: "ok", Title: "結果", Width: 72, NoSort: true}, {ID: "no", Title: "受注", Width: 150, KeepEnd: true, NoSort: true}, {ID: "want", Title: "こうなるはず", Width: 200, Grow: true, NoSort: true}, {ID: "got", Title: "実際", Width: 220, NoSort: true}})
	fill := func() {
		rows := grid.Fixed{}
		for _, t := range s.tests {
			ok := grid.Status("合格", look.TonePrint)
			if !t.OK {
				ok = grid.Status("不合格", look.ToneError)
			}
			rows.Lines = append(rows.Lines, grid.Row{Cells: []grid.Cell{ok, grid.Text(t.No), grid.Text(t.Want), grid.Of(grid.Quiet, t.Got)}})
		}
		g.SetRows(rows)
	}
	fill()
	var p *part.Panel
	remove := part.NewKeyButton("テストを消す", "Delete", part.Plain, func() {
		i := g.Selection().Cursor()
		if i < 0 || i >= len(s.tests) {
			return
		}
		gone := s.tests[i].Test
		s.d.change("テストの削除", func(set *rule.Set) {
			kept := set.Tests[:0:0]
			for j := range set.Tests {
				if set.Tests[j].Order != gone.Order || fmt.Sprint(set.Tests[j].Want) != fmt.Sprint(gone.Want) {
					kept = append(kept, set.Tests[j])
				}
			}
			set.Tests = kept
		})
		s.tests = append(s.tests[:i:i], s.tests[i+1:]...)
		fill()
		s.changed()
	})
	p = part.NewPanel(c, 900, "ルールのテスト", "公開のたびに、受け取った日の状態で確かめます", container.NewStack(part.NewGround(look.Surface), g), nil, "閉じる", remove)
	p.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyDelete {
			remove.Press()
			return true
		}
		return false
	}
	p.Show(g)
}

// addTest makes a test of what an order becomes.
func (s *Screen) addTest(c Change) {
	row := s.f.Desk.Row(c.Order)
	if row == nil {
		return
	}
	for _, shop := range s.f.Desk.Shops() {
		if shop.ID == row.ShopID {
			s.d.change("テストの追加", func(set *rule.Set) {
				set.Tests = append(set.Tests, rule.Test{Order: string(shop.Mall) + ":" + row.Key, Want: []rule.Expect{{Kind: "status", ID: c.After.ID()}}})
			})
			s.changed()
			s.f.Say(c.No + " は「" + c.After.Name() + "」になるはず、というテストを加えました。")
			return
		}
	}
}

// showHealth lists what is odd about the rules, each with a proposal.
func (s *Screen) showHealth() {
	if len(s.advices) == 0 {
		part.Tell(s.f.Window.Canvas(), "点検", "気になるルールはありません。使われていない、ほかのルールに隠れる、食い違う、いつも手で戻されるルールがあれば、ここに出ます。")
		return
	}
	var p *part.Panel
	box := part.VStack(10)
	for _, a := range s.advices {
		words := part.VStack(3, part.NewParagraph(part.Run{Text: "「" + a.Rule + "」", Style: part.Strong}, part.Run{Text: "　" + a.Text, Style: part.Body.In(look.Warn)}), part.NewNote(a.Evidence, part.Quiet))
		var line fyne.CanvasObject = words
		if a.Set != nil {
			words.Add(part.NewNote(fmt.Sprintf("提案：%s（変わる受注 %s件）", a.Propose, part.Count(a.Changed)), part.Body))
			line = part.Beside(words, part.NewKeyButton("下書きに入れる", "", part.Plain, func() {
				p.Close()
				s.replace("点検の提案「"+a.Propose+"」", a.Set)
				s.f.Say("提案を下書きに入れました。Ctrl+Z で戻せます。")
			}))
		}
		box.Add(part.NewCardInset(part.CardPlain, 10, 14, line))
	}
	p = part.NewPanel(s.f.Window.Canvas(), 760, "ルールの点検", fmt.Sprintf("%d件", len(s.advices)), container.NewVScroll(part.Inset(14, 20, 14, 20, box)), nil, "閉じる")
	p.Show(nil)
}
