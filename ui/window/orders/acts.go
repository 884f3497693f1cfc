package orders

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"miseban/app/flow/desk"
	"miseban/app/flow/review"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/ui/part"
)

// act is something that can be done with the chosen orders, with its letter.
type act struct {
	label string
	key   rune
	said  string
	do    func(ctx context.Context, d *desk.Desk, rows []*desk.Row, now time.Time) (int64, error)
	fits  func(*desk.Row) bool // nil = every order
	next  bool                 // the next step of an order that it fits
}

func on(f func(context.Context, *desk.Desk, []*desk.Row, bool, time.Time) (int64, error), off bool) func(context.Context, *desk.Desk, []*desk.Row, time.Time) (int64, error) {
	return func(ctx context.Context, d *desk.Desk, rows []*desk.Row, now time.Time) (int64, error) {
		return f(ctx, d, rows, off, now)
	}
}

func noted(f func(context.Context, *desk.Desk, []*desk.Row, string, bool, time.Time) (int64, error), off bool) func(context.Context, *desk.Desk, []*desk.Row, time.Time) (int64, error) {
	return func(ctx context.Context, d *desk.Desk, rows []*desk.Row, now time.Time) (int64, error) {
		return f(ctx, d, rows, "", off, now)
	}
}

func priced(show bool) func(context.Context, *desk.Desk, []*desk.Row, time.Time) (int64, error) {
	return func(ctx context.Context, d *desk.Desk, rows []*desk.Row, now time.Time) (int64, error) {
		return review.Prices(ctx, d, rows, show, false, now)
	}
}

func has(statuses ...judge.Status) func(*desk.Row) bool {
	return func(r *desk.Row) bool {
		for _, s := range statuses {
			if r.Status == s {
				return true
			}
		}
		return false
	}
}

var printable = has(judge.ReadyToPrint, judge.NeedsReview)

// hidden says whether a slip of the order would carry no amounts.
func hidden(r *desk.Row) bool { return slices.Contains(r.Flags, judge.HidePrice) }

func open(r *desk.Row) bool { return r.Status.Open() }

// acts are all of them; those that fit none of the chosen orders are not offered.
var acts = []act{
	{"確認した（出してよい）", 'A', "確認しました", on(review.Accept, false), has(judge.NeedsReview, judge.AwaitingRelease), true},
	{"保留", 'H', "保留にしました", noted(review.Hold, false), func(r *desk.Row) bool { return open(r) && r.Status != judge.OnHold }, false},
	{"保留をやめる", 'H', "保留をやめました", noted(review.Hold, true), has(judge.OnHold), true},
	{"お客様に確認（返信待ち）", 'R', "返信待ちにしました", noted(review.Ask, false), func(r *desk.Row) bool { return open(r) && r.Status != judge.AwaitingReply }, false},
	{"返信があった", 'R', "返信待ちを終わりにしました", noted(review.Ask, true), has(judge.AwaitingReply), true},
	{"入金済みにする", 'P', "入金済みにしました", on(review.Pay, false), has(judge.AwaitingMall, judge.AwaitingPayment), false},
	{"出荷済みにする", 'S', "出荷済みにしました", on(review.Ship, false), has(judge.ReadyToShip), true},
	{"印刷せずに出荷済みにする", 'S', "出荷済みにしました", on(review.Ship, false), has(judge.ReadyToPrint), false},
	{"出荷済みを取り消す", 0, "出荷済みを取り消しました", on(review.Ship, true), has(judge.AwaitingNotice), false},
	{"モールへ通知済みにする", 'N', "通知済みにしました", on(review.Notified, false), has(judge.AwaitingNotice), true},
	{"印刷待ちに戻す", 'B', "印刷待ちに戻しました", review.PutBack, has(judge.ReadyToShip), false},
	{"納品書の金額を隠す", 0, "納品書の金額を隠します", priced(false), func(r *desk.Row) bool { return printable(r) && !hidden(r) }, false},
	{"納品書に金額を出す", 0, "納品書に金額を出します", priced(true), func(r *desk.Row) bool { return printable(r) && hidden(r) }, false},
	{"キャンセルにする", 'X', "キャンセルにしました（モールには伝わりません）", on(review.Cancel, false), open, false},
	{"キャンセルを取り消す", 'X', "キャンセルを取り消しました", on(review.Cancel, true), has(judge.Cancelled), false},
}

// fitting gives the orders that an act fits.
func (a act) fitting(rows []*desk.Row) []*desk.Row {
	if a.fits == nil {
		return rows
	}
	var out []*desk.Row
	for _, r := range rows {
		if a.fits(r) {
			out = append(out, r)
		}
	}
	return out
}

// perform does an act with those of the chosen orders that it fits.
func (s *Screen) perform(a act) {
	rows := a.fitting(s.chosen())
	if len(rows) == 0 {
		return
	}
	s.f.Act(said(a, rows), func(ctx context.Context, now time.Time) (int64, error) { return a.do(ctx, s.f.Desk, rows, now) })
}

func said(a act, rows []*desk.Row) string {
	if len(rows) == 1 {
		return a.said + "：" + rows[0].Name + " 様"
	}
	return a.said + "：" + part.Count(len(rows)) + "件"
}

