package stock_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"miseban/app/jst"
	"miseban/app/stock"
)

func catalogue(codes ...string) []stock.SKU {
	out := make([]stock.SKU, len(codes))
	for i, c := range codes {
		out[i] = stock.SKU{Code: c}
	}
	return out
}

func seen(shop string, codes ...string) []stock.Sighting {
	var t stock.Tally
	for _, c := range codes {
		code, variant, _ := strings.Cut(c, "|")
		t.See(shop, "楽天", stock.Line{Code: code, Variant: variant})
	}
	return t.Sightings()
}

func first(t *testing.T, list []stock.CodeProposal, code string) stock.Proposal {
	t.Helper()
	for _, c := range list {
		if c.Code != code {
			continue
		}
		if len(c.Proposals) == 0 {
			return stock.Proposal{}
		}
		return c.Proposals[0]
	}
	t.Fatalf("%s is not listed in %+v", code, list)
	return stock.Proposal{}
}

// The same code written another way at a mall: the owner reads what differs, and what is sure she takes in one click.
func TestTheSameCodeWrittenAnotherWay(t *testing.T) {
	for _, c := range []struct {
		why, code string
		skus      []string
		sku       string
		sure      bool
		reason    string
	}{
		{"the mall takes no hyphens", "teasencha100", []string{"tea-sencha-100", "mug-ai"}, "tea-sencha-100", true, "コードが「-」の有無だけ違います"},
		{"an underline for a hyphen", "TEA_SENCHA_100", []string{"tea-sencha-100"}, "tea-sencha-100", true, "コードが区切りの記号（「_」と「-」）だけ違います"},
		{"a space", "mug ai", []string{"mugai"}, "mugai", true, "コードが空白の有無だけ違います"},
		{"wide letters with a long-vowel mark", "ＭＵＧー００１", []string{"mug-001"}, "mug-001", true, "コードが区切りの記号（「ー」と「-」）だけ違います"},
		{"Excel ate the zeros", "123", []string{"00123", "456"}, "00123", true, "コードが数字の先頭の「0」の有無だけ違います"},
		{"zeros inside", "A-1-7", []string{"A-01-07"}, "A-01-07", true, "コードが数字の先頭の「0」の有無だけ違います"},
		{"two SKUs are written so", "ab1", []string{"ab-1", "a-b1"}, "a-b1", false, "同じ書き方になるSKUが2つあります"},
		{"A-1 and a-1 are two SKUs", "Ａ-1", []string{"A-1", "a-1"}, "A-1", false, "2つあります"},
		{"1-1 is not 11", "1-1", []string{"11"}, "11", false, "「-」の有無"},
		{"another division of the same digits", "2024-11-2", []string{"2024-1-12"}, "2024-1-12", false, "の有無"},
		{"a long number's divisions", "490000-000001", []string{"490000000001"}, "490000000001", true, "「-」の有無"},
		{"1.5 is not 15", "cup1.5", []string{"cup15"}, "cup15", false, "似ています"},
		{"カード is not カド", "カード", []string{"カド"}, "", false, ""},
		{"nothing like it", "zzz", []string{"mug-ai"}, "", false, ""},
		{"a similar code", "tea-sencha-10O", []string{"tea-sencha-100", "mug-ai"}, "tea-sencha-100", false, "コードが似ています（違いは1文字）"},
		{"a similar code of another number", "tea-sencha-200", []string{"tea-sencha-100"}, "tea-sencha-100", false, "数字が違います"},
	} {
		got := stock.Proposals(catalogue(c.skus...), nil, seen("楽天本店", c.code))
		if len(got) != 1 {
			t.Errorf("%s: %+v", c.why, got)
			continue
		}
		p := first(t, got, c.code)
		if p.SKU != c.sku || p.Sure != c.sure || !strings.Contains(p.Reason, c.reason) {
			t.Errorf("%s: %s is %+v", c.why, c.code, p)
		}
	}
}

