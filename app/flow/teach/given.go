package teach

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/habit"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/store"
)

const (
	weeksBack = 26   // how old answers are that still teach
	mostBase  = 3000 // orders that are looked at for what she did not do by hand
	mostActs  = 5000
	mostRows  = 300 // of one act
)

// acted is one act of hers that answered a question or did something unasked.
type acted struct {
	at      jst.Moment
	kind    string // of question; empty = by her own hand
	decided map[order.DecisionKind]bool
	orders  []int64
	by      string // kind of the journal's entry
}

// given gathers what she answered in the last half year, from decisions, and from the journal what was since taken away.
func given(ctx context.Context, d *desk.Desk, now time.Time) ([]habit.Given, error) {
	since := jst.At(now.AddDate(0, 0, -7*weeksBack))
	var all []acted
	want := map[int64]bool{}
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		decisions, err := r.Decisions(0)
		if err != nil {
			return err
		}
		for _, x := range decisions {
			if x.At >= since {
				want[x.OrderID] = true
			}
		}
		all, err = acts(r, since)
		return err
	})
	if err != nil {
		return nil, err
	}
	first := jst.Moment(0) // of what she did by hand
	byHand := 0
	for _, a := range all {
		for _, id := range a.orders {
			want[id] = true
		}
		if a.by == string(order.ShowPrices) || a.by == string(order.Hold) {
			byHand++
			if first == 0 || a.at < first {
				first = a.at
			}
		}
	}
	var rows []*desk.Row
	base := 0
	for _, r := range slices.Backward(d.Rows()) {
		idle := byHand >= habit.Enough && base < mostBase && r.OrderedAt >= first
		if idle {
			base++
		}
		if want[r.ID] || idle {
			rows = append(rows, r)
		}
	}
	c := &collector{d: d, since: since, acts: map[int64][]acted{}, base: byHand >= habit.Enough, first: first}
	for _, a := range all {
		for _, id := range a.orders {
			c.acts[id] = append(c.acts[id], a)
		}
	}
	err = d.EachJudged(ctx, rows, now, c.order)
	return c.out, err
}

// acts reads what she did from the journal, without what was undone.
func acts(r *store.Reader, since jst.Moment) ([]acted, error) {
	entries, err := r.Journal(mostActs)
	if err != nil {
		return nil, err
	}
	var out []acted
	for _, e := range entries {
		switch e.Kind {
		case "answer", string(order.Ask), string(order.Hold), string(order.ShowPrices):
		default:
			continue
		}
		if e.At < since || e.UndoneBy != 0 || e.Undoes != 0 {
			continue
		}
		a := acted{at: e.At, by: e.Kind, decided: map[order.DecisionKind]bool{}}
		if e.Kind == "answer" {
			a.kind = kindOf(e.Title)
		}
		err := r.EachChange(e.ID, 0, mostRows, func(c store.Changed) error {
			if c.OrderID != 0 && c.After && !slices.Contains(a.orders, c.OrderID) {
				a.orders = append(a.orders, c.OrderID)
			}
			if c.Table == "decision" && c.After {
				a.decided[order.DecisionKind(c.Kind)] = true
			}
			return nil
		})
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return nil, err
		}
		if len(a.orders) > 0 {
			out = append(out, a)
		}
	}
	return out, nil
}

// titles are the questions by which an entry of the history begins.
var titles = func() map[string]string {
	out := map[string]string{"コメントに初めての文があります": "comment", "住所に番地がありません": "address", "お届け先の電話番号が正しくないようです": "phone", "お届け希望日が過ぎています": "wish_past", "コメントの列がないファイルです": "no_comment_column",
		"初めての支払方法です": "payment_word"}
	for _, k := range judge.Switchable() {
		if strings.HasPrefix(k.ID, "conflict_") {
			out[k.Name] = k.ID
		}
	}
	return out
}()

func kindOf(entry string) string {
	title, _, _ := strings.Cut(entry, " → ")
	return titles[title]
}

