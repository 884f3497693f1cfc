package mapping_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"miseban/app/mapping"
)

// means gives the meanings by column name.
func means(p mapping.Proposal) map[string]mapping.Meaning {
	out := map[string]mapping.Meaning{}
	for _, c := range p.Columns {
		if _, twice := out[c.Name]; !twice {
			out[c.Name] = c.Means
		}
	}
	return out
}

// renamed are names that no mall uses, for columns of the 楽天 template.
var renamed = map[string]string{
	"注文番号": "受注No.", "注文日時": "ご注文日時", "送付先姓": "お届け先様の姓", "送付先名": "お届け先様の名", "送付先郵便番号1": "お届け先 〒1", "送付先郵便番号2": "お届け先 〒2",
	"送付先住所都道府県": "届け先_都道府県", "送付先住所郡市区": "届け先_市区町村", "送付先住所それ以降の住所": "届け先_番地", "注文者メールアドレス": "ご購入者E-mail",
	"個数": "ご注文数", "商品名": "品名", "請求金額": "お支払い合計", "支払方法名": "お支払い方法", "コメント": "ご要望欄", "お届け日指定": "ご希望のお届け日",
}

// A shop whose programmer has renamed and shuffled everything.
func TestColumnsThatSomebodyRenamedAndShuffled(t *testing.T) {
	want := truth(t)["rakuten_custom"]
	records := rowsOf(t, "rakuten_custom", 25)
	order := rand.New(rand.NewPCG(7, 11)).Perm(len(records[0]))
	// Parts of one thing stay in their order.
	slices.SortStableFunc(order, func(a, b int) int {
		if x, y := records[0][a], records[0][b]; strings.TrimRight(x, "123") == strings.TrimRight(y, "123") {
			return a - b
		}
		return 0
	})
	var shuffled [][]string
	for _, r := range records {
		row := make([]string, len(r))
		for i, from := range order {
			row[i] = r[from]
		}
		shuffled = append(shuffled, row)
	}
	right, meant := 0, 0
	back := map[string]string{}
	for i, name := range shuffled[0] {
		if n, ok := renamed[name]; ok {
			shuffled[0][i], back[n] = n, name
		}
	}
	for _, c := range mapping.Guess(mapping.Orders, shuffled).Columns {
		name := c.Name
		if n, ok := back[name]; ok {
			name = n
		}
		if len(want[name]) == 0 || slices.Contains(want[name], "") {
			continue
		}
		meant++
		if slices.Contains(want[name], c.Means) {
			right++
		} else {
			t.Logf("%q (%s): %s %.2f, want %v", c.Name, name, c.Means, c.Confidence, want[name])
			if c.Means != "" && c.Confidence >= 0.9 {
				t.Errorf("%q is surely %s", c.Name, c.Means)
			}
		}
	}
	t.Logf("%d of %d", right, meant)
	if right*100 < meant*90 {
		t.Errorf("%d of %d columns", right, meant)
	}
}

// A file with a title, the date of the download and an empty line above the table.
func TestTheHeaderIsInRowFour(t *testing.T) {
	records := rowsOf(t, "minne", 12)
	above := [][]string{{"注文一覧"}, {"ダウンロード日", "2026/11/24"}, {""}}
	p := mapping.Guess(mapping.Orders, append(above, records...))
	if p.HeaderRow != 4 || !slices.Equal(p.Header, records[0]) {
		t.Fatalf("header in row %d: %v", p.HeaderRow, p.Header)
	}
	if m := means(p); m["注文ID"] != mapping.OrderNo || m["数量"] != mapping.Qty {
		t.Errorf("%v", m)
	}
}

