package send

import (
	"context"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/ship"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/mail"
	"miseban/app/order"
	"miseban/store"
)

// Mailer queues mails in the transaction of an act, for the use cases that ship.
type Mailer struct{ demo bool }

// NewMailer makes the mailer of a shop; the demo shop's queues nothing.
func NewMailer(d *desk.Desk) *Mailer { return &Mailer{isDemo(d)} }

// Queue queues the mail of an event about an order, under the act that w writes, and says whether one was queued. It gives
// false without a fault when the settings don't want one, and when there already is or was one. A mail that can't be written
// is kept as held, with the reason; it never stops the act.
func (m *Mailer) Queue(w *store.Writer, in judge.Input, j judge.Judgement, e mail.Event, now time.Time) (bool, error) {
	return m.queue(w, in, j, e, Shipment{}, now)
}

// QueueShipped queues 出荷 with what is known of the parcel. The caller has just marked the order as shipped.
func (m *Mailer) QueueShipped(w *store.Writer, in judge.Input, j judge.Judgement, s Shipment, now time.Time) (bool, error) {
	return m.queue(w, in, j, mail.Shipped, s, now)
}

func (m *Mailer) queue(w *store.Writer, in judge.Input, j judge.Judgement, e mail.Event, s Shipment, now time.Time) (bool, error) {
	p, err := readRules(&w.Reader, m.demo)
	if err != nil {
		return false, wrap(err, "queue mail of order %s", in.No)
	}
	if p.refuse(in, j, e) != "" {
		return false, nil
	}
	row, err := p.row(&w.Reader, in, p.write(in, j, e, s, now), e, now)
	if err != nil {
		return false, err
	}
	added, err := w.Queue(row)
	return added && row.State == string(mail.Queued), err
}

// Refused is an order that gets no mail, or whose mail is held, and why.
type Refused struct {
	OrderNo string `json:"order_no"`
	Reason  string `json:"reason"` // Japanese
}

// Queued says what became of the orders that mails were wanted for.
type Queued struct {
	Queued  int       `json:"queued"`
	Already int       `json:"already"` // there is, or was, a mail of this key
	Held    []Refused `json:"held"`    // kept, but not sent before the owner has repaired what is missing
	Refused []Refused `json:"refused"` // not queued
}

// Confirm queues 受注確認 for every open order that is accepted and has none yet, after an import. Calling it again changes
// nothing. Without automatic mail it does nothing.
func Confirm(ctx context.Context, d *desk.Desk, now time.Time) (Queued, error) {
	none := Queued{Held: []Refused{}, Refused: []Refused{}}
	p, err := rulesOf(ctx, d)
	if err != nil || !p.armed.Armed || p.demo {
		return none, err
	}
	ours := map[int64]bool{}
	for _, s := range d.Shops() {
		ours[s.ID] = senderOf(p.senders, s, mail.OrderConfirmed) == mail.SenderShop
	}
	since := jst.At(p.armed.Since.Time())
	var rows []*desk.Row
	for _, r := range d.Rows() {
		if ours[r.ShopID] && r.Status.Open() && r.OrderedAt >= since {
			rows = append(rows, r)
		}
	}
	q, err := QueueFor(ctx, d, rows, mail.OrderConfirmed, now)
	q.Refused = none.Refused // nobody asked for these
	return q, err
}

// GoneOut gives the orders that are known as gone out: those that 出荷 may be queued for.
func GoneOut(d *desk.Desk) []*desk.Row {
	var rows []*desk.Row
	for _, r := range d.Rows() {
		if r.Status == judge.AwaitingNotice || r.Status == judge.Shipped {
			rows = append(rows, r)
		}
	}
	return rows
}

// QueueFor queues the mail of an event for the orders and says for each of the others why not. It can be called again: a key
// is queued once. Taking the import back that brought an order takes its unsent mail back too.
func QueueFor(ctx context.Context, d *desk.Desk, rows []*desk.Row, e mail.Event, now time.Time) (Queued, error) {
	return QueueUnder(ctx, d, rows, e, 0, now)
}

