package review

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/store"
)

// Asked is one question of the day with the orders that it concerns: one answer serves them all.
type Asked struct {
	judge.Question
	Orders []*desk.Row
	// First is the first order, as its question page shows it.
	First Shown
	// subjects are what an acceptance covers on each order, where it is another than the first's: a rule's question
	// is of the values that it compared there.
	subjects map[int64]string
}

// subject is what an acceptance of the question covers on an order.
func (q Asked) subject(id int64) string { return cmp.Or(q.subjects[id], q.Subject) }

// Shown is what the question page shows of an order.
type Shown struct {
	Input     judge.Input
	Judgement judge.Judgement
}

// Questions gives all open questions: those about many orders first, then by order time.
func Questions(ctx context.Context, d *desk.Desk, now time.Time) ([]Asked, error) {
	var rows []*desk.Row
	for _, r := range d.Rows() {
		// An order that she has put aside or asked the customer about is not asked again until it comes back.
		if r.Questions > 0 && r.Status == judge.NeedsReview {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b *desk.Row) int {
		return cmp.Or(cmp.Compare(a.OrderedAt, b.OrderedAt), cmp.Compare(a.ID, b.ID))
	})
	groups := map[string]*Asked{}
	var keys []string
	at := map[int64]int{}
	for i, r := range rows {
		at[r.ID] = i
	}
	type hit struct {
		at int
		q  judge.Question
		s  Shown
	}
	var hits []hit
	err := d.EachJudged(ctx, rows, now, func(r *desk.Row, in judge.Input, j judge.Judgement) error {
		for _, q := range j.Questions {
			hits = append(hits, hit{at[r.ID], q, Shown{in, j}})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(a.at, b.at) })
	for _, h := range hits {
		g := groups[h.q.Group]
		if g == nil {
			g = &Asked{Question: h.q, First: h.s, subjects: map[int64]string{}}
			groups[h.q.Group] = g
			keys = append(keys, h.q.Group)
		}
		if n := len(g.Orders); n == 0 || g.Orders[n-1] != rows[h.at] {
			g.Orders = append(g.Orders, rows[h.at])
			g.subjects[rows[h.at].ID] = h.q.Subject
		}
	}
	out := make([]Asked, 0, len(keys))
	for _, k := range keys {
		out = append(out, *groups[k])
	}
	slices.SortStableFunc(out, func(a, b Asked) int { return cmp.Compare(min(len(b.Orders), 2), min(len(a.Orders), 2)) })
	return out, nil
}

// ErrNeedsText says that the answer needs a text: a sentence for the slip, the corrected value.
var ErrNeedsText = errors.New("the answer needs a text")

// Fits says whether a text can be what an answer asks for: ErrNeedsText, ErrValue.
func Fits(a judge.Answer, text string) error {
	text = strings.TrimSpace(text)
	if (a.Act == judge.ActNote || a.Act == judge.ActFix) && text == "" {
		return ErrNeedsText
	}
	if a.Act != judge.ActFix {
		return nil
	}
	target, field, _ := strings.Cut(a.Value, "|")
	_, err := order.Clean(target, field, text)
	return err
}

// Answer carries out an answer for all orders of the question. Text is the sentence or the value that the answer asks
// for, else empty. The entry's id is given for undo.
func Answer(ctx context.Context, d *desk.Desk, q Asked, a judge.Answer, text string, now time.Time) (int64, error) {
	if err := Fits(a, text); err != nil {
		return 0, err
	}
	text = strings.TrimSpace(text)
	taken := map[int64][]desk.Taken{}
	if a.Act == judge.ActShipped {
		var err error
		if taken, err = d.TakenBy(ctx, q.Orders, now); err != nil {
			return 0, err
		}
	}
	name := q.Title + " → " + a.Label
	return d.Act(ctx, "answer", title(name, len(q.Orders), q.Orders[0].No), now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		switch a.Act {
		case judge.ActPhrase:
			for _, s := range judge.Sentences(q.Text) {
				shown := strings.TrimSpace(string([]rune(q.Text)[s.From:s.To]))
				if err := w.PutPhrase(store.Phrase{Text: s.Key, Shown: shown, Since: int64(jst.At(now))}); err != nil {
					return nil, err
				}
			}
		case judge.ActPayment:
			word := strings.TrimPrefix(q.Subject, "payment_word:")
			if err := w.PutPaymentWord(word, a.Value); err != nil {
				return nil, err
			}
		case judge.ActNoComment:
			s := d.Shop(q.First.Input.Shop.ID)
			s.NoCommentOK = true
			if _, err := w.PutShop(s); err != nil {
				return nil, err
			}
		}
		ids := make([]int64, 0, len(q.Orders))
		for _, r := range q.Orders {
			ids = append(ids, r.ID)
			if err := act(w, r.ID, q, a, text, now); err != nil {
				return nil, err
			}
			if a.Act == judge.ActShipped {
				if err := desk.MoveStock(w, r.ID, taken[r.ID], false, now); err != nil {
					return nil, err
				}
			}
		}
		return ids, nil
	})
}

// act is what an answer means for one order.
func act(w *store.Writer, id int64, q Asked, a judge.Answer, text string, now time.Time) error {
	put := func(kind order.DecisionKind, subject, body string) error {
		return w.PutDecision(order.Decision{OrderID: id, Kind: kind, Subject: subject, Body: body, At: jst.At(now)})
	}
	accept := func() error { return put(order.Accept, q.subject(id), "") }
	switch a.Act {
	case judge.ActAccept:
		return accept()
	case judge.ActLeaveOut:
		return put(order.Accept, q.subject(id), string(judge.ActLeaveOut))
	case judge.ActPhrase, judge.ActPayment, judge.ActNoComment:
		return nil // what she taught takes the question away, for these orders and all that come
	case judge.ActNote:
		return errors.Join(accept(), put(order.SlipNote, "", text))
	case judge.ActAsk:
		return put(order.Ask, "", q.Title)
	case judge.ActHold:
		return put(order.Hold, "", q.Title)
	case judge.ActCancel:
		return put(order.Cancel, "", "")
	case judge.ActPaid:
		return errors.Join(accept(), put(order.MarkPaid, "", ""))
	case judge.ActHide:
		return errors.Join(accept(), put(order.ShowPrices, "", "hide"))
	case judge.ActShow:
		return errors.Join(accept(), put(order.ShowPrices, "", "show"))
	case judge.ActShipped:
		var errs []error
		for _, kind := range []order.DeedKind{order.Shipped, order.Notified} {
			errs = append(errs, w.PutDeed(order.Deed{OrderID: id, Kind: kind, Ref: jst.At(now).Time().Format("20060102"), At: jst.At(now), Snapshot: "{}"}))
		}
		return errors.Join(errs...)
	case judge.ActReprint:
		return w.DropDeeds(id, order.Printed)
	case judge.ActFix, judge.ActMall:
		target, field, _ := strings.Cut(a.Value, "|")
		p, err := planned(&w.Reader, id, func(p *plan) error {
			if a.Act == judge.ActMall {
				return p.drop(target, field)
			}
			return p.putAll([]Value{{target, field, text}}, now)
		})
		if err != nil {
			return err
		}
		return p.write(w)
	}
	return fmt.Errorf("answer %s: %w", a.Act, ErrNothingToDo)
}

// Present gives the value that a correcting answer starts from.
func Present(q Asked, a judge.Answer) string {
	target, field, _ := strings.Cut(a.Value, "|")
	text, _ := order.Text(q.First.Input.Facts, target, field)
	return text
}
