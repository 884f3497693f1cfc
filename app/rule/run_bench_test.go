package rule

import (
	"fmt"
	"testing"

	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/yen"
)

// ref, yenly, textly and so on write conditions shortly.
func ref(field string) Operand  { return Operand{Kind: FieldRef, Field: field} }
func number(n int64) Operand    { return Operand{Kind: Number, Number: n} }
func word(id string) Operand    { return Operand{Kind: Word, Text: id} }
func today(plus int64) Operand  { return Operand{Kind: Today, Plus: plus} }
func all(of ...Cond) Cond       { return Cond{Kind: All, Of: of} }
func anyOf(of ...Cond) Cond     { return Cond{Kind: Any, Of: of} }
func not(of ...Cond) Cond       { return Cond{Kind: Not, Of: of} }
func someLine(of ...Cond) Cond  { return Cond{Kind: Some, Over: Lines, Of: of} }
func somePlace(of ...Cond) Cond { return Cond{Kind: Some, Over: Destinations, Of: of} }
func is(field string) Cond      { return Cond{Kind: Compare, Left: ref(field)} }
func when(l Operand, op Op, r ...Operand) Cond {
	return Cond{Kind: Compare, Left: l, Op: op, Right: r}
}
func says(field string, op Op, texts ...string) Cond {
	c := Cond{Kind: Compare, Left: ref(field), Op: op}
	for _, t := range texts {
		c.Right = append(c.Right, Operand{Kind: Text, Text: t})
	}
	return c
}

// fiftyRules are what a shop of gifts with several malls has: nested, over texts and lines, with dates.
func fiftyRules() *Set {
	set := &Set{}
	rule := func(c Cond, then ...Action) {
		set.Rules = append(set.Rules, Rule{Name: fmt.Sprintf("ルール%d", len(set.Rules)+1), When: c, Then: then})
	}
	label := func(name string) Action { return Action{Kind: SetLabel, Text: name} }
	for i := range 5 {
		rule(all(when(ref("payment"), Is, word("cod")), is("gift"), anyOf(when(ref("total"), AtLeast, number(10000)), someLine(says("item", Contains, "名入れ"), when(ref("qty"), More, number(2))))),
			Action{Kind: Review, Text: "送り先の方に代金を請求します"}, label("代引ギフト"))
		rule(somePlace(when(ref("prefecture"), Is, word("hokkaido"), word("okinawa"))), Action{Kind: ShipOn, When: Operand{Kind: FieldRef, Field: "wish_date", Plus: -3}})
		rule(all(is("paid"), says("comment", Contains, "急ぎ", "至急", "大至急")), label("急ぎ"))
		rule(not(anyOf(when(ref("mall"), Is, word("rakuten"), word("amazon")), when(ref("times"), Less, number(3)))), Action{Kind: Enclose, Text: "サンクスカード"})
		rule(when(ref("release"), More, today(0)), Action{Kind: HoldUntil, When: ref("release")})
		rule(all(says("item", Filled)), label("なし"))
		set.Rules[len(set.Rules)-1].When = someLine(says("item", Contains, "訳あり", "アウトレット"), says("options", Contains, "ラッピング"))
		rule(all(somePlace(says("address", Contains, "営業所止め", "局留め")), when(ref("payment"), Is, word("atobarai"))), Action{Kind: Review, Text: "後払いの局留めです"})
		rule(when(Operand{Kind: Gather, Agg: Sum, Over: Lines, Field: "line_total"}, AtLeast, number(int64(50000+i))), label("高額"))
		rule(all(somePlace(Cond{Kind: Compare, Left: ref("name"), Op: IsNot, Right: []Operand{ref("orderer_name")}}), when(ref("mall"), IsNot, word("amazon"))), Action{Kind: SetFlag, Text: "gift"})
		rule(anyOf(says("method_raw", Contains, "メール便", "ネコポス"), all(when(ref("pieces"), AtMost, number(1)), Cond{Kind: Every, Over: Lines, Of: []Cond{says("code", Starts, "ML")}})),
			Action{Kind: Method, Text: "ネコポス"}, Action{Kind: Priority, Number: 5})
	}
	return set
}

func anOrder() *Subject {
	k := func(s string) *string { return &s }
	f := &order.Facts{Head: true, OrderedAt: order.Known(jst.Moment(1790787600)), StatusRaw: k("300"), PaymentText: k("クレジットカード"), Total: yen.Of(12340), Goods: yen.Of(11800), Shipping: yen.Of(540),
		Comment: k("いつもありがとうございます。不在の場合は置き配でお願いします。"), WishDate: order.Known(jst.Date("2026-10-10")), Method: k("宅配便"),
		Orderer:      order.Person{Name: k("山田　花子"), Kana: k("ヤマダ　ハナコ"), Zip: k("1500001"), Address: k("東京都渋谷区神宮前１－２－３　メゾン店番２０３"), Phone: k("09000001001"), Email: k("hanako@example.jp")},
		Destinations: []order.Destination{{Name: k("山田　花子"), Zip: k("1500001"), Address: k("東京都渋谷区神宮前１－２－３　メゾン店番２０３"), Phone: k("09000001001"), Noshi: k(""), Wrapping: k(""), Message: k("")}},
		Lines: []order.Line{{Code: k("MUG-001"), Name: k("【送料無料】名入れ マグカップ 藍染め　ギフト対応"), Options: &[]string{"カラー:藍", "名入れ:ハナコ"}, Qty: order.Known(2), UnitPrice: yen.Of(3900), TaxRate: order.Known(10)},
			{Code: k("TEA-120"), Name: k("有機ほうじ茶 100g"), Options: &[]string{}, Qty: order.Known(4), UnitPrice: yen.Of(1000), TaxRate: order.Known(8)}}}
	return &Subject{Shop: order.Shop{Mall: order.Rakuten, Name: "楽天市場店"}, No: "123456-20261005-0000100002", Facts: f, Class: payment.Card, Paid: order.Known(true), Gifts: []bool{false},
		Flags: []string{"comment", "repeater"}, Stops: []string{"comment"}, Rest: k("不在の場合は置き配でお願いします。"), Times: order.Known(3), Last: "2026-08-02", Today: "2026-10-05"}
}

// BenchmarkRun is one order through fifty rules.
func BenchmarkRun(b *testing.B) {
	p, faults := Compile(fiftyRules())
	if len(faults) > 0 {
		b.Fatal(faults)
	}
	s := anOrder()
	b.ReportAllocs()
	for b.Loop() {
		p.Run(s)
	}
}

// BenchmarkExplain is one rule of them explained.
func BenchmarkExplain(b *testing.B) {
	p, faults := Compile(fiftyRules())
	if len(faults) > 0 {
		b.Fatal(faults)
	}
	s := anOrder()
	b.ReportAllocs()
	for b.Loop() {
		p.Explain(40, s)
	}
}

// BenchmarkCompile makes fifty rules ready.
func BenchmarkCompile(b *testing.B) {
	set := fiftyRules()
	b.ReportAllocs()
	for b.Loop() {
		if _, faults := Compile(set); len(faults) > 0 {
			b.Fatal(faults)
		}
	}
}
