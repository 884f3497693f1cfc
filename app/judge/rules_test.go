package judge_test

import (
	"slices"
	"strings"
	"testing"

	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/rule"
	"miseban/app/stock"
	"miseban/app/yen"
)

// rules makes a set of its text.
func rules(t testing.TB, text string) *rule.Program {
	t.Helper()
	set, faults := rule.Parse("店番ルール 1\n" + text)
	if len(faults) > 0 {
		t.Fatalf("%+v", faults)
	}
	p, faults := rule.Compile(set)
	if len(faults) > 0 {
		t.Fatalf("%+v", faults)
	}
	return p
}

func under(t testing.TB, text string, in judge.Input) judge.Judgement {
	t.Helper()
	w := world()
	w.Rules = rules(t, text)
	return judge.One(in, w, tuesday)
}

func names(j judge.Judgement) string {
	var out []string
	for _, f := range j.Rules {
		out = append(out, f.Name)
	}
	return strings.Join(out, " ")
}

// She writes that small orders of regulars need no look at the comment, and that presents to her own family are none.
func TestRulesOverrideWhatIsBuiltIn(t *testing.T) {
	pass := `
ルール "少額のコメント"
  条件 請求金額 < 2000
  動作 確認不要 コメント
`
	in := tea(order.Rakuten, says("緑のほうでお願いします。"))
	if j := one(in); kinds(j) != "comment" || j.Status != judge.NeedsReview {
		t.Fatalf("without rules: %s %s", kinds(j), j.Status.ID())
	}
	if j := under(t, pass, in); kinds(j) != "" || j.Status != judge.ReadyToPrint || !j.Has(judge.Comment) || names(j) != "少額のコメント" {
		t.Errorf("%s %s %v %s", kinds(j), j.Status.ID(), j.Flags, names(j))
	}
	dear := tea(order.Rakuten, says("緑のほうでお願いします。"), facts(func(f *order.Facts) { f.Total = yen.Of(5000) }))
	if j := under(t, pass, dear); kinds(j) != "comment" || names(j) != "" {
		t.Errorf("a dear order: %s, fired %q", kinds(j), names(j))
	}
	unknown := tea(order.Rakuten, says("緑のほうでお願いします。"), facts(func(f *order.Facts) { f.Total = nil }))
	if j := under(t, pass, unknown); kinds(j) != "comment" {
		t.Errorf("a sum that nobody knows is not small: %s", kinds(j))
	}

	family := `
ルール "実家"
  条件 お届け先のどれか(氏名 含む "山田")
  動作 判定 ギフト を外す
`
	gift := tea(order.Rakuten, to("山田 太郎"))
	if j := one(gift); !j.Has(judge.Gift) || !j.Has(judge.HidePrice) {
		t.Fatalf("%v", j.Flags)
	}
	if j := under(t, family, gift); j.Has(judge.Gift) || j.Has(judge.HidePrice) || slices.Contains(j.Hide, true) || slices.Contains(j.Gifts, true) || j.Because("gift") != "" {
		t.Errorf("%v %v %v", j.Flags, j.Hide, j.Reasons)
	}
	// What she says of this one order wins over what she says of all.
	if j := under(t, family, tea(order.Rakuten, to("山田 太郎"), decide(order.ShowPrices, "", "hide"))); !j.Has(judge.HidePrice) || !j.Hide[0] {
		t.Errorf("%v %v", j.Flags, j.Hide)
	}
	off := under(t, "組み込み オフ コメント\n", in)
	if kinds(off) != "" || off.Status != judge.ReadyToPrint {
		t.Errorf("switched off in the set: %s", kinds(off))
	}
}

// A gift by rule is a gift for everything that comes after: the conflict of 代引 is found.
func TestConflictsSeeWhatRulesDecide(t *testing.T) {
	set := `
ルール "のし代"
  条件 明細のどれか(商品コード = "tea")
  動作
    判定 ギフト
    配送方法 "ネコポス"
`
	in := tea(order.Rakuten, pay("代金引換"))
	if j := one(in); kinds(j) != "" {
		t.Fatal(kinds(j))
	}
	if j := under(t, set, in); kinds(j) != "conflict_cod_gift conflict_cod_mailbin" || j.Method != "ネコポス" || !j.Hide[0] {
		t.Errorf("%s %s %v", kinds(j), j.Method, j.Hide)
	}
}

