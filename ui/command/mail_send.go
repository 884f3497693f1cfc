package command

import (
	"fmt"
	"time"

	"miseban/app/flow/open"
	"miseban/app/flow/send"
	"miseban/app/jst"
	"miseban/app/mail"
)

func runMailSend(c *call) error {
	return c.writing(func(s *open.Shop) error {
		a, err := send.AccountOf(c.ctx, s.Desk)
		if err != nil {
			return tellMail(err)
		}
		o := send.Options{Resume: c.has("password-stdin")}
		if c.clockSet {
			o.Now = func() time.Time { return c.now }
		}
		r, err := send.Deliver(c.ctx, s.Desk, c.secret(a), o)
		if err != nil {
			return tellMail(err)
		}
		look, err := send.LookAhead(c.ctx, s.Desk, c.now)
		if err != nil {
			return tellMail(err)
		}
		if c.json {
			err := c.writeJSON(map[string]any{"sent": r.Sent, "retry": r.Retry, "failed": r.Failed, "unknown": r.Unknown, "held": r.Held, "withdrawn": r.Withdrawn,
				"paused": r.Paused, "stopped": r.Stopped, "next": moment(r.Next), "waiting": look.Waiting, "left": look.Left})
			if err != nil {
				return err
			}
		}
		c.print("送信 %d通　再送待ち %d通　失敗 %d通　結果不明 %d通　保留 %d通　取り消し %d通", r.Sent, r.Retry, r.Failed, r.Unknown, r.Held, r.Withdrawn)
		if r.Paused != "" {
			fmt.Fprintln(c.err, r.Paused)
		}
		if look.Waiting > 0 && look.Done != 0 {
			c.print("残り %d通。すべて送り終わるのは早くて %s です。", look.Waiting, look.Done.Time().Format("1月2日15:04"))
		}
		if r.Stopped || r.Failed+r.Unknown+r.Held > 0 {
			return silently
		}
		return nil
	})
}

// moment is null when there is none.
func moment(m jst.Moment) *jst.Moment {
	if m == 0 {
		return nil
	}
	return &m
}

func runMailLog(c *call) error {
	state := mail.State(c.flags["state"])
	if state != "" && state.Name() == string(state) {
		return usage("状態「" + string(state) + "」はありません。")
	}
	type row struct {
		ID        int64       `json:"id"`
		OrderNo   string      `json:"order_no"`
		Shop      string      `json:"shop"`
		Event     mail.Event  `json:"event"`
		State     mail.State  `json:"state"`
		To        string      `json:"to"`
		Subject   string      `json:"subject"`
		Body      string      `json:"body"`
		MessageID string      `json:"message_id"`
		QueuedAt  *jst.Moment `json:"queued_at"`
		NotBefore *jst.Moment `json:"not_before"`
		TriedAt   *jst.Moment `json:"tried_at"`
		Attempts  int         `json:"attempts"`
		Answer    string      `json:"answer"`
	}
	return c.reading(func(s *open.Shop) error {
		letters, err := send.Mails(c.ctx, s.Desk, send.Filter{State: state})
		if err != nil {
			return tellMail(err)
		}
		out := []row{}
		for _, l := range letters {
			out = append(out, row{l.ID, l.OrderNo, l.Shop, l.Event, l.State, l.To, l.Subject, l.Body, l.MessageID, moment(l.QueuedAt), moment(l.NotBefore), moment(l.TriedAt), l.Attempts, l.Answer})
			c.print("%5d  %s  %-24s  %s  %s", l.ID, l.QueuedAt.Time().Format("01/02 15:04"), l.OrderNo, l.Event.Name(), l.State.Name())
		}
		if c.json {
			return c.writeJSON(map[string]any{"mails": out})
		}
		c.print("%d通", len(out))
		return nil
	})
}

func runMailTest(c *call) error {
	if len(c.args) != 2 {
		return usage("アカウント名と、宛先のメールアドレスを書いてください。")
	}
	return c.writing(func(s *open.Shop) error {
		a, err := send.AccountOf(c.ctx, s.Desk)
		if err != nil {
			return tellMail(err)
		}
		if a.Name != c.args[0] {
			return told("「" + c.args[0] + "」という送信用アカウントはありません。何も送っていません。")
		}
		password, err := c.secret(a)()
		if err != nil {
			return tellMail(err)
		}
		r, err := send.Test(c.ctx, s.Desk, a, password, c.args[1], send.Options{})
		if err != nil {
			return tellMail(err)
		}
		ok := r.Outcome == mail.OutcomeSent
		if c.json {
			if err := c.writeJSON(map[string]any{"ok": ok, "problem": r.Problem, "answer": r.Answer, "text": r.Sentence}); err != nil {
				return err
			}
		}
		if !ok {
			fmt.Fprintln(c.err, r.Sentence)
			return silently
		}
		c.print("テストメールを送りました。届いたか確かめてください。")
		return nil
	})
}

func runMailAccountSet(c *call) error {
	f, err := c.oneFile()
	if err != nil {
		return err
	}
	defer f.Close()
	a, err := send.ReadAccount(f)
	if err != nil {
		return tellMail(err)
	}
	password, kept := "", "not_given"
	if c.has("password-stdin") {
		if password, err = c.password(); err != nil {
			return err
		}
	}
	return c.writing(func(s *open.Shop) error {
		if err := send.SetAccount(c.ctx, s.Desk, a, c.now); err != nil {
			return tellMail(err)
		}
		var keeping error
		if password != "" {
			if kept, keeping = "kept", send.KeepSecret(a, password); keeping != nil {
				kept = "not_kept"
			}
		}
		c.print("送信用アカウント「%s」（差出人 %s）を設定しました。", a.Name, a.From)
		switch kept {
		case "kept":
			c.print("パスワードは、パソコンのキーチェーンに保管しました。")
		case "not_kept":
			fmt.Fprintln(c.err, tellMail(keeping))
		}
		if c.json {
			return c.writeJSON(map[string]any{"account": a.Name, "from": a.From, "password": kept})
		}
		return nil
	})
}