// Items with variants: the item's code and the variant's make one code together, or the variant's is the SKU.
func TestItemsWithVariants(t *testing.T) {
	skus := []stock.SKU{{Code: "mug-ai", Jan: "4900000000017"}, {Code: "mug-kon"}, {Code: "towel"}, {Code: "yunomi_0012"}}
	for _, c := range []struct {
		code, variant, sku string
		sure               bool
		reason             string
	}{
		{"mug", "ai", "mug-ai", true, "つなぐと、同じです"},
		{"mug", "AI ", "mug-ai", true, "つなぐと"},
		{"r-1", "mug_kon", "mug-kon", true, "バリエーションのコードが区切り"},
		{"r-1", "yunomi-12", "yunomi_0012", true, "先頭の「0」"},
		{"r-1", "4900000000017", "mug-ai", true, "JANコードと同じです"},
		{"towel", "towel-red-55", "towel", false, "バリエーション「towel-red-55」がこのSKUかは分かりません"},
	} {
		p := first(t, stock.Proposals(skus, nil, seen("楽天本店", c.code+"|"+c.variant)), c.code)
		if p.SKU != c.sku || p.Sure != c.sure || !strings.Contains(p.Reason, c.reason) {
			t.Errorf("%s/%s is %+v", c.code, c.variant, p)
		}
	}
	p := first(t, stock.Proposals(skus, nil, seen("Amazon店", "4900000000017")), "4900000000017")
	if p.SKU != "mug-ai" || !p.Sure || p.Reason != "JANコードと同じです" {
		t.Errorf("a JAN: %+v", p)
	}
}

// A shop that writes r- before all its codes; and one that has sets beside the single goods, which are not the goods.
func TestWhatAShopWritesAroundItsCodes(t *testing.T) {
	skus := catalogue("tea-100", "tea-200", "mug-ai", "mug-kon", "towel-f", "towel-b")
	all := stock.Proposals(skus, nil, seen("楽天本店", "r-tea-100", "r-tea-200", "r_mug-ai", "r-mug-kon", "r-towel-f", "r-towel-b"))
	for _, code := range []string{"r-tea-100", "r-towel-b"} {
		if p := first(t, all, code); p.SKU != code[2:] || !p.Sure || p.Reason != "この店のコードに共通する「r-」を除くと同じコードです" {
			t.Errorf("%s is %+v", code, p)
		}
	}
	sets := stock.Proposals(skus, nil, seen("楽天本店", "set-tea-100", "set-mug-ai", "set-towel-f", "tea-100", "tea-200", "mug-ai", "mug-kon", "towel-b"))
	if p := first(t, sets, "set-mug-ai"); p.SKU != "mug-ai" || p.Sure {
		t.Errorf("a set is taken for its piece: %+v", p)
	}
	many := seen("楽天本店", "set-tea-100", "set-tea-200", "set-mug-ai", "set-mug-kon", "set-towel-f", "set-towel-b", "pen-1", "pen-2", "pen-3", "pen-4")
	if p := first(t, stock.Proposals(skus, nil, many), "set-mug-ai"); p.SKU != "mug-ai" || p.Sure {
		t.Errorf("a set of many is taken for its piece: %+v", p)
	}
	behind := stock.Proposals(skus, nil, seen("Yahoo店", "tea-100-y", "tea-200-y", "mug-ai-y", "mug-kon-y", "towel-f-y"))
	if p := first(t, behind, "mug-kon-y"); p.SKU != "mug-kon" || !p.Sure || !strings.Contains(p.Reason, "「-y」") {
		t.Errorf("behind the codes: %+v", p)
	}
}

// The mall knows nothing of the owner's codes: name, colour and size speak.
func TestSimilarNames(t *testing.T) {
	skus := []stock.SKU{
		{Code: "IT-1", Name: "今治タオル フェイス", Variant: "藍"}, {Code: "IT-2", Name: "今治タオル フェイス", Variant: "紺"}, {Code: "IT-3", Name: "今治タオル バス", Variant: "藍"},
		{Code: "T-L", Name: "藍染めTシャツ", Variant: "紺 L"}, {Code: "T-XL", Name: "藍染めTシャツ", Variant: "紺 XL"}, {Code: "S-1", Name: "静岡県産 深蒸し煎茶 100g"},
	}
	for _, c := range []struct {
		name    string
		options []string
		want    string
	}{
		{"【送料無料】今治タオル フェイスタオル 日本製", []string{"カラー:紺"}, "IT-2"},
		{"今治タオル(バス) ギフトにも", []string{"色=藍色"}, "IT-3"},
		{"藍染めＴシャツ 手染め", []string{"カラー：紺", "サイズ：ＸＬ"}, "T-XL"},
		{"静岡県産深蒸し煎茶100g メール便可", nil, "S-1"},
		{"まったく別の品", nil, ""},
	} {
		var tally stock.Tally
		tally.See("楽天本店", "楽天", stock.Line{Code: "10000123", Name: c.name, Options: c.options})
		p := first(t, stock.Proposals(skus, nil, tally.Sightings()), "10000123")
		if p.SKU != c.want || p.Sure || c.want != "" && !strings.Contains(p.Reason, "商品名が似て") {
			t.Errorf("%s %v is %+v", c.name, c.options, p)
		}
	}
}

