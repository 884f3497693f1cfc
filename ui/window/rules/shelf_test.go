package rules_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/rule"
	"miseban/app/yen"
	"miseban/ui/window/rules"
)

// shelf is a small shop's book: orders in memory, judged by the real rules. What a rule reviews is 確認待ち, the rest 印刷待ち.
type shelf struct {
	t        testing.TB
	version  int
	set      *rule.Set
	draft    *rule.Set
	saves    int
	sims     int
	orders   []*rule.Subject
	versions []rules.Version
	mails    bool
	force    bool
	advice   []rules.Advice
	bad      error // what Now answers
	folder   string
}

func subject(no string, class payment.Class, total int, gift bool, comment, item string, qty int) *rule.Subject {
	f := &order.Facts{Total: order.Known(yen.Yen(total)), Orderer: order.Person{Name: order.Known("架空 花子")}}
	if comment != "" {
		f.Comment = order.Known(comment)
	}
	f.Destinations = []order.Destination{{ID: "1", Name: order.Known("架空 花子")}}
	f.Lines = []order.Line{{ID: "1", Dest: f.Destinations[0].Key(), Name: order.Known(item), Qty: order.Known(qty)}}
	var flags []string
	if gift {
		flags = []string{"gift"}
	}
	times := 1
	return &rule.Subject{No: no, Facts: f, Class: class, Gifts: []bool{gift}, Flags: flags, Times: &times, Today: "2026-11-24"}
}

func newShelf(t testing.TB, text string) *shelf {
	t.Helper()
	s := &shelf{t: t, set: read(t, text), folder: t.TempDir()}
	if len(s.set.Rules) > 0 {
		s.version = 12
	}
	s.orders = []*rule.Subject{subject("100001", payment.Card, 3000, false, "", "今治タオル", 1), subject("100002", payment.COD, 12000, true, "", "名入れマグ", 1),
		subject("100003", payment.Card, 8000, false, "急ぎです", "今治タオル", 3), subject("100004", payment.Bank, 9800, true, "", "手ぬぐい", 2)}
	return s
}

func read(t testing.TB, text string) *rule.Set {
	t.Helper()
	set, faults := rule.Parse("店番ルール 1\n" + text)
	if len(faults) > 0 {
		t.Fatalf("%v", faults)
	}
	return set
}

func (s *shelf) Now(context.Context) (rules.State, error) {
	st := rules.State{Version: s.version, Since: "2026-10-01", Set: s.set, Draft: s.draft}
	for _, b := range rule.BuiltIns[:3] {
		st.BuiltIns = append(st.BuiltIns, rules.BuiltIn{ID: b.ID, Name: b.Name, About: "止めます。"})
	}
	return st, s.bad
}

func (s *shelf) SaveDraft(_ context.Context, set *rule.Set) error {
	s.draft = set
	s.saves++
	return nil
}

func judged(p *rule.Program, o *rule.Subject) (judge.Status, []int) {
	out := p.Run(o)
	for _, e := range out.Effects {
		if e.Action.Kind == rule.Review {
			return judge.NeedsReview, out.Fired
		}
	}
	return judge.ReadyToPrint, out.Fired
}