// A file without any header: the content alone says what it can, and nothing is certain.
func TestAFileWithoutAHeader(t *testing.T) {
	var records [][]string
	for _, l := range day(20) {
		records = append(records, []string{
			cell("", "注文番号", mapping.OrderNo, l), cell("", "注文日時", mapping.OrderedAt, l), cell("", "x", "dest_name", l), cell("", "x", "dest_zip", l),
			cell("", "x", "dest_address", l), cell("", "x", "dest_phone", l), l.orderer.mail, l.goods.name, cell("", "x", mapping.Qty, l), cell("", "x", mapping.Payment, l),
		})
	}
	p := mapping.Guess(mapping.Orders, records)
	if p.HeaderRow != 0 || p.Header[0] != "列1" {
		t.Fatalf("header in row %d: %v", p.HeaderRow, p.Header)
	}
	want := []mapping.Meaning{"order_no", "ordered_at", "dest_name", "dest_zip", "dest_address", "dest_phone", "orderer_email", "item_name", "qty", "payment"}
	for i, c := range p.Columns {
		if c.Means != want[i] {
			t.Errorf("%s (%v): %q, want %s; others %v", c.Name, c.Samples, c.Means, want[i], c.Others)
		}
		if c.Confidence >= 0.9 {
			t.Errorf("%s: %.2f is too sure without a name", c.Name, c.Confidence)
		}
	}
	if len(records) < 30 || len(p.Columns[0].Samples) != 3 {
		t.Errorf("%d records, samples %v", len(records), p.Columns[0].Samples)
	}
}

// The name says telephone, the cells are e-mail addresses: it says so, and is not sure.
func TestANameThatItsContentContradicts(t *testing.T) {
	records := rowsOf(t, "minne", 20)
	phone := slices.Index(records[0], "配送先の電話番号")
	for _, r := range records[1:] {
		r[phone] = "hanako@example.com"
	}
	c := mapping.Guess(mapping.Orders, records).Columns[phone]
	if c.Confidence > 0.5 || !strings.Contains(c.Reason, "名前は「配送先の電話番号」ですが") {
		t.Errorf("%s %.2f %s", c.Means, c.Confidence, c.Reason)
	}
}

// The reason names the count, as the owner can check it.
func TestTheReasonOfAProposal(t *testing.T) {
	records := rowsOf(t, "minne", 20)
	phone := slices.Index(records[0], "配送先の電話番号")
	records[3][phone] = "なし"
	c := mapping.Guess(mapping.Orders, records).Columns[phone]
	if c.Means != "dest_phone" || !strings.Contains(c.Reason, "名前が「配送先の電話番号」で、中身の 38/39 が電話番号の形です") {
		t.Errorf("%s %.2f %q of %d", c.Means, c.Confidence, c.Reason, len(records)-1)
	}
}

// BASE's 合計金額 is that of the row: price times quantity, another in each row of an order. It is not taken for the total.
func TestAnAmountThatIsNotTheOrders(t *testing.T) {
	rows := [][]string{{"注文番号", "商品名", "数量", "単価", "合計金額"}, {"10000001", "煎茶", "2", "1080", "2160"}, {"10000001", "急須", "1", "3300", "3300"}, {"10000002", "煎茶", "3", "1080", "3240"}}
	c := mapping.Guess(mapping.Orders, rows).Columns[4]
	if c.Means != mapping.LineTotal || !strings.Contains(c.Reason, "単価×数量と一致します") {
		t.Errorf("%s %.2f %s", c.Means, c.Confidence, c.Reason)
	}
	// The same without a price to compare with: it still differs within an order.
	for i := range rows {
		rows[i] = slices.Delete(slices.Clone(rows[i]), 3, 4)
	}
	rows[1][2], rows[2][2], rows[3][2] = "1", "1", "1"
	c = mapping.Guess(mapping.Orders, rows).Columns[3]
	if c.Confidence > 0.5 || !strings.Contains(c.Reason, "行ごとに金額が違う") {
		t.Errorf("%s %.2f %s", c.Means, c.Confidence, c.Reason)
	}
	// And in proportion to the quantity, where the same goods come twice.
	rows[1][2], rows[3][2] = "2", "3"
	c = mapping.Guess(mapping.Orders, rows).Columns[3]
	if c.Means != mapping.LineTotal || !strings.Contains(c.Reason, "数量に比例") {
		t.Errorf("%s %.2f %s", c.Means, c.Confidence, c.Reason)
	}
}

// A whole telephone number beside its three parts: the parts are left out.
func TestAWholeBesideItsParts(t *testing.T) {
	rows := [][]string{{"注文番号", "お届け先電話番号", "お届け先電話番号1", "お届け先電話番号2", "お届け先電話番号3"}}
	for i := range 5 {
		rows = append(rows, []string{"1000000" + string(rune('1'+i)), "090-0000-1001", "090", "0000", "1001"})
	}
	c := mapping.Guess(mapping.Orders, rows).Columns
	if c[1].Means != "dest_phone" || c[2].Means != "" || c[3].Means != "" || c[4].Means != "" {
		t.Errorf("%s %s %s %s", c[1].Means, c[2].Means, c[3].Means, c[4].Means)
	}
	for i := range rows {
		rows[i] = slices.Delete(slices.Clone(rows[i]), 1, 2)
	}
	c = mapping.Guess(mapping.Orders, rows).Columns
	if c[1].Means != "dest_phone" || c[2].Means != "dest_phone" || c[3].Means != "dest_phone" {
		t.Errorf("%s %s %s", c[1].Means, c[2].Means, c[3].Means)
	}
}

