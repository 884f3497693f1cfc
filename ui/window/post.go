package window

import (
	"context"
	"errors"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"miseban/app/flow/desk"
	"miseban/app/flow/send"
	"miseban/app/flow/ship"
	"miseban/app/mail"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// post sends mails while the window is open. The password comes from the keychain; where there is none it is asked for
// once and forgotten when the program ends.
type post struct {
	w      *Window
	mu     sync.Mutex
	typed  string
	asking bool
}

// secret gives the password without asking.
func (p *post) secret() (string, error) {
	a, err := send.AccountOf(p.w.f.Ctx, p.w.f.Desk)
	if err != nil {
		return "", err
	}
	p.mu.Lock()
	typed := p.typed
	p.mu.Unlock()
	if typed != "" {
		return typed, nil
	}
	return send.StoredSecret(a)
}

// Send hands over what is due now.
func (p *post) Send(done func(send.Result, error)) {
	var r send.Result
	p.w.f.Run("メールを送っています", func(ctx context.Context, _ func(int, int)) error {
		if _, err := p.secret(); err != nil && !errors.Is(err, send.ErrNoAccount) {
			return errNoSecret
		}
		var err error
		r, err = send.Deliver(ctx, p.w.f.Desk, p.secret, send.Options{Now: p.w.f.Now, Resume: true})
		return err
	}, func(err error) {
		if errors.Is(err, errNoSecret) {
			p.ask(func() { p.Send(done) })
			return
		}
		done(r, err)
	})
}

var errNoSecret = errors.New("no password is known")

func (p *post) ask(then func()) {
	if p.asking {
		return
	}
	p.asking = true
	e := part.NewEntry("メールのパスワード")
	e.Password = true
	d := part.NewDialog(p.w.win.Canvas(), "メールのパスワード", part.VStack(8, part.NewNote("キーチェーンにパスワードがありません。店番を閉じるまで覚えておきます。", part.Body), part.NewField("パスワード", e)),
		part.Choice{Label: "これで送る", Kind: part.Primary, Keep: func() bool { return e.Text == "" }, Do: func() {
			p.mu.Lock()
			p.typed = e.Text
			p.mu.Unlock()
			then()
		}})
	d.OnClosed(func() { p.asking = false })
	d.Show(e)
}

// loop sends by itself, every minute, as long as the window is open.
func (p *post) loop(ctx context.Context) {
	if _, err := send.Recover(ctx, p.w.f.Desk); err != nil {
		fyne.Do(func() { p.w.f.Warn(frame.Sentence(err)) })
	}
	said := ""
	send.Loop(ctx, p.w.f.Desk, p.secret, send.Options{Now: p.w.f.Now}, func(r send.Result, err error) {
		fyne.Do(func() {
			text := r.Paused
			if t, ok := send.Sentence(err); ok {
				text = t
			}
			if armed, aerr := send.IsArmed(ctx, p.w.f.Desk); aerr != nil || !armed.Armed {
				text = ""
			}
			if text != "" && text != said {
				p.w.f.Warn(text, part.Action{Label: "メールを開く", Do: func() { p.w.open("mail") }})
			}
			said = text
			if !r.Empty() {
				p.w.changed()
			}
		})
	})
}

// confirm queues the mails that follow from what has just changed: 受注確認 of cleared orders, 出荷 of those gone out.
func (p *post) confirm() {
	p.w.f.Go(func() {
		ctx, d := p.w.f.Ctx, p.w.f.Desk
		armed, err := send.IsArmed(ctx, d)
		if err != nil || !armed.Armed {
			return
		}
		q, err := send.Confirm(ctx, d, p.w.f.Now())
		var out send.Queued
		if err == nil {
			out, err = send.QueueFor(ctx, d, p.recentlyGone(), mail.Shipped, p.w.f.Now())
		}
		fyne.Do(func() {
			if err != nil {
				p.w.f.Fail(err)
				return
			}
			if q.Queued+out.Queued > 0 {
				p.w.countMails()
			}
			if n := len(q.Held) + len(out.Held); n > 0 {
				p.w.f.Warn("送れないメールを保留にしました（"+part.Count(n)+"通）。", part.Action{Label: "メールを開く", Do: func() { p.w.open("mail") }})
			}
		})
	})
}

// recentlyGone are the orders that went out and whose mall was not told yet: the ones just marked.
func (p *post) recentlyGone() []*desk.Row {
	var out []*desk.Row
	for _, r := range send.GoneOut(p.w.f.Desk) {
		if p.w.f.Now().Sub(r.OrderedAt.Time()) < 120*24*time.Hour {
			out = append(out, r)
		}
	}
	return out
}

func (w *Window) mailer() ship.Mailer { return send.NewMailer(w.f.Desk) }
