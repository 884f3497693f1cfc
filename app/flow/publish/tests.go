package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/simulate"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/rule"
)

// TestResult is a test with what came of it.
type TestResult struct {
	Test    rule.Test
	Pass    bool
	Missing bool   // the order is not in the shop's file (any more): nothing was tested
	Got     string // what the order is under the set, as one sentence
}

// Failed gives those that did not pass. One whose order is missing says nothing, and stops nothing.
func Failed(all []TestResult) []TestResult {
	return slices.DeleteFunc(slices.Clone(all), func(t TestResult) bool { return t.Pass || t.Missing })
}

// RunTests runs the tests of a set: each order as on the day on which it came in, with nothing done yet. The desk must be warm.
func RunTests(ctx context.Context, d *desk.Desk, p *rule.Program, now time.Time) ([]TestResult, error) {
	if p == nil {
		return nil, nil
	}
	var out []TestResult
	numbers := byNumber(d)
	for _, t := range p.Set().Tests {
		row := numbers.find(d, t.Order)
		if row == nil {
			out = append(out, TestResult{Test: t, Missing: true, Got: "この受注は、お店のファイルにありません。テストを外してください。"})
			continue
		}
		undone, err := simulate.Undone(ctx, d, row, now)
		if err != nil {
			return out, fmt.Errorf("run tests: %w", err)
		}
		in, j := undone.Input(), undone.With(p)
		r := TestResult{Test: t, Pass: true}
		var wrong []string
		for _, e := range t.Want {
			if meets(e, &in, &j) == e.Not {
				r.Pass = false
				wrong = append(wrong, otherwise(e, &in, &j))
			}
		}
		if r.Got = strings.Join(wrong, ""); r.Pass {
			r.Got = said(&in, &j) + "。"
		}
		out = append(out, r)
	}
	return out, nil
}

// numbers find orders without a walk over all for each.
type numbers map[string][]*desk.Row

func byNumber(d *desk.Desk) numbers {
	n := numbers{}
	for _, r := range d.Rows() {
		n[r.No] = append(n[r.No], r)
		if r.Key != r.No {
			n[r.Key] = append(n[r.Key], r)
		}
	}
	return n
}

// find gives the order of mall:number, where the mall may be its id or its name; nil when there is none, or several.
func (n numbers) find(d *desk.Desk, name string) (found *desk.Row) {
	mall, no, ok := strings.Cut(name, ":")
	if !ok {
		mall, no = "", name
	}
	for _, r := range n[no] {
		m := d.Shop(r.ShopID).Mall
		if mall != "" && string(m) != mall && m.Name() != mall {
			continue
		}
		if found != nil && found != r {
			return nil
		}
		found = r
	}
	return found
}

// meets says whether an order is what is expected, without regard to Not.
func meets(e rule.Expect, in *judge.Input, j *judge.Judgement) bool {
	switch e.Kind {
	case "status":
		return j.Status.ID() == e.ID
	case "flag":
		return j.Has(judge.Flag(e.ID))
	case "label":
		return slices.Contains(j.Labels, e.ID)
	case "check":
		return slices.Contains(j.Checks, e.ID)
	case "rule":
		return slices.ContainsFunc(j.Rules, func(f judge.Fired) bool { return f.Name == e.ID })
	case "method":
		return methodOf(in, j) == e.ID
	case "question":
		return slices.ContainsFunc(j.Questions, func(q judge.Question) bool {
			return q.Kind == e.ID || q.Title == e.ID || q.Kind == "rule" && strings.HasPrefix(q.Subject, "rule:"+e.ID+":")
		})
	}
	return false
}

func methodOf(in *judge.Input, j *judge.Judgement) string {
	return cmp.Or(j.Method, order.Value(in.Facts.Method))
}

