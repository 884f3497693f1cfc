package send

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/mail"
	"miseban/app/order"
	"miseban/store"
)

// Keys of the settings documents.
const (
	sendersKey   = "mail_senders"
	templatesKey = "mail_templates"
	armedKey     = "mail_armed"
	holdKey      = "mail_hold_minutes"
)

// defaultHold is how many minutes a new mail can be taken back unless the owner says otherwise.
const defaultHold = 5

// Sender is one cell of the table shop × event.
type Sender struct {
	ShopID int64       `json:"shop"`
	Event  mail.Event  `json:"event"`
	Sender mail.Sender `json:"sender"`
}

// Senders gives the whole table shop × event, defaults included: shops by id, events in their order.
func Senders(ctx context.Context, d *desk.Desk) ([]Sender, error) {
	var kept []Sender
	if err := get(ctx, d, sendersKey, &kept); err != nil {
		return nil, err
	}
	var out []Sender
	for _, s := range d.Shops() {
		for _, e := range mail.Events() {
			out = append(out, Sender{s.ID, e, senderOf(kept, s, e)})
		}
	}
	return out, nil
}

func senderOf(kept []Sender, s order.Shop, e mail.Event) mail.Sender {
	table := mail.Senders{}
	for _, k := range kept {
		if k.ShopID == s.ID {
			table[mail.ShopEvent{Mall: string(s.Mall), Shop: shopKey(s), Event: k.Event}] = k.Sender
		}
	}
	return table.Of(string(s.Mall), shopKey(s), e)
}

// SetSender sets one cell; Amazon never gets 店番が送る (mail.ErrSender). Where this program no longer sends, what it had queued
// is withdrawn in the same act.
func SetSender(ctx context.Context, d *desk.Desk, s order.Shop, e mail.Event, who mail.Sender, now time.Time) error {
	if err := mail.AllowSender(string(s.Mall), e, who); err != nil {
		return err
	}
	title := fmt.Sprintf("メールの送り方：%s・%s → %s", s.Name, e.Name(), who.Name())
	_, err := d.Act(ctx, "mail_senders", title, now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		var kept []Sender
		if err := w.Setting(sendersKey, &kept); err != nil {
			return nil, err
		}
		kept = slices.DeleteFunc(kept, func(k Sender) bool { return k.ShopID == s.ID && k.Event == e })
		kept = append(kept, Sender{s.ID, e, who})
		if who != mail.SenderShop {
			if _, err := w.WithdrawWaiting(shopKey(s), string(e), whySender(who)); err != nil {
				return nil, err
			}
		}
		return nil, w.PutSetting(sendersKey, kept)
	})
	return wrap(err, "set sender")
}

func whySender(who mail.Sender) string {
	return "この種類のメールは「" + who.Name() + "」に設定されたため、取り消しました。"
}

// text is a template as it is kept.
type text struct {
	Event   mail.Event `json:"event"`
	Subject string     `json:"subject"`
	Body    string     `json:"body"`
}

// TemplateOf gives the text of an event: the owner's own, else the program's.
func TemplateOf(ctx context.Context, d *desk.Desk, e mail.Event) (mail.Template, error) {
	var kept []text
	if err := get(ctx, d, templatesKey, &kept); err != nil {
		return mail.Template{}, err
	}
	return templateOf(kept, e), nil
}

func templateOf(kept []text, e mail.Event) mail.Template {
	for _, k := range kept {
		if k.Event == e {
			return mail.Template{Event: e, Subject: k.Subject, Body: k.Body}
		}
	}
	t, _ := mail.DefaultTemplate(e)
	return t
}

// SetTemplate keeps the owner's text of an event; empty subject and body put the program's own back. A text with a mistake is
// refused with a *mail.TemplateError. Mails that are queued keep theirs.
func SetTemplate(ctx context.Context, d *desk.Desk, t mail.Template, now time.Time) error {
	back := t.Subject == "" && t.Body == "" && t.Event.Known()
	if !back {
		if err := mail.Check(t); err != nil {
			return err
		}
	}
	_, err := d.Act(ctx, "mail_template", "メールの文面："+t.Event.Name(), now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		var kept []text
		if err := w.Setting(templatesKey, &kept); err != nil {
			return nil, err
		}
		kept = slices.DeleteFunc(kept, func(k text) bool { return k.Event == t.Event })
		if !back {
			kept = append(kept, text{t.Event, t.Subject, t.Body})
		}
		return nil, w.PutSetting(templatesKey, kept)
	})
	return wrap(err, "set template")
}

// ReadTemplate reads a text from JSON: {"event","subject","body"}.
func ReadTemplate(r io.Reader) (mail.Template, error) {
	var t text
	dec := json.NewDecoder(r)
	dec.DisallowUnknownFields()
	if err := dec.Decode(&t); err != nil {
		return mail.Template{}, badSettings{fmt.Sprintf("文面のファイルを読めません（%v）。何も変更していません。", err)}
	}
	return mail.Template{Event: t.Event, Subject: t.Subject, Body: t.Body}, nil
}

// Armed says whether mails are sent by themselves, and for orders placed from which day on.
type Armed struct {
	Armed bool     `json:"armed"`
	Since jst.Date `json:"since"` // orders placed before it get no automatic mail, whatever their shop says
}

// IsArmed gives whether automatic mail is on.
func IsArmed(ctx context.Context, d *desk.Desk) (Armed, error) {
	var a Armed
	return a, get(ctx, d, armedKey, &a)
}

// Arm switches automatic mail on, for orders placed on since or later (empty = today): older ones, which customers have long
// forgotten, get none. ErrNoAccount when there is no account, ErrDemo in the demo shop.
func Arm(ctx context.Context, d *desk.Desk, since jst.Date, now time.Time) error {
	if isDemo(d) {
		return ErrDemo
	}
	if _, err := AccountOf(ctx, d); err != nil {
		return err
	}
	if since == "" {
		since = jst.DateOf(now)
	}
	if err := put(ctx, d, "mail_armed", "自動メールを始める（"+since.Long()+"の注文から）", armedKey, Armed{true, since}, now, nil); err != nil {
		return err
	}
	return Resume(ctx, d)
}

// Disarm switches automatic mail off and holds everything that waits: it goes only when the owner says so for each.
func Disarm(ctx context.Context, d *desk.Desk, now time.Time) error {
	return put(ctx, d, "mail_armed", "自動メールを止める", armedKey, Armed{}, now, func(w *store.Writer) error {
		_, err := w.HoldWaiting("自動メールを止めたため、保留にしました。")
		return err
	})
}

// HoldMinutes gives for how many minutes a new mail can be taken back before it goes.
func HoldMinutes(ctx context.Context, d *desk.Desk) (int, error) {
	minutes := defaultHold
	return minutes, get(ctx, d, holdKey, &minutes)
}

// SetHoldMinutes changes it, for mails queued from now on: 0 to 1440.
func SetHoldMinutes(ctx context.Context, d *desk.Desk, minutes int, now time.Time) error {
	if minutes < 0 || minutes > 24*60 {
		return badSettings{"送信までの待ち時間は、0分から1440分（1日）の間で入れてください。"}
	}
	return put(ctx, d, "mail_hold", fmt.Sprintf("送信までの待ち時間：%d分", minutes), holdKey, minutes, now, nil)
}
