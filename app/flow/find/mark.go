package find

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/review"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/rule"
	"miseban/store"
)

// Mark puts labels (order.Labelled) or ticks (order.Ticked) on orders and takes others away, as one act. Her hand wins over
// rules: what a rule would put on and she took away stays away. Names that are on already, or not there, are left alone.
func Mark(ctx context.Context, d *desk.Desk, rows []*desk.Row, kind order.DecisionKind, set map[string]bool, now time.Time) (int64, error) {
	if len(rows) == 0 || len(set) == 0 {
		return 0, review.ErrNothingToDo
	}
	tidy := make(map[string]bool, len(set))
	for name, on := range set {
		named, err := Named(name)
		if err != nil {
			return 0, err
		}
		tidy[named] = on
	}
	names := slices.Sorted(maps.Keys(tidy))
	w := worldOf(d)
	var puts []order.Decision
	var drops []order.Decision
	err := d.EachJudged(ctx, rows, now, func(r *desk.Row, in judge.Input, j judge.Judgement) error {
		for _, name := range names {
			on, has := tidy[name], slices.Contains(marksOf(&j, kind), name)
			if on == has {
				continue
			}
			without := in
			without.Decisions = slices.DeleteFunc(slices.Clone(in.Decisions), func(x order.Decision) bool { return x.Kind == kind && x.Subject == name })
			decided := order.Decision{OrderID: r.ID, Kind: kind, Subject: name, Body: "on", At: jst.At(now)}
			if !on {
				decided.Body = "off"
			}
			natural := judge.Prepare(without, &w.open, now).With(w.open.Rules)
			if slices.Contains(marksOf(&natural, kind), name) == on {
				drops = append(drops, decided) // without her hand it is as she wants it
			} else {
				puts = append(puts, decided)
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("mark orders: %w", err)
	}
	if len(puts)+len(drops) == 0 {
		return 0, review.ErrNothingToDo
	}
	touched := map[int64]bool{}
	for _, x := range slices.Concat(puts, drops) {
		touched[x.OrderID] = true
	}
	return d.Act(ctx, string(kind), titleOf(kind, tidy, names, len(touched), rows[0].No), now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		for _, x := range puts {
			if err := w.PutDecision(x); err != nil {
				return nil, err
			}
		}
		for _, x := range drops {
			if err := w.DropDecision(x.OrderID, x.Kind, x.Subject); err != nil {
				return nil, err
			}
		}
		return slices.Sorted(maps.Keys(touched)), nil
	})
}

func marksOf(j *judge.Judgement, kind order.DecisionKind) []string {
	if kind == order.Ticked {
		return j.Checks
	}
	return j.Labels
}

func titleOf(kind order.DecisionKind, set map[string]bool, names []string, orders int, first string) string {
	what, on, off := "ラベル", "を付ける", "を外す"
	if kind == order.Ticked {
		what, on, off = "チェック", "を入れる", "を外す"
	}
	var words []string
	for _, n := range names {
		if set[n] {
			words = append(words, "「"+n+"」"+on)
		} else {
			words = append(words, "「"+n+"」"+off)
		}
	}
	text := what + strings.Join(words, "、") + "："
	if orders == 1 {
		return text + first
	}
	return text + fmt.Sprintf("%d件", orders)
}

// Known is a label or check box that there is, with the number of orders that have it.
type Known struct {
	Name   string
	Orders int
}

// Names gives the labels or the check boxes that orders have or that rules set, the most frequent first.
func Names(d *desk.Desk, kind order.DecisionKind) []Known {
	count := map[string]int{}
	action := rule.SetLabel
	if kind == order.Ticked {
		action = rule.SetCheck
	}
	if set := d.Rules().Set; set != nil {
		for _, r := range set.Rules {
			for _, a := range r.Then {
				if a.Kind == action && !a.Off {
					count[a.Text] += 0
				}
			}
		}
	}
	for _, r := range d.Rows() {
		names := r.Labels
		if kind == order.Ticked {
			names = r.Checks
		}
		for _, n := range names {
			count[n]++
		}
	}
	out := make([]Known, 0, len(count))
	for n, c := range count {
		out = append(out, Known{n, c})
	}
	slices.SortFunc(out, func(a, b Known) int { return cmp.Or(cmp.Compare(b.Orders, a.Orders), cmp.Compare(a.Name, b.Name)) })
	return out
}

// Having is the condition of the orders with a label or a ticked check box.
func Having(kind order.DecisionKind, name string) rule.Cond {
	field := "labels"
	if kind == order.Ticked {
		field = "checks"
	}
	return rule.Cond{Kind: rule.Compare, Left: rule.Operand{Kind: rule.FieldRef, Field: field}, Op: rule.Has, Right: []rule.Operand{{Kind: rule.Text, Text: name}}}
}
