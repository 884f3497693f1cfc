package firstday

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	pure "miseban/app/firstday"
	"miseban/ui/look"
	"miseban/ui/part"
)

func set(box *fyne.Container, o fyne.CanvasObject) {
	box.Objects = []fyne.CanvasObject{o}
	box.Refresh()
}

// draw shows the page as it stands.
func (s *Screen) draw() {
	s.buttons = nil
	again := part.NewKeyButton("もう一度調べる", "R", part.Plain, s.look)
	again.SetEnabled(!s.looking)
	set(s.head, part.NewTopBar("はじめの提案", s.about(), again))
	pick := part.Action{Label: "ファイルを選ぶ", Hint: "Ctrl+O", Do: func() { s.f.Import(nil) }}
	switch {
	case s.looking && len(s.cards) == 0:
		set(s.main, part.NewCard(part.CardPlain, part.NewEmptyState("これまでの受注を調べています", "終わると、店の決まりごとの提案がここに並びます。何も変更しません。")))
	case s.day == nil:
		set(s.main, part.NewCard(part.CardPlain, part.NewEmptyState("まだ調べていません", "これまでの受注から、店の決まりごとを提案します。調べるだけでは何も変わりません。",
			part.Action{Label: "調べる", Hint: "R", Do: s.look})))
	case s.rows == 0:
		set(s.main, part.NewCard(part.CardPlain, part.NewEmptyState("まだ受注がありません", "これまでの受注ファイルを1年分ほど取り込むと、店の決まりごとをここで提案します。古い注文は、履歴として取り込めます。", pick)))
	case len(s.cards) == 0:
		set(s.main, part.NewCard(part.CardPlain, part.NewEmptyState("提案することはありません", "もっと前の受注ファイルも取り込むと、くり返し出てくることを見つけて提案します。", pick)))
	default:
		open := s.fillList()
		if len(s.main.Objects) != 1 || s.main.Objects[0] != fyne.CanvasObject(s.both()) {
			set(s.main, s.both())
		}
		s.drawLetter()
		s.reach(open)
	}
}

// both are the cards with the letter beside them.
func (s *Screen) both() *fyne.Container {
	if s.pair == nil {
		s.pair = container.New(part.Sides{Right: letterWidth, Gap: 2}, part.Dock(s.said, nil, nil, nil, s.scroll), s.letter)
	}
	return s.pair
}

// reach scrolls so far that the open card stands near the top, the one before it still in sight if the answers are too.
func (s *Screen) reach(open fyne.CanvasObject) {
	s.list.Refresh()
	s.pair.Objects[0].Refresh() // the room above the cards may have changed
	s.scroll.Refresh()
	const before, behind = 60, 8
	top := open.Position().Y
	low := top + open.Size().Height + behind - s.scroll.Size().Height
	s.scroll.ScrollToOffset(fyne.NewPos(0, max(0, min(top, max(top-before, low)))))
}

func (s *Screen) about() string {
	if s.day == nil || s.looking || s.rows == 0 {
		return ""
	}
	t := s.day.Orders
	text := "受注 " + pure.Count(t.Orders) + "から"
	if n := s.waiting(); n > 0 {
		return text + fmt.Sprintf("　答えを待つ提案 %d件", n)
	}
	return text
}

func (s *Screen) fillList() (open fyne.CanvasObject) {
	s.list.Objects, s.said.Objects = nil, nil
	say := func(kind part.CardKind, o fyne.CanvasObject) {
		s.said.Add(part.Inset(2, 12, 8, 2, part.NewCardInset(kind, 8, 12, o)))
	}
	if s.drafted > 0 {
		say(part.CardNotice, part.Beside(part.NewNote(fmt.Sprintf("ルールの下書きに %d件入りました。ルールの画面で確かめて公開してください。", s.drafted), part.Body),
			part.NewLink("ルールを開く", part.Body, s.w.OpenRules)))
	}
	if s.waiting() == 0 {
		say(part.CardPlain, part.NewNote("提案には、すべて答えました。右の手紙をご覧ください。答えは、いつでも取り消せます。", part.Body))
	}
	for i := range s.cards {
		if i == s.at {
			open = s.openCard(&s.cards[i])
			s.list.Add(open)
			continue
		}
		s.list.Add(part.NewChoiceCard(closed(&s.cards[i]), func() { s.show(i) }))
	}
	return open
}

