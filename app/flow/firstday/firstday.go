// Package firstday is the first day with the program (初日): a year of old files is in, and what they suggest is put before the owner
// as cards that she accepts one by one; each acceptance is one of the acts that she could take anywhere. And a letter: how many
// orders of the last month need not have been looked at. It sends nothing and prints nothing.
package firstday

import (
	"context"
	"fmt"
	"time"

	"miseban/app/customer"
	"miseban/app/firstday"
	"miseban/app/flow/desk"
	"miseban/app/flow/publish"
	"miseban/app/flow/simulate"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/rule"
	"miseban/store"
)

// Day is what one look at the old orders found.
type Day struct {
	Cards  []firstday.Card
	Orders firstday.Tally // looked at, without the cancelled ones

	month    []judge.Input // of the last month, as they came in
	from, to jst.Date
}

// dismissedKey is the setting that remembers which cards were put aside: it concerns no order.
const dismissedKey = "firstday"

type dismissed struct {
	Aside map[string]jst.Moment `json:"aside"` // card → when
}

// Look reads all orders and makes the cards. Progress goes from 0 to 1; nil = not wanted.
func Look(ctx context.Context, d *desk.Desk, now time.Time, progress func(part float64)) (*Day, error) {
	if err := d.Warm(ctx, now); err != nil { // rows, customers and goods are those of now from here on
		return nil, fmt.Errorf("look at the old orders: %w", err)
	}
	rows := d.Rows()
	last := jst.Date("")
	for _, r := range rows {
		if day := r.OrderedAt.Date(); r.OrderedAt != 0 && day <= jst.DateOf(now) {
			last = max(last, day)
		}
	}
	if last == "" {
		last = jst.DateOf(now)
	}
	day := &Day{from: last.AddDays(1 - firstday.MonthDays), to: last}
	survey, faults := firstday.NewSurvey(last)
	if len(faults) > 0 {
		return nil, fmt.Errorf("look at the old orders: rule %s: %s", faults[0].Rule, faults[0].Text)
	}
	if err := day.read(ctx, d, survey, now, progress); err != nil {
		return nil, fmt.Errorf("look at the old orders: %w", err)
	}
	goods := d.Goods()
	day.Cards = survey.Cards(goods.SKUs, goods.Suppliers)
	day.Orders = survey.Orders()
	return day, day.Settle(ctx, d)
}

// many is how many orders go from the reader to the survey at a time.
const many = 256

// read goes through all orders: one goroutine reads and prepares, the other counts.
func (y *Day) read(ctx context.Context, d *desk.Desk, survey *firstday.Survey, now time.Time, progress func(float64)) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	world := simulate.World(d)
	book := d.Customers()
	parts := make(chan []*firstday.Seen, 8)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for part := range parts {
			for _, s := range part {
				survey.Add(s)
			}
		}
	}()
	total, n := len(d.Rows()), 0
	part := make([]*firstday.Seen, 0, many)
	_, err := d.EachPrepared(ctx, func(*desk.Row) bool { return true }, now, func(r *desk.Row, p *judge.Prepared) error {
		s := y.seen(r, p, world, now)
		if book != nil {
			c := book.Customer(r.ID)
			s.Customer, s.Earlier = c, book.Repeater(r.ID)
			s.Candidate = s.Earlier == 0 && book.Kind(r.ID) == customer.CandidateKind
		}
		part = append(part, s)
		if n++; len(part) == many {
			parts <- part
			part = make([]*firstday.Seen, 0, many)
			if progress != nil {
				progress(float64(n) / float64(total))
			}
		}
		return nil
	})
	if err == nil {
		parts <- part
	}
	close(parts)
	<-done
	if err == nil && progress != nil {
		progress(1)
	}
	return err
}

// seen is one order as it came in, also where it is open and something has been done with it.
func (y *Day) seen(r *desk.Row, p *judge.Prepared, w *judge.World, now time.Time) *firstday.Seen {
	s := &firstday.Seen{No: r.No, Open: r.Status.Open()}
	if s.Open {
		in := judge.Undone(p.Input())
		p = judge.Prepare(in, w, judge.CameIn(in, now))
	}
	s.In = p.Input()
	s.Subject = p.Subject()
	s.Cancelled = r.Status == judge.Cancelled || order.Value(s.In.Facts.Cancelled)
	if w.SKU != nil {
		s.SKUs = make([]string, len(s.In.Facts.Lines))
		for i, l := range s.In.Facts.Lines {
			s.SKUs[i], _ = w.SKU(s.In.Shop.ID, l)
		}
	}
	if day := r.OrderedAt.Date(); !s.Cancelled && day >= y.from && day <= y.to {
		y.month = append(y.month, s.In)
	}
	return s
}

// Settle brings the states of the cards up to the shop as it stands, after an answer or an undo.
func (y *Day) Settle(ctx context.Context, d *desk.Desk) error {
	h, _, err := here(ctx, d)
	if err != nil {
		return fmt.Errorf("see which proposals are accepted: %w", err)
	}
	firstday.Settle(y.Cards, h)
	return nil
}

// here reads how the shop stands, and the rule set that is written or in force.
func here(ctx context.Context, d *desk.Desk) (firstday.Here, *rule.Set, error) {
	h := firstday.Here{Phrases: d.Settings().Phrases, Shops: d.Shops(), Rules: map[string]bool{}, SKUs: d.Goods().SKUs, Dismissed: map[string]bool{}}
	var aside dismissed
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		var err error
		if h.Words, err = r.PaymentWords(); err != nil {
			return err
		}
		return r.Setting(dismissedKey, &aside)
	})
	if err != nil {
		return h, nil, err
	}
	for id := range aside.Aside {
		h.Dismissed[id] = true
	}
	set := d.Rules().Set
	text, draft, err := publish.Written(ctx, d)
	if err != nil {
		return h, nil, err
	}
	if draft {
		if s, faults := rule.Parse(text); len(faults) == 0 { // one half written says nothing yet
			set = s
		}
	}
	for _, r := range set.Rules {
		h.Rules[r.Name] = true
	}
	return h, set, nil
}