// What could send a wrong colour is never sure, although the code is the same.
func TestWhatIsNotSure(t *testing.T) {
	skus := catalogue("mug-ai", "tea-100")
	var colours stock.Tally
	for _, colour := range []string{"カラー:藍", "カラー:紺"} {
		colours.See("楽天本店", "楽天", stock.Line{Code: "mug_ai", Options: []string{colour, "のし:なし"}})
	}
	var noshi stock.Tally
	for _, n := range []string{"のし:なし", "のし:御祝"} {
		noshi.See("楽天本店", "楽天", stock.Line{Code: "mug_ai", Options: []string{"カラー:藍", n}})
	}
	if p := first(t, stock.Proposals(skus, nil, colours.Sightings()), "mug_ai"); p.SKU != "mug-ai" || p.Sure || !strings.Contains(p.Reason, "選択肢が違います") {
		t.Errorf("ordered in two colours: %+v", p)
	}
	if p := first(t, stock.Proposals(skus, nil, noshi.Sightings()), "mug_ai"); !p.Sure {
		t.Errorf("のし is not a colour: %+v", p)
	}
	for why, list := range map[string][]stock.CodeProposal{
		"two codes of the shop would be it":   stock.Proposals(skus, nil, seen("楽天本店", "tea_100", "tea100")),
		"the shop has the SKU under its code": stock.Proposals(skus, nil, seen("楽天本店", "tea_100", "tea-100")),
		"another code is mapped to it":        stock.Proposals(skus, []stock.MallCode{{Shop: "楽天", Code: "t1", SKU: "tea-100"}}, seen("楽天本店", "tea_100")),
	} {
		if p := first(t, list, "tea_100"); p.SKU != "tea-100" || p.Sure || !strings.Contains(p.Reason, "別のコード") {
			t.Errorf("%s: %+v", why, p)
		}
	}
	twice := []stock.MallCode{{Shop: "楽天本店", Code: "tea_100", SKU: "mug-ai"}, {Shop: "楽天本店", Code: "ＴＥＡ_100"}}
	if p := first(t, stock.Proposals(skus, twice, seen("楽天本店", "tea_100")), "tea_100"); p.Sure {
		t.Errorf("the owner has said two things of it: %+v", p)
	}
	elsewhere := stock.Proposals(skus, []stock.MallCode{{Shop: "Yahoo店", Code: "x-77", SKU: "tea-100"}}, seen("楽天本店", "X-77"))
	if p := first(t, elsewhere, "X-77"); p.SKU != "tea-100" || p.Sure || p.Reason != "「Yahoo店」では同じコードがこのSKUです" {
		t.Errorf("known in another shop: %+v", p)
	}
}

// A code that is no product: neither stock nor a question, even where a SKU has the same code; and it can be mapped again.
func TestACodeThatIsNoProduct(t *testing.T) {
	none := stock.MallCode{Shop: "楽天本店", Code: "wrap", SKU: ""}
	skus := []string{"wrap", "mug"}
	shops := []string{"楽天本店", "楽天"}
	c := stock.NewCodes(skus, []stock.MallCode{none, {Shop: "楽天", Code: "wrap", SKU: "mug"}})
	if sku, ok := c.Resolve(shops, "wrap", ""); ok || !c.Ignored(shops, "wrap", "") {
		t.Errorf("the shop's own word does not hold: %q", sku)
	}
	if sku, _ := c.Resolve([]string{"楽天二号店", "楽天"}, "wrap", ""); sku != "mug" {
		t.Errorf("another shop's is %q", sku)
	}
	if c.Ignored(shops, "mug", "") || len(c.Ambiguous()) > 0 {
		t.Errorf("%+v", c.Ambiguous())
	}
	if got := stock.Unmapped(c, seen("楽天本店", "wrap", "mug", "pen")); len(got) != 1 || got[0].Code != "pen" {
		t.Errorf("%+v", got)
	}
	// Said to be none and mapped at once, in two spellings: nobody can tell, so it is a question.
	for _, list := range [][]stock.MallCode{{none, {Shop: "楽天本店", Code: "ＷＲＡＰ", SKU: "mug"}}, {{Shop: "楽天本店", Code: "ＷＲＡＰ", SKU: "mug"}, none}, {none, {Shop: "楽天本店", Code: "ＷＲＡＰ", SKU: "mug"}, {Shop: "楽天本店", Code: "Wrap"}}} {
		c := stock.NewCodes(skus, list)
		if _, ok := c.Resolve(shops, "wrap", ""); ok || c.Ignored(shops, "wrap", "") || len(c.Ambiguous()) != 1 {
			t.Errorf("%+v: ignored %v, %+v", list, c.Ignored(shops, "wrap", ""), c.Ambiguous())
		}
	}
}

