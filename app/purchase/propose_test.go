package purchase_test

import (
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"miseban/app/purchase"
	"miseban/app/stock"
	"miseban/app/yen"
)

func of[T any](v T) *T { return &v }

func orders(sku string, first int64, quantities ...int) (wants []stock.Want) {
	for i, q := range quantities {
		wants = append(wants, stock.Want{Order: first + int64(i), Line: 1, SKU: sku, Qty: q})
	}
	return wants
}

// The Monday of the shop: towels and tea are short, yunomi are ordered per customer, the rest is enough or not known.
func monday() purchase.Input {
	wants := orders("imabari-f-ai", 101, 30, 6, 2)
	wants = append(wants, orders("tea-sencha-100", 201, 20, 44)...)
	wants = append(wants, orders("yunomi-kon", 301, 2, 1)...)
	wants = append(wants, orders("mug", 401, 5)...)
	wants = append(wants, orders("card", 501, 50)...)
	wants = append(wants, orders("sara", 601, 4)...)
	return purchase.Input{
		SKUs: []stock.SKU{
			{Code: "tea-sencha-100", Name: "深蒸し煎茶 100g", Supplier: "山田陶器", Cost: yen.Of(100), ReorderPoint: of(30), Target: of(60), Lot: 12},
			{Code: "imabari-f-ai", Name: "今治タオル フェイス", Variant: "藍", Supplier: "山田陶器", SupplierCode: "YT-1", Cost: yen.Of(480), ReorderPoint: of(10), Target: of(20), Lot: 5},
			{Code: "yunomi-kon", Name: "湯呑 紺", Supplier: "山田陶器　", ToOrder: true, Lot: 1},
			{Code: "mug", Name: "マグ", Supplier: "九谷堂", Cost: yen.Of(900), Lot: 6, MinQty: 12},
			{Code: "card", Name: "カード", Supplier: "九谷堂", ReorderPoint: of(100), Target: of(500)},
			{Code: "kobachi", Name: "小鉢", Supplier: "九谷堂", ReorderPoint: of(8), Target: of(20), Lot: 1, Cost: yen.Of(300)},
			{Code: "enough", Name: "足りている", Supplier: "九谷堂", ReorderPoint: of(8), Target: of(20)},
			{Code: "sara", Name: "皿", ReorderPoint: of(3)},
		},
		Suppliers: []stock.Supplier{{Name: "山田陶器", MinimumAmount: yen.Of(20000)}, {Name: "九谷堂", MinimumAmount: yen.Of(50000)}, {Name: "八十八園"}},
		Allocation: stock.Allocate(
			map[string]int{"imabari-f-ai": 6, "tea-sencha-100": 20, "yunomi-kon": 0, "mug": 0, "kobachi": 5, "enough": 9, "sara": 0},
			map[string]int{"imabari-f-ai": 12, "kobachi": 3},
			wants),
		OrderNumber: func(id int64) string { return fmt.Sprintf("R-%d", id) },
	}
}

func TestMondaysProposal(t *testing.T) {
	got := purchase.Propose(monday())
	var names []string
	for _, p := range got {
		names = append(names, p.Supplier.Name)
	}
	if !reflect.DeepEqual(names, []string{"山田陶器", "九谷堂", "仕入先未設定"}) {
		t.Fatal(names)
	}
	want := []struct {
		sku              string
		demand, quantity int
		arithmetic       string
		orders           []string
	}{
		{"imabari-f-ai", 38, 40, "不足 32 − 発注残 12 ＋ 目標 20 ＝ 40 → 5個単位で 40", []string{"R-101", "R-102", "R-103"}},
		{"tea-sencha-100", 64, 108, "不足 44 ＋ 目標 60 ＝ 104 → 12個単位で切り上げ 108", []string{"R-202"}},
		{"yunomi-kon", 3, 3, "取寄せ：受注 3点ぶん", []string{"R-301", "R-302"}},
		{"kobachi", 0, 12, "目標 20 − 空き在庫 5 − 発注残 3 ＝ 12（空き在庫＋発注残 8 ≦ 発注点 8）", nil},
		{"mug", 5, 12, "不足 5 → 最低発注数 12 → 6個単位で 12（発注点は未設定）", []string{"R-401"}},
		{"sara", 4, 7, "不足 4 ＋ 発注点 3 ＝ 7", []string{"R-601"}},
	}
	var lines []purchase.Line
	for _, p := range got {
		lines = append(lines, p.Lines...)
	}
	if len(lines) != len(want) {
		t.Fatalf("%d lines: %+v", len(lines), lines)
	}
	for i, w := range want {
		l := lines[i]
		if l.SKU != w.sku || l.Demand != w.demand || l.Quantity != w.quantity || l.Arithmetic != w.arithmetic || !reflect.DeepEqual(l.Orders, w.orders) {
			t.Errorf("\n got %s %d %d %q %v\nwant %+v", l.SKU, l.Demand, l.Quantity, l.Arithmetic, l.Orders, w)
		}
	}
	if towel := lines[0]; *towel.Stock != 6 || towel.OnOrder != 12 || *towel.ReorderPoint != 10 || *towel.Target != 20 || towel.Lot != 5 || *towel.Amount != 19200 {
		t.Errorf("%+v", towel)
	}
	yamada, kutani, nobody := got[0], got[1], got[2]
	if yamada.Amount != 40*480+108*100 || yamada.UnknownCost != 1 || yamada.Minimum != purchase.MinimumReached || !yamada.CanIssue {
		t.Errorf("%+v", yamada)
	}
	if kutani.Minimum != purchase.MinimumMissed || *kutani.MissingYen != 50000-12*900-12*300 || kutani.Minimum.Name() != "達していません" {
		t.Errorf("%+v", kutani)
	}
	if nobody.CanIssue || nobody.Minimum != purchase.NoMinimum {
		t.Errorf("%+v", nobody)
	}
}

