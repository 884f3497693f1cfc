package money

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"miseban/app/flow/pay"
	"miseban/ui/part"
)

// columns gives a row's date, payer and amount fixed widths and the rest to what it was for; the last is the way back.
type columns struct{}

const (
	dayWidth, amountWidth, backWidth = 72, 80, 60
	rowHeight                        = 28
)

// MinSize is Fyne's.
func (columns) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(dayWidth+amountWidth+backWidth+160, rowHeight)
}

// Layout is Fyne's.
func (columns) Layout(o []fyne.CanvasObject, size fyne.Size) {
	free := size.Width - dayWidth - amountWidth - backWidth - 12
	payer := free * 0.38
	x := float32(0)
	for i, w := range []float32{dayWidth, payer, amountWidth, free - payer, backWidth} {
		h := o[i].MinSize().Height
		left := float32(0)
		if i == 3 {
			left = 12
		}
		o[i].Move(fyne.NewPos(x+left, (size.Height-h)/2))
		o[i].Resize(fyne.NewSize(w-8, h))
		x += w + left
	}
}

// settledCard lists what was done with the deposits of the last days; nil = nothing.
func (s *Screen) settledCard() fyne.CanvasObject {
	var auto, hers []fyne.CanvasObject
	for _, x := range s.view.Settled {
		row := s.settledRow(x.Deposit, paidFor(x))
		if x.Auto {
			auto = append(auto, row)
		} else {
			hers = append(hers, row)
		}
	}
	for _, x := range s.view.Set {
		hers = append(hers, s.settledRow(x, "該当なし"))
	}
	box := part.VStack(2)
	list := func(title string, rows []fyne.CanvasObject) {
		if len(rows) == 0 {
			return
		}
		if len(box.Objects) > 0 {
			box.Add(part.NewRule())
		}
		box.Add(part.Inset(2, 0, 4, 0, part.NewText(fmt.Sprintf("%s　%s件", title, part.Count(len(rows))), part.Heading)))
		for i, r := range rows {
			if i > 0 {
				box.Add(part.NewRuleSoft())
			}
			box.Add(r)
		}
	}
	list("自動で入金済みにしました", auto)
	list("お店で決めた入金", hers)
	if len(box.Objects) == 0 {
		return nil
	}
	return part.NewCard(part.CardPlain, box)
}

func paidFor(x pay.Settled) string {
	if len(x.Orders) == 0 {
		return "受注はもうありません"
	}
	text := x.Orders[0].No + " " + x.Orders[0].Name + " 様"
	if n := len(x.Orders); n > 1 {
		text += fmt.Sprintf(" ほか %d件", n-1)
	}
	if x.Partial {
		text = "一部：" + text
	}
	return text
}

func (s *Screen) settledRow(x pay.Deposit, what string) fyne.CanvasObject {
	var target fyne.CanvasObject = part.NewTextCut(what, part.Quiet)
	if len(x.Orders) > 0 && x.State == pay.DepositPaid {
		id := x.Orders[0]
		target = part.NewLink(what, part.Body, func() { s.f.Find(id) })
	}
	key := x.Key
	return inColumns(part.NewText(x.Day.Short(), part.Quiet), part.NewTextCut(plain(x.Payer), part.Body), part.NewTextRight(x.Amount.String()+"円", part.Body), target,
		part.NewLink("取り消し", part.Quiet, func() {
			s.do("取り消しました："+plain(x.Payer)+" "+x.Amount.String()+"円", func(ctx context.Context) (int64, error) { return pay.PutBack(ctx, s.f.Desk, key, s.f.Now()) })
		}))
}

func inColumns(o ...fyne.CanvasObject) fyne.CanvasObject {
	return &fyne.Container{Layout: columns{}, Objects: o}
}
