package firstday

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"miseban/app/firstday"
	"miseban/app/flow/desk"
	"miseban/app/flow/simulate"
	"miseban/app/judge"
	"miseban/app/payment"
	"miseban/app/rule"
)

// Letter judges the orders of the last month three times, each on the day on which it came in and as if nothing had been done with
// it: without the accepted proposals, with them, and with all. It is worded to the shop.
func (y *Day) Letter(ctx context.Context, d *desk.Desk, now time.Time) (firstday.Letter, error) {
	l := firstday.Letter{From: y.from, To: y.to, Orders: len(y.month)}
	h, set, err := here(ctx, d)
	if err != nil {
		return l, fmt.Errorf("write the letter: %w", err)
	}
	firstday.Settle(y.Cards, h)
	var given, open []firstday.Take
	for _, c := range y.Cards {
		switch c.State {
		case firstday.Accepted:
			l.Accepted++
			for _, a := range c.Answers {
				given = append(given, a.Take)
			}
		case firstday.Waiting:
			l.Open++
			if !c.Choose {
				open = append(open, c.Answers[0].Take)
			}
		}
	}
	for _, x := range []struct {
		to       *firstday.Round
		off, add []firstday.Take
	}{{&l.Before, given, nil}, {&l.After, nil, nil}, {&l.All, nil, open}} {
		if err := ctx.Err(); err != nil {
			return l, fmt.Errorf("write the letter: %w", err)
		}
		if *x.to, err = y.round(d, h, set, x.off, x.add, now); err != nil {
			return l, fmt.Errorf("write the letter: %w", err)
		}
	}
	company, err := d.Company(ctx)
	if err != nil {
		return l, fmt.Errorf("write the letter: %w", err)
	}
	l.Write(company.Name)
	return l, nil
}

// round judges the month in a shop in which some answers were not given and others were.
func (y *Day) round(d *desk.Desk, h firstday.Here, set *rule.Set, off, add []firstday.Take, now time.Time) (firstday.Round, error) {
	w := simulate.World(d)
	phrases, words := maps.Clone(w.Settings.Phrases), maps.Clone(h.Words)
	quiet := map[int64]bool{}
	for _, s := range d.Shops() {
		quiet[s.ID] = s.NoCommentOK
	}
	rules := *set
	rules.Rules = slices.Clone(set.Rules)
	for _, t := range off {
		for _, p := range t.Phrases {
			delete(phrases, p.Key)
		}
		delete(words, t.Word)
		if t.NoComment {
			quiet[t.Shop] = false
		}
		if t.Rule != nil {
			rules.Rules = slices.DeleteFunc(rules.Rules, func(r rule.Rule) bool { return r.Name == t.Rule.Name })
		}
	}
	for _, t := range add {
		for _, p := range t.Phrases {
			phrases[p.Key] = true
		}
		if t.Word != "" {
			words[t.Word] = string(t.Class)
		}
		if t.NoComment {
			quiet[t.Shop] = true
		}
		if t.Rule != nil {
			insert(&rules, *t.Rule)
		}
	}
	var rows []payment.Row
	for text, class := range words {
		rows = append(rows, payment.Row{Text: text, Class: payment.Class(class)})
	}
	w.Settings.Phrases, w.Settings.Payments = phrases, payment.New(rows...)
	program, faults := rule.Compile(&rules)
	if len(faults) > 0 {
		return firstday.Round{}, fmt.Errorf("rule %s: %s", faults[0].Rule, faults[0].Text)
	}
	orders := make([]judge.Input, len(y.month))
	for i, in := range y.month {
		in.Shop.NoCommentOK = quiet[in.Shop.ID]
		orders[i] = in
	}
	return firstday.Judge(orders, w, program, now), nil
}