// The example that the commands' documentation gives: demand 12, stock 3, lot 5, 10 and 20.
func TestTheDocumentedExample(t *testing.T) {
	got := purchase.Propose(purchase.Input{
		SKUs:       []stock.SKU{{Code: "a", Supplier: "山田陶器", ReorderPoint: of(10), Target: of(20), Lot: 5}},
		Allocation: stock.Allocate(map[string]int{"a": 3}, nil, orders("a", 1, 12)),
	})
	if l := got[0].Lines[0]; l.Quantity != 30 || l.Arithmetic != "不足 9 ＋ 目標 20 ＝ 29 → 5個単位で切り上げ 30" || l.Orders[0] != "1" {
		t.Errorf("%+v", l)
	}
	if got[0].Minimum != purchase.NoMinimum || !got[0].CanIssue || got[0].UnknownCost != 1 {
		t.Errorf("%+v", got[0])
	}
}

// A catalogue that lists a SKU twice does not order it twice.
func TestASKUListedTwiceIsOrderedOnce(t *testing.T) {
	in := monday()
	in.SKUs = append(in.SKUs, in.SKUs...)
	if got := purchase.Propose(in); !reflect.DeepEqual(got, purchase.Propose(monday())) {
		t.Errorf("%+v", got)
	}
}

// She raises a quantity to reach the supplier's minimum.
func TestRaisingAQuantityReachesTheMinimum(t *testing.T) {
	p := purchase.Propose(monday())[1]
	p.Lines[1].Quantity = 60
	p.Revalue()
	if p.Minimum != purchase.MinimumReached || p.MissingYen != nil || *p.Lines[1].Amount != 54000 {
		t.Errorf("%+v", p)
	}
	p.Lines[1].Cost = nil
	p.Revalue()
	if p.Minimum != purchase.MinimumUnsure || p.Lines[1].Amount != nil {
		t.Errorf("with an unknown cost nobody knows: %+v", p)
	}
}

func TestWhatSuppliersStillOwe(t *testing.T) {
	got := purchase.OnOrder([]purchase.Issued{
		{SKU: "a", Quantity: 10, Received: 4}, {SKU: "a", Quantity: 5}, {SKU: "b", Quantity: 5, Received: 6},
		{SKU: "c", Quantity: 5, Received: 1, Closed: true},
	})
	if !reflect.DeepEqual(got, map[string]int{"a": 11}) {
		t.Error(got)
	}
}

var (
	term  = regexp.MustCompile(`([−＋]?) ?(?:不足|目標|発注点|空き在庫|発注残|在庫|取寄せ：受注) (\d+)`)
	after = regexp.MustCompile(`→ (?:最低発注数|\d+個単位で(?:切り上げ)?) (\d+)`)
)

