package rules_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/rule"
	"miseban/app/yen"
	"miseban/assets/rules"
)

// Tuesday morning, before the parcels go.
var tuesday = time.Date(2026, 11, 24, 9, 0, 0, 0, jst.Zone)

// shopper is an order in the making, with what is known of its customer and its goods.
type shopper struct {
	in      judge.Input
	earlier int // orders of before
	maybe   int // orders of perhaps the same person
	goods   map[string]rule.Goods
}

type change func(*shopper)

// tea is an order that no rule of any set says anything about: one parcel of three bags of tea, to herself in Tokyo, by card.
func tea(changes ...change) *shopper {
	s := &shopper{earlier: 1, goods: map[string]rule.Goods{}, in: judge.Input{ID: 1, No: "1001", Shop: order.Shop{ID: 1, Mall: order.Rakuten, Name: "店"}, Facts: &order.Facts{Head: true,
		Clearance: order.Known(order.Cleared), OrderedAt: order.Known(jst.At(tuesday.Add(-20 * time.Hour))), PaymentText: order.Known("クレジットカード"), Comment: order.Known(""), Method: order.Known("宅配便"),
		Total: yen.Of(3900), Goods: yen.Of(3240), WishDate: order.Known(jst.Date("")),
		Orderer:      order.Person{Name: order.Known("山田 花子"), Address: order.Known("東京都渋谷区架空町1-2-3"), Phone: order.Known("09000001001")},
		Destinations: []order.Destination{place("山田 花子", "東京都渋谷区架空町1-2-3")},
		Lines:        []order.Line{{ID: "1", Code: order.Known("tea"), Name: order.Known("煎茶 100g"), Options: order.Known([]string{}), Qty: order.Known(3), UnitPrice: yen.Of(1080)}}}}}
	s.goods["tea"] = rule.Goods{SKU: "tea", Supplier: "架空製茶"}
	for _, c := range changes {
		c(s)
	}
	return s
}

func place(name, address string) order.Destination {
	none := ""
	return order.Destination{ID: name, Name: &name, Address: &address, Phone: order.Known("09000001001"), Noshi: &none, Wrapping: &none, Message: &none}
}

// on puts the order on a mall; an own cart has no state of the mall's.
func on(m order.Mall) change {
	return func(s *shopper) {
		s.in.Shop.Mall = m
		if m.IsCart() {
			s.in.Facts.Clearance = nil
		}
	}
}

func pay(words string) change { return func(s *shopper) { s.in.Facts.PaymentText = &words } }
func total(y yen.Yen) change  { return func(s *shopper) { s.in.Facts.Total = &y } }
func goods(y yen.Yen) change  { return func(s *shopper) { s.in.Facts.Goods = &y } }
func earlier(n int) change    { return func(s *shopper) { s.earlier = n } }
func maybe(n int) change      { return func(s *shopper) { s.earlier, s.maybe = 0, n } }
func says(text string) change { return func(s *shopper) { s.in.Facts.Comment = &text } }
func wish(d jst.Date) change  { return func(s *shopper) { s.in.Facts.WishDate = &d } }
func by(method string) change { return func(s *shopper) { s.in.Facts.Method = &method } }
func qty(n int) change        { return func(s *shopper) { s.in.Facts.Lines[0].Qty = &n } }
func item(name string) change { return func(s *shopper) { s.in.Facts.Lines[0].Name = &name } }
func options(texts ...string) change {
	return func(s *shopper) { s.in.Facts.Lines[0].Options = &texts }
}
func to(name, address string) change {
	return func(s *shopper) { s.in.Facts.Destinations[0] = place(name, address) }
}
func also(name, address string) change {
	return func(s *shopper) {
		s.in.Facts.Destinations = append(s.in.Facts.Destinations, place(name, address))
	}
}
func noshi(text string) change {
	return func(s *shopper) { s.in.Facts.Destinations[0].Noshi = &text }
}
func wrapped(s *shopper) {
	s.in.Facts.Destinations[0].Wrapping = order.Known("和紙ラッピング（紺）")
}
func message(s *shopper) {
	s.in.Facts.Destinations[0].Message = order.Known("お誕生日おめでとうございます。")
}
func ordered(at time.Time) change {
	return func(s *shopper) { s.in.Facts.OrderedAt = order.Known(jst.At(at)) }
}
func release(d jst.Date) change {
	return func(s *shopper) { s.goods["tea"] = rule.Goods{SKU: "tea", Release: d} }
}
func toOrder(s *shopper) { s.goods["tea"] = rule.Goods{SKU: "tea", ToOrder: true} }

