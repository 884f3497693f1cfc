package settings

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"miseban/app/flow/teach"
	"miseban/ui/part"
)

// mostLearned is how many learned things the card shows at first.
const mostLearned = 20

// learned is the card 覚えたこと. It is filled after the rest of the page, for what was used how often takes a while to count.
type learned struct {
	box  *fyne.Container
	all  []teach.Learned
	read bool
	full bool // all of them are shown
}

// readLearned reads what was learned and how often it was used.
func (s *Screen) readLearned(mine int) {
	s.drawLearned()
	s.f.Go(func() {
		all, err := teach.List(s.f.Ctx, s.f.Desk, s.f.Now())
		fyne.Do(func() {
			if mine != s.gen {
				return
			}
			if err != nil {
				s.f.Fail(err)
				return
			}
			s.learned.all, s.learned.read = all, true
			s.drawLearned()
		})
	})
}

func (s *Screen) drawLearned() {
	s.learned.box.Objects = []fyne.CanvasObject{s.learnedCard()}
	s.learned.box.Refresh()
}

func (s *Screen) learnedCard() fyne.CanvasObject {
	l := &s.learned
	box := part.VStack(6, title("覚えたこと", "質問への答えから覚えました。取り消すと、また質問します"))
	switch {
	case !l.read:
		box.Add(part.NewNote("使われた回数を数えています…", part.Quiet))
	case len(l.all) == 0:
		box.Add(part.NewNote("まだありません。同じ質問に3回続けて同じ答えを出すと、「今日」で「覚えますか」とお聞きします。覚えたことは、ここに並びます。", part.Quiet))
	}
	for i, x := range l.all {
		if i == mostLearned && !l.full {
			box.Add(part.HStack(8, part.NewLink(fmt.Sprintf("ほか %s件を見る", part.Count(len(l.all)-i)), part.Quiet, func() { l.full = true; s.drawLearned() }), layout.NewSpacer()))
			break
		}
		box.Add(part.NewRuleSoft())
		box.Add(s.learnedRow(x))
	}
	return part.NewCard(part.CardPlain, box)
}

// learnedRow is one learned thing: what, since when, from which answers, how often it was of use.
func (s *Screen) learnedRow(x teach.Learned) fyne.CanvasObject {
	label, said := "取り消す", "覚えたことを取り消しました："
	if x.Sort == teach.RefusedSort {
		label, said = "また聞く", "また聞くことにしました："
	}
	words := part.VStack(3, part.NewNote(x.Text, part.Body), part.NewNote(facts(x), part.Quiet))
	if len(x.From) > 0 {
		const most = 4
		from := part.Flow(12, part.NewText("もとの答え", part.Quiet))
		for _, e := range x.From[:min(len(x.From), most)] {
			from.Add(part.NewLink(e.At.Date().Short()+" "+e.OrderNo, part.Quiet, func() { s.f.Find(e.OrderID) }))
		}
		if n := len(x.From) - most; n > 0 {
			from.Add(part.NewText(fmt.Sprintf("ほか %s件", part.Count(n)), part.Quiet))
		}
		words.Add(from)
	}
	return part.Beside(words, button(label, func() {
		s.act(said+x.Text, func(ctx context.Context, now time.Time) (int64, error) {
			gone, err := teach.Revoke(ctx, s.f.Desk, x.Key, now)
			return gone.Entry, err
		})
	}))
}

// facts says since when something is known, from how many answers, and how often it was of use.
func facts(x teach.Learned) string {
	var out []string
	if x.Since != 0 {
		out = append(out, x.Since.Date().Long()+" から")
	}
	if n := len(x.From); n > 0 {
		out = append(out, fmt.Sprintf("%s件の「%s」から", part.Count(n), x.From[0].Answer))
	} else if x.Sort != teach.RefusedSort {
		out = append(out, "お答えか設定で、直接")
	}
	switch {
	case x.Sort == teach.RefusedSort:
	case x.Used > 0:
		out = append(out, fmt.Sprintf("%d週間で %s件に使用、最後は %s の受注", teach.UsedDays/7, part.Count(x.Used), x.Last.Date().Long()))
	default:
		out = append(out, "まだ使われていません")
	}
	return strings.Join(out, " · ")
}
