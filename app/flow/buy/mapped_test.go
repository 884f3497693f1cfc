package buy_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"miseban/app/flow/buy"
	"miseban/app/flow/learn"
	"miseban/app/mapping"
	"miseban/app/stock"
)

// explained is what the owner says when the wizard shows her the file: she agrees with what it proposes, but for these
// columns (name → meaning; an empty one is not read). Where it took no row for the header she points at the one that it is.
func explained(t *testing.T, path string, kind mapping.Kind, headerRow int, says map[string]mapping.Meaning) mapping.Mapping {
	t.Helper()
	f, err := learn.Open(path, kind)
	if err != nil {
		t.Fatal(err)
	}
	p := &f.Proposal
	if p.HeaderRow != headerRow {
		p.HeaderRow, p.Header = headerRow, f.Glance.Records[headerRow-1]
		for i, name := range p.Header {
			p.Columns[i] = mapping.Column{At: i, Name: name}
		}
	}
	for i, c := range p.Columns {
		if m, ok := says[c.Name]; ok {
			p.Columns[i].Means = m
		}
	}
	return f.Mapping("うちの表", "")
}

// A list of goods with headings of her own, below a title and a date: once explained it reads as one with known headings.
func TestAnExplainedListOfGoodsReadsLikeAKnownOne(t *testing.T) {
	known := newShop(t)
	known.products(known.catalogue())
	for name, write := range map[string]func(s *shop) string{
		"CSV": func(s *shop) string {
			return s.cp932("うちの表.csv", "取扱品一覧,,,,,,,,,,", "2026年10月7日 現在,,,,,,,,,,",
				"うちの番号,呼び名,いろ,どこから,先の番号,値段,のこり,ここで頼む,ここまで,まとめて,都度,店長の覚え",
				`tea-sencha-100,静岡県産 深蒸し煎茶 100g,,花田製茶,HS-1,"1,600",3,4,10,5,,a`,
				"towel-imabari-f-ai,今治タオル フェイス,藍,今治織物,,480,7,2,10,,,b",
				"kyusu-tokoname,常滑焼 急須,,,,,,,,,○,c")
		},
		"Excel": func(s *shop) string {
			return s.xlsx("うちの表.xlsx", []any{"取扱品一覧", "2026年10月"}, []any{},
				[]any{"品番", "商品名", "いろ", "どこから", "先の番号", "値段", "のこり", "ここで頼む", "ここまで", "まとめて", "都度", "店長の覚え"},
				[]any{"tea-sencha-100", "静岡県産 深蒸し煎茶 100g", "", "花田製茶", "HS-1", 1600, 3, 4, 10, 5, "", "a"},
				[]any{"towel-imabari-f-ai", "今治タオル フェイス", "藍", "今治織物", "", 480, 7, 2, 10, "", "", "b"},
				[]any{"kyusu-tokoname", "常滑焼 急須", "", "", "", "", "", "", "", "", "○", "c"})
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newShop(t)
			path, row := write(s), 3
			if name == "Excel" {
				row = 2 // of the rows that are not blank
			}
			if _, err := buy.ImportProducts(ctx, s.Desk, path, noon, false); err == nil {
				t.Fatal("the headings were understood by themselves")
			}
			m := explained(t, path, mapping.Products, row, map[string]mapping.Meaning{"うちの番号": "SKU", "呼び名": "商品名", "いろ": "カラー", "どこから": "仕入先", "先の番号": "仕入先品番",
				"値段": "仕入単価", "のこり": "在庫", "ここで頼む": "発注点", "ここまで": "補充目標", "まとめて": "ロット", "都度": "取寄せ", "店長の覚え": "", "品番": "SKU", "商品名": "商品名"})
			h, err := buy.HeadingsOf(path, m)
			if err != nil {
				t.Fatal(err)
			}
			r, err := buy.ImportProductsAs(ctx, s.Desk, path, h, noon, false)
			if err != nil || r.RowCounts != (buy.Counts{New: 3}) || len(r.Problems)+len(r.Notes)+len(r.Unused) > 0 {
				t.Fatalf("%+v %v", r, err)
			}
			if got, want := s.Goods().SKUs, known.Goods().SKUs; !reflect.DeepEqual(got, want) {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
			if got, want := s.Goods().OnHand, known.Goods().OnHand; !reflect.DeepEqual(got, want) {
				t.Errorf("stock %v, want %v", got, want)
			}
		})
	}
}