// more adds a line of another thing.
func more(code string, n int, released jst.Date) change {
	return func(s *shopper) {
		s.in.Facts.Lines = append(s.in.Facts.Lines, order.Line{ID: code, Code: &code, Name: order.Known("ほうじ茶 80g"), Options: order.Known([]string{}), Qty: &n, UnitPrice: yen.Of(756)})
		s.goods[code] = rule.Goods{SKU: code, Release: released}
	}
}

const (
	osaka    = "大阪府大阪市北区架空町4-5-6"
	sapporo  = "北海道札幌市中央区架空町1-1"
	fukuoka  = "福岡県福岡市博多区架空町7-8"
	yonaguni = "沖縄県八重山郡与那国町与那国990"
)

var gift = to("髙橋 一郎", osaka)

func judged(s *shopper, p *rule.Program) judge.Judgement {
	w := &judge.World{Settings: judge.DefaultSettings(), Rules: p,
		Customer: func(int64) judge.Customer { return judge.Customer{Earlier: s.earlier, Candidates: s.maybe} },
		SKU:      func(_ int64, l order.Line) (string, bool) { return order.Value(l.Code), true },
		Goods:    func(sku string) rule.Goods { return s.goods[sku] }}
	return judge.One(s.in, w, tuesday)
}

func compiled(t testing.TB, text string) *rule.Program {
	t.Helper()
	set, faults := rule.Parse(text)
	for _, f := range append(faults, rule.Check(set)...) {
		t.Errorf("line %d, column %d, rule %q: %s", f.At.Line, f.At.Column, f.Rule, f.Text)
	}
	p, faults := rule.Compile(set)
	if len(faults) > 0 {
		t.Fatalf("%+v", faults)
	}
	return p
}

// told is everything that a judgement says because of rules.
func told(j judge.Judgement) []string {
	var out []string
	add := func(kind string, all ...string) {
		for _, x := range all {
			out = append(out, kind+" "+x)
		}
	}
	for _, q := range j.Questions {
		add("asks", q.Title)
	}
	add("label", j.Labels...)
	add("check", j.Checks...)
	add("note", j.Notes...)
	add("enclose", j.Encloses...)
	if j.Method != "" {
		add("method", j.Method)
	}
	if j.Priority != 0 {
		add("priority", fmt.Sprint(j.Priority))
	}
	if j.Blocked(judge.BlockShipDate) {
		add("waits", j.Because(string(judge.BlockShipDate)))
	}
	if j.Has(judge.HidePrice) {
		add("hides", "prices")
	}
	return out
}

// tried is a rule with an order made for it, one that is nearly the same, and what it does to the first and not to the other.
type tried struct {
	rule    string
	for_    *shopper
	not     *shopper
	does    string // one of told
	besides bool   // the neighbour has it too, by another rule
}

func try(t *testing.T, text string, all []tried) {
	t.Helper()
	p := compiled(t, text)
	var names []string
	for _, r := range p.Set().Rules {
		names = append(names, r.Name)
	}
	for _, x := range all {
		fired := func(j judge.Judgement) bool {
			return slices.ContainsFunc(j.Rules, func(f judge.Fired) bool { return f.Name == x.rule })
		}
		has := func(j judge.Judgement) bool {
			return slices.ContainsFunc(told(j), func(s string) bool { return strings.HasPrefix(s, x.does) })
		}
		if j := judged(x.for_, p); !fired(j) || !has(j) {
			t.Errorf("%s: the order made for it: rules %+v, told %q, wanted %q", x.rule, j.Rules, told(j), x.does)
		}
		if j := judged(x.not, p); fired(j) || has(j) && !x.besides {
			t.Errorf("%s: its neighbour: rules %+v, told %q", x.rule, j.Rules, told(j))
		}
		names = slices.DeleteFunc(names, func(n string) bool { return n == x.rule })
	}
	if len(names) > 0 {
		t.Errorf("rules without an order made for them: %q", names)
	}
	if j := judged(tea(), p); len(j.Rules) > 0 || len(j.Questions) > 0 {
		t.Errorf("a plain order: rules %+v, told %q", j.Rules, told(j))
	}
}

func set(t *testing.T, id string) string {
	t.Helper()
	for _, s := range rules.Starters() {
		if s.ID == id {
			return s.Text
		}
	}
	t.Fatalf("no set %s", id)
	return ""
}

