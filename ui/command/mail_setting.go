package command

import (
	"miseban/app/flow/open"
	"miseban/app/flow/send"
	"miseban/app/jst"
	"miseban/app/mail"
)

func runMailTemplateSet(c *call) error {
	f, err := c.oneFile()
	if err != nil {
		return err
	}
	defer f.Close()
	t, err := send.ReadTemplate(f)
	if err != nil {
		return tellMail(err)
	}
	return c.writing(func(s *open.Shop) error {
		if err := send.SetTemplate(c.ctx, s.Desk, t, c.now); err != nil {
			return tellMail(err)
		}
		c.print("「%s」の文面を変えました。送信待ちのメールは、前の文面のままです。", t.Event.Name())
		if c.json {
			return c.writeJSON(map[string]any{"event": t.Event})
		}
		return nil
	})
}

// senderWords are the senders as the commands name them.
var senderWords = []struct {
	word   string
	sender mail.Sender
}{{"miseban", mail.SenderShop}, {"mall", mail.SenderMall}, {"none", mail.SenderNone}}

func runMailSenders(c *call) error {
	type cell struct {
		Shop   string     `json:"shop"`
		Event  mail.Event `json:"event"`
		Sender string     `json:"sender"`
	}
	return c.reading(func(s *open.Shop) error {
		all, err := send.Senders(c.ctx, s.Desk)
		if err != nil {
			return tellMail(err)
		}
		out := []cell{}
		for _, x := range all {
			for _, w := range senderWords {
				if w.sender == x.Sender {
					out = append(out, cell{s.Desk.Shop(x.ShopID).Name, x.Event, w.word})
				}
			}
			c.print("%s　%s　%s", s.Desk.Shop(x.ShopID).Name, x.Event.Name(), x.Sender.Name())
		}
		if c.json {
			return c.writeJSON(map[string]any{"senders": out})
		}
		return nil
	})
}

func runMailSendersSet(c *call) error {
	if len(c.args) != 3 {
		return usage("店舗、メールの種類、miseban・mall・none のどれかを書いてください。")
	}
	e, err := eventNamed(c.args[1])
	if err != nil {
		return err
	}
	var who mail.Sender
	for _, w := range senderWords {
		if w.word == c.args[2] {
			who = w.sender
		}
	}
	if who == "" {
		return usage("miseban、mall、none のどれかを書いてください。")
	}
	return c.writing(func(s *open.Shop) error {
		shop, err := shopNamed(s, c.args[0])
		if err != nil {
			return err
		}
		if err := send.SetSender(c.ctx, s.Desk, shop, e, who, c.now); err != nil {
			return tellMail(err)
		}
		c.print("「%s」の%sメール：%s", shop.Name, e.Name(), who.Name())
		if c.json {
			return c.writeJSON(map[string]any{"shop": shop.Name, "event": e, "sender": c.args[2]})
		}
		return nil
	})
}

func runMailArm(c *call) error {
	var since jst.Date
	if text := c.flags["since"]; text != "" {
		var err error
		if since, err = jst.ParseDate(text); err != nil {
			return usage("--since は 2026-11-24 の形で書いてください。")
		}
	}
	return c.writing(func(s *open.Shop) error {
		if err := send.Arm(c.ctx, s.Desk, since, c.now); err != nil {
			return tellMail(err)
		}
		return c.tellArmed(s)
	})
}

func runMailDisarm(c *call) error {
	return c.writing(func(s *open.Shop) error {
		if err := send.Disarm(c.ctx, s.Desk, c.now); err != nil {
			return tellMail(err)
		}
		return c.tellArmed(s)
	})
}

func (c *call) tellArmed(s *open.Shop) error {
	a, err := send.IsArmed(c.ctx, s.Desk)
	if err != nil {
		return tellMail(err)
	}
	if c.json {
		return c.writeJSON(a)
	}
	if a.Armed {
		c.print("自動メールを始めました。%sの注文から送ります。", a.Since.Long())
	} else {
		c.print("自動メールを止めました。送信待ちのメールは保留にしました。")
	}
	return nil
}