// Of an exclusive action the first rule wins, and the loser is named; a stop ends it.
func TestOneWinnerAndItsLosers(t *testing.T) {
	set := `
ルール "小さいもの"
  条件 点数 <= 1
  動作 配送方法 "ネコポス"
ルール "お茶"
  条件 明細のどれか(商品名 含む "煎茶")
  動作
    配送方法 "ヤマト宅急便"
    納品書の一言 "お早めにお召し上がりください"
    ここで終わる
ルール "あと"
  条件 点数 >= 1
  動作 ラベル "来ない"
`
	j := under(t, set, tea(order.Rakuten))
	if j.Method != "ネコポス" || names(j) != "小さいもの お茶" || len(j.Labels) > 0 || !slices.Equal(j.Notes, []string{"お早めにお召し上がりください"}) {
		t.Fatalf("%s %s %v %v", j.Method, names(j), j.Labels, j.Notes)
	}
	if l := j.Rules[1].Lost; len(l) != 1 || l[0].Kind != rule.Method || l[0].To != "小さいもの" {
		t.Errorf("%+v", l)
	}
}

// Fees are in what is billed; where the mall has the money already, she is asked, once.
func TestFeesOfRules(t *testing.T) {
	set := `
ルール "名入れ"
  条件 点数 >= 1
  動作 料金 "名入れ" 330円 税10%
`
	bank := tea(order.Rakuten, pay("銀行振込"))
	if j := under(t, set, bank); j.Billed == nil || *j.Billed != 1410 || len(j.Fees) != 1 || j.Fees[0].Rate != 10 || kinds(j) != "" {
		t.Errorf("%v %+v %s", j.Billed, j.Fees, kinds(j))
	}
	card := tea(order.Rakuten)
	j := under(t, set, card)
	if kinds(j) != "fee_settled" || j.Status != judge.NeedsReview {
		t.Fatal(kinds(j))
	}
	if j := under(t, set, tea(order.Rakuten, decide(order.Accept, j.Questions[0].Subject, ""))); kinds(j) != "" || j.Status != judge.ReadyToPrint || *j.Billed != 1410 {
		t.Errorf("accepted: %s %s", kinds(j), j.Status.ID())
	}
	if j := under(t, set, tea(order.Rakuten, pay("銀行振込"), facts(func(f *order.Facts) { f.Total = nil }))); j.Billed != nil {
		t.Errorf("a sum that nobody knows does not become the fee: %v", *j.Billed)
	}
}

// Money that has come is settled, however it came.
func TestFeesAfterTheMoney(t *testing.T) {
	fee := "ルール \"包装\"\n  条件 点数 >= 1\n  動作 料金 \"包装\" 330円 税10%\n"
	paid := tea(order.Rakuten, pay("銀行振込"), facts(func(f *order.Facts) { f.Paid = order.Known(true) }))
	if j := under(t, fee, paid); kinds(j) != "fee_settled" {
		t.Errorf("paid by transfer: %q", kinds(j))
	}
}

// A rule that looks at the clock holds until the day on which it would not.
func TestRulesThatLookAtTheClock(t *testing.T) {
	set := "ルール \"急ぎ\"\n  条件 お届け希望日 <= 今日+3日\n  動作 ラベル \"急ぎ\"\n"
	day := jst.DateOf(tuesday)
	in := tea(order.Rakuten, wish(day.AddDays(10)))
	j := under(t, set, in)
	if len(j.Labels) > 0 || j.ValidUntil != jst.At(day.AddDays(7).Time()) {
		t.Errorf("%v until %v", j.Labels, j.ValidUntil)
	}
	w := world()
	w.Rules = rules(t, set)
	if j := judge.One(in, w, day.AddDays(7).Time()); !slices.Equal(j.Labels, []string{"急ぎ"}) {
		t.Errorf("a week later: %v", j.Labels)
	}
}