func TestTheSetForHouseholdGoods(t *testing.T) {
	cod := pay("代金引換")
	try(t, set(t, "zakka"), []tried{
		{rule: "代引のギフト", for_: tea(cod, gift), not: tea(gift), does: "asks 送り先の方に"},
		{rule: "はじめての方の高額の代引", for_: tea(cod, earlier(0), total(20_000)), not: tea(cod, earlier(0), total(19_999)), does: "check 電話で確認"},
		{rule: "まとめ買い", for_: tea(qty(10)), not: tea(qty(9)), does: "asks まとめ買い"},
		{rule: "北海道・沖縄の希望日", for_: tea(wish("2026-11-30"), to("山田 花子", sapporo)), not: tea(wish("2026-11-30"), to("山田 花子", osaka)), does: "waits ルール「北海道・沖縄の希望日」により、2026/11/27"},
		{rule: "お届け希望日", for_: tea(wish("2026-11-30")), not: tea(), does: "waits ルール「お届け希望日」により、2026/11/28"},
		{rule: "メール便に入りそう", for_: tea(qty(1), goods(1080)), not: tea(qty(1), goods(1500)), does: "label メール便に入りそう"},
		{rule: "3回目からのお礼", for_: tea(earlier(2)), not: tea(earlier(2), gift), does: "note いつもありがとうございます。"},
		{rule: "入金の期限切れ", for_: tea(on(order.ColorMe), pay("銀行振込"), ordered(tuesday.AddDate(0, 0, -8))), not: tea(on(order.ColorMe), pay("銀行振込"), ordered(tuesday.AddDate(0, 0, -7))), does: "label 入金の催促"},
	})
}

func TestTheSetForGifts(t *testing.T) {
	cod := pay("代金引換")
	try(t, set(t, "gift"), []tried{
		{rule: "弔事", for_: tea(gift, noshi("志")), not: tea(gift, noshi("内祝")), does: "label 弔事"},
		{rule: "名入れ", for_: tea(options("名入れ:T&K", "のし:なし")), not: tea(options("名入れ:なし")), does: "asks 名入れの文字"},
		{rule: "のし", for_: tea(options("のし:御祝", "名入れ:なし")), not: tea(options("のし:なし")), does: "check のし"},
		{rule: "ラッピング", for_: tea(gift, wrapped), not: tea(gift), does: "check ラッピング"},
		{rule: "メッセージカード", for_: tea(gift, message), not: tea(gift), does: "check メッセージカード"},
		{rule: "代引のギフト", for_: tea(cod, gift), not: tea(cod), does: "asks 送り先の方に"},
		{rule: "自分あてのラッピング", for_: tea(wrapped), not: tea(wrapped, message), does: "asks 自分あてのラッピングです"},
		{rule: "お届けまで日がない", for_: tea(wish("2026-11-26")), not: tea(wish("2026-11-27")), does: "asks お届け希望日まで日がありません"},
		{rule: "お届け先が3か所以上", for_: tea(also("鈴木 健", osaka), also("佐藤 誠", fukuoka)), not: tea(also("鈴木 健", osaka)), does: "label 読み合わせ"},
	})
	// Nothing of what is for celebrations happens to an order of mourning: its rule ends the set.
	p := compiled(t, set(t, "gift"))
	if j := judged(tea(gift, noshi("御仏前"), wrapped, message), p); len(j.Rules) != 1 || len(j.Checks) > 0 || !j.Has(judge.HidePrice) {
		t.Errorf("mourning: %+v, told %q", j.Rules, told(j))
	}
	// The shop's own question takes the place of the built-in one: she is asked once.
	if j := judged(tea(cod, gift), p); len(j.Questions) != 1 {
		t.Errorf("cash on delivery for somebody else: %q", told(j))
	}
}

func TestTheSetForPreorders(t *testing.T) {
	soon, later := jst.Date("2026-11-27"), jst.Date("2026-12-25")
	try(t, set(t, "yoyaku"), []tried{
		{rule: "予約と在庫品がいっしょ", for_: tea(release(soon), more("hojicha", 1, "")), not: tea(release(soon), more("hojicha", 1, later)), does: "label 予約まじり"},
		{rule: "希望日が発売日より前", for_: tea(release(later), wish("2026-12-24")), not: tea(release(later), wish(later)), does: "asks お届け希望日が発売日より前です"},
		{rule: "ひと月より先の代引・後払い", for_: tea(pay("代金引換"), release(later)), not: tea(pay("代金引換"), release("2026-12-24")), does: "check 発売前に連絡"},
		{rule: "同じ品を3つ以上予約", for_: tea(release(soon)), not: tea(release(soon), qty(2)), does: "label 数の制限"},
		{rule: "発売日の前の日に出す", for_: tea(release(soon)), not: tea(release("2026-11-24")), does: "waits ルール「発売日の前の日に出す」により、2026/11/26"},
		{rule: "まもなく発売", for_: tea(release(soon)), not: tea(release("2026-11-28")), does: "label まもなく発売"},
		{rule: "取り寄せ", for_: tea(toOrder), not: tea(), does: "check 仕入先に注文"},
		{rule: "お得意様を先に", for_: tea(earlier(4)), not: tea(earlier(3)), does: "priority 10"},
	})
}

