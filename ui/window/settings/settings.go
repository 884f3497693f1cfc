// Package settings is the area 設定. Each card changes one thing through its use case and can be taken back like any act.
package settings

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"miseban/app/flow/desk"
	"miseban/app/flow/inbox"
	"miseban/app/flow/safe"
	"miseban/app/flow/send"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// Window is what the window does for this area.
type Window interface {
	Folder(title, start string, do func(path string)) // asks for a folder
	Downloads() string                                // empty = not found
	SlipFolder() string
	SetSlipFolder(path string)
	Printer() string
	SetPrinter(name string) // empty = only save
	Printers() []string     // takes a moment
	DataFolder() string
	Restore(file string) // restores a backup, after the shop has been closed
	Mode() int           // 0 as the system, 1 light, 2 dark
	SetMode(mode int)
}

// Screen is the area 設定.
type Screen struct {
	f    *frame.Frame
	w    Window
	root *fyne.Container
	gen  int
	read state

	learned learned
}

// state is everything that the page shows, read in one go.
type state struct {
	company desk.Company
	judge   desk.JudgeSettings
	armed   send.Armed
	account send.Account
	ready   bool
	senders []send.Sender
	hold    int
	copies  []safe.Copy
	inbox   inbox.Settings

	purgeDays map[int64]int // by shop; 0 = never
}

// New makes the area.
func New(f *frame.Frame, w Window) *Screen {
	return &Screen{f: f, w: w, root: container.NewStack(), learned: learned{box: container.NewStack()}}
}

// ID is the area's name.
func (s *Screen) ID() string { return "settings" }

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Key has nothing of its own here.
func (s *Screen) Key(*fyne.KeyEvent) bool { return false }

// Rune has nothing of its own here.
func (s *Screen) Rune(rune) bool { return false }

// Commands are the acts for the palette.
func (s *Screen) Commands() []part.Command {
	return []part.Command{{Title: "設定：会社の情報", Do: s.editCompany}, {Title: "設定：送信用アカウント", Do: s.editAccount}, {Title: "設定：控えを今とる", Words: "backup", Do: s.backup}}
}

// Refresh reads all settings anew.
func (s *Screen) Refresh() {
	s.gen++
	mine := s.gen
	s.f.Go(func() {
		st, err := s.readAll()
		fyne.Do(func() {
			if mine != s.gen {
				return
			}
			if err != nil {
				s.f.Fail(err)
				return
			}
			s.read = st
			s.draw()
			s.readLearned(mine)
		})
	})
}

func (s *Screen) readAll() (state, error) {
	var st state
	ctx, d := s.f.Ctx, s.f.Desk
	var err error
	if st.company, err = d.Company(ctx); err != nil {
		return st, err
	}
	if st.judge, err = d.JudgeSettings(ctx); err != nil {
		return st, err
	}
	if st.armed, err = send.IsArmed(ctx, d); err != nil {
		return st, err
	}
	var none error
	st.account, none = send.AccountOf(ctx, d)
	st.ready = none == nil
	if st.senders, err = send.Senders(ctx, d); err != nil {
		return st, err
	}
	if st.hold, err = send.HoldMinutes(ctx, d); err != nil {
		return st, err
	}
	if st.purgeDays, err = safe.PurgeDays(ctx, d); err != nil {
		return st, err
	}
	if st.inbox, err = inbox.SettingsOf(ctx, d); err != nil {
		return st, err
	}
	st.copies, err = safe.Copies(ctx, s.w.DataFolder())
	return st, err
}

func (s *Screen) draw() {
	box := part.VStack(12, s.companyCard(), s.shopsCard(), s.inboxCard(), s.mailCard(), s.judgeCard(), s.learned.box, s.placesCard(), s.backupCard(), s.purgeCard())
	s.root.Objects = []fyne.CanvasObject{part.Dock(part.NewTopBar("設定", "変えるとすぐに保存されます"), part.NewFootLine("設定の変更も Ctrl+Z で元に戻せます。", s.w.DataFolder()), nil, nil,
		container.NewVScroll(part.Inset(14, 16, 14, 16, box)))}
	s.root.Refresh()
}

func title(text, about string, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	row := part.HStack(8, part.NewText(text, part.Heading), part.NewText(about, part.Quiet), layout.NewSpacer())
	for _, b := range buttons {
		row.Add(b)
	}
	return row
}

