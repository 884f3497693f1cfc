package rule

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"miseban/app/jst"
	"miseban/app/order"
)

func TestARuleReadsAsOneSentence(t *testing.T) {
	set := fiftyRules()
	for i, want := range []string{
		"支払区分が代金引換 で ギフト で （請求金額が10,000円以上 または （商品名に「名入れ」を含み、個数が2個を超える）の明細がある） なら → 確認「送り先の方に代金を請求します」、ラベル「代引ギフト」を付ける",
		"都道府県が北海道・沖縄県のお届け先がある なら → お届け希望日の3日前から出荷する",
		"入金済み で コメントに「急ぎ」か「至急」か「大至急」を含む なら → ラベル「急ぎ」を付ける",
		"モールが楽天・Amazonのどれでもなく、購入回数が3回未満でない なら → 「サンクスカード」を同梱する",
		"発売日が今日より後 なら → 発売日まで保留",
	} {
		if got := RuleSentence(&set.Rules[i]); got != want {
			t.Errorf("it reads\n%s\nwant\n%s", got, want)
		}
	}
	waiting := Rule{When: all(when(ref("payment"), Is, word("bank"), word("conveni")), not(is("paid"))), Then: []Action{{Kind: HoldUntil}}}
	if got := RuleSentence(&waiting); got != "支払区分が銀行振込・コンビニ で 入金済みでない なら → 保留" {
		t.Errorf("it reads %s", got)
	}
	for _, c := range []struct {
		rule Rule
		want string
	}{
		{Rule{When: all(), Then: []Action{{Kind: SetFlag, Text: "vip", Off: true}}, Stop: true}, "すべての注文 → 判定「VIP」を外す、ここで終わる"},
		{Rule{When: all(Cond{Kind: Compare})}, "＿＿が＿＿ なら → ＿＿"},
		{Rule{When: is("gift"), Then: []Action{{Kind: HoldUntil, When: today(2), Text: "名入れ"}, {Kind: Pass, Text: "address"}, {Kind: Fee, Text: "名入れ", Yen: 1500, Rate: 10}}},
			"ギフト なら → 今日の2日後まで保留（名入れ）、組み込みの確認「番地のない住所」で止めない、料金「名入れ」 1,500円（税込・10％）を加える"},
	} {
		if got := RuleSentence(&c.rule); got != c.want {
			t.Errorf("it reads\n%s\nwant\n%s", got, c.want)
		}
	}
}

func TestAConditionReadsAsAJapaneseSentence(t *testing.T) {
	mug := says("item", Contains, "名入れ")
	rowOf := func(kind CondKind, of ...Cond) Cond { return Cond{Kind: kind, Over: Lines, Of: of} }
	wish := func(op Op) Cond { return when(ref("wish_date"), op, Operand{Kind: Day, Date: "2026-12-01"}) }
	plain := func(field string, op Op) Cond { return Cond{Kind: Compare, Left: ref(field), Op: op} }
	for _, c := range []struct {
		cond      Cond
		yes, nope string // as it is, and within NOT
	}{
		{when(ref("payment"), Is, word("cod")), "支払区分が代金引換", "支払区分が代金引換でない"},
		{when(ref("total"), AtLeast, number(10000)), "請求金額が10,000円以上", "請求金額が10,000円以上でない"},
		{when(ref("total"), More, number(10000)), "請求金額が10,000円を超える", "請求金額が10,000円を超えない"},
		{when(ref("total"), Between, number(0), number(500)), "請求金額が0円から500円まで", "請求金額が0円から500円まででない"},
		{wish(Less), "お届け希望日が2026/12/01(火)より前", "お届け希望日が2026/12/01(火)より前でない"},
		{wish(AtLeast), "お届け希望日が2026/12/01(火)以降", "お届け希望日が2026/12/01(火)以降でない"},
		{when(ref("wish_date"), AtMost, Operand{Kind: FieldRef, Field: "ordered_on", Plus: 2}), "お届け希望日が注文日の2日後以前", "お届け希望日が注文日の2日後以前でない"},
		{is("paid"), "入金済み", "入金済みでない"},
		{when(ref("paid"), Is, word("no")), "入金済みでない", "入金済み"},
		{plain("comment", Filled), "コメントがある", "コメントがない"},
		{plain("comment", Unknown), "コメントが不明", "コメントが不明でない"},
		{says("comment", Lacks, "急ぎ", "至急"), "コメントに「急ぎ」も「至急」も含まない", "コメントに「急ぎ」か「至急」を含む"},
		{says("orderer_zip", Starts, "90"), "注文者の郵便番号が「90」から始まる", "注文者の郵便番号が「90」から始まらない"},
		{when(ref("flags"), HasNot, word("gift"), word("vip")), "判定「ギフト」も「VIP」もない", "判定「ギフト」か「VIP」がある"},
		{says("labels", Has, "急ぎ"), "ラベル「急ぎ」が付いている", "ラベル「急ぎ」が付いていない"},
		{someLine(mug), "商品名に「名入れ」を含む明細がある", "商品名に「名入れ」を含む明細がない"},
		{rowOf(None, is("to_order")), "取寄せの明細がない", "取寄せの明細がある"},
		{rowOf(Every, mug), "明細がすべて、商品名に「名入れ」を含むもの", "明細がすべて、商品名に「名入れ」を含むものでない"},
		{when(Operand{Kind: Gather, Over: Lines, Where: &mug}, More, number(2)), "商品名に「名入れ」を含む明細の数が2件を超える", "商品名に「名入れ」を含む明細の数が2件を超えない"},
		{when(Operand{Kind: Gather, Agg: Largest, Over: Lines, Field: "unit_price"}, Less, ref("goods")), "明細の単価の最大が商品合計未満", "明細の単価の最大が商品合計未満でない"},
		{all(is("gift"), anyOf(is("paid"), plain("comment", Empty))), "ギフト で （入金済み または コメントがない）", "ギフトでない または （入金済みでなく、コメントがある）"},
		{not(is("gift"), is("paid")), "ギフトでなく、入金済みでない", "ギフト または 入金済み"},
		{somePlace(Cond{Kind: Compare, Left: ref("name"), Op: IsNot, Right: []Operand{ref("orderer_name")}}), "氏名が注文者の氏名と違うお届け先がある", "氏名が注文者の氏名と違うお届け先がない"},
	} {
		opposite := not(c.cond)
		if got := Sentence(&c.cond); got != c.yes {
			t.Errorf("it reads %s, want %s", got, c.yes)
		}
		if got := Sentence(&opposite); got != c.nope {
			t.Errorf("its opposite reads %s, want %s", got, c.nope)
		}
	}
}

func TestNoTwoComparisonsReadAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawComparison(t, TheOrder, 2)
		text := Sentence(&c)
		if text == "" || strings.Contains(text, blank) || strings.Count(text, "（") != strings.Count(text, "）") {
			t.Fatalf("it reads %q", text)
		}
		other := c
		other.Op = rapid.SampledFrom(ops(c.Op)).Draw(t, "another comparison")
		if got := Sentence(&other); got == text {
			t.Fatalf("both comparisons %d and %d read %s", c.Op, other.Op, text)
		}
		twice := not(not(c))
		if got := Sentence(&twice); got != text {
			t.Fatalf("twice turned round %s reads %s", text, got)
		}
	})
}

// ops gives the comparisons that can stand where this one stands.
func ops(op Op) []Op {
	var out []Op
	for _, family := range [][]Op{{Less, AtMost, More, AtLeast}, {Is, IsNot}, {Contains, Lacks, Starts, Ends}, {Has, HasNot}, {Filled, Empty, Unknown}} {
		for _, o := range family {
			for _, p := range family {
				if o == op && p != op {
					out = append(out, p)
				}
			}
		}
	}
	if len(out) == 0 {
		out = []Op{Filled}
	}
	return out
}

func TestTheValuesOfAnExplanation(t *testing.T) {
	s := anOrder()
	s.Facts.Coupon, s.Facts.Promise, s.Labels = nil, order.Known(jst.Date("")), []string{"急ぎ", "名入れ"}
	plain := func(field string, op Op) Cond { return Cond{Kind: Compare, Left: ref(field), Op: op} }
	for _, c := range []struct {
		cond      Cond
		raw, norm string
	}{
		{when(ref("total"), More, number(1)), "12,340円", ""},
		{when(ref("coupon"), More, number(1)), "（ファイルにありません）", ""},
		{when(ref("promise"), Less, today(1)), "（なし） ／ 今日の1日後 2026/10/06(火)", ""},
		{when(ref("wish_date"), Less, Operand{Kind: FieldRef, Field: "ordered_on", Plus: 2}), "2026/10/10(土) ／ 注文日の2日後 2026/10/03(土)", ""},
		{when(ref("payment"), Is, word("cod")), "クレジットカード", ""},
		{when(ref("times"), More, number(1)), "3回", ""},
		{is("paid"), "はい", ""},
		{says("orderer_name", Is, "山田花子"), "山田　花子", "山田花子"},
		{says("order_no", Starts, "1"), "123456-20261005-0000100002", "123456202610050000100002"},
		{when(ref("orderer_prefecture"), Is, word("tokyo")), "東京都渋谷区神宮前１－２－３　メゾン店番２０３", "東京都"},
		{says("labels", Has, "急ぎ"), "急ぎ・名入れ", ""},
		{when(ref("flags"), Has, word("gift")), "コメント・リピーター", ""},
		{plain("checks", Empty), "（なし）", ""},
		{when(Operand{Kind: Gather, Agg: Sum, Over: Lines, Field: "qty"}, More, number(1)), "6個", ""},
	} {
		m := mustMatch(t, &c.cond)
		if n := m.Explain(s); n.Raw != c.raw || n.Norm != c.norm || n.Cond != &c.cond {
			t.Errorf("%s: %q %q, want %q %q", n.Text, n.Raw, n.Norm, c.raw, c.norm)
		}
	}
	s.Facts.Orderer.Address = order.Known("渋谷区神宮前1-2-3")
	c := when(ref("orderer_prefecture"), Is, word("tokyo"))
	if n := mustMatch(t, &c).Explain(s); n.Truth != Unclear || n.Raw != "渋谷区神宮前1-2-3" || n.Norm != "" {
		t.Errorf("an address without its prefecture: %+v", n)
	}
	c = someLine(plain("supplier", Unknown))
	n := mustMatch(t, &c).Explain(s)
	if len(n.Of) != 2 || n.Of[1].Text != "明細2「有機ほうじ茶 100g」" || n.Of[1].Of[0].Raw != "（商品に結び付いていません）" {
		t.Errorf("%+v", n)
	}
}