func TestTheRulesOfTheDemoShop(t *testing.T) {
	cod := pay("代金引換")
	try(t, rules.Example(), []tried{
		{rule: "弔事", for_: tea(gift, noshi("御仏前")), not: tea(gift, noshi("内祝")), does: "check 弔事の包装"},
		{rule: "代引のギフト", for_: tea(cod, gift), not: tea(cod), does: "asks 送り先の方に"},
		{rule: "お歳暮", for_: tea(gift, noshi("御歳暮")), not: tea(gift, noshi("御歳暮"), ordered(time.Date(2026, 11, 14, 23, 0, 0, 0, jst.Zone))), does: "label お歳暮"},
		{rule: "のしの支度", for_: tea(gift, noshi("寿")), not: tea(gift), does: "check のし"},
		{rule: "ラッピングの支度", for_: tea(gift, wrapped), not: tea(gift), does: "check ラッピング"},
		{rule: "メッセージカード", for_: tea(gift, message), not: tea(gift), does: "check メッセージカード"},
		{rule: "自分あてのラッピング", for_: tea(wrapped), not: tea(gift, wrapped), does: "label 手渡し"},
		{rule: "お届け先が2か所以上", for_: tea(also("鈴木 健", osaka)), not: tea(), does: "label 読み合わせ"},
		{rule: "高額の代引", for_: tea(cod, total(30_000)), not: tea(cod, total(29_999)), does: "asks 高額の代引です"},
		{rule: "はじめての方の代引", for_: tea(cod, earlier(0), total(10_000)), not: tea(cod, earlier(0), total(30_000)), does: "check 電話で確認"},
		{rule: "入金の期限切れ", for_: tea(on(order.ColorMe), pay("銀行振込"), ordered(tuesday.AddDate(0, 0, -8))), not: tea(on(order.ColorMe), pay("銀行振込")), does: "label 入金の催促"},
		{rule: "楽天の領収書", for_: tea(says("領収書をお願いします。")), not: tea(says("納品書をお願いします。")), does: "note 領収書は、楽天の購入履歴"},
		{rule: "領収書を入れる", for_: tea(on(order.Yahoo), says("領収書をお願いします。")), not: tea(says("領収書をお願いします。")), does: "enclose 領収書"},
		{rule: "置き配の希望", for_: tea(says("置き配希望です。")), not: tea(says("置き配しないでください。")), does: "label 置き配"},
		{rule: "前の荷物が割れていた", for_: tea(says("前回は湯呑が割れていました。")), not: tea(says("前回の湯呑はすてきでした。")), does: "check 二重に包む"},
		{rule: "急ぎ", for_: tea(says("28日までに必ず届くようにお願いします。")), not: tea(says("28日ごろに届くとうれしいです。")), does: "priority 20"},
		{rule: "北海道・沖縄の希望日", for_: tea(wish("2026-11-30"), to("山田 花子", sapporo)), not: tea(to("山田 花子", sapporo)), does: "waits ルール「北海道・沖縄の希望日」により、2026/11/27"},
		{rule: "遠くの希望日", for_: tea(wish("2026-11-30"), to("山田 花子", fukuoka)), not: tea(wish("2026-11-30"), to("山田 花子", osaka)), does: "waits ルール「遠くの希望日」により、2026/11/28"},
		{rule: "お届け希望日", for_: tea(wish("2026-11-30")), not: tea(), does: "waits ルール「お届け希望日」により、2026/11/29"},
		{rule: "お届けまで日がない", for_: tea(wish("2026-11-25")), not: tea(wish("2026-11-26")), does: "asks お届け希望日まで日がありません"},
		{rule: "離島", for_: tea(to("山田 花子", yonaguni)), not: tea(to("山田 花子", "沖縄県那覇市架空町1-1")), does: "label 離島"},
		{rule: "器のメール便", for_: tea(by("メール便"), item("美濃焼 湯呑 180ml"), qty(1)), not: tea(by("メール便"), qty(1)), does: "method 宅配便"},
		{rule: "メール便の厚さ", for_: tea(by("メール便"), qty(5)), not: tea(by("メール便"), qty(4)), does: "asks メール便に入らないかもしれません"},
		{rule: "メール便に入りそう", for_: tea(qty(1), goods(1080)), not: tea(qty(1), goods(1080), item("美濃焼 湯呑 180ml")), does: "label メール便に入りそう"},
		{rule: "割れ物", for_: tea(item("常滑焼 急須 300ml")), not: tea(item("ステンレス茶こし")), does: "enclose 割れ物シール"},
		{rule: "予約と在庫品がいっしょ", for_: tea(release("2026-12-03"), more("hojicha", 1, "")), not: tea(release("2026-12-03")), does: "asks 予約の品と在庫の品がいっしょです"},
		{rule: "予約", for_: tea(release("2026-12-03")), not: tea(release("2026-11-24")), does: "waits ルール「予約」により、2026/12/02"},
		{rule: "取り寄せ", for_: tea(toOrder), not: tea(), does: "check 仕入先に注文"},
		{rule: "まとめ買い", for_: tea(qty(9), more("hojicha", 11, "")), not: tea(qty(9), more("hojicha", 9, "")), does: "asks まとめ買い"},
		{rule: "お得意様", for_: tea(earlier(4)), not: tea(earlier(3)), does: "label お得意様"},
		{rule: "3回目からのお礼", for_: tea(earlier(2)), not: tea(earlier(1)), does: "note いつもありがとうございます。"},
		{rule: "はじめての方へ", for_: tea(on(order.Yahoo), earlier(0)), not: tea(earlier(0)), does: "enclose お茶の淹れ方"},
		{rule: "1万円以上のお礼", for_: tea(goods(10_000)), not: tea(goods(10_000), gift), does: "enclose お茶の小袋"},
		{rule: "同じ方かもしれない", for_: tea(maybe(1)), not: tea(earlier(0)), does: "label 名寄せの候補"},
	})
	// Of two days from which to ship, the rule above wins, and the one below is named.
	j := judged(tea(wish("2026-11-30"), to("山田 花子", sapporo)), compiled(t, rules.Example()))
	i := slices.IndexFunc(j.Rules, func(f judge.Fired) bool { return f.Name == "お届け希望日" })
	if i < 0 || len(j.Rules[i].Lost) != 1 || j.Rules[i].Lost[0].To != "北海道・沖縄の希望日" {
		t.Errorf("the loser is not named: %+v", j.Rules)
	}
}

