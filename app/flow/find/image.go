package find

import (
	"context"
	"maps"
	"reflect"
	"sync/atomic"
	"time"

	"miseban/app/customer"
	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/rule"
)

// image is what conditions can ask of one order, as it stands now. It is never changed, only replaced.
type image struct {
	row     *desk.Row
	facts   *order.Facts // only what conditions ask of
	class   payment.Class
	paid    *bool
	gifts   []bool
	stops   []string // kinds of the questions that it asks now
	release jst.Date
	rest    atomic.Pointer[string] // made when the first condition asks for it
}

// standing is what an image or a match reads beside the order; another one makes it old.
type standing struct {
	day      jst.Date
	settings judge.Settings
	goods    *desk.Goods
	shops    map[int64]order.Shop
	book     *customer.Book
}

// refresh reads the orders that have changed since the last search.
func (f *Finder) refresh(ctx context.Context, now time.Time) error {
	if f.desk.Customers() == nil {
		if err := f.desk.Warm(ctx, now); err != nil {
			return err
		}
	}
	version := f.desk.Version()
	if f.read && version == f.version && f.stand.day == today(now) {
		return nil
	}
	next := standing{day: today(now), settings: f.desk.Settings(), goods: f.desk.Goods(), book: f.desk.Customers(), shops: map[int64]order.Shop{}}
	for _, s := range f.desk.Shops() {
		next.shops[s.ID] = s
	}
	rows := f.desk.Rows()
	was := f.images
	if f.read && next.outdates(f.stand) {
		was = nil
	}
	if next.day != f.stand.day || next.goods != f.stand.goods || !reflect.DeepEqual(next.shops, f.stand.shops) {
		clear(f.found) // what a condition says can be another, of any order
	}
	// The images are a slice of their own each time that anything changed: by it a condition knows what it was asked of.
	images := make([]*image, len(rows))
	var fresh []*desk.Row
	var places []int
	k, same := 0, len(was) == len(rows)
	for i, r := range rows {
		for k < len(was) && was[k].row.ID < r.ID {
			k++
		}
		if k < len(was) && was[k].row == r {
			images[i] = was[k]
			continue
		}
		same = false
		fresh, places = append(fresh, r), append(places, i)
	}
	if !same {
		made, err := f.load(ctx, fresh, now)
		if err != nil {
			return err
		}
		for i, m := range made {
			images[places[i]] = m
		}
		f.images = images
	}
	f.rows, f.version, f.stand, f.read = rows, version, next, true
	return nil
}

// outdates says whether tables have changed from which images of orders were made that are over: those are not judged again.
func (s standing) outdates(was standing) bool {
	return !maps.Equal(s.settings.Phrases, was.settings.Phrases) || !maps.Equal(s.settings.NotGift, was.settings.NotGift) ||
		!reflect.DeepEqual(s.settings.Payments, was.settings.Payments)
}

// asking is what a condition asks of that takes time to find out.
type asking struct{ customers, rest bool }

func askingOf(m *rule.Matcher) asking {
	return asking{m.Reads("times") || m.Reads("last_order") || m.Reads("candidates"), m.Reads("comment_rest")}
}

// subject is the order as a condition sees it.
func (f *Finder) subject(m *image, ask asking) rule.Subject {
	s := rule.Subject{Shop: f.stand.shops[m.row.ShopID], No: m.row.No, Facts: m.facts, Class: m.class, Paid: m.paid, Gifts: m.gifts, Stops: m.stops,
		Labels: m.row.Labels, Checks: m.row.Checks, Status: m.row.Status.ID(), Release: m.release, Today: f.stand.day}
	s.Flags = make([]string, len(m.row.Flags))
	for i, x := range m.row.Flags {
		s.Flags[i] = string(x)
	}
	if ask.customers {
		c := customerOf(f.desk, f.stand.book, m.row.ID)
		s.Times, s.Last, s.Candidates = order.Known(c.Earlier+1), c.Last, c.Candidates
	}
	if ask.rest {
		s.Rest = m.restOf(s.Shop, f.stand.settings)
	}
	if g := f.stand.goods; !g.Empty() {
		names := []string{s.Shop.Name, s.Shop.Mall.Name()}
		s.Goods = func(line int) (rule.Goods, bool) {
			l := m.facts.Lines[line]
			sku, ok := g.Codes.Resolve(names, order.Value(l.Code), order.Value(l.SKU))
			if !ok {
				return rule.Goods{}, false
			}
			return goodsOf(g, sku), true
		}
	}
	return s
}

// restOf gives the sentences of the comment that are not released; nil where no file has comments.
func (m *image) restOf(shop order.Shop, settings judge.Settings) *string {
	if m.facts.Comment == nil || m.facts.NoComment || *m.facts.Comment == "" {
		return m.facts.Comment
	}
	rest := m.rest.Load()
	if rest == nil {
		in := judge.Input{ID: m.row.ID, Shop: shop, No: m.row.Key, Facts: m.facts}
		rest = judge.Prepare(in, &judge.World{Settings: settings}, m.row.OrderedAt.Time()).Subject().Rest
		m.rest.Store(rest)
	}
	return rest
}

// imageOf makes an order's image. The input becomes a part of it.
func imageOf(row *desk.Row, in judge.Input, w *world, now time.Time, words *words) *image {
	m := &image{row: row}
	var s rule.Subject
	if row.Status.Open() {
		p := judge.Prepare(in, &w.open, now)
		s = p.Subject()
		for _, q := range p.With(w.open.Rules).Questions {
			m.stops = append(m.stops, q.Kind)
		}
	} else {
		// What is over is asked nothing: its comment need not be taken apart.
		silent := *in.Facts
		silent.Comment = nil
		over := in
		over.Facts = &silent
		s = judge.Prepare(over, &w.over, now).Subject()
	}
	m.class, m.paid, m.gifts, m.release = s.Class, s.Paid, s.Gifts, s.Release
	m.facts = words.slim(in.Facts)
	return m
}