// What was seen is counted per item, whatever the order of the lines, in one go or in two halves put together.
func TestCountingWhatWasSeen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOf(rapid.Custom(func(t *rapid.T) stock.Line {
			return stock.Line{Code: rapid.SampledFrom([]string{"mug", "MUG", "tea", ""}).Draw(t, "code"), Variant: rapid.SampledFrom([]string{"", "ai", "mug"}).Draw(t, "variant"),
				Name:    rapid.SampledFrom([]string{"マグ", "茶"}).Draw(t, "name"),
				Options: rapid.SampledFrom([][]string{nil, {"カラー:藍"}, {"カラー:紺", "のし:なし"}, {"のし:御祝"}}).Draw(t, "options"),
				Open:    rapid.Bool().Draw(t, "open"), At: jst.Moment(rapid.IntRange(0, 3).Draw(t, "at"))}
		})).Draw(t, "lines")
		count := func(lines []stock.Line) *stock.Tally {
			var y stock.Tally
			for _, l := range lines {
				y.See("店", "楽天", l)
			}
			return &y
		}
		shown := func(y *stock.Tally) string {
			list := y.Sightings()
			n := 0
			for _, s := range list {
				n += s.Lines
			}
			coded := 0
			for _, l := range lines {
				if l.Code+l.Variant != "" {
					coded++
				}
			}
			if n != coded {
				t.Fatalf("%d of %d lines are counted", n, coded)
			}
			var b strings.Builder
			for _, s := range list {
				fmt.Fprintln(&b, s.Code, s.Variant, s.Name, s.Options, s.Lines, s.Open, s.Newest, s.Differs)
			}
			return b.String()
		}
		whole := shown(count(lines))
		half := rapid.IntRange(0, len(lines)).Draw(t, "half")
		parts := count(lines[half:])
		parts.Merge(count(lines[:half]))
		if got := shown(parts); got != whole {
			t.Fatalf("in two halves:\n%s\nin one:\n%s", got, whole)
		}
		other := slices.Clone(lines)
		slices.Reverse(other)
		if got := shown(count(other)); got != whole {
			t.Fatalf("backwards:\n%s\nforwards:\n%s", got, whole)
		}
	})
}

var codeWord = rapid.Custom(func(t *rapid.T) string {
	parts := rapid.SliceOfN(rapid.SampledFrom([]string{"tea", "mug", "1", "01", "001", "11", "ai", "A", "0"}), 1, 3).Draw(t, "parts")
	return strings.Join(parts, rapid.SampledFrom([]string{"", "-", "_", " "}).Draw(t, "sep"))
})