// Two columns that could both be the total: one has it, the other not.
func TestEachSingleMeaningIsProposedOnce(t *testing.T) {
	for _, layout := range layouts(t) {
		seen := map[mapping.Meaning]string{}
		for _, c := range mapping.Guess(mapping.Orders, rowsOf(t, layout, 10)).Columns {
			if a, _ := mapping.AboutOf(mapping.Orders, c.Means); c.Means == "" || a.Several {
				continue
			}
			if seen[c.Means] != "" {
				t.Errorf("%s: %s for %q and %q", layout, c.Means, seen[c.Means], c.Name)
			}
			seen[c.Means] = c.Name
		}
	}
}

// The layouts of bank statements are from memory (未検証): the names as the banks' downloads are remembered, with payers as
// banks write them. All amounts and people are made up.
var statements = map[string]struct {
	records [][]string
	header  int
	want    map[string]mapping.Meaning
}{
	"三菱UFJ": {[][]string{
		{"日付", "摘要", "摘要内容", "支払い金額", "預かり金額", "差引残高", "メモ", "未資金化区分", "入払区分"},
		{"2026/11/20", "振込１", "ﾔﾏﾀﾞ ﾊﾅｺ", "", "2,820", "1,234,567", "", "", "入金"},
		{"2026/11/21", "カ−ド", "", "10,000", "", "1,224,567", "", "", "出金"},
		{"2026/11/24", "振込１", "ﾀｶﾊｼ ｲﾁﾛｳ", "", "3,960", "1,228,527", "", "", "入金"},
	}, 1, map[string]mapping.Meaning{"日付": "date", "摘要内容": "payer", "支払い金額": "withdrawal", "預かり金額": "deposit", "差引残高": "balance", "メモ": "memo", "入払区分": "in_out"}},
	"三井住友": {[][]string{
		{"年月日", "お引出し", "お預入れ", "お取り扱い内容", "残高", "メモ", "ラベル"},
		{"2026/11/20", "", "2820", "ﾌﾘｺﾐ ﾔﾏﾀﾞ ﾊﾅｺ", "1234567", "", ""},
		{"2026/11/21", "10000", "", "ﾃﾞﾝｷﾀﾞｲ", "1224567", "", ""},
		{"2026/11/24", "", "3960", "ﾌﾘｺﾐ ﾀｶﾊｼ ｲﾁﾛｳ", "1228527", "", ""},
	}, 1, map[string]mapping.Meaning{"年月日": "date", "お取り扱い内容": "payer", "お引出し": "withdrawal", "お預入れ": "deposit", "残高": "balance", "メモ": "memo"}},
	"みずほ": {[][]string{
		{"お取引明細"}, {"照会期間", "2026.11.01～2026.11.24"}, {},
		{"お取引日", "お引出金額", "お預入金額", "お取引内容", "残高"},
		{"2026.11.20", "", "2,820", "ヤマダ　ハナコ", "1,234,567"},
		{"2026.11.21", "10,000", "", "ATM引出し", "1,224,567"},
		{"2026.11.24", "", "3,960", "タカハシ　イチロウ", "1,228,527"},
	}, 4, map[string]mapping.Meaning{"お取引日": "date", "お取引内容": "payer", "お引出金額": "withdrawal", "お預入金額": "deposit", "残高": "balance"}},
	"ゆうちょ": {[][]string{
		{"お客さま口座情報"}, {"記号", "00000", "番号", "00000001"}, {"照会期間：20261101-20261124"}, {},
		{"取引日", "入出金明細ＩＤ", "受入金額（円）", "払出金額（円）", "詳細１", "詳細２", "現在（貸付）高"},
		{"20261120", "202611200001", "2820", "", "振込", "ヤマダ　ハナコ", "1234567"},
		{"20261121", "202611210001", "", "10000", "カード", "", "1224567"},
		{"20261124", "202611240001", "3960", "", "振込", "タカハシ　イチロウ", "1228527"},
	}, 5, map[string]mapping.Meaning{"取引日": "date", "詳細２": "payer", "受入金額（円）": "deposit", "払出金額（円）": "withdrawal", "現在（貸付）高": "balance"}},
	"楽天銀行": {[][]string{
		{"取引日", "入出金(円)", "取引後残高(円)", "入出金内容"},
		{"20261120", "2820", "1234567", "サンプル銀行 本店 普通預金 0000001 ヤマダ ハナコ"},
		{"20261121", "-10000", "1224567", "ATM手数料"},
		{"20261124", "3960", "1228527", "サンプル銀行 本店 普通預金 0000002 タカハシ イチロウ"},
	}, 1, map[string]mapping.Meaning{"取引日": "date", "入出金内容": "payer", "入出金(円)": "amount", "取引後残高(円)": "balance"}},
	"PayPay銀行": {[][]string{
		{"操作日(年)", "操作日(月)", "操作日(日)", "操作時刻(時)", "操作時刻(分)", "操作時刻(秒)", "取引順番号", "摘要", "お支払金額", "お預り金額", "残高", "メモ"},
		{"2026", "11", "20", "10", "11", "12", "000001", "振込 ヤマダ ハナコ", "", "2820", "1234567", ""},
		{"2026", "11", "21", "10", "11", "12", "000001", "デビット", "10000", "", "1224567", ""},
		{"2026", "11", "24", "10", "11", "12", "000001", "振込 タカハシ イチロウ", "", "3960", "1228527", ""},
	}, 1, map[string]mapping.Meaning{"操作日(年)": "date", "操作日(月)": "date", "操作日(日)": "date", "摘要": "payer", "お支払金額": "withdrawal", "お預り金額": "deposit", "残高": "balance", "メモ": "memo"}},
	"住信SBI": {[][]string{
		{"日付", "内容", "出金金額(円)", "入金金額(円)", "残高(円)", "メモ"},
		{"2026/11/20", "振込＊ヤマダ　ハナコ", "", "2,820", "1,234,567", "-"},
		{"2026/11/21", "口座振替", "10,000", "", "1,224,567", "-"},
		{"2026/11/24", "振込＊タカハシ　イチロウ", "", "3,960", "1,228,527", "-"},
	}, 1, map[string]mapping.Meaning{"日付": "date", "内容": "payer", "出金金額(円)": "withdrawal", "入金金額(円)": "deposit", "残高(円)": "balance", "メモ": "memo"}},
}

