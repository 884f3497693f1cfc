// Package outbox is the area メール: what waits, what went, what failed, and what nobody knows, with the owner's decisions
// about each. Whether and when a mail goes is decided by the use case.
package outbox

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"miseban/app/flow/send"
	"miseban/app/jst"
	"miseban/app/mail"
	"miseban/ui/grid"
	"miseban/ui/look"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// Post is what the window does for this area: it knows the password.
type Post interface {
	// Send hands over what is due; the password is asked for when it is not known.
	Send(done func(send.Result, error))
}

// Screen is the area メール.
type Screen struct {
	f       *frame.Frame
	post    Post
	root    *fyne.Container
	tabs    *part.StatusTabs
	grid    *grid.Grid
	pane    *fyne.Container
	gen     int
	all     []send.Letter
	shown   []send.Letter
	armed   send.Armed
	account send.Account
	ready   bool // an account is set
	outlook send.Outlook
}

// New makes the area.
func New(f *frame.Frame, post Post) *Screen {
	s := &Screen{f: f, post: post, root: container.NewStack(), pane: container.NewStack()}
	s.tabs = part.NewStatusTabs(nil, func(string) { s.fill() })
	s.grid = grid.New([]grid.Column{{ID: "state", Title: "状態", Width: 96}, {ID: "event", Title: "種類", Width: 90}, {ID: "order", Title: "注文番号", Width: 150, KeepEnd: true},
		{ID: "to", Title: "宛先", Width: 190}, {ID: "when", Title: "日時", Width: 120}, {ID: "subject", Title: "件名", Width: 160, Grow: true}})
	s.grid.OnSelect = func(*grid.Selection) { s.showPane() }
	s.grid.SetEmpty(part.NewEmptyState("メールはまだありません", "「設定」で送信用アカウントを決めて自動メールを始めると、ここに並びます。",
		part.Action{Label: "設定を開く", Do: func() { f.Open("settings") }}))
	return s
}

// ID is the area's name.
func (s *Screen) ID() string { return "mail" }

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Key has nothing of its own here.
func (s *Screen) Key(*fyne.KeyEvent) bool { return false }

// Rune has nothing of its own here.
func (s *Screen) Rune(rune) bool { return false }

// Commands are the acts for the palette.
func (s *Screen) Commands() []part.Command {
	return []part.Command{{Title: "メール：送信待ちを今すぐ送る", Words: "soshin mail", Do: s.sendNow}}
}

// Refresh reads the outbox anew.
func (s *Screen) Refresh() {
	s.gen++
	mine := s.gen
	s.f.Go(func() {
		all, err := send.Mails(s.f.Ctx, s.f.Desk, send.Filter{})
		var armed send.Armed
		if err == nil {
			armed, err = send.IsArmed(s.f.Ctx, s.f.Desk)
		}
		account, noAccount := send.AccountOf(s.f.Ctx, s.f.Desk)
		var outlook send.Outlook
		if noAccount == nil {
			outlook, _ = send.LookAhead(s.f.Ctx, s.f.Desk, s.f.Now())
		}
		fyne.Do(func() {
			if mine != s.gen {
				return
			}
			if err != nil {
				s.f.Fail(err)
				return
			}
			s.all, s.armed, s.account, s.ready, s.outlook = all, armed, account, noAccount == nil, outlook
			s.draw()
		})
	})
}

func (s *Screen) draw() {
	counts := map[mail.State]int{}
	for _, l := range s.all {
		counts[l.State]++
	}
	tabs := []part.Tab{{ID: "all", Title: "すべて", Count: len(s.all)}}
	for _, st := range mail.States() {
		if counts[st] > 0 {
			tabs = append(tabs, part.Tab{ID: string(st), Title: st.Name(), Count: counts[st], Tone: tone(st)})
		}
	}
	s.tabs.SetTabs(tabs)
	waiting := counts[mail.Queued] + counts[mail.Retry]
	now := part.NewKeyButton(fmt.Sprintf("%d通を今すぐ送る", waiting), "", part.Primary, s.sendNow)
	now.SetEnabled(waiting > 0 && s.armed.Armed)
	top := part.VStack(0, part.NewTopBar("メール", s.about(), part.NewKeyButton("メールの設定", "", part.Plain, func() { s.f.Open("settings") }), now), part.TabBar(s.tabs))
	s.root.Objects = []fyne.CanvasObject{part.Dock(top, part.NewFootLine("同じメールが二度送られることはありません。届いたかわからないものは、お店が決めるまで送りません。", ""), nil, nil,
		container.New(part.Sides{Right: 400}, s.grid, container.NewStack(part.NewGround(look.Surface), part.Dock(nil, nil, part.NewRule(), nil, s.pane))))}
	s.root.Refresh()
	s.fill()
}

func (s *Screen) about() string {
	switch {
	case !s.ready:
		return "送信用アカウントがまだありません"
	case !s.armed.Armed:
		return "自動メールは止まっています"
	}
	text := s.account.From + " から、" + s.armed.Since.Long() + " 以降の注文に"
	if s.outlook.Waiting > 0 && s.outlook.Done > 0 {
		text += "・" + s.outlook.Done.Time().Format("15:04") + " ごろ送り終わります"
	}
	return text
}

func tone(st mail.State) look.Tone {
	switch st {
	case mail.Failed:
		return look.ToneError
	case mail.Unknown, mail.Held:
		return look.ToneReview
	case mail.Queued, mail.Retry, mail.Sending:
		return look.TonePayment
	case mail.Sent:
		return look.TonePrint
	case mail.Withdrawn:
		return look.ToneCancelled
	}
	return look.ToneNeutral
}