// Whatever the catalogue, the mappings and the codes: nothing is proposed for a code that is known; a sure SKU is one code's
// alone in its shop, and no other code of the shop is it already; taking all sure ones makes exactly these known.
func TestProposalsKeepTheirWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var skus []stock.SKU
		var codes []string
		for _, c := range rapid.SliceOfNDistinct(codeWord, 0, 12, rapid.ID).Draw(t, "skus") {
			skus, codes = append(skus, stock.SKU{Code: c, Name: "品" + c}), append(codes, c)
		}
		var mapped []stock.MallCode
		for range rapid.IntRange(0, 4).Draw(t, "mappings") {
			mapped = append(mapped, stock.MallCode{Shop: rapid.SampledFrom([]string{"本店", "楽天", ""}).Draw(t, "shop"), Code: codeWord.Draw(t, "code"), SKU: rapid.SampledFrom(append([]string{""}, codes...)).Draw(t, "to")})
		}
		var tally stock.Tally
		for range rapid.IntRange(0, 12).Draw(t, "lines") {
			tally.See(rapid.SampledFrom([]string{"本店", "二号店"}).Draw(t, "at"), "楽天", stock.Line{Code: codeWord.Draw(t, "item"), Variant: rapid.SampledFrom([]string{"", "ai", "01", "tea-1"}).Draw(t, "variant")})
		}
		known := stock.NewCodes(codes, mapped)
		seen := tally.Sightings()
		list := stock.Proposals(skus, mapped, seen)
		if again := stock.Proposals(skus, mapped, seen); !reflect.DeepEqual(list, again) {
			t.Fatal("two answers to one question")
		}
		sure := map[[2]string]string{}
		for i := range list {
			c := &list[i]
			if sku, ok := known.Resolve([]string{c.Shop, c.Mall}, c.Code, c.Variant); ok {
				t.Fatalf("%s is %s already", c.Code, sku)
			}
			if len(c.Proposals) > 3 || !slices.IsSortedFunc(c.Proposals, func(a, b stock.Proposal) int { return b.Score - a.Score }) {
				t.Fatalf("%+v", c.Proposals)
			}
			for _, p := range c.Proposals {
				if !slices.Contains(codes, p.SKU) || p.Reason == "" || p.Score < 0 || p.Score > 100 {
					t.Fatalf("%+v", p)
				}
				if !p.Sure {
					continue
				}
				k := [2]string{c.Shop, p.SKU}
				if other, twice := sure[k]; twice {
					t.Fatalf("%s is sure for %s and %s", p.SKU, other, c.Code)
				}
				sure[k] = c.Code + c.Variant
			}
		}
		for _, s := range seen {
			if sku, ok := known.Resolve([]string{s.Shop, s.Mall}, s.Code, s.Variant); ok && sure[[2]string{s.Shop, sku}] != "" {
				t.Fatalf("%s of %s is %s already, yet sure for %s", sku, s.Shop, s.Code, sure[[2]string{s.Shop, sku}])
			}
		}
		all := stock.AllSure(list)
		if len(all) != len(sure) {
			t.Fatalf("%d of %d sure ones", len(all), len(sure))
		}
		after := stock.NewCodes(codes, append(mapped, all...))
		for _, m := range all {
			if sku, _ := after.Resolve([]string{m.Shop, "楽天"}, m.Code, m.Variant); sku != m.SKU {
				t.Fatalf("%+v, taken, is %q", m, sku)
			}
		}
	})
}

// A catalogue of 20,000 SKUs against 6,000 codes that a mall writes otherwise: hyphens gone, prefixes, typing errors, names only.
func BenchmarkProposals20000SKUs(b *testing.B) {
	rnd := rand.New(rand.NewPCG(1, 2))
	kinds := []string{"今治タオル", "深蒸し煎茶", "藍染めシャツ", "常滑焼 急須", "南部鉄器 風鈴", "杉の弁当箱", "和紙の便箋", "木綿の風呂敷"}
	colours := []string{"藍", "紺", "白", "黒", "朱"}
	var skus []stock.SKU
	for i := range 20_000 {
		skus = append(skus, stock.SKU{Code: fmt.Sprintf("%s-%05d-%s", []string{"tea", "mug", "towel", "wa"}[i%4], i/5, []string{"ai", "kon", "shiro", "kuro", "shu"}[i%5]),
			Name: fmt.Sprintf("%s %d番 %c型", kinds[i/5%8], i/5, 'A'+rune(i/40%26)), Variant: colours[i%5]})
	}
	var tally stock.Tally
	for range 100_000 {
		s := skus[rnd.IntN(len(skus))]
		code := s.Code
		switch h := rnd.IntN(10); {
		case h == 0:
			code = strings.ReplaceAll(code, "-", "")
		case h == 1:
			code = "10" + code[4:]
		}
		tally.See("楽天本店", "楽天", stock.Line{Code: code, Name: "【送料無料】" + s.Name + " ギフト", Options: []string{"カラー:" + s.Variant}, Open: true})
	}
	list := tally.Sightings()
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		got := stock.Proposals(skus, nil, list)
		b.ReportMetric(float64(len(got)), "codes")
	}
}