// Rune does the act of a letter.
func (s *Screen) Rune(r rune) bool {
	if r >= 'a' && r <= 'z' {
		r += 'A' - 'a'
	}
	switch r {
	case 'E':
		s.correct()
		return true
	case 'O':
		s.original()
		return true
	case 'F':
		s.askCondition()
		return true
	case 'L':
		s.mark(order.Labelled)
		return true
	case 'C':
		s.mark(order.Ticked)
		return true
	case 'W':
		s.toggleWhy()
		return true
	case 'Q':
		s.askWhyNot()
		return true
	case 'T':
		s.makeTest()
		return true
	case 'M':
		s.newRule()
		return true
	}
	for _, a := range acts {
		if a.key == r && r != 0 && len(a.fitting(s.chosen())) > 0 {
			s.perform(a)
			return true
		}
	}
	return false
}

// Key takes the condition away with Esc.
func (s *Screen) Key(ev *fyne.KeyEvent) bool {
	if ev.Name == fyne.KeyEscape && s.where != nil {
		s.everything()
		return true
	}
	return false
}

// Commands are the acts for the palette.
func (s *Screen) Commands() []part.Command {
	var out []part.Command
	for _, a := range acts {
		rows := a.fitting(s.chosen())
		if len(rows) == 0 {
			continue
		}
		key := ""
		if a.key != 0 {
			key = string(a.key)
		}
		out = append(out, part.Command{Title: "受注：" + a.label + count(rows), Key: key, Do: func() { s.perform(a) }})
	}
	if len(s.chosen()) == 1 {
		out = append(out, part.Command{Title: "受注：直す", Key: "E", Do: s.correct}, part.Command{Title: "受注：元の行を見る", Key: "O", Words: "original csv moto", Do: s.original})
		if s.Counter != nil {
			out = append(out, part.Command{Title: "受注：この受注を複写する", Key: "Ctrl+Shift+C", Words: "copy fukusha", Do: s.Copy})
		}
	}
	for _, x := range s.more() {
		out = append(out, part.Command{Title: "受注：" + x.label, Key: x.key, Words: x.words, Do: x.do})
	}
	out = append(out, part.Command{Title: "受注：条件で探す・保存した検索", Key: "F", Words: "jouken search kensaku tab", Do: s.askCondition},
		part.Command{Title: "受注：検索", Key: "Ctrl+K", Words: "kensaku", Do: s.FocusSearch})
	return append(out, s.markCommands()...)
}

// extra is something beside the acts that can be begun with the chosen orders.
type extra struct {
	label, key, words string
	do                func()
}

func (s *Screen) more() (out []extra) {
	rows := s.chosen()
	if len(rows) == 0 {
		return nil
	}
	out = append(out, extra{"ラベル" + count(rows), "L", "label raberu", func() { s.mark(order.Labelled) }}, extra{"チェック" + count(rows), "C", "check chekku", func() { s.mark(order.Ticked) }})
	out = append(out, extra{"確認なしで通してはいけなかった（覚えたことを取り消す）" + count(rows), "", "torikesu oboeta modosu", s.putBack})
	if len(rows) > 1 {
		return out
	}
	out = append(out, extra{"なぜこうなったか", "W", "naze why explain", s.toggleWhy})
	if s.MakeTest != nil {
		out = append(out, extra{"この受注をルールのテストにする", "T", "test tesuto", s.makeTest})
	}
	if s.NewRule != nil {
		out = append(out, extra{"この条件でルールを作る", "M", "rule ruuru", s.newRule})
	}
	return out
}

func count(rows []*desk.Row) string {
	if len(rows) < 2 {
		return ""
	}
	return "（" + strconv.Itoa(len(rows)) + "件）"
}

// menu is the context menu of the chosen orders.
func (s *Screen) menu() *fyne.Menu {
	m := fyne.NewMenu("")
	rows := s.chosen()
	for _, a := range acts {
		fit := a.fitting(rows)
		if len(fit) == 0 {
			continue
		}
		label := a.label + count(fit)
		if a.key != 0 {
			label += "　" + string(a.key)
		}
		m.Items = append(m.Items, fyne.NewMenuItem(label, func() { s.perform(a) }))
	}
	if len(rows) == 1 {
		m.Items = append(m.Items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem("直す　E", s.correct), fyne.NewMenuItem("元の行を見る　O", s.original))
		if s.Counter != nil {
			m.Items = append(m.Items, fyne.NewMenuItem("この受注を複写する　Ctrl+Shift+C", s.Copy))
		}
	}
	if more := s.more(); len(more) > 0 {
		m.Items = append(m.Items, fyne.NewMenuItemSeparator())
		for _, x := range more {
			m.Items = append(m.Items, fyne.NewMenuItem(strings.TrimSpace(x.label+"　"+x.key), x.do))
		}
	}
	if len(m.Items) == 0 {
		m.Items = append(m.Items, fyne.NewMenuItem("選んだ受注にできる操作はありません", nil))
		m.Items[0].Disabled = true
	}
	return m
}

func (s *Screen) popMenu(under fyne.CanvasObject) {
	c := s.f.Window.Canvas()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(under)
	widget.ShowPopUpMenuAtPosition(s.menu(), c, at.AddXY(0, under.Size().Height+2))
}