func TestWhyARuleDidNotFire(t *testing.T) {
	p := mustCompile(t, fiftyRules())
	var texts []string
	for _, n := range WhyNot(p.Explain(0, anOrder())) {
		texts = append(texts, n.Text)
	}
	if got := strings.Join(texts, "、"); got != "支払区分が代金引換、ギフト" {
		t.Errorf("because of %s", got)
	}
	s := anOrder()
	s.Facts.Total = nil
	texts = nil
	c := all(anyOf(when(ref("total"), AtLeast, number(10000)), is("gift")), someLine(says("item", Contains, "名入れ"), when(ref("qty"), More, number(2))), not(is("paid"), says("comment", Contains, "置き配")))
	for _, n := range WhyNot(mustMatch(t, &c).Explain(s)) {
		texts = append(texts, n.Text)
	}
	if got := strings.Join(texts, "、"); got != "請求金額が10,000円以上、明細1「【送料無料】名入れ マグカップ 藍染め　ギフト対…」：個数が2個を超える、入金済み、コメントに「置き配」を含む" {
		t.Errorf("because of %s", got)
	}
}

func TestWhyNotIsTheLeastThatWouldHaveToBeOtherwise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCond(t, TheOrder, 2)
		n := mustMatch(t, &c).Explain(drawSubject(t))
		leaves := leavesOf(&n)
		if len(leaves) > 10 {
			return
		}
		for i, l := range leaves {
			l.Raw = string(rune('A' + i)) // by which it is known again
		}
		why := WhyNot(n)
		if n.Truth == Yes && why != nil {
			t.Fatalf("it is so, and yet %v would have to be otherwise", why)
		}
		turned := 0
		for _, w := range why {
			turned |= 1 << (w.Raw[0] - 'A')
		}
		if !canBe(&n, leaves, turned, Yes) {
			t.Fatalf("with %b otherwise it still is not so: %s", turned, Sentence(&c))
		}
		for set := range 1 << len(leaves) {
			if ones(set) < len(why) && canBe(&n, leaves, set, Yes) {
				t.Fatalf("%b would do, %b was named: %s", set, turned, Sentence(&c))
			}
		}
	})
}

func ones(set int) (n int) {
	for ; set != 0; set &= set - 1 {
		n++
	}
	return n
}

func leavesOf(n *Node) (out []*Node) {
	if len(n.Of) == 0 {
		return []*Node{n}
	}
	for i := range n.Of {
		out = append(out, leavesOf(&n.Of[i])...)
	}
	return out
}

// canBe says whether the tree can come out so when exactly the leaves of the set come out otherwise than they do.
func canBe(n *Node, leaves []*Node, set int, want Truth) bool {
	for i, l := range leaves {
		if set&(1<<i) == 0 {
			continue
		}
		was := l.Truth
		defer func() { l.Truth = was }()
		for _, other := range []Truth{No, Yes} {
			l.Truth = other
			if other != was && canBe(n, leaves, set&^(1<<i), want) {
				return true
			}
		}
		return false
	}
	return worth(n) == want
}

// worth works a tree out from its leaves.
func worth(n *Node) Truth {
	if len(n.Of) == 0 {
		return n.Truth
	}
	least, greatest := Yes, No
	for i := range n.Of {
		w := worth(&n.Of[i])
		least, greatest = min(least, w), max(greatest, w)
	}
	switch n.Cond.Kind {
	case All, Every:
		return least
	case Any, Some:
		return greatest
	}
	return Yes - greatest
}