// otherwise says what an order is instead of what was expected.
func otherwise(e rule.Expect, in *judge.Input, j *judge.Judgement) string {
	want := expectWord(e)
	switch {
	case e.Not:
		return fmt.Sprintf("「%s」でないはずが、そうなっています。", want)
	case e.Kind == "status":
		return fmt.Sprintf("「%s」のはずが「%s」です。", want, j.Status.Name())
	case e.Kind == "method":
		return fmt.Sprintf("配送方法は「%s」のはずが「%s」です。", e.ID, methodOf(in, j))
	}
	return fmt.Sprintf("「%s」のはずが、ありません（%s）。", want, said(in, j))
}

// expectWord names what a test wants.
func expectWord(e rule.Expect) string {
	switch e.Kind {
	case "status":
		if s, ok := judge.StatusNamed(e.ID); ok {
			return s.Name()
		}
	case "flag":
		return cmp.Or(judge.Flag(e.ID).Name(), e.ID)
	case "rule":
		return "ルール " + e.ID
	case "label":
		return "ラベル " + e.ID
	case "check":
		return "チェック " + e.ID
	case "question":
		return "確認 " + builtInName(e.ID)
	}
	return e.ID
}

func builtInName(id string) string {
	for _, b := range rule.BuiltIns {
		if b.ID == id {
			return b.Name
		}
	}
	return id
}

// said tells in one line what an order is.
func said(in *judge.Input, j *judge.Judgement) string {
	parts := []string{j.Status.Name()}
	list := func(what string, names []string) {
		if len(names) > 0 {
			parts = append(parts, what+"："+strings.Join(names, "・"))
		}
	}
	var flags, asks, rules []string
	for _, f := range j.Flags {
		flags = append(flags, f.Name())
	}
	for _, q := range j.Questions {
		asks = append(asks, q.Title)
	}
	for _, f := range j.Rules {
		rules = append(rules, f.Name)
	}
	list("判定", flags)
	list("確認", asks)
	list("ラベル", j.Labels)
	list("ルール", rules)
	if j.Method != "" {
		parts = append(parts, "配送方法："+j.Method)
	}
	return strings.Join(parts, "、")
}

// ErrNotOne says that an order can't be named by its number alone.
var ErrNotOne = errors.New("the order's number is not enough to name it")

// TestFrom makes a test of a real order: it must stay what it is now under the set, judged as on the day on which it came in. What
// depends on other orders (リピーター, stock) is not part of it. The desk must be warm.
func TestFrom(ctx context.Context, d *desk.Desk, row *desk.Row, p *rule.Program, now time.Time) (rule.Test, error) {
	undone, err := simulate.Undone(ctx, d, row, now)
	if err != nil {
		return rule.Test{}, fmt.Errorf("make a test of order %s: %w", row.No, err)
	}
	in, j := undone.Input(), undone.With(p)
	t := rule.Test{Order: string(in.Shop.Mall) + ":" + row.Key, Want: []rule.Expect{{Kind: "status", ID: j.Status.ID()}}}
	if byNumber(d).find(d, t.Order) != row {
		return rule.Test{}, fmt.Errorf("make a test of order %s: %w", row.No, ErrNotOne)
	}
	for _, f := range j.Flags {
		if f == judge.Gift || f == judge.HidePrice {
			t.Want = append(t.Want, rule.Expect{Kind: "flag", ID: string(f)})
		}
	}
	for _, f := range j.Rules {
		t.Want = append(t.Want, rule.Expect{Kind: "rule", ID: f.Name})
	}
	for _, l := range j.Labels {
		t.Want = append(t.Want, rule.Expect{Kind: "label", ID: l})
	}
	if j.Method != "" {
		t.Want = append(t.Want, rule.Expect{Kind: "method", ID: j.Method})
	}
	for _, q := range j.Questions {
		if slices.ContainsFunc(rule.BuiltIns, func(b rule.WordOf) bool { return b.ID == q.Kind }) {
			t.Want = append(t.Want, rule.Expect{Kind: "question", ID: q.Kind})
		}
	}
	return t, nil
}
