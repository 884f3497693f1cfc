package publish

import (
	"context"
	"fmt"
	"slices"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/send"
	"miseban/app/flow/simulate"
	"miseban/app/mail"
	"miseban/app/rule"
)

// Mails says what became of the mails that a set wants for the orders that it changed.
type Mails struct {
	Queued  int
	Already int            // there is, or was, a mail of the same key: it never goes twice
	Held    []send.Refused // kept until what is missing is repaired
	Refused []send.Refused // not queued, and why: the shop's table gives the event to the mall, it is too early …
}

func wantsMail(s *rule.Set) bool {
	return slices.ContainsFunc(s.Rules, func(r rule.Rule) bool {
		return slices.ContainsFunc(r.Then, func(a rule.Action) bool { return a.Kind == rule.Mail })
	})
}

// queue hands the simulation's mails to the outbox, which knows who sends what and what was sent.
func queue(ctx context.Context, d *desk.Desk, s *simulate.Simulation, entry int64, now time.Time) (*Mails, error) {
	out := &Mails{Held: []send.Refused{}, Refused: []send.Refused{}}
	rows := map[mail.Event][]*desk.Row{}
	for _, m := range s.Mails {
		e, ok := eventNamed(m.Event)
		if !ok {
			out.Refused = append(out.Refused, send.Refused{OrderNo: m.Order.Row.No, Reason: fmt.Sprintf("「%s」という種類のメールはありません。", m.Event)})
			continue
		}
		rows[e] = append(rows[e], m.Order.Row)
	}
	for _, e := range mail.Events() {
		if len(rows[e]) == 0 {
			continue
		}
		q, err := send.QueueUnder(ctx, d, rows[e], e, entry, now)
		if err != nil {
			return out, err
		}
		out.Queued += q.Queued
		out.Already += q.Already
		out.Held = append(out.Held, q.Held...)
		out.Refused = append(out.Refused, q.Refused...)
	}
	return out, nil
}

// eventNamed finds a mail event by its Japanese name or its id.
func eventNamed(name string) (mail.Event, bool) {
	for _, e := range mail.Events() {
		if e.Name() == name || string(e) == name {
			return e, true
		}
	}
	return "", false
}