// stateOf words a state.
func stateOf(c *pure.Card) (string, look.Tone) {
	switch c.State {
	case pure.Accepted:
		if ruleOf(c) != "" {
			return "採用（ルール）", look.TonePrint
		}
		return "採用", look.TonePrint
	case pure.PutAside:
		return "使わない", look.ToneNeutral
	case pure.Told:
		return "お知らせ", look.ToneNeutral
	}
	return "答え待ち", look.ToneReview
}

// closed is a card of which only the title, what it does and its state are seen.
func closed(c *pure.Card) fyne.CanvasObject {
	word, tone := stateOf(c)
	does := c.Does
	if does == "" && len(c.Evidence) > 0 {
		does = c.Evidence[0]
	}
	style := part.Body
	if c.State == pure.Waiting {
		style = part.Strong
	}
	return part.Beside(part.VStack(2, part.NewTextCut(c.Title, style), part.NewTextCut(does, part.Caption)), part.NewPill(word, tone))
}

// openCard is the card that is being answered.
func (s *Screen) openCard(c *pure.Card) fyne.CanvasObject {
	word, tone := stateOf(c)
	box := part.VStack(8, part.Beside(part.NewText(fmt.Sprintf("提案 %d / %d", s.at+1, len(s.cards)), part.Quiet), part.NewPill(word, tone)), part.NewNote(c.Title, part.Heading.At(look.SizeTitle)))
	evidence := part.VStack(3)
	for _, e := range c.Evidence {
		evidence.Add(part.NewNote(e, part.Body))
	}
	box.Add(part.NewFact("根拠", evidence))
	if n := pure.Count(c.Orders); c.From != "" && !strings.Contains(strings.Join(c.Evidence, ""), n) {
		box.Add(part.NewFact("対象", part.NewNote(n+"（"+c.From.Long()+"〜"+c.To.Long()+"）", part.Body)))
	}
	if len(c.Examples) > 0 {
		all := part.VStack(3)
		for _, e := range c.Examples {
			id := e.ID
			all.Add(part.Beside(part.NewTextCut(e.Day.Long()+"　"+e.Text, part.Quiet), part.NewLink(e.No, part.Body, func() { s.f.Find(id) })))
		}
		box.Add(part.NewFact("受注の例", all))
	}
	if c.Does != "" {
		box.Add(part.NewFact("すること", part.NewNote(c.Does, part.Body)))
	}
	kind := part.CardAttention
	switch {
	case c.State == pure.Waiting:
		if c.Choose {
			box.Add(part.NewNote("どれかを、数字キーで選んでください。", part.Quiet))
		}
		answers := part.VStack(6)
		for i, a := range c.Answers {
			b := part.NewAnswerButton(i+1, a.Label, note(a), i == 0 && !c.Choose, func() { s.answer(i) })
			s.buttons = append(s.buttons, b)
			answers.Add(b)
		}
		box.Add(part.Inset(4, 0, 0, 0, answers))
	case answered(c.State):
		kind = part.CardChosen
		said := "採用しました。"
		if c.State == pure.PutAside {
			said = "使わないことにしました。"
		}
		box.Add(part.HStack(8, part.NewText(said, part.Strong), part.NewKeyButton("取り消す", "Delete", part.Plain, s.takeBack), layout.NewSpacer()))
	default:
		kind = part.CardChosen
		box.Add(part.NewNote("お知らせだけです。答えることはありません。", part.Quiet))
	}
	return part.NewCardInset(kind, 12, 16, box)
}

// note says what an answer's label leaves out.
func note(a pure.Answer) string {
	switch t := a.Take; {
	case t.PutAside:
		return "何も変わりません"
	case t.Rule != nil:
		return "下書きに入ります。公開するまで効きません"
	}
	return ""
}