// A rule's question is accepted for what it saw: with another sum it asks again, on another day it does not.
func TestARulesQuestionIsAboutWhatItSaw(t *testing.T) {
	set := `
ルール "高額"
  条件 請求金額 >= 1000
  動作 確認 "高額です"
`
	j := under(t, set, tea(order.Rakuten))
	if kinds(j) != "rule" || j.Questions[0].Title != "高額です" {
		t.Fatalf("%+v", j.Questions)
	}
	ok := decide(order.Accept, j.Questions[0].Subject, "")
	if j := under(t, set, tea(order.Rakuten, ok)); kinds(j) != "" {
		t.Errorf("accepted, and asked: %s", kinds(j))
	}
	if j := under(t, set, tea(order.Rakuten, ok, wish(jst.DateOf(tuesday).AddDays(3)))); kinds(j) != "" {
		t.Errorf("a wish is nothing that the rule looks at: %s", kinds(j))
	}
	if j := under(t, set, tea(order.Rakuten, ok, facts(func(f *order.Facts) { f.Total = yen.Of(9000) }))); kinds(j) != "rule" {
		t.Errorf("another sum: %s", kinds(j))
	}
}

// Holds and shipping days end by themselves, and the judgement says until when it is valid.
func TestDaysOfRules(t *testing.T) {
	set := `
ルール "ゆっくり"
  条件 お届け希望日 がある
  動作 出荷日 お届け希望日-2日
`
	day := jst.DateOf(tuesday).AddDays(5)
	j := under(t, set, tea(order.Rakuten, wish(day)))
	if j.Status != judge.AwaitingShipDate || j.ValidUntil != jst.At(day.AddDays(-2).Time()) {
		t.Errorf("%s until %v", j.Status.ID(), j.ValidUntil)
	}
	w := world()
	w.Rules = rules(t, set)
	if j := judge.One(tea(order.Rakuten, wish(day)), w, day.AddDays(-2).Time()); j.Status != judge.ReadyToPrint {
		t.Errorf("on the day: %s", j.Status.ID())
	}
	if j := under(t, set, tea(order.Rakuten)); j.Status != judge.ReadyToPrint {
		t.Errorf("without a wish: %s", j.Status.ID())
	}
	if j := under(t, set, tea(order.Rakuten, wish(day), printed)); j.Status != judge.ReadyToShip {
		t.Errorf("printed already: %s", j.Status.ID())
	}
	hold := `
ルール "お盆明け"
  条件 点数 >= 1
  動作 保留 2026-12-01 まで "倉庫が休み"
`
	if j := under(t, hold, tea(order.Rakuten)); j.Status != judge.OnHold || !strings.Contains(j.Because("hold"), "倉庫が休み") || j.ValidUntil != jst.At(jst.Date("2026-12-01").Time()) {
		t.Errorf("%s %q", j.Status.ID(), j.Because("hold"))
	}
}

// On 楽天 a leaflet is asked about; she may leave it out.
func TestLeaflets(t *testing.T) {
	set := `
ルール "チラシ"
  条件 点数 >= 1
  動作 チラシ "秋のチラシ"
`
	if j := under(t, set, tea(order.Base)); kinds(j) != "" || !slices.Equal(j.Encloses, []string{"秋のチラシ"}) {
		t.Errorf("own cart: %s %v", kinds(j), j.Encloses)
	}
	if j := under(t, set, tea(order.Amazon)); kinds(j) != "leaflet" || len(j.Encloses) > 0 {
		t.Errorf("Amazon: %s %v", kinds(j), j.Encloses)
	}
	j := under(t, set, tea(order.Rakuten))
	if kinds(j) != "leaflet" || len(j.Encloses) > 0 {
		t.Fatalf("%s %v", kinds(j), j.Encloses)
	}
	if j := under(t, set, tea(order.Rakuten, decide(order.Accept, j.Questions[0].Subject, ""))); kinds(j) != "" || len(j.Encloses) != 1 {
		t.Errorf("put in: %s %v", kinds(j), j.Encloses)
	}
	if j := under(t, set, tea(order.Rakuten, decide(order.Accept, j.Questions[0].Subject, string(judge.ActLeaveOut)))); kinds(j) != "" || len(j.Encloses) > 0 {
		t.Errorf("left out: %s %v", kinds(j), j.Encloses)
	}
}

