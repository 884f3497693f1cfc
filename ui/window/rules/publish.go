package rules

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"miseban/app/rule"
	"miseban/ui/look"
	"miseban/ui/part"
)

// publish shows what the draft changes, and puts it into force once she says so.
func (s *Screen) publish() {
	switch {
	case s.ed != nil:
		s.ed.finish()
		if s.ed != nil {
			return
		}
	case !s.loaded || s.bad != nil:
		return
	}
	if !s.differs() {
		s.f.Say("公開中の版と同じです。公開するものはありません。")
		return
	}
	if s.busy || s.sim == nil {
		s.f.Say("いま比べています。終わってから、もう一度公開してください。")
		return
	}
	set, sim := s.d.set, s.sim
	n := s.state.Version + 1
	note := part.NewEntry("何を変えたか（履歴に残ります）")
	mails, force := widget.NewCheck(fmt.Sprintf("変わる受注にメールを送る（%s通を送信箱に入れる）", part.Count(sim.Mails)), nil), widget.NewCheck("不合格のテストがあるまま公開する", nil)
	box := part.VStack(10, part.NewParagraph(part.Run{Text: "変わる " + part.Count(sim.Changed) + "件", Style: part.Figure}, part.Run{Text: fmt.Sprintf("　変わらない %s件　追加される明細 %s件　変わる納品書 %s件", part.Count(sim.Orders-sim.Changed), part.Count(sim.Fees), part.Count(sim.Slips)), Style: part.Quiet}))
	if len(sim.Shifts) > 0 {
		box.Add(s.shifts())
	}
	box.Add(diffBox(rule.Diff(s.state.Set, set)))
	failed := 0
	for _, t := range s.tests {
		if !t.OK {
			failed++
		}
	}
	if failed > 0 {
		box.Add(part.NewCardInset(part.CardError, 8, 12, part.VStack(4, part.NewNote(fmt.Sprintf("テスト %d件が不合格です。", failed), part.Body.In(look.Error)), force)))
	}
	if sim.Mails > 0 {
		box.Add(mails)
	}
	box.Add(note)
	box.Add(part.NewNote("出荷済みの受注、印刷した納品書、送ったメールは変わりません。公開はあとで元に戻せます。", part.Caption))
	d := part.NewDialog(s.f.Window.Canvas(), fmt.Sprintf("ルール v%d を公開しますか", n), box, part.Choice{Label: fmt.Sprintf("v%d を公開", n), Kind: part.Primary, Default: true,
		Keep: func() bool {
			if failed > 0 && !force.Checked {
				s.f.Say("不合格のテストがあります。直すか、「不合格のテストがあるまま公開する」に印を付けてください。")
				return true
			}
			return false
		},
		Do: func() { s.putIntoForce(set, note.Text, mails.Checked, force.Checked, n) }})
	d.SetWidth(600)
	d.Show(note)
}

func (s *Screen) putIntoForce(set *rule.Set, note string, mails, force bool, n int) {
	s.f.Act(fmt.Sprintf("ルール v%d を公開しました", n), func(ctx context.Context, now time.Time) (int64, error) {
		return s.book.Publish(ctx, set, note, mails, force, now)
	})
}

// diffBox lists sentences; many are scrolled.
func diffBox(diff []string) fyne.CanvasObject {
	box := part.VStack(3)
	for _, d := range diff {
		box.Add(part.NewNote("・"+d, part.Body))
	}
	if len(diff) == 0 {
		box.Add(part.NewNote("書き方だけの違いです。", part.Quiet))
	}
	if len(diff) <= 5 {
		return box
	}
	scroll := container.NewVScroll(part.Inset(0, 10, 0, 0, box))
	scroll.SetMinSize(fyne.NewSize(200, 130))
	return scroll
}
