package send

import (
	"context"
	"errors"
	"fmt"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/mail"
	"miseban/app/normal"
	"miseban/app/order"
	"miseban/store"
)

// rules are all settings that decide about a mail, as one view of the file has them.
type rules struct {
	demo    bool
	armed   Armed
	account Account
	senders []Sender
	texts   []text
	hold    int // minutes
	company desk.Company
}

func readRules(r *store.Reader, demo bool) (rules, error) {
	p := rules{demo: demo, hold: defaultHold}
	return p, errors.Join(r.Setting(armedKey, &p.armed), r.Setting(accountKey, &p.account), r.Setting(sendersKey, &p.senders),
		r.Setting(templatesKey, &p.texts), r.Setting(holdKey, &p.hold), r.Setting(desk.CompanyKey, &p.company))
}

// rulesOf reads them for a desk.
func rulesOf(ctx context.Context, d *desk.Desk) (rules, error) {
	var p rules
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		var err error
		p, err = readRules(r, isDemo(d))
		return err
	})
	return p, wrap(err, "read the settings for mail")
}

// refuse says in Japanese why an order gets no mail of the event; empty = it gets one.
func (p rules) refuse(in judge.Input, j judge.Judgement, e mail.Event) string {
	since := max(in.Shop.MailSince, p.armed.Since)
	switch who := senderOf(p.senders, in.Shop, e); {
	case p.demo:
		return "見本の店からはメールを送りません。"
	case !e.Known():
		return fmt.Sprintf("「%s」という種類のメールはありません。", e)
	case in.Shop.Mall == order.Amazon:
		return "Amazonの注文には、店番からメールを送れません（Amazonの規約）。"
	case who != mail.SenderShop:
		return fmt.Sprintf("「%s」の%sメールは「%s」の設定です。", in.Shop.Name, e.Name(), who.Name())
	case !p.armed.Armed:
		return "自動メールを止めてあります。始めてからお試しください。"
	case p.account.Host == "":
		return "送信用のメールアカウントが設定されていません。"
	case in.Shop.MailSince == "":
		return fmt.Sprintf("「%s」は、いつの注文からメールを送るかが決まっていません。", in.Shop.Name)
	case in.Facts.OrderedAt == nil:
		return "注文日がわからないため、送ってよい注文か判断できません。"
	case in.Facts.OrderedAt.Date() < since:
		return fmt.Sprintf("%sより前の注文には、メールを送りません。", since.Long())
	case judge.IsHistory(in.Shop, in.Facts):
		return "出荷済みの履歴として取り込んだ注文です。"
	case j.Status == judge.Cancelled || order.Value(in.Facts.Cancelled):
		return "キャンセルされた注文です。"
	case normal.Masked(order.Value(in.Facts.Orderer.Email)):
		return "モールのマスクアドレスには、モールの専用サーバーからしか届きません（未対応）。"
	}
	return ""
}

// ready says, for 受注確認, what an order still waits for before the shop can say that it has accepted it; empty = nothing.
// Goods and money may come later.
func ready(j judge.Judgement) string {
	if !j.Status.Open() {
		return "もう出荷の終わった注文です。"
	}
	for _, b := range []judge.Blocker{judge.BlockHold, judge.BlockReply, judge.BlockReview, judge.BlockMall} {
		if j.Blocked(b) {
			return "まだ受注を確定していません（" + b.Name() + "）。"
		}
	}
	return ""
}

// written is a mail as its template and its order make it. why is not empty when it can't go out as it is.
type written struct {
	to, subject, body string
	why               string
}

func (p rules) write(in judge.Input, j judge.Judgement, e mail.Event, s Shipment, now time.Time) written {
	raw := order.Value(in.Facts.Orderer.Email)
	address, err := mail.CheckAddress(raw)
	if err != nil {
		return written{why: "注文者の" + err.Error() + "。受注のメールアドレスを直してから、もう一度送信待ちにしてください。"}
	}
	subject, body, err := mail.Render(templateOf(p.texts, e), fieldsOf(in, j, p.company, p.account, s, now))
	if err != nil {
		return written{to: address.Addr, why: err.Error() + "。"}
	}
	return written{to: address.Addr, subject: subject, body: body}
}

// sameTextLimit is to how many people one text may go. A mail about an order is about one order; the same words to more
// people are a template without its fields.
const sameTextLimit = 10

// row makes the outbox's row of a mail. One that can't go out is held with the reason, so that the owner sees it.
func (p rules) row(r *store.Reader, in judge.Input, w written, e mail.Event, now time.Time) (store.Mail, error) {
	m := store.Mail{Mall: string(in.Shop.Mall), Shop: shopKey(in.Shop), OrderNo: in.No, Event: string(e), Occasion: "1",
		State: string(mail.Queued), Account: p.account.From, Recipient: w.to, Subject: w.subject, Body: w.body,
		QueuedAt: jst.At(now), NotBefore: jst.At(now.Add(time.Duration(p.hold) * time.Minute)), OrderID: in.ID, Answer: w.why}
	from, err := mail.CheckAddress(p.account.From)
	if err != nil {
		return m, wrap(err, "sender's address")
	}
	if m.MessageID, err = mail.MessageID(mail.Key{Mall: m.Mall, Shop: m.Shop, OrderNo: m.OrderNo, Event: e, Occasion: m.Occasion}, from.Domain()); err != nil {
		return m, wrap(err, "mail of order %s", in.No)
	}
	if w.why == "" {
		n, err := r.SameText(w.subject, w.body)
		if err != nil {
			return m, err
		}
		if n >= sameTextLimit {
			m.Answer = fmt.Sprintf("まったく同じ文面のメールが%d人を超えるため、止めました。文面に注文番号やお名前の差し込みがあるか確かめてください。", sameTextLimit)
		}
	}
	if m.Answer != "" {
		m.State = string(mail.Held)
	}
	return m, nil
}