// QueueUnder is QueueFor of mails that another act than the import brought about (entry 0: the import): taking that back takes the
// unsent ones back.
func QueueUnder(ctx context.Context, d *desk.Desk, rows []*desk.Row, e mail.Event, entry int64, now time.Time) (Queued, error) {
	out := Queued{Held: []Refused{}, Refused: []Refused{}}
	p, err := rulesOf(ctx, d)
	if err != nil {
		return out, wrap(err, "queue mails")
	}
	type wanted struct {
		in   judge.Input
		text written
	}
	var all []wanted
	err = d.EachJudged(ctx, rows, now, func(_ *desk.Row, in judge.Input, j judge.Judgement) error {
		why := p.refuse(in, j, e)
		if why == "" {
			why = notYet(in, j, e)
		}
		if why != "" {
			out.Refused = append(out.Refused, Refused{desk.ShownNo(in), why})
			return nil
		}
		all = append(all, wanted{in, p.write(in, j, e, Shipment{}, now)})
		return nil
	})
	if err != nil || len(all) == 0 {
		return out, wrap(err, "queue mails")
	}
	err = d.Store().WriteUnjournaled(ctx, func(w *store.Writer) error {
		for _, x := range all {
			m, err := p.row(&w.Reader, x.in, x.text, e, now)
			if err != nil {
				return err
			}
			if m.Entry = entry; entry == 0 {
				if m.Entry, err = w.BroughtBy(x.in.ID); err != nil {
					return err
				}
			}
			added, err := w.Queue(m)
			switch {
			case err != nil:
				return err
			case !added:
				out.Already++
			case m.State == string(mail.Held):
				out.Held = append(out.Held, Refused{desk.ShownNo(x.in), m.Answer})
			default:
				out.Queued++
			}
		}
		return nil
	})
	return out, wrap(err, "queue mails")
}

// notYet says why it is too early for a mail of the event; empty = it is not.
func notYet(in judge.Input, j judge.Judgement, e mail.Event) string {
	switch e {
	case mail.OrderConfirmed:
		return ready(j)
	case mail.Shipped:
		if _, gone := lastShipped(in); !gone {
			return "まだ出荷済みにしていない注文です。"
		}
	}
	return ""
}

// Preview is a mail as it would be written now for an order.
type Preview struct {
	OrderNo string `json:"order_no"`
	To      string `json:"to"`
	Subject string `json:"subject"`
	Body    string `json:"body"`
	Problem string `json:"problem"` // why it can't be written; empty = it can
	Refused string `json:"refused"` // why it would not be queued now; empty = it would
}

// Write shows the mail of an event for an order, whether or not it would be sent. Nothing is queued.
func Write(ctx context.Context, d *desk.Desk, orderID int64, e mail.Event, now time.Time) (Preview, error) {
	in, j, err := d.Judged(ctx, orderID, now)
	if err != nil {
		return Preview{}, err
	}
	p, err := rulesOf(ctx, d)
	if err != nil {
		return Preview{}, err
	}
	var old store.Mail
	err = d.Store().Read(ctx, func(r *store.Reader) error {
		old, err = mailOf(r, in, e)
		return err
	})
	if err != nil {
		return Preview{}, wrap(err, "preview mail of order %s", in.No)
	}
	w := p.write(in, j, e, Shipment{}, now)
	out := Preview{desk.ShownNo(in), w.to, w.subject, w.body, w.why, p.refuse(in, j, e)}
	if out.Refused == "" {
		out.Refused = notYet(in, j, e)
	}
	if out.Refused == "" && old.ID != 0 {
		out.Refused = "このメールはすでに送信箱にあります（" + stateOf(old).Name() + "）。"
	}
	return out, nil
}

// mailOf gives the outbox's mail of an order's event; an empty one when there is none.
func mailOf(r *store.Reader, in judge.Input, e mail.Event) (store.Mail, error) {
	m, err := r.MailOf(string(in.Shop.Mall), shopKey(in.Shop), in.No, string(e), "1")
	if isNotFound(err) {
		return store.Mail{}, nil
	}
	return m, err
}

var _ ship.Mailer = (*Mailer)(nil)

// shippedDeed says whether the file knows the order as gone out.
func shippedDeed(r *store.Reader, orderID int64) (bool, error) {
	deeds, err := r.Deeds(orderID)
	for _, x := range deeds {
		if x.Kind == order.Shipped {
			return true, err
		}
	}
	return false, err
}
