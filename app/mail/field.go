package mail

// Field is one value that a template can show, written {{.注文番号}}.
type Field struct {
	Name    string // as written in a template, without the dot
	Meaning string // one line for the pick list
	Sample  string // a fictional value for a preview without an order
}

// orderFields are known for every order. Amounts are texts with tax included; an amount that the mall has not fixed is an
// empty value, so that a mail that would show it stops.
var orderFields = []Field{
	{"注文番号", "モールの注文番号", "123456-20261124-0000000001"},
	{"注文日", "注文を受けた日", "2026年11月24日"},
	{"お名前", "注文した人の名前（様は付きません）", "山田 花子"},
	{"店名", "店舗の名前", "みせばん商店"},
	{"店の連絡先", "店舗の住所・電話・メール（改行あり）", "〒150-0000 東京都架空区一丁目1-1\n電話 03-000-0000\nメール shop@example.jp"},
	{"明細", "商品名・数量・金額の一覧（改行あり）", "手ぬぐい（藍） × 2　2,400円\n湯のみ × 1　1,800円"},
	{"商品合計", "商品の合計（税込）", "4,200円"},
	{"送料", "送料（税込）", "600円"},
	{"手数料", "代引などの手数料（税込）。ない注文では空", "330円"},
	{"合計", "お客様が支払う金額（税込）", "5,130円"},
	{"お支払い方法", "支払方法の名前", "代金引換"},
	{"お届け先", "届け先の名前と住所（改行あり）", "山田 花子 様\n〒150-0000 東京都架空区一丁目2-3"},
	{"お届け希望", "希望日と時間帯。希望がない注文では空", "2026年11月28日 14時〜16時"},
}

// shipmentFields are known when a parcel has left.
var shipmentFields = []Field{
	{"出荷日", "荷物を出した日", "2026年11月25日"},
	{"配送会社", "運送会社とサービスの名前", "ヤマト運輸（宅急便）"},
	{"追跡番号", "お問い合わせ番号。番号のない発送では空", "0000-0000-0000"},
}

// Fields gives what a template of the event can show, in the order of the pick list.
func Fields(e Event) []Field {
	fields := append([]Field(nil), orderFields...)
	if e == Shipped {
		fields = append(fields, shipmentFields...)
	}
	return fields
}

// Samples gives the fictional values of Fields as Render takes them.
func Samples(e Event) map[string]string {
	m := map[string]string{}
	for _, f := range Fields(e) {
		m[f.Name] = f.Sample
	}
	return m
}