func (s *Screen) fill() {
	want := mail.State(s.tabs.Selected())
	s.shown = s.shown[:0:0]
	var f grid.Fixed
	for _, l := range s.all {
		if want != "all" && want != "" && l.State != want {
			continue
		}
		s.shown = append(s.shown, l)
		f.Lines = append(f.Lines, grid.Row{Cells: []grid.Cell{grid.Status(l.State.Name(), tone(l.State)), grid.Text(l.Event.Name()), grid.Text(l.OrderNo), grid.Text(l.To), grid.Text(when(l)), grid.Text(l.Subject)}})
		f.Keys = append(f.Keys, strconv.FormatInt(l.ID, 10))
	}
	s.grid.SetRows(f)
	if s.grid.Selection().Count() == 0 && len(f.Lines) > 0 {
		s.grid.Select(0)
		return
	}
	s.showPane()
}

// when is the time that matters: of sending, of the try, or from when on it goes.
func when(l send.Letter) string {
	at := l.QueuedAt
	switch l.State {
	case mail.Queued, mail.Retry:
		return at2(l.NotBefore) + " から"
	case mail.Sent, mail.Failed, mail.Unknown:
		if l.TriedAt != 0 {
			at = l.TriedAt
		}
	}
	return at2(at)
}

func at2(m jst.Moment) string { return m.Time().Format("01/02 15:04") }

func (s *Screen) showPane() {
	rows := s.grid.Selection().Rows()
	var o fyne.CanvasObject = part.NewNote("メールを選ぶと、ここに文面と結果が出ます。", part.Quiet)
	if len(rows) == 1 && rows[0] < len(s.shown) {
		o = s.letterPane(s.shown[rows[0]])
	}
	s.pane.Objects = []fyne.CanvasObject{container.NewVScroll(part.Inset(12, 14, 12, 14, o))}
	s.pane.Refresh()
}

func (s *Screen) letterPane(l send.Letter) fyne.CanvasObject {
	box := part.VStack(8, part.Beside(part.NewNote(l.Shop+" · "+l.OrderNo, part.Quiet), part.NewLink("受注を開く", part.Quiet, func() { s.f.Find(l.OrderID) })),
		part.HStack(8, part.NewPill(l.State.Name(), tone(l.State)), part.NewText(l.Event.Name(), part.Strong), layout.NewSpacer()))
	if l.Answer != "" {
		kind := part.CardNotice
		if l.State == mail.Failed {
			kind = part.CardError
		}
		box.Add(part.NewCardInset(kind, 8, 10, part.NewNote(l.Answer, part.Body)))
	}
	buttons := part.Flow(6)
	switch l.State {
	case mail.Queued, mail.Retry:
		buttons.Add(part.NewKeyButton("送るのをやめる", "", part.Plain, func() {
			s.do("取り消しました", func(ctx context.Context) error { return send.TakeBack(ctx, s.f.Desk, l.ID) })
		}))
	case mail.Unknown:
		buttons.Add(part.NewKeyButton("届いていた", "", part.Primary, func() {
			s.do("送信済みにしました", func(ctx context.Context) error { return send.MarkSent(ctx, s.f.Desk, l.ID) })
		}))
		buttons.Add(s.again(l, "届いていない。もう一度送る"))
	case mail.Held, mail.Failed, mail.Withdrawn:
		buttons.Add(s.again(l, "もう一度送る"))
		if l.State == mail.Held {
			buttons.Add(part.NewKeyButton("送るのをやめる", "", part.Plain, func() {
				s.do("取り消しました", func(ctx context.Context) error { return send.TakeBack(ctx, s.f.Desk, l.ID) })
			}))
		}
	}
	if len(buttons.Objects) > 0 {
		box.Add(buttons)
	}
	box.Add(part.NewRule())
	box.Add(part.NewFact("宛先", part.NewNote(l.To, part.Body)))
	box.Add(part.NewFact("差出人", part.NewNote(l.From, part.Body)))
	box.Add(part.NewFact("件名", part.NewNote(l.Subject, part.Strong)))
	box.Add(part.NewNote(strings.TrimSpace(l.Body), part.Body))
	box.Add(part.NewNote("Message-ID "+l.MessageID, part.Caption))
	return box
}

func (s *Screen) again(l send.Letter, label string) fyne.CanvasObject {
	return part.NewKeyButton(label, "", part.Plain, func() {
		part.NewDialog(s.f.Window.Canvas(), "もう一度送りますか", part.NewNote(l.OrderNo+" の「"+l.Event.Name()+"」を送信待ちに入れます。", part.Body),
			part.Choice{Label: "送信待ちに入れる", Kind: part.Primary, Do: func() {
				s.do("送信待ちに入れました", func(ctx context.Context) error { return send.SendAgain(ctx, s.f.Desk, l.ID, s.f.Now()) })
			}}).Show(nil)
	})
}

func (s *Screen) do(said string, f func(context.Context) error) {
	s.f.Run(said, func(ctx context.Context, _ func(int, int)) error { return f(ctx) }, func(err error) {
		if err != nil {
			s.fail(err)
			return
		}
		s.f.Say(said + "。")
		s.f.Changed()
	})
}

func (s *Screen) fail(err error) {
	if text, ok := send.Sentence(err); ok {
		s.f.Banners.Show(part.Failure, text)
		return
	}
	s.f.Fail(err)
}

func (s *Screen) sendNow() {
	s.post.Send(func(r send.Result, err error) {
		switch {
		case err != nil:
			s.fail(err)
		case r.Paused != "":
			s.f.Warn(r.Paused)
		default:
			s.f.Say(fmt.Sprintf("送信 %d通、再送待ち %d通、失敗 %d通、結果不明 %d通", r.Sent, r.Retry, r.Failed, r.Unknown))
		}
		s.f.Changed()
	})
}