// A maker's list whose headings nobody knows: explained once, it says what the same list with known headings says; and the
// next week's list is recognised by itself, its columns in another order and its header a row lower.
func TestAnExplainedListOfAMakerIsRecognisedNextTime(t *testing.T) {
	rows := [][]string{{"HS-1", "×", "11月下旬", "煎茶"}, {"HS-2", "3", "", "ほうじ茶"}, {"HS-3", "廃番", "", "玉露"}}
	list := func(s *shop, name string, title []string, order ...int) string {
		lines := slices.Clone(title)
		for _, r := range rows {
			var cells []string
			for _, i := range order {
				cells = append(cells, r[i])
			}
			lines = append(lines, strings.Join(cells, ","))
		}
		return s.cp932(name, lines...)
	}
	known := newShop(t)
	known.makerCatalogue()
	known.importMaker(list(known, "a.csv", []string{"品番,在庫状況,次回入荷,商品名"}, 0, 1, 2, 3), noon)

	s := newShop(t)
	s.makerCatalogue()
	first := list(s, "在庫のご案内.csv", []string{"花田製茶 在庫のご案内,,,", "お茶番号,いまあるか,つぎはいつ,おなまえ"}, 0, 1, 2, 3)
	if _, err := buy.ImportMakerStock(ctx, s.Desk, first, "花田製茶", noon, true, buy.Headings{}); err == nil {
		t.Fatal("the headings were understood by themselves")
	}
	if h, name, err := buy.Recognised(ctx, s.Desk, first, mapping.MakerStock); err != nil || name != "" || len(h.Known) > 0 {
		t.Errorf("%+v %q %v", h, name, err)
	}
	m := explained(t, first, mapping.MakerStock, 2, map[string]mapping.Meaning{"お茶番号": mapping.MakerCode, "いまあるか": mapping.MakerState, "つぎはいつ": mapping.NextArrival, "おなまえ": mapping.MakerName})
	m.Name = "花田製茶の在庫表"
	if _, err := learn.Save(ctx, s.Desk, m, noon); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{first, list(s, "来週.csv", []string{"花田製茶 在庫のご案内,,,", "12月1日 現在,,,", "おなまえ,お茶番号,つぎはいつ,いまあるか"}, 3, 0, 2, 1)} {
		h, name, err := buy.Recognised(ctx, s.Desk, path, mapping.MakerStock)
		if err != nil || name != m.Name {
			t.Fatalf("%s: %q %v", path, name, err)
		}
		r, err := buy.ImportMakerStock(ctx, s.Desk, path, "花田製茶", noon, false, h)
		if err != nil || len(r.Problems)+len(r.Notes)+len(r.Unused)+len(r.Unknown) > 0 {
			t.Fatalf("%+v %v", r, err)
		}
		if got, want := s.makers(), known.makers(); !reflect.DeepEqual(got, want) {
			t.Errorf("got  %+v\nwant %+v", got, want)
		}
	}
	other := s.cp932("別.csv", "名前,電話", "花田,03-0000-0001")
	_, err := buy.HeadingsOf(other, m)
	sentence(t, err, "別.csv", "見出しが見つかりません", "何も変更していません")
	_, err = buy.HeadingsOf(s.folder+"/ない.csv", m)
	sentence(t, err, "見つかりません")
}

// A mapping of the maker's list names every column that the reader of such lists knows from it.
func TestEveryMeaningOfAMakersListIsRead(t *testing.T) {
	for _, a := range mapping.Meanings(mapping.MakerStock) {
		m := mapping.Mapping{Version: 1, Name: "x", Kind: mapping.MakerStock, HeaderRow: 1, Header: []string{"見出し"}, Columns: []mapping.Mapped{{Column: "見出し", Means: a.Meaning}}}
		known := buy.HeadingsBy(m, m.Header).Known["見出し"]
		if _, ok := stock.KnownHeading(stock.MakerColumns(), known); !ok {
			t.Errorf("%s (%s) is read as %q", a.Meaning, a.Name, known)
		}
	}
}

// What she said of codes can be taken back code by code: it is asked about again, and Ctrl+Z brings the word back.
func TestMappingsAreTakenAway(t *testing.T) {
	s := newShop(t).withOrders()
	s.products(s.catalogue())
	asked := func() []string {
		list, err := buy.Unmapped(ctx, s.Desk)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, x := range list {
			out = append(out, x.Shop+" "+x.Code)
		}
		return out
	}
	before := asked()
	list, err := buy.Unmapped(ctx, s.Desk)
	if err != nil || len(list) < 2 {
		t.Fatalf("%+v %v", list, err)
	}
	if _, err := buy.MapCodes(ctx, s.Desk, []stock.MallCode{list[0].Mapping("kyusu-tokoname"), list[1].Mapping("")}, noon); err != nil {
		t.Fatal(err)
	}
	kept, err := buy.MappedCodes(ctx, s.Desk)
	if err != nil || len(kept) != 2 || len(asked()) != len(before)-2 {
		t.Fatalf("%+v %v", kept, err)
	}
	entry, err := buy.ForgetCodes(ctx, s.Desk, []stock.MallCode{{Shop: kept[0].Shop, Code: strings.ToUpper(kept[0].Code), Variant: kept[0].Variant}, kept[1]}, noon)
	if err != nil || entry == 0 {
		t.Fatalf("%d %v", entry, err)
	}
	if left, err := buy.MappedCodes(ctx, s.Desk); err != nil || len(left) > 0 || !slices.Equal(asked(), before) {
		t.Errorf("left %+v, %v, asked %v", left, err, asked())
	}
	if entry, err := buy.ForgetCodes(ctx, s.Desk, kept, noon); err != nil || entry != 0 {
		t.Errorf("nothing is left to take away: %d %v", entry, err)
	}
	s.undo()
	if back, err := buy.MappedCodes(ctx, s.Desk); err != nil || !reflect.DeepEqual(back, kept) {
		t.Errorf("%+v %v", back, err)
	}
}