func (s *shelf) Simulate(ctx context.Context, set *rule.Set, days int, progress func(int, int)) (*rules.Simulation, error) {
	s.sims++
	old, _ := rule.Compile(s.set)
	now, faults := rule.Compile(set)
	if len(faults) > 0 {
		return nil, errors.New(faults[0].Text)
	}
	sim := &rules.Simulation{Fires: make([]int, len(set.Rules)), BuiltIns: map[string]int{"comment": 1}, Took: time.Millisecond}
	counts := map[judge.Status][2]int{}
	for i, o := range s.orders {
		a, was := judged(old, o)
		b, fired := judged(now, o)
		sim.Orders++
		for _, f := range fired {
			sim.Fires[f]++
		}
		x, y := counts[a], counts[b]
		x[0]++
		counts[a] = x
		y = counts[b]
		y[1]++
		counts[b] = y
		if a == b {
			continue
		}
		c := rules.Change{Order: int64(i + 1), No: o.No, Name: "架空 花子", Before: a, After: b, Rule: -1, Why: "ルールから外れました"}
		for i, r := range set.Rules { // the first rule that holds now and did not, or the other way round
			before := slices.ContainsFunc(was, func(j int) bool { return s.set.Rules[j].Name == r.Name })
			if before != slices.Contains(fired, i) {
				c.Rule, c.Why = i, fmt.Sprintf("ルール「%s」", r.Name)
				break
			}
		}
		sim.Changed++
		sim.Changes = append(sim.Changes, c)
	}
	for st, n := range counts {
		if n[0] != n[1] {
			sim.Shifts = append(sim.Shifts, rules.Shift{Status: st, Before: n[0], After: n[1]})
		}
	}
	slices.SortFunc(sim.Shifts, func(a, b rules.Shift) int { return int(a.Status) - int(b.Status) })
	sim.Mails = sim.Changed
	return sim, ctx.Err()
}

func (s *shelf) Explain(_ context.Context, id int64, set *rule.Set, i int) (rule.Node, error) {
	p, _ := rule.Compile(set)
	return p.Explain(i, s.orders[id-1]), nil
}

func (s *shelf) Publish(_ context.Context, set *rule.Set, note string, mails, force bool, now time.Time) (int64, error) {
	s.version++
	s.versions = append([]rules.Version{{N: s.version, At: jst.At(now), Note: note, Set: set, Diff: rule.Diff(s.set, set)}}, s.versions...)
	s.set, s.draft, s.mails, s.force = set, nil, mails, force
	return int64(s.version), nil
}

// TestOf wants that the order stays to be printed.
func (s *shelf) TestOf(_ context.Context, orderID int64, _ *rule.Set) (rule.Test, error) {
	return rule.Test{Order: fmt.Sprintf("rakuten:%d", orderID), Want: []rule.Expect{{Kind: "status", ID: "ready_to_print"}}}, nil
}

func (s *shelf) Versions(context.Context) ([]rules.Version, error) { return s.versions, nil }

func (s *shelf) Tests(_ context.Context, set *rule.Set) ([]rules.TestResult, error) {
	p, _ := rule.Compile(set)
	var out []rules.TestResult
	for i := range set.Tests {
		x := &set.Tests[i]
		for _, o := range s.orders {
			if "rakuten:"+o.No != x.Order {
				continue
			}
			st, _ := judged(p, o)
			out = append(out, rules.TestResult{Test: x, No: o.No, Want: "ステータスが " + x.Want[0].ID, OK: st.ID() == x.Want[0].ID, Got: st.Name()})
		}
	}
	return out, nil
}

func (s *shelf) Health(context.Context, *rule.Set) ([]rules.Advice, error) { return s.advice, nil }

func (s *shelf) Starters() []rules.Starter {
	return []rules.Starter{{Name: "雑貨・日用品", About: "よくある分け方", Set: read(s.t, "ルール \"高額\"\n条件 請求金額 >= 10000\n動作 確認 \"高額です\"\n")},
		{Name: "ギフト", About: "贈り物の多い店", Set: read(s.t, "ルール \"贈り物\"\n条件 ギフト\n動作 ラベル \"ギフト\"\n")}}
}

func (s *shelf) Known(_ context.Context, field string) ([]rules.Known, error) {
	if field == "payment" {
		return []rules.Known{{Value: "bank", Count: 80}, {Value: "card", Count: 20}}, nil
	}
	return nil, nil
}

func (s *shelf) Names(context.Context, rule.ActionKind) ([]rule.WordOf, error) {
	return []rule.WordOf{{ID: "ネコポス", Name: "ネコポス"}}, nil
}

func (s *shelf) Export(_ context.Context, set *rule.Set) (string, error) {
	path := filepath.Join(s.folder, "rules.txt")
	return path, os.WriteFile(path, []byte(rule.Format(set)), 0o600)
}

func (s *shelf) Import(_ context.Context, path string) (*rule.Set, []rule.Fault, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	set, faults := rule.Parse(string(b))
	return set, faults, nil
}
