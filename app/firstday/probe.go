package firstday

import (
	"fmt"

	"miseban/app/payment"
	"miseban/app/rule"
	"miseban/app/yen"
)

// Names of the rules that are proposed. A rule is known by its name: the draft that has one has taken the proposal.
const (
	ruleCODGift  = "代引のギフト"
	ruleThanks   = "3回目からのお礼"
	ruleRemote   = "北海道・沖縄の希望日"
	ruleWish     = "お届け希望日"
	ruleBulk     = "まとめ買い"
	ruleMailbin  = "メール便に入りそう"
	ruleOversize = "高額の注文"
)

// sums are the amounts of which the one that about a hundredth of the orders reaches is proposed, in yen.
var sums = []yen.Yen{10_000, 20_000, 30_000, 50_000, 100_000, 200_000}

func compare(field string, op rule.Op, right ...rule.Operand) rule.Cond {
	return rule.Cond{Kind: rule.Compare, Left: rule.Operand{Kind: rule.FieldRef, Field: field}, Op: op, Right: right}
}

func number(n int64) rule.Operand { return rule.Operand{Kind: rule.Number, Number: n} }
func word(id string) rule.Operand { return rule.Operand{Kind: rule.Word, Text: id} }

func texts(all ...string) []rule.Operand {
	var out []rule.Operand
	for _, t := range all {
		out = append(out, rule.Operand{Kind: rule.Text, Text: t})
	}
	return out
}

func all(of ...rule.Cond) rule.Cond { return rule.Cond{Kind: rule.All, Of: of} }
func anyOf(of ...rule.Cond) rule.Cond {
	if len(of) == 1 {
		return of[0]
	}
	return rule.Cond{Kind: rule.Any, Of: of}
}
func not(c rule.Cond) rule.Cond { return rule.Cond{Kind: rule.Not, Of: []rule.Cond{c}} }
func some(over rule.Over, of ...rule.Cond) rule.Cond {
	return rule.Cond{Kind: rule.Some, Over: over, Of: of}
}

func label(name string) rule.Action { return rule.Action{Kind: rule.SetLabel, Text: name} }

func shipBefore(days int64) rule.Action {
	return rule.Action{Kind: rule.ShipOn, When: rule.Operand{Kind: rule.FieldRef, Field: "wish_date", Plus: -days}}
}

// parcelAlone are the parcels that a letter box could have taken as far as the order tells: one line, no gift, no cash on
// delivery, no wished day.
func parcelAlone() []rule.Cond {
	return []rule.Cond{
		compare("method_raw", rule.Filled), compare("method_raw", rule.Lacks, texts(mailbinWords...)...), compare("kinds", rule.Is, number(1)),
		compare("payment", rule.IsNot, word(string(payment.COD))), compare("wish_date", rule.Empty), not(compare("gift", rule.Is)),
	}
}

func oversize(from yen.Yen) string { return fmt.Sprintf("%s（%s円以上）", ruleOversize, from) }

// probes are rules that are run over every order as it came, so that a proposal's number of orders is what the rule itself says.
func probes() []rule.Rule {
	wished := compare("wish_date", rule.Filled)
	out := []rule.Rule{
		{Name: ruleCODGift, Note: "送り先の方が代金を払います", When: all(compare("payment", rule.Is, word(string(payment.COD))), compare("gift", rule.Is)), Then: []rule.Action{label("代引ギフト")}},
		{Name: ruleThanks, Note: "くり返し買ってくださる方へ。贈り物には入れません", When: all(compare("times", rule.AtLeast, number(3)), not(compare("gift", rule.Is))),
			Then: []rule.Action{{Kind: rule.SlipNote, Text: "いつもありがとうございます。"}}},
		{Name: ruleRemote, Note: "遠くへは3日前に出します", When: all(wished, some(rule.Destinations, compare("prefecture", rule.Is, word("hokkaido"), word("okinawa")))),
			Then: []rule.Action{shipBefore(3)}},
		{Name: ruleWish, Note: "希望日の2日前に出します", When: all(wished), Then: []rule.Action{shipBefore(2)}},
		{Name: ruleBulk, Note: "1つの商品が10点以上です", When: all(some(rule.Lines, compare("qty", rule.AtLeast, number(10)))), Then: []rule.Action{label("まとめ買い")}},
		{Name: ruleMailbin, Note: "同じ商品・同じ数が、メール便で出ています", When: all(parcelAlone()...), Then: []rule.Action{label(ruleMailbin)}},
	}
	for _, y := range sums {
		out = append(out, rule.Rule{Name: oversize(y), Note: "およそ100件に1件の金額です", When: all(compare("total", rule.AtLeast, number(int64(y)))), Then: []rule.Action{label("高額")}})
	}
	return out
}

// Before says whether a proposed rule has to stand above another rule of the set.
func Before(name, other string) bool { return name == ruleRemote && other == ruleWish }
