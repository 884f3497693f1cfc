package stock_test

import (
	"io"
	"strings"
	"testing"
	"time"

	"miseban/app/jst"
	"miseban/app/stock"
)

func readMaker(t *testing.T, title string, lines ...string) ([]stock.MakerRow, []stock.Problem) {
	t.Helper()
	got, problems, err := stock.ReadMakerStock(heading(title), rows(lines...))
	if err != nil {
		t.Fatal(err)
	}
	return got.Rows, problems
}

// What makers write into one cell: a number, a sign, a word, with a remark behind it; what nobody knows is a question.
func TestWhatMakersWriteIntoACell(t *testing.T) {
	for cell, want := range map[string]stock.MakerStock{
		"12":            {Qty: of(12)},
		"１，２００個":        {Qty: of(1200)},
		"0":             {Qty: of(0), State: stock.MakerOut},
		"○":             {State: stock.MakerHas},
		"◯":             {State: stock.MakerHas},
		"〇":             {State: stock.MakerHas},
		"在庫 あり":         {State: stock.MakerHas},
		"10以上":          {State: stock.MakerHas},
		">100":          {State: stock.MakerHas},
		"50+":           {State: stock.MakerHas},
		"△":             {State: stock.MakerFew},
		"残りわずか":         {State: stock.MakerFew},
		"×":             {State: stock.MakerOut},
		"Ｘ":             {State: stock.MakerOut},
		"欠品（11月下旬）":     {State: stock.MakerOut, NextText: "11月下旬"},
		"欠品(2026/12/1)": {State: stock.MakerOut, NextText: "2026/12/1", NextDate: "2026-12-01"},
		"欠品（本社倉庫）":      {State: stock.MakerOut},
		"完売":            {State: stock.MakerOut},
		"SOLD OUT":      {State: stock.MakerOut},
		"入荷待ち":          {State: stock.MakerComing},
		"廃盤":            {State: stock.MakerEnded},
		"お問い合わせください":    {State: stock.MakerAsk},
		"－":             {},
		"":              {},
	} {
		for _, title := range []string{"品番\t在庫", "品番\t在庫状況"} {
			got, problems := readMaker(t, title, "HS-1\t"+cell)
			if len(problems) > 0 || len(got) != 1 || !got[0].Says.Says(want) {
				t.Errorf("%s %q: %+v %+v", title, cell, got, problems)
			}
		}
	}
	for _, cell := range []string{"ぼちぼち", "-3", "1.5", "○×", "在庫", "（11月）"} {
		if got, problems := readMaker(t, "品番\t在庫", "HS-1\t"+cell); len(got) > 0 || len(problems) != 1 || problems[0].Value != cell {
			t.Errorf("%q: %+v %+v", cell, got, problems)
		}
	}
}

// Number, state and arrival in three columns; whose code it is.
func TestTheColumnsOfAMakersList(t *testing.T) {
	got, problems := readMaker(t, "商品コード\t御社品番\tJAN\t商品名\t在庫数\t在庫状況\t次回入荷予定日", "HS-1\ttea-1\t4900000000017\t煎茶\t2\t△\t46346", "HS-2\t\t\t番茶\t0\t入荷待ち\t未定", "\t\t49-00\t\t\t\t")
	if len(problems) != 1 || problems[0].Column != "JAN" || len(got) != 2 {
		t.Fatalf("%+v %+v", got, problems)
	}
	if r := got[0]; r.Code != "HS-1" || r.SKU != "tea-1" || r.Jan != "4900000000017" || r.Name != "煎茶" || !r.Says.Says(stock.MakerStock{Qty: of(2), State: stock.MakerFew, NextDate: "2026-11-20", NextText: "46346"}) {
		t.Errorf("%+v", r)
	}
	if r := got[1]; !r.Says.Says(stock.MakerStock{Qty: of(0), State: stock.MakerComing, NextText: "未定"}) {
		t.Errorf("%+v", r)
	}
}

// What a buyer must know: nothing where the maker has enough.
func TestWhatABuyerMustKnow(t *testing.T) {
	at := jst.At(time.Date(2026, 11, 24, 9, 0, 0, 0, jst.Zone))
	for _, c := range []struct {
		says stock.MakerStock
		want string
	}{
		{stock.MakerStock{Qty: of(10)}, ""},
		{stock.MakerStock{Qty: of(9)}, "メーカー在庫 9（11/24の在庫表）"},
		{stock.MakerStock{State: stock.MakerHas, NextText: "11月下旬"}, ""},
		{stock.MakerStock{State: stock.MakerOut}, "メーカー欠品（11/24の在庫表）"},
		{stock.MakerStock{State: stock.MakerOut, NextDate: "2026-12-01", NextText: "12/1(火)"}, "メーカー欠品・次回入荷 12/1（11/24の在庫表）"},
		{stock.MakerStock{State: stock.MakerFew, Qty: of(2)}, "メーカー残少・残り2（11/24の在庫表）"},
		{stock.MakerStock{NextText: "未定"}, "次回入荷 未定（11/24の在庫表）"},
		{stock.MakerStock{}, ""},
	} {
		c.says.At = at
		if got := c.says.Note(10); got != c.want {
			t.Errorf("%+v: %q", c.says, got)
		}
	}
}

// Every word of the table is one state's alone and is read as it.
func TestTheTableOfWords(t *testing.T) {
	whose := map[string]string{}
	for _, state := range stock.MakerStateWords() {
		for _, word := range state {
			if other := whose[word]; other != "" {
				t.Errorf("%s is %s and %s", word, other, state[0])
			}
			whose[word] = state[0]
			if got, problems := readMaker(t, "品番\t状態", "HS-1\t"+word); len(problems) > 0 || got[0].Says.State.Name() != state[0] {
				t.Errorf("%s: %+v %+v", word, got, problems)
			}
		}
	}
}

// Whatever stands in a list: no row is lost, none is read twice, and a problem names its row.
func FuzzReadMakerStock(f *testing.F) {
	f.Add("品番\t在庫", "HS-1\t×\nHS-2\t3（11月）\n\nHS-3")
	f.Add("JAN\t在庫数\t在庫状況\t次回入荷", "4900000000017\t1,000\t△\t2026/12/1\n1\t2\t3\t4\t5")
	f.Fuzz(func(t *testing.T, title, text string) {
		lines := strings.Split(text, "\n")
		filled := 0
		for _, l := range lines {
			if strings.TrimSpace(strings.ReplaceAll(l, "\t", "")) != "" {
				filled++
			}
		}
		got, problems, err := stock.ReadMakerStock(heading(title), rows(lines...))
		if err != nil {
			if err == io.EOF {
				t.Fatal("the end is no fault")
			}
			return
		}
		seen := map[int]bool{}
		for _, r := range got.Rows {
			if seen[r.Row] || r.Code+r.SKU+r.Jan == "" {
				t.Fatalf("%+v", r)
			}
			seen[r.Row] = true
		}
		for _, p := range problems {
			if seen[p.Row] || p.Reason == "" {
				t.Fatalf("%+v", p)
			}
			seen[p.Row] = true
		}
		if len(seen) != filled {
			t.Fatalf("%d of %d rows", len(seen), filled)
		}
	})
}