func button(label string, do func()) fyne.CanvasObject {
	return part.NewKeyButton(label, "", part.Plain, do)
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

func fact(label, value string) fyne.CanvasObject {
	return part.NewFactWide(label, 140, part.NewNote(orDash(value), part.Body))
}

func (s *Screen) companyCard() fyne.CanvasObject {
	c := s.read.company
	return part.NewCard(part.CardPlain, part.VStack(6, title("会社", "納品書・発注書・メールに入ります", button("変更", s.editCompany)),
		fact("名前", c.Name), fact("住所", zip(c.Zip)+" "+c.Address), fact("電話・メール", c.Phone+"　"+c.Email), fact("登録番号", c.InvoiceNumber), fact("納品書の挨拶", c.Message)))
}

// zip writes seven digits as they stand on an envelope.
func zip(z string) string {
	if len(z) == 7 {
		return "〒" + z[:3] + "-" + z[3:]
	}
	return z
}

func (s *Screen) shopsCard() fyne.CanvasObject {
	box := part.VStack(6, title("店舗", "最初のファイルを取り込むと、自動で増えます"))
	for _, shop := range s.f.Desk.Shops() {
		since := "すべての注文がこれから出す受注"
		if shop.TodoSince != "" {
			since = shop.TodoSince.Long() + " からの注文がこれから出す受注（それより前は履歴）"
		}
		if shop.NoCommentOK {
			since += "・コメント列のないファイルは聞かない"
		}
		box.Add(part.Beside(part.NewFactWide(shop.Name, 140, part.NewNote(shop.Mall.Name()+"　"+since, part.Body)), button("変更", func() { s.editShop(shop.ID) })))
	}
	return part.NewCard(part.CardPlain, box)
}

func (s *Screen) judgeCard() fyne.CanvasObject {
	off := map[string]bool{}
	for _, k := range s.read.judge.Off {
		off[k] = true
	}
	list := part.Flow(10)
	for _, k := range judge.Switchable() {
		list.Add(s.check(k.Name, !off[k.ID], func(on bool) {
			next := s.read.judge
			next.Off = nil
			for _, x := range judge.Switchable() {
				if (x.ID == k.ID && !on) || (x.ID != k.ID && off[x.ID]) {
					next.Off = append(next.Off, x.ID)
				}
			}
			s.act("判定の設定を変えました", func(ctx context.Context, now time.Time) (int64, error) {
				return s.f.Desk.SetJudgeSettings(ctx, next, now)
			})
		}))
	}
	return part.NewCard(part.CardPlain, part.VStack(8, title("確認で止めるもの", "外したものは、確認待ちになりません"), list))
}

func (s *Screen) placesCard() fyne.CanvasObject {
	modes := []string{"システムに合わせる", "明るい", "暗い"}
	return part.NewCard(part.CardPlain, part.VStack(6, title("画面と保存先", ""),
		part.Beside(fact("納品書の保存先", s.w.SlipFolder()), button("変更", func() {
			s.w.Folder("納品書を保存するフォルダ", s.w.SlipFolder(), func(path string) { s.w.SetSlipFolder(path); s.Refresh() })
		})),
		part.Beside(fact("出すときの印刷", printText(s.w.Printer())), button("変更", s.editPrinter)),
		part.Beside(fact("画面の明るさ", modes[s.w.Mode()%3]), button("切り替える", func() { s.w.SetMode((s.w.Mode() + 1) % 3); s.Refresh() }))))
}

func (s *Screen) backupCard() fyne.CanvasObject {
	box := part.VStack(6, title("控え（バックアップ）", "取り込みの前と終了時に自動でとります", button("今とる", s.backup)))
	for i, c := range s.read.copies {
		if i == 6 {
			box.Add(part.NewNote(fmt.Sprintf("ほか %d個", len(s.read.copies)-6), part.Quiet))
			break
		}
		path := c.Path
		box.Add(part.Beside(part.NewFactWide(c.Made.In(jst.Zone).Format("2006/01/02 15:04"), 140, part.NewNote(fmt.Sprintf("受注 %s件 · %.1f MB", part.Count(c.Orders), float64(c.Bytes)/1e6), part.Body)),
			button("この時点に戻す", func() { s.restore(path, c.Made) })))
	}
	if len(s.read.copies) == 0 {
		box.Add(part.NewNote("まだありません。", part.Quiet))
	}
	return part.NewCard(part.CardPlain, box)
}

func (s *Screen) restore(path string, made time.Time) {
	part.Confirm(s.f.Window.Canvas(), "控えに戻しますか", made.In(jst.Zone).Format("2006/01/02 15:04")+" の控えに戻します。いまのデータは別の名前で残します。送信待ちのメールは保留になります。店番は一度閉じて、開き直します。", "この時点に戻す", func() { s.w.Restore(path) })
}

func (s *Screen) backup() {
	s.f.Run("控えをとっています", func(ctx context.Context, _ func(int, int)) error {
		_, err := safe.Backup(ctx, s.f.Desk, s.f.Now())
		return err
	}, func(err error) {
		if err != nil {
			s.f.Fail(err)
			return
		}
		s.f.Say("控えをとりました。")
		s.Refresh()
	})
}

func (s *Screen) act(said string, act func(context.Context, time.Time) (int64, error)) {
	s.f.Act(said, act)
}

// check is a check box of the page.
func (s *Screen) check(label string, on bool, set func(bool)) fyne.CanvasObject {
	c := newCheck(label, on)
	c.OnChanged = set
	return c
}
