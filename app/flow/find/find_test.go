package find_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/find"
	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/flow/revert"
	"miseban/app/flow/review"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/rule"
)

var (
	ctx     = context.Background()
	tuesday = time.Date(2026, 11, 24, 9, 0, 0, 0, jst.Zone)
)

// shop is a shop with so many orders of one 楽天 file; every seventh is still to do, every fifth has a comment.
func shop(tb testing.TB, orders int) *open.Shop {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "rakuten-20261124-0900.csv")
	f, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	fmt.Fprint(w, "注文番号,ステータス,注文日時,支払方法名,請求金額,送料合計,注文者姓,注文者名,注文者住所都道府県,注文者住所郡市区,注文者住所それ以降の住所,注文者電話番号1,注文者電話番号2,注文者電話番号3,"+
		"送付先姓,送付先名,送付先住所都道府県,送付先住所郡市区,送付先住所それ以降の住所,商品名,商品番号,項目・選択肢,単価,個数,コメント\r\n")
	families, places := []string{"佐藤", "鈴木", "髙橋", "田中", "伊藤"}, []string{"東京都", "北海道", "大阪府", "沖縄県"}
	for i := range orders {
		who, comment := i/3, ""
		if i%5 == 0 {
			comment = fmt.Sprintf("%d時以降に届けてください。置き配希望。", 8+i%12)
		}
		day := tuesday.AddDate(0, 0, -(i * 360 / orders))
		for l := range 1 + i%3 {
			fmt.Fprintf(w, "123456-%s-%010d,%s,%s 10:%02d:00,%s,%d,500,%s,花子,%s,渋谷区,神宮前%d-%d,090,%04d,%04d,%s,%s,%s,渋谷区,神宮前%d-%d,煎茶 %d号,tea-%03d,カラー:藍,1080,%d,%s\r\n",
				day.Format("20060102"), 1000000+i, []string{"300", "500", "700", "700", "700", "700", "700"}[i%7], day.Format("2006-01-02"), i%60,
				[]string{"クレジットカード", "代金引換", "銀行振込", "クレジットカード"}[i%4], 1580+i%20000, families[who%5], places[who%4], who%9+1, who/9+1, who/10000, who%10000,
				families[who%5], []string{"花子", "太郎"}[i%2], places[(who+i%2)%4], who%9+1, who/9+1, (i*7+l)%800, (i*7+l)%800, 1+i%4, comment)
		}
	}
	if err := errors.Join(w.Flush(), f.Close()); err != nil {
		tb.Fatal(err)
	}
	s, err := open.Writing(ctx, filepath.Join(tb.TempDir(), "店番"))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { s.Close() })
	if r, err := intake.Import(ctx, s.Desk, []string{path}, intake.Options{Now: tuesday}); err != nil || r.Refused() {
		tb.Fatalf("import: %v %+v", err, r)
	}
	return s
}

func cond(tb testing.TB, text string) rule.Cond {
	tb.Helper()
	c, err := find.Read(text)
	if err != nil {
		tb.Fatalf("%s: %v", text, err)
	}
	return c
}

