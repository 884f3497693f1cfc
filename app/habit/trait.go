package habit

import (
	"cmp"
	"slices"
	"strings"

	"miseban/app/normal"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/rule"
)

// Trait is something that an order has and others may have too: the value of a rule's field.
type Trait struct {
	Field string `json:"field"` // id of a rule.Field
	Value string `json:"value"`
}

// traitFields says of each field what it is about, of which one trait is enough, and how exact it is: the most exact ones name one
// person, the least exact ones a whole mall.
var traitFields = map[string]struct {
	about string
	exact int
}{"orderer_email": {"orderer", 0}, "orderer_phone": {"orderer", 1}, "orderer_name": {"orderer", 2}, "address": {"place", 3}, "name": {"place", 4}, "sku": {"goods", 5}, "code": {"goods", 6}, "item": {"goods", 7},
	"options": {"options", 8}, "wrapping": {"wrapping", 9}, "noshi": {"noshi", 10}, "method_raw": {"method", 11}, "payment_text": {"payment", 12}, "payment": {"payment", 13}, "prefecture": {"place", 14}, "gift": {"gift", 15},
	"shop": {"shop", 16}, "mall": {"shop", 17}}

func compare(a, b Trait) int {
	return cmp.Or(cmp.Compare(traitFields[a.Field].exact, traitFields[b.Field].exact), cmp.Compare(a.Value, b.Value))
}

// Traits gives the traits of an order. skus are those of its lines, empty where the catalogue has none.
func Traits(shop order.Shop, f *order.Facts, class payment.Class, skus []string, gift bool) []Trait {
	var out []Trait
	add := func(field, value string) {
		if t := (Trait{field, strings.TrimSpace(value)}); t.Value != "" && !strings.Contains(t.Value, "\n") && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	add("mall", string(shop.Mall))
	add("shop", shop.Name)
	add("method_raw", order.Value(f.Method))
	add("payment_text", order.Value(f.PaymentText))
	if class != payment.Unknown {
		add("payment", string(class))
	}
	if gift {
		add("gift", "yes")
	}
	add("orderer_email", order.Value(f.Orderer.Email))
	add("orderer_phone", order.Value(f.Orderer.Phone))
	add("orderer_name", order.Value(f.Orderer.Name))
	for _, d := range f.Destinations {
		add("name", order.Value(d.Name))
		add("address", order.Value(d.Address))
		add("prefecture", normal.PrefectureOf(order.Value(d.Address)))
		add("noshi", order.Value(d.Noshi))
		add("wrapping", order.Value(d.Wrapping))
	}
	for i, l := range f.Lines {
		if i < len(skus) {
			add("sku", skus[i])
		}
		add("code", order.Value(l.Code))
		add("item", order.Value(l.Name))
		for _, o := range order.Value(l.Options) {
			add("options", o)
		}
	}
	return out
}

// Cond is the condition that an order has the trait.
func (t Trait) Cond() rule.Cond {
	f, over := t.field()
	c := rule.Cond{Kind: rule.Compare, Left: rule.Operand{Kind: rule.FieldRef, Field: t.Field}, Op: rule.Is, Right: []rule.Operand{{Kind: rule.Text, Text: t.Value}}}
	switch {
	case f.Type == rule.BoolType:
		c.Right = nil
	case f.Type == rule.WordType:
		c.Right[0].Kind = rule.Word
	case t.Field == "options":
		c.Op = rule.Contains // a line has several
	}
	if over != rule.TheOrder {
		c = rule.Cond{Kind: rule.Some, Over: over, Of: []rule.Cond{c}}
	}
	return c
}

func (t Trait) field() (rule.Field, rule.Over) {
	for _, over := range []rule.Over{rule.TheOrder, rule.Destinations, rule.Lines} {
		if f, ok := rule.FieldNamed(t.Field, over); ok {
			return f, f.Over
		}
	}
	return rule.Field{ID: t.Field}, rule.TheOrder
}

// words names the trait as she reads it.
func (t Trait) words() string {
	f, _ := t.field()
	switch {
	case f.Type == rule.BoolType:
		return f.Name
	case t.Field == "payment":
		return payment.Class(t.Value).Name()
	case t.Field == "mall":
		return order.Mall(t.Value).Name()
	}
	return t.Value
}