// What a starter is called, and that every rule says in a comment or a note what it is for, where its name alone does not.
func TestTheStartersAreForReading(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range rules.Starters() {
		if s.ID == "" || s.Name == "" || s.About == "" || seen[s.ID] {
			t.Errorf("starter %+v", s)
		}
		seen[s.ID] = true
		p := compiled(t, s.Text)
		about := 0
		for _, r := range p.Set().Rules {
			if len(r.Above) > 0 || r.Note != "" {
				about++
			}
		}
		if len(p.Set().Above) < 2 || about*3 < len(p.Set().Rules)*2 {
			t.Errorf("%s: %d of %d rules say what they are for", s.ID, about, len(p.Set().Rules))
		}
	}
	if n := len(compiled(t, rules.Example()).Set().Rules); n < 25 {
		t.Errorf("the example has %d rules", n)
	}
}

// Written again by the program, a set is the same set: comments and all.
func TestTheSetsSurviveTheWindow(t *testing.T) {
	for _, s := range append(rules.Starters(), rules.Starter{ID: "example", Text: rules.Example()}) {
		set, _ := rule.Parse(s.Text)
		again, faults := rule.Parse(rule.Format(set))
		if len(faults) > 0 {
			t.Fatalf("%s: %+v", s.ID, faults)
		}
		if rule.Format(again) != rule.Format(set) || len(again.Rules) != len(set.Rules) {
			t.Errorf("%s is another after being written again", s.ID)
		}
		for i := range set.Rules {
			if !slices.Equal(set.Rules[i].Above, again.Rules[i].Above) || set.Rules[i].Note != again.Rules[i].Note {
				t.Errorf("%s, %s: comments %q became %q", s.ID, set.Rules[i].Name, set.Rules[i].Above, again.Rules[i].Above)
			}
		}
	}
}
