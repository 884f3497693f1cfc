package command_test

import (
	"strings"
	"testing"
)

type codesJSON struct {
	Codes []struct {
		Shop      string `json:"shop"`
		Code      string `json:"code"`
		Variant   string `json:"variant"`
		Lines     int    `json:"lines"`
		Open      int    `json:"open"`
		Newest    string `json:"newest"`
		Proposals []struct {
			SKU    string `json:"sku"`
			Reason string `json:"reason"`
			Sure   bool   `json:"sure"`
		} `json:"proposals"`
	} `json:"codes"`
	Sure int `json:"sure"`
}

func (c *codesJSON) has(code string) bool {
	for _, x := range c.Codes {
		if x.Code == code || x.Variant == code {
			return true
		}
	}
	return false
}

type mappedJSON struct {
	Mapped []struct{ Shop, Code, Variant, SKU string } `json:"mapped"`
}

// The first day with a catalogue of her own codes: the list, the sure ones at once, one by hand, one that is no product.
func TestMallCodesByCommand(t *testing.T) {
	s := newGoodsShop(t)
	s.call(0, "products", "import", s.csv("商品.csv", "SKU,商品名,在庫", "TEASENCHA100,煎茶,3", "S-TOWEL,今治タオル,5"))
	var list codesJSON
	s.ask(0, &list, "codes")
	if !list.has("tea-sencha-100") || list.Sure < 2 || list.Codes[0].Newest == "" {
		t.Fatalf("%+v", list)
	}
	total := len(list.Codes)
	if text := s.call(0, "codes"); !strings.Contains(text, "◎ TEASENCHA100") || !strings.Contains(text, "「-」の有無だけ違います") {
		t.Error(text)
	}
	var mapped mappedJSON
	s.ask(0, &mapped, "codes", "accept")
	if len(mapped.Mapped) != list.Sure || mapped.Mapped[0].SKU != "TEASENCHA100" {
		t.Errorf("%+v", mapped)
	}
	var after codesJSON
	s.ask(0, &after, "codes")
	if after.has("tea-sencha-100") || len(after.Codes) != total-list.Sure || after.Sure != 0 {
		t.Errorf("%+v", after)
	}
	x, y := after.Codes[0], after.Codes[1]
	words := func(shop, code, variant string, more ...string) []string {
		out := []string{shop, code}
		if variant != "" {
			out = append(out, variant)
		}
		return append(out, more...)
	}
	s.ask(0, &mapped, append([]string{"codes", "map"}, words(x.Shop, x.Code, x.Variant, "s-towel")...)...)
	if len(mapped.Mapped) != 1 {
		t.Errorf("%+v", mapped)
	}
	s.ask(0, &mapped, append([]string{"codes", "ignore"}, words(y.Shop, y.Code, y.Variant)...)...)
	if len(mapped.Mapped) != 1 || mapped.Mapped[0].SKU != "" {
		t.Errorf("%+v", mapped)
	}
	s.ask(0, &mapped, append([]string{"codes", "ignore"}, words(y.Shop, y.Code, y.Variant)...)...)
	if len(mapped.Mapped) != 0 {
		t.Errorf("said twice: %+v", mapped)
	}
	s.ask(0, &after, "codes")
	if len(after.Codes) != total-list.Sure-2 {
		t.Errorf("%+v", after)
	}
	for range 3 {
		s.call(0, "undo")
	}
	s.ask(0, &after, "codes")
	if len(after.Codes) != total || after.Sure != list.Sure {
		t.Errorf("taken back: %d of %d codes", len(after.Codes), total)
	}
	s.call(1, "codes", "map", x.Shop, "r-1", "まぼろし")
	if !strings.Contains(s.stderr, "登録されていないSKU") {
		t.Error(s.stderr)
	}
	s.call(1, "codes", "map", "どこかの店", "r-1", "S-TOWEL")
	for _, args := range [][]string{{"codes", "map", "楽天", "r-1"}, {"codes", "ignore", "楽天"}, {"codes", "accept", "all"}, {"codes", "?"}, {"codes", "map", "楽天", "r-1", ""}} {
		s.call(2, args...)
	}
}

// The maker's list as a scheduled task takes it in, and what the proposal then says.
func TestAMakersListByCommand(t *testing.T) {
	s := newGoodsShop(t)
	s.call(0, "products", "import", s.csv("商品.csv", "SKU,商品名,仕入先,仕入先品番,発注点,補充目標,在庫", "tea-sencha-100,煎茶,花田製茶,HS-1,4,10,3"))
	list := s.csv("在庫表.csv", "品番,商品名,在庫,次回入荷", "HS-1,深蒸し煎茶,×,11月下旬", "HS-9,抹茶,○,", "HS-8,番茶,ぼちぼち,")
	var got struct {
		Counts  map[string]int `json:"row_counts"`
		Unknown []struct {
			Code string `json:"code"`
		} `json:"unknown"`
		Short  []string `json:"short"`
		DryRun bool     `json:"dry_run"`
	}
	for _, more := range [][]string{{"--dry-run"}, nil} {
		s.ask(1, &got, append([]string{"stock", "import-maker", list, "--supplier", "花田製茶"}, more...)...)
		if got.Counts["new"] != 1 || got.Counts["unknown"] != 1 || got.Counts["refused"] != 1 || got.Unknown[0].Code != "HS-9" || got.Short[0] != "tea-sencha-100" || got.DryRun != (more != nil) {
			t.Errorf("%v: %+v", more, got)
		}
	}
	var p struct {
		Suppliers []struct {
			Lines []struct {
				Arithmetic string `json:"arithmetic"`
				Maker      *struct {
					State string `json:"state"`
					Next  string `json:"next_text"`
					At    string `json:"at"`
				} `json:"maker"`
			} `json:"lines"`
		} `json:"suppliers"`
	}
	s.ask(0, &p, "purchase", "propose")
	if l := p.Suppliers[0].Lines[0]; l.Maker == nil || l.Maker.State != "out" || l.Maker.Next != "11月下旬" || !strings.HasSuffix(l.Arithmetic, "　メーカー欠品・次回入荷 11月下旬（10/7の在庫表）") {
		t.Errorf("%+v", l)
	}
	if text := s.call(0, "purchase", "propose"); !strings.Contains(text, "メーカー欠品・次回入荷 11月下旬") {
		t.Error(text)
	}
	s.call(0, "undo")
	s.ask(0, &p, "purchase", "propose")
	if l := p.Suppliers[0].Lines[0]; l.Maker != nil || strings.Contains(l.Arithmetic, "メーカー") {
		t.Errorf("taken back: %+v", l)
	}
	s.call(2, "stock", "import-maker", list)
	s.call(1, "stock", "import-maker", list, "--supplier", "だれか")
	if !strings.Contains(s.stderr, "登録されていません") {
		t.Error(s.stderr)
	}
	if text := s.call(0, "stock", "import-maker", "--help"); !strings.Contains(text, "廃番") || !strings.Contains(text, "次回入荷") {
		t.Error(text)
	}
}