// evaluate reckons what the sentence says, as an owner with a pocket calculator would.
func evaluate(t *rapid.T, sentence string) int {
	sum, _, _ := strings.Cut(sentence, "（")
	sum, _, _ = strings.Cut(sum, "→")
	sum, said, told := strings.Cut(sum, "＝")
	total := 0
	for _, m := range term.FindAllStringSubmatch(sum, -1) {
		n, _ := strconv.Atoi(m[2])
		if m[1] == "−" {
			n = -n
		}
		total += n
	}
	if told && strconv.Itoa(total) != strings.TrimSpace(said) {
		t.Fatalf("%q does not add up: %d", sentence, total)
	}
	if steps := after.FindAllStringSubmatch(sentence, -1); len(steps) > 0 {
		total, _ = strconv.Atoi(steps[len(steps)-1][1])
	}
	return total
}

// Any shop: enough for every customer, whole lots, a sentence that adds up, and nothing twice.
func TestProposalsKeepTheirPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		maybe := func(name string) *int {
			if rapid.Bool().Draw(t, name+" known") {
				return of(rapid.IntRange(0, 40).Draw(t, name))
			}
			return nil
		}
		var skus []stock.SKU
		var wants []stock.Want
		onHand, onOrder := map[string]int{}, map[string]int{}
		for i := range rapid.IntRange(1, 4).Draw(t, "SKUs") {
			s := stock.SKU{
				Code: fmt.Sprintf("sku%d", i), Supplier: rapid.SampledFrom([]string{"", "山田陶器", "九谷堂"}).Draw(t, "supplier"),
				ReorderPoint: maybe("reorder point"), Target: maybe("target"), Lot: rapid.IntRange(0, 12).Draw(t, "lot"),
				MinQty: rapid.IntRange(0, 15).Draw(t, "minimum"), ToOrder: rapid.Bool().Draw(t, "取寄せ"),
			}
			if n := maybe("on hand"); n != nil {
				onHand[s.Code] = *n - 2
			}
			if n := maybe("on order"); n != nil {
				onOrder[s.Code] = *n
			}
			wants = append(wants, orders(s.Code, int64(10*i), rapid.SliceOfN(rapid.IntRange(0, 15), 0, 5).Draw(t, "wants")...)...)
			skus = append(skus, s)
		}
		allocation := stock.Allocate(onHand, onOrder, wants)
		lines := map[string]purchase.Line{}
		for _, p := range purchase.Propose(purchase.Input{SKUs: skus, Allocation: allocation}) {
			if p.CanIssue == (p.Supplier.Name == purchase.Unassigned) {
				t.Fatalf("%+v", p)
			}
			for _, l := range p.Lines {
				lines[l.SKU] = l
			}
		}
		for _, s := range skus {
			b := allocation.SKUs[s.Code]
			l, proposed := lines[s.Code]
			lacks := b.Shortage - (b.Free + b.OnOrder)
			if !proposed {
				if lacks > 0 {
					t.Fatalf("customers lack %d of %+v, and nothing is proposed", lacks, s)
				}
				continue
			}
			if l.Quantity <= 0 || l.Quantity%s.LotSize() != 0 || l.Quantity < lacks || l.Quantity < s.MinQty {
				t.Fatalf("%+v for %d lacking", l, lacks)
			}
			if b.OnHand == nil && !s.ToOrder {
				t.Fatalf("nobody knows how many there are: %+v", l)
			}
			if got := evaluate(t, l.Arithmetic); got != l.Quantity {
				t.Fatalf("%q ends at %d, the quantity is %d", l.Arithmetic, got, l.Quantity)
			}
			onOrder[s.Code] += l.Quantity
		}
		// She issues all of it. Nothing is left to propose.
		if again := purchase.Propose(purchase.Input{SKUs: skus, Allocation: stock.Allocate(onHand, onOrder, wants)}); len(again) != 0 {
			t.Fatalf("proposed twice: %+v", again)
		}
	})
}

func BenchmarkPropose5000SKUs(b *testing.B) {
	in := purchase.Input{Suppliers: []stock.Supplier{{Name: "山田陶器"}}}
	onHand := map[string]int{}
	var wants []stock.Want
	for i := range 5000 {
		s := stock.SKU{Code: fmt.Sprintf("sku-%04d", i), Supplier: "山田陶器", ReorderPoint: of(10), Target: of(20), Lot: 5, Cost: yen.Of(100)}
		in.SKUs = append(in.SKUs, s)
		onHand[s.Code] = i % 30
		wants = append(wants, orders(s.Code, int64(i), 3, 4)...)
	}
	in.Allocation = stock.Allocate(onHand, nil, wants)
	b.ReportAllocs()
	for b.Loop() {
		purchase.Propose(in)
	}
}
