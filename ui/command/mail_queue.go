package command

import (
	"strconv"

	"miseban/app/flow/desk"
	"miseban/app/flow/open"
	"miseban/app/flow/send"
	"miseban/app/mail"
)

func runMailPreview(c *call) error {
	if len(c.args) != 2 {
		return usage("注文番号と、メールの種類を書いてください。")
	}
	e, err := eventNamed(c.args[1])
	if err != nil {
		return err
	}
	return c.reading(func(s *open.Shop) error {
		row, err := s.Desk.Find(c.args[0])
		if err != nil {
			return err
		}
		p, err := send.Write(c.ctx, s.Desk, row.ID, e, c.now)
		if err != nil {
			return tellMail(err)
		}
		if c.json {
			return c.writeJSON(p)
		}
		if p.Problem != "" {
			c.print("書けません：%s", p.Problem)
		} else {
			c.print("宛先：%s\n件名：%s\n\n%s", p.To, p.Subject, p.Body)
		}
		if p.Refused != "" {
			c.print("送信待ちにはなりません：%s", p.Refused)
		}
		return nil
	})
}

func runMailQueue(c *call) error {
	e, err := eventNamed(c.flags["event"])
	if err != nil {
		return err
	}
	return c.writing(func(s *open.Shop) error {
		var q send.Queued
		var err error
		var rows []*desk.Row
		switch {
		case len(c.args) > 0:
			if rows, err = rowsOf(s, c.args); err == nil {
				q, err = send.QueueFor(c.ctx, s.Desk, rows, e, c.now)
			}
		case e == mail.OrderConfirmed:
			q, err = send.Confirm(c.ctx, s.Desk, c.now)
		default:
			q, err = send.QueueFor(c.ctx, s.Desk, send.GoneOut(s.Desk), e, c.now)
			q.Refused = []send.Refused{}
		}
		if err != nil {
			return tellMail(err)
		}
		if c.json {
			if err := c.writeJSON(q); err != nil {
				return err
			}
		}
		c.print("送信待ちにしたメール %d通（すでにあるもの %d通）", q.Queued, q.Already)
		for _, h := range q.Held {
			c.print("  保留 %s：%s", h.OrderNo, h.Reason)
		}
		for _, r := range q.Refused {
			c.print("  送らない %s：%s", r.OrderNo, r.Reason)
		}
		if len(q.Refused)+len(q.Held) > 0 {
			return silently
		}
		return nil
	})
}

func runMailResolve(c *call) error {
	if len(c.args) != 2 {
		return usage("メールの番号と、sent、again、withdraw のどれかを書いてください。")
	}
	id, err := strconv.ParseInt(c.args[0], 10, 64)
	if err != nil {
		return usage("メールの番号は数字です。「miseban mail log」で見られます。")
	}
	state := map[string]mail.State{"sent": mail.Sent, "again": mail.Queued, "withdraw": mail.Withdrawn}[c.args[1]]
	if state == "" {
		return usage("sent、again、withdraw のどれかを書いてください。")
	}
	return c.writing(func(s *open.Shop) error {
		var err error
		switch state {
		case mail.Sent:
			err = send.MarkSent(c.ctx, s.Desk, id)
		case mail.Queued:
			err = send.SendAgain(c.ctx, s.Desk, id, c.now)
		default:
			err = send.TakeBack(c.ctx, s.Desk, id)
		}
		if err != nil {
			return tellMail(err)
		}
		c.print("メール %d を「%s」にしました。", id, state.Name())
		if c.json {
			return c.writeJSON(map[string]any{"id": id, "state": state})
		}
		return nil
	})
}