func TestBankStatements(t *testing.T) {
	for bank, s := range statements {
		if k, sure := mapping.GuessKind(s.records); k != mapping.Statement || sure < 0.5 {
			t.Errorf("%s: taken for %s (%.2f)", bank, k, sure)
		}
		p := mapping.Guess(mapping.Statement, s.records)
		if p.HeaderRow != s.header {
			t.Errorf("%s: header in row %d, want %d", bank, p.HeaderRow, s.header)
			continue
		}
		got := means(p)
		for _, name := range p.Header {
			if got[name] != s.want[name] {
				t.Errorf("%s: %s is %q, want %q", bank, name, got[name], s.want[name])
			}
		}
		for _, problem := range mapping.Check(p.Mapping(bank, "")) {
			t.Errorf("%s: %+v", bank, problem)
		}
	}
}

var lists = map[string]struct {
	kind    mapping.Kind
	records [][]string
	want    map[string]mapping.Meaning
}{
	"商品": {mapping.Products, [][]string{
		{"自社品番", "品名", "カラー名", "サイズ名", "メーカー名", "メーカー品番", "原価(税抜)", "発注点", "入数", "JANコード", "楽天商品番号", "社内用"},
		{"towel-f-ai", "今治タオル フェイス", "藍", "F", "サンプル織物", "IT-100", "620", "10", "12", "4900000000016", "towel-imabari", ""},
		{"tea-100", "深蒸し煎茶", "", "", "サンプル茶園", "S-1", "540", "5", "1", "4900000000023", "tea-sencha-100", ""},
	}, map[string]mapping.Meaning{"自社品番": "SKU", "品名": "商品名", "カラー名": "カラー", "サイズ名": "サイズ", "メーカー名": "仕入先", "メーカー品番": "仕入先品番", "原価(税抜)": "仕入単価",
		"発注点": "発注点", "入数": "ロット", "JANコード": "JAN", "楽天商品番号": mapping.MallCode}},
	"棚卸": {mapping.Stock, [][]string{
		{"SKUコード", "棚", "実棚数"}, {"towel-f-ai", "A-1", "24"}, {"tea-100", "B-2", "7"}, {"tea-200", "B-3", "0"},
	}, map[string]mapping.Meaning{"SKUコード": "SKU", "棚": "棚番", "実棚数": "在庫"}},
	"仕入先": {mapping.Suppliers, [][]string{
		{"会社名", "ご担当者", "E-mail", "最低発注金額"}, {"サンプル織物", "山田様", "order@example.com", "30,000"}, {"サンプル茶園", "", "tea@example.jp", ""},
	}, map[string]mapping.Meaning{"会社名": "仕入先", "ご担当者": "担当者", "E-mail": "メールアドレス", "最低発注金額": "最低発注額"}},
	"メーカー": {mapping.MakerStock, [][]string{
		{"サンプル織物 在庫表", "", "", "", ""}, {"品番", "品名", "JAN", "在庫", "次回入荷予定"},
		{"IT-100", "フェイスタオル", "4900000000016", "○", ""}, {"IT-200", "バスタオル", "4900000000023", "×", "12月上旬"}, {"IT-300", "ハンドタオル", "4900000000030", "△", "2026/12/10"},
	}, map[string]mapping.Meaning{"品番": "code", "品名": "name", "JAN": "jan", "在庫": "state", "次回入荷予定": "next_arrival"}},
}