// Her own hand wins over rules for labels and check boxes, and they stay on an order that has gone out.
func TestLabelsByHandAndByRule(t *testing.T) {
	set := `
ルール "お茶"
  条件 点数 >= 1
  動作
    ラベル "お茶"
    ラベル "急ぎ"
`
	j := under(t, set, tea(order.Rakuten, decide(order.Labelled, "お茶", "off"), decide(order.Labelled, "常連", "on"), decide(order.Ticked, "手紙", "on")))
	if got := slices.Sorted(slices.Values(j.Labels)); !slices.Equal(got, []string{"常連", "急ぎ"}) || !slices.Equal(j.Checks, []string{"手紙"}) {
		t.Errorf("%v %v", got, j.Checks)
	}
	j = under(t, set, tea(order.Rakuten, decide(order.Labelled, "常連", "on"), facts(func(f *order.Facts) { f.ShippedMall = order.Known(true) })))
	if !slices.Equal(j.Labels, []string{"常連"}) || len(j.Rules) > 0 {
		t.Errorf("%v, fired %s", j.Labels, names(j))
	}
}

// Judging the same prepared order with one set and then with another leaves the first judgement as it was.
func TestPreparedOrdersAreShared(t *testing.T) {
	in := tea(order.Rakuten, to("鈴木 一郎"), says("はやめに。"), pay("代金引換"))
	p := judge.Prepare(in, world(), tuesday)
	with := rules(t, `
ルール "a"
  条件 点数 >= 1
  動作
    判定 ギフト を外す
    確認不要 コメント
    確認 "見る"
    ラベル "x"
`)
	before := p.With(nil)
	flags, asks, reasons := slices.Clone(before.Flags), kinds(before), len(before.Reasons)
	first := p.With(with)
	if !slices.Equal(before.Flags, flags) || kinds(before) != asks || len(before.Reasons) != reasons {
		t.Errorf("the first judgement became %v %s", before.Flags, kinds(before))
	}
	if again := p.With(with); kinds(again) != kinds(first) || !slices.Equal(again.Flags, first.Flags) {
		t.Errorf("%s, then %s", kinds(first), kinds(again))
	}
	if scratch := judge.One(in, world(), tuesday); kinds(scratch) != asks || !slices.Equal(scratch.Flags, flags) {
		t.Errorf("from scratch %v %s", scratch.Flags, kinds(scratch))
	}
}

// Who is served first is what the rules say.
func TestPriorityOfStock(t *testing.T) {
	w := world()
	w.SKU = func(_ int64, l order.Line) (string, bool) { return *l.Code, true }
	w.Rules = rules(t, `
ルール "常連"
  条件 ラベル 含む "常連"
  動作 優先度 10
`)
	var got []stock.Want
	for _, in := range []judge.Input{tea(order.Rakuten), tea(order.Rakuten, decide(order.Labelled, "常連", "on"))} {
		got = append(got, judge.Wants(in, w, tuesday)...)
	}
	if len(got) != 2 || got[0].Priority != 0 || got[1].Priority != 10 {
		t.Errorf("%+v", got)
	}
}

// Every built-in judgement that a set can switch off says what it does, and those of the settings page are among them.
func TestBuiltInsSayWhatTheyDo(t *testing.T) {
	ids := map[string]bool{}
	for _, b := range rule.BuiltIns {
		if ids[b.ID] = true; judge.AboutBuiltIn(b.ID) == "" {
			t.Errorf("%s says nothing", b.ID)
		}
	}
	for _, k := range judge.Switchable() {
		if !ids[k.ID] {
			t.Errorf("%s can be switched off in the settings, not in a set", k.ID)
		}
	}
	for _, f := range rule.Flags {
		if judge.Flag(f.ID).Name() != f.Name {
			t.Errorf("flag %s is %q and %q", f.ID, f.Name, judge.Flag(f.ID).Name())
		}
	}
}