// kindOfSubject gives the kind of question whose acceptance a decision is; empty for one that teaches nothing.
func kindOfSubject(subject string) string {
	head, rest, _ := strings.Cut(subject, ":")
	switch head {
	case "conflict":
		return "conflict_" + rest
	case "comment", "address", "phone", "wish_past", "no_comment_column", "payment_word":
		return head
	}
	return ""
}

// collector turns orders with their decisions into answers.
type collector struct {
	d     *desk.Desk
	since jst.Moment
	acts  map[int64][]acted
	base  bool // she did something by hand often enough that what she did not do counts
	first jst.Moment
	out   []habit.Given
}

func (c *collector) order(r *desk.Row, in judge.Input, j judge.Judgement) error {
	usual := habit.Given{Order: r.ID, No: r.No, Traits: habit.Traits(in.Shop, in.Facts, j.Class, j.SKUs, j.Has(judge.Gift))}
	comment := strings.TrimSpace(order.Value(in.Facts.Comment))
	put := func(kind string, answer habit.Answer, at jst.Moment, text string) {
		g := usual
		g.Kind, g.Answer, g.At, g.Text = kind, answer, at, text
		switch kind {
		case "comment":
			g.Said = said(comment)
			if len(g.Said) == 0 {
				return
			}
		case "payment_word":
			g.Word = strings.TrimSpace(order.Value(in.Facts.PaymentText))
		}
		c.out = append(c.out, g)
	}
	note := map[jst.Moment]string{}
	for _, x := range in.Decisions {
		if x.Kind == order.SlipNote {
			note[x.At] = x.Body
		}
	}
	for _, x := range in.Decisions {
		if x.At < c.since {
			continue
		}
		switch kind := kindOfSubject(x.Subject); {
		case x.Kind == order.Accept && kind != "":
			if kind == "comment" && x.Subject != judge.CommentSubject(comment) || c.otherwise(r.ID, kind, x.At) {
				continue
			}
			answer := habit.Goes
			if note[x.At] != "" {
				answer = habit.Noted
			}
			put(kind, answer, x.At, note[x.At])
		case x.Kind == order.ShowPrices && c.byHand(r.ID, order.ShowPrices, x.At):
			answer := habit.Shows
			if x.Body == "hide" {
				answer = habit.Hides
			}
			put(habit.Prices, answer, x.At, "")
		}
	}
	held, priced := false, false
	for _, a := range c.acts[r.ID] {
		switch {
		case a.kind != "" && !a.decided[order.Accept]:
			put(a.kind, habit.Other, a.at, "")
		case a.by == string(order.Ask):
			put("comment", habit.Other, a.at, "") // she asked the customer before she was asked
		case a.by == string(order.Hold) && a.decided[order.Hold]:
			put(habit.Hold, habit.Holds, a.at, "")
			held = true
		case a.by == string(order.ShowPrices):
			priced = true
		}
	}
	if c.base && r.OrderedAt >= c.first {
		if !held {
			put(habit.Hold, habit.Nothing, r.OrderedAt, "")
		}
		if !priced {
			put(habit.Prices, habit.Nothing, r.OrderedAt, "")
		}
	}
	return nil
}

// otherwise says whether she answered the question otherwise at first: the order went on because of that answer.
func (c *collector) otherwise(id int64, kind string, at jst.Moment) bool {
	return slices.ContainsFunc(c.acts[id], func(a acted) bool {
		return a.at <= at && !a.decided[order.Accept] && (a.kind == kind || a.by == string(order.Ask) && kind == "comment")
	})
}

func (c *collector) byHand(id int64, kind order.DecisionKind, at jst.Moment) bool {
	return slices.ContainsFunc(c.acts[id], func(a acted) bool { return a.by == string(kind) && a.at == at })
}

// said gives the sentences of a comment that say something; of courtesies alone these.
func said(comment string) []habit.Said {
	text := []rune(comment)
	all := judge.Sentences(comment)
	bare := !slices.ContainsFunc(all, func(s judge.Sentence) bool { return !s.Courtesy })
	var out []habit.Said
	for _, s := range all {
		if !s.Courtesy || bare {
			out = append(out, habit.Said{Key: s.Key, Shown: strings.TrimSpace(string(text[s.From:s.To]))})
		}
	}
	return out
}