func TestListsOfGoodsAndSuppliers(t *testing.T) {
	for name, l := range lists {
		if k, sure := mapping.GuessKind(l.records); k != l.kind {
			t.Errorf("%s: taken for %s (%.2f)", name, k, sure)
		}
		p := mapping.Guess(l.kind, l.records)
		got := means(p)
		for _, column := range p.Header {
			if got[column] != l.want[column] {
				t.Errorf("%s: %s is %q, want %q", name, column, got[column], l.want[column])
			}
		}
	}
}

// Every layout of orders is recognised as one of orders.
func TestOrdersAreOrders(t *testing.T) {
	for _, layout := range layouts(t) {
		if k, sure := mapping.GuessKind(rowsOf(t, layout, 10)); k != mapping.Orders {
			t.Errorf("%s: %s (%.2f)", layout, k, sure)
		}
	}
}

// Thirteen digits are a JAN only with the right last one.
func TestABarcodeHasACheckDigit(t *testing.T) {
	for cells, want := range map[string]mapping.Meaning{"4900000000016 4900000000023 4900000000030": mapping.MakerJan, "4900000000012 4900000000025 4900000000034": mapping.MakerCode} {
		var rows [][]string
		for _, c := range strings.Fields(cells) {
			rows = append(rows, []string{c, "5"})
		}
		if c := mapping.Guess(mapping.MakerStock, rows).Columns[0]; c.Means != want {
			t.Errorf("%s: %s", cells, c.Means)
		}
	}
}

// What the states seem to mean is proposed only where it is beyond doubt; the others are listed for the owner.
func TestWordsOfTheStatus(t *testing.T) {
	p := mapping.Guess(mapping.Orders, [][]string{
		{"注文番号", "ステータス", "入金状態", "商品名", "数量"},
		{"10000001", "発送待ち", "入金済", "煎茶", "1"}, {"10000002", "発送済み", "未入金", "煎茶", "1"}, {"10000003", "ＶＩＰ確認中", "入金済", "煎茶", "2"},
	})
	if len(p.Values.Status) != 2 || p.Values.Status["発送待ち"] != mapping.Cleared || p.Values.Status["発送済み"] != mapping.Shipped ||
		!slices.Contains(p.Texts.Status, "ＶＩＰ確認中") || p.Values.Paid["未入金"] != mapping.Unpaid {
		t.Errorf("%+v %+v", p.Values, p.Texts)
	}
}

func BenchmarkGuess200x158(b *testing.B) {
	records := rowsOf(b, "rakuten", 110)[:201]
	if len(records[0]) < 158 {
		b.Fatal(len(records[0]))
	}
	b.ReportAllocs()
	for b.Loop() {
		mapping.Guess(mapping.Orders, records)
	}
}

func BenchmarkGuessKind(b *testing.B) {
	records := rowsOf(b, "rakuten", 110)[:201]
	b.ReportAllocs()
	for b.Loop() {
		mapping.GuessKind(records)
	}
}
