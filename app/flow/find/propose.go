package find

import (
	"slices"

	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/rule"
)

// RuleFrom proposes the beginning of a rule: the condition of orders like this one, by shop, payment, shipping method, goods and
// options. What is to be done with them the owner says.
func RuleFrom(in judge.Input, class payment.Class, no string) rule.Rule {
	f := in.Facts
	when := rule.Cond{Kind: rule.All}
	add := func(c rule.Cond) { when.Of = append(when.Of, c) }
	if in.Shop.Name != "" {
		add(is("shop", rule.Text, in.Shop.Name))
	}
	if class != payment.Unknown && class != "" {
		add(is("payment", rule.Word, string(class)))
	} else if t := order.Value(f.PaymentText); t != "" {
		add(is("payment_text", rule.Text, t))
	}
	if m := order.Value(f.Method); m != "" {
		add(is("method_raw", rule.Text, m))
	}
	var goods, options []string
	for _, l := range f.Lines {
		if n := order.Value(l.Name); n != "" && !slices.Contains(goods, n) {
			goods = append(goods, n)
		}
		for _, o := range order.Value(l.Options) {
			if o != "" && !slices.Contains(options, o) {
				options = append(options, o)
			}
		}
	}
	line := rule.Cond{Kind: rule.Some, Over: rule.Lines}
	if len(goods) > 0 {
		line.Of = append(line.Of, is("item", rule.Text, clipped(goods)...))
	}
	if len(options) > 0 {
		c := is("options", rule.Text, clipped(options)...)
		c.Op = rule.Contains
		line.Of = append(line.Of, c)
	}
	if len(line.Of) > 0 {
		add(line)
	}
	return rule.Rule{Name: no + " のような受注", Note: "受注 " + no + " から作りました。", When: when}
}

// clipped leaves what a rule can hold: a few texts, none over-long.
func clipped(texts []string) []string {
	out := texts[:min(len(texts), 5)]
	for i, t := range out {
		if r := []rune(t); len(r) > rule.MostText {
			out[i] = string(r[:rule.MostText])
		}
	}
	return out
}

func is(field string, kind rule.OperandKind, texts ...string) rule.Cond {
	c := rule.Cond{Kind: rule.Compare, Left: rule.Operand{Kind: rule.FieldRef, Field: field}, Op: rule.Is}
	for _, t := range texts {
		c.Right = append(c.Right, rule.Operand{Kind: kind, Text: t})
	}
	return c
}