// byHand looks through the facts themselves.
func byHand(tb testing.TB, s *open.Shop, want func(*desk.Row, judge.Input) bool) []string {
	tb.Helper()
	var out []string
	err := s.Desk.EachJudged(ctx, s.Desk.Rows(), tuesday, func(r *desk.Row, in judge.Input, _ judge.Judgement) error {
		if want(r, in) {
			out = append(out, r.No)
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	slices.Sort(out)
	return out
}

func numbers(rows []*desk.Row) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = r.No
	}
	slices.Sort(out)
	return out
}

// What a condition finds is what going through the orders by hand finds: few that are looked up, and many in one pass.
func TestWhereFindsWhatIsThere(t *testing.T) {
	for _, n := range []int{60, 1200} {
		s := shop(t, n)
		f := find.New(s.Desk)
		for text, want := range map[string]func(*desk.Row, judge.Input) bool{
			"payment = cod and total >= 2000": func(_ *desk.Row, in judge.Input) bool {
				return *in.Facts.PaymentText == "代金引換" && *in.Facts.Total >= 2000
			},
			`コメント 含む "９時"`: func(_ *desk.Row, in judge.Input) bool { return strings.Contains(order.Value(in.Facts.Comment), "9時") },
			`明細のどれか(商品名 含む "21号"、個数 >= 2)`: func(_ *desk.Row, in judge.Input) bool {
				return slices.ContainsFunc(in.Facts.Lines, func(l order.Line) bool { return strings.Contains(*l.Name, "21号") && *l.Qty >= 2 })
			},
			"お届け先のどれか(都道府県 = 北海道)": func(_ *desk.Row, in judge.Input) bool {
				return strings.HasPrefix(*in.Facts.Destinations[0].Address, "北海道")
			},
			"モールのメモ がある": func(*desk.Row, judge.Input) bool { return false },
		} {
			rows, err := f.Where(ctx, cond(t, text), desk.Filter{}, tuesday)
			if err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			if got, want := numbers(rows), byHand(t, s, want); !slices.Equal(got, want) {
				t.Errorf("%d orders, %s: found %d, there are %d", n, text, len(got), len(want))
			}
			if c, err := f.Count(ctx, cond(t, text), tuesday); err != nil || c != len(rows) {
				t.Errorf("%s: count %d, %v; found %d", text, c, err, len(rows))
			}
		}
	}
}

// A filter narrows what the condition found, and the newest come first.
func TestWhereWithAFilter(t *testing.T) {
	s := shop(t, 200)
	rows, err := find.Where(ctx, s.Desk, cond(t, "total >= 1600"), desk.Filter{Status: judge.NeedsReview, Search: "佐藤"}, tuesday)
	if err != nil || len(rows) == 0 {
		t.Fatalf("%d orders, %v", len(rows), err)
	}
	for i, r := range rows {
		if r.Status != judge.NeedsReview || !strings.Contains(r.Name, "佐藤") || *r.Total < 1600 {
			t.Errorf("%s %s %s is in the list", r.No, r.Status.Name(), r.Name)
		}
		if i > 0 && rows[i-1].OrderedAt < r.OrderedAt {
			t.Errorf("%s stands above the newer %s", rows[i-1].No, r.No)
		}
	}
}

// Whatever she does between two searches, one that remembers finds what one that reads all anew finds.
func TestAFinderThatRemembersFindsTheSame(t *testing.T) {
	s := shop(t, 60)
	f := find.New(s.Desk)
	conds := []rule.Cond{cond(t, `ラベル 含む "要写真"`), cond(t, `チェック 含む "検品"`), cond(t, "入金済み"), cond(t, "コメント がある"), cond(t, "購入回数 >= 2"),
		cond(t, `組み込みの確認 含む コメント`), cond(t, `comment_rest 含む "届けて"`), cond(t, `注文者の氏名 含む "試験"`)}
	acts := 0
	for step := range 20 {
		rows := s.Desk.Rows()
		if len(rows) == 0 { // an act that changed nothing was counted, and the import taken back for it
			break
		}
		some := []*desk.Row{rows[rand.IntN(len(rows))], rows[rand.IntN(len(rows))]}
		var err error
		switch rand.IntN(6) {
		case 0:
			_, err = find.Mark(ctx, s.Desk, some, order.Labelled, map[string]bool{"要写真": rand.IntN(2) == 0}, tuesday)
		case 1:
			_, err = find.Mark(ctx, s.Desk, some, order.Ticked, map[string]bool{"検品": rand.IntN(2) == 0}, tuesday)
		case 2:
			_, err = review.Accept(ctx, s.Desk, some, false, tuesday)
		case 3:
			_, err = review.Pay(ctx, s.Desk, some, rand.IntN(3) == 0, tuesday)
		case 4:
			_, err = review.Correct(ctx, s.Desk, some[0], "orderer", "name", "試験 太郎", rand.IntN(3) == 0, tuesday)
		case 5:
			if acts == 0 {
				continue // what is left to take back is the import
			}
			acts -= 2
			_, err = revert.Newest(ctx, s.Desk, tuesday)
		}
		if err != nil && !errors.Is(err, review.ErrNothingToDo) && !errors.Is(err, revert.ErrNothing) {
			t.Fatal(err)
		}
		if err == nil {
			acts++
		}
		for i, c := range conds {
			got, err := f.Where(ctx, c, desk.Filter{}, tuesday)
			if err != nil {
				t.Fatal(err)
			}
			want, err := find.Where(ctx, s.Desk, c, desk.Filter{}, tuesday)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(numbers(got), numbers(want)) {
				t.Fatalf("step %d, condition %d: %d found, %d from the beginning", step, i, len(got), len(want))
			}
		}
	}
}

// A condition that can't be read says where it is wrong.
func TestAConditionWithAFault(t *testing.T) {
	for text, words := range map[string]string{"nanika = 3": "1文字目", "total >= 1000、nanika = 3": "15文字目", "": "条件が空です", "total >=": "文字目"} {
		_, err := find.Read(text)
		var bad *find.Error
		if !errors.As(err, &bad) || !strings.Contains(bad.Japanese(), words) {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if _, err := find.Where(ctx, nil, rule.Cond{Kind: rule.Compare}, desk.Filter{}, tuesday); !errors.As(err, &bad) {
			t.Errorf("a half-filled condition is searched for: %v", err)
		}
	}
}

// Her saved searches: kept, replaced, renamed, moved, dropped, and each taken back.
func TestSavedSearches(t *testing.T) {
	s := shop(t, 10)
	say := func() string {
		all, err := find.Saved(ctx, s.Desk)
		if err != nil {
			t.Fatal(err)
		}
		var words []string
		for _, x := range all {
			if x.Err != nil {
				t.Errorf("%s: %v", x.Name, x.Err)
			}
			words = append(words, fmt.Sprint(x.Name, x.Tab))
		}
		return strings.Join(words, " ")
	}
	var states []string
	act := func(_ int64, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		states = append(states, say())
	}
	states = append(states, say())
	act(find.Save(ctx, s.Desk, "高額", cond(t, "total >= 10000"), true, tuesday))
	act(find.Save(ctx, s.Desk, "代引", cond(t, "payment = cod"), false, tuesday))
	act(find.SetTab(ctx, s.Desk, "代引", true, tuesday))
	act(find.Move(ctx, s.Desk, "代引", -1, tuesday))
	act(find.Rename(ctx, s.Desk, "高額", "1万円以上", tuesday))
	act(find.Drop(ctx, s.Desk, "代引", tuesday))
	if want := []string{"", "高額true", "高額true 代引false", "高額true 代引true", "代引true 高額true", "代引true 1万円以上true", "1万円以上true"}; !slices.Equal(states, want) {
		t.Fatalf("states %q", states)
	}
	for i := len(states) - 2; i >= 0; i-- {
		if _, err := revert.Newest(ctx, s.Desk, tuesday); err != nil {
			t.Fatal(err)
		}
		if got := say(); got != states[i] {
			t.Errorf("taken back to %q, it was %q", got, states[i])
		}
	}
	var refused find.Refused
	for _, name := range []string{"", "　", strings.Repeat("長", 21), "「」"} {
		if _, err := find.Save(ctx, s.Desk, name, cond(t, "payment = cod"), false, tuesday); !errors.As(err, &refused) {
			t.Errorf("name %q: %v", name, err)
		}
	}
	if _, err := find.Drop(ctx, s.Desk, "ない", tuesday); !errors.As(err, &refused) {
		t.Errorf("drop of none: %v", err)
	}
}

// Her hand wins over the rules: what a rule puts on and she took away stays away, also when the rules are published again.
func TestHerHandWinsOverRules(t *testing.T) {
	s := shop(t, 40)
	text := "店番ルール 1\n\nルール \"代引\"\n  条件 支払区分 = 代金引換\n  動作 ラベル \"代引\"\n"
	if _, _, err := s.Desk.PublishRules(ctx, text, "", tuesday); err != nil {
		t.Fatal(err)
	}
	var by []*desk.Row
	for _, r := range s.Desk.Rows() {
		if slices.Contains(r.Labels, "代引") {
			by = append(by, r)
		}
	}
	if len(by) == 0 {
		t.Fatal("the rule labels nothing")
	}
	has := func(name string) bool { return slices.Contains(s.Desk.Row(by[0].ID).Labels, name) }
	mark := func(name string, on bool) {
		t.Helper()
		if _, err := find.Mark(ctx, s.Desk, by[:1], order.Labelled, map[string]bool{name: on}, tuesday); err != nil {
			t.Fatal(err)
		}
		if has(name) != on {
			t.Fatalf("%s is on: %v", name, has(name))
		}
	}
	mark("代引", false)
	if _, _, err := s.Desk.PublishRules(ctx, text+"\n", "もう一度", tuesday); err != nil {
		t.Fatal(err)
	}
	if has("代引") {
		t.Error("the rule has put it on again")
	}
	mark("代引", true)
	mark("要写真", true)
	mark("要写真", false)
	in, err := s.Desk.Input(ctx, by[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range in.Decisions {
		if d.Kind == order.Labelled {
			t.Errorf("a decision is left that changes nothing: %+v", d)
		}
	}
	if _, err := find.Mark(ctx, s.Desk, by[:1], order.Labelled, map[string]bool{"代引": true}, tuesday); !errors.Is(err, review.ErrNothingToDo) {
		t.Errorf("on once more: %v", err)
	}
	if all := find.Names(s.Desk, order.Labelled); len(all) != 1 || all[0] != (find.Known{Name: "代引", Orders: len(by)}) {
		t.Errorf("names %+v, %d orders", all, len(by))
	}
	rows, err := find.Where(ctx, s.Desk, find.Having(order.Labelled, "代引"), desk.Filter{}, tuesday)
	if err != nil || len(rows) != len(by) {
		t.Errorf("%d orders found by the label, %v", len(rows), err)
	}
}

// The beginning of a rule that an order gives holds for that order, and can be kept.
func TestARuleFromAnOrder(t *testing.T) {
	s := shop(t, 30)
	err := s.Desk.EachJudged(ctx, s.Desk.Rows(), tuesday, func(r *desk.Row, in judge.Input, j judge.Judgement) error {
		x := find.RuleFrom(in, j.Class, r.No)
		x.Then = []rule.Action{{Kind: rule.SetLabel, Text: "同じ"}}
		if faults := rule.Check(&rule.Set{Rules: []rule.Rule{x}}); len(faults) > 0 {
			t.Errorf("%s: %s", r.No, faults[0].Text)
		}
		rows, err := find.Where(ctx, s.Desk, x.When, desk.Filter{}, tuesday)
		if err != nil || !slices.ContainsFunc(rows, func(y *desk.Row) bool { return y.ID == r.ID }) {
			t.Errorf("%s is not among the %d orders of its own rule %s, %v", r.No, len(rows), rule.RuleSentence(&x), err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
