package rule

import (
	"slices"

	"miseban/app/order"
)

// Type is what a field's values are.
type Type int

// The types of values.
const (
	TextType  Type = iota
	YenType        // yen, tax included
	CountType      // a number of something
	DateType       // a day in Japan
	BoolType       // yes or no
	WordType       // one of Words
	SetType        // any of Words, or of names that the owner made
)

// WordOf is one value of a field that has a list of them.
type WordOf struct {
	ID   string // stable English
	Name string // as the owner reads it
}

// Field is one thing that conditions can ask about.
type Field struct {
	ID    string // stable English, as in scripts
	Name  string // as the owner reads it, and as it stands in the file
	Over  Over   // TheOrder, or of which lines or destinations it is a part
	Type  Type
	Words []WordOf // of WordType and SetType; empty for a SetType = any name
	Group string   // under which the window lists it
	Help  string   // one sentence, where the name alone leaves a doubt
}

// FieldNamed finds a field by its id or its Japanese name, in one scope: Lines and Destinations see those of the order too, and
// Lines those of the destination that the line goes to.
func FieldNamed(name string, in Over) (Field, bool) {
	for _, over := range reach[in] {
		if i, ok := fieldIndex[fieldKey{over, name}]; ok {
			return allFields[i], true
		}
	}
	return Field{}, false
}

// searched are the fields that only searches can ask about: they come after the rules.
var searched = []Field{{ID: "status", Name: "ステータス", Type: WordType, Words: StatusWords, Group: "状態", Help: "いまのステータスです。検索だけで使えます。"}}

// SearchFields gives all fields that a search can ask about.
func SearchFields() []Field { return slices.Concat(searched, fields) }

// SearchOnly says whether only searches can ask about a field.
func SearchOnly(id string) bool {
	return slices.ContainsFunc(searched, func(f Field) bool { return f.ID == id })
}

// reach is what is seen from where, the nearest first.
var reach = [...][]Over{TheOrder: {TheOrder}, Lines: {Lines, Destinations, TheOrder}, Destinations: {Destinations, TheOrder}}

type fieldKey struct {
	over Over
	name string
}

// fieldIndex finds a field by where it stands and its id or its name.
var fieldIndex = func() map[fieldKey]int {
	m := make(map[fieldKey]int, 2*len(allFields))
	for i, f := range allFields {
		m[fieldKey{f.Over, f.ID}], m[fieldKey{f.Over, f.Name}] = i, i
	}
	return m
}()

var allFields = SearchFields()

// Fields gives all fields that rules can ask about, in the order in which the window lists them.
func Fields() []Field { return fields }

var fields = []Field{
	{ID: "mall", Name: "モール", Type: WordType, Words: malls(), Group: "注文"},
	{ID: "shop", Name: "店舗", Type: TextType, Group: "注文"},
	{ID: "order_no", Name: "注文番号", Type: TextType, Group: "注文"},
	{ID: "ordered_on", Name: "注文日", Type: DateType, Group: "注文"},
	{ID: "ordered_hour", Name: "注文時刻", Type: CountType, Group: "注文", Help: "0〜23時（日本時間）です。"},
	{ID: "ordered_weekday", Name: "注文の曜日", Type: WordType, Words: weekdays, Group: "注文"},
	{ID: "status_raw", Name: "モールのステータス", Type: TextType, Group: "注文", Help: "ファイルにあるままの値です。"},
	{ID: "clearance", Name: "モールの処理", Type: WordType, Words: []WordOf{{"cleared", "出荷してよい"}, {"not_yet", "まだ"}, {"unknown", "不明"}}, Group: "注文"},
	{ID: "comment", Name: "コメント", Type: TextType, Group: "注文"},
	{ID: "comment_rest", Name: "コメントの初めての文", Type: TextType, Group: "注文", Help: "確認不要と決めた文を除いた残りです。"},
	{ID: "comment_raw", Name: "コメント欄の全文", Type: TextType, Group: "注文", Help: "モールが書き足した文も含む、ファイルにあるままの値です。"},
	{ID: "memo", Name: "モールのメモ", Type: TextType, Group: "注文"},
	{ID: "method_raw", Name: "モールの配送方法", Type: TextType, Group: "配送"},
	{ID: "wish_date", Name: "お届け希望日", Type: DateType, Group: "配送"},
	{ID: "wish_slot", Name: "お届け希望時間帯", Type: TextType, Group: "配送"},
	{ID: "wish_weekday", Name: "お届け希望日の曜日", Type: WordType, Words: weekdays, Group: "配送"},
	{ID: "promise", Name: "モールの出荷期限", Type: DateType, Group: "配送"},
	{ID: "release", Name: "発売日", Type: DateType, Group: "配送", Help: "注文の商品のうち、いちばん遅い発売日です。"},
	{ID: "preorder_mark", Name: "モールの予約", Type: BoolType, Group: "配送"},
	{ID: "payment_text", Name: "支払方法の文字", Type: TextType, Group: "お金"},
	{ID: "payment", Name: "支払区分", Type: WordType, Words: payments, Group: "お金"},
	{ID: "paid", Name: "入金済み", Type: BoolType, Group: "お金"},
	{ID: "pay_by", Name: "入金期限", Type: DateType, Group: "お金"},
	{ID: "total", Name: "請求金額", Type: YenType, Group: "お金", Help: "お客様が払う合計（税込、クーポン・ポイントのあと）です。"},
	{ID: "goods", Name: "商品合計", Type: YenType, Group: "お金"},
	{ID: "shipping", Name: "送料", Type: YenType, Group: "お金"},
	{ID: "cod_fee", Name: "代引手数料", Type: YenType, Group: "お金"},
	{ID: "wrapping_fee", Name: "ラッピング料", Type: YenType, Group: "お金"},
	{ID: "coupon", Name: "クーポン", Type: YenType, Group: "お金"},
	{ID: "points", Name: "ポイント", Type: YenType, Group: "お金"},
	{ID: "pieces", Name: "点数", Type: CountType, Group: "商品", Help: "全部の明細の個数の合計です。"},
	{ID: "kinds", Name: "明細の数", Type: CountType, Group: "商品"},
	{ID: "places", Name: "お届け先の数", Type: CountType, Group: "お届け先"},
	{ID: "gift", Name: "ギフト", Type: BoolType, Group: "判定"},
	{ID: "gift_mark", Name: "モールのギフト指定", Type: BoolType, Group: "判定"},
	{ID: "flags", Name: "判定", Type: SetType, Words: Flags, Group: "判定"},
	{ID: "stops", Name: "組み込みの確認", Type: SetType, Words: BuiltIns, Group: "判定", Help: "コメントや住所など、組み込みの判定が止めた理由です。"},
	{ID: "labels", Name: "ラベル", Type: SetType, Group: "判定"},
	{ID: "checks", Name: "チェック", Type: SetType, Group: "判定", Help: "お店で作ったチェック欄のうち、印の付いたものです。"},
	{ID: "orderer_name", Name: "注文者の氏名", Type: TextType, Group: "注文者"},
	{ID: "orderer_kana", Name: "注文者のフリガナ", Type: TextType, Group: "注文者"},
	{ID: "orderer_zip", Name: "注文者の郵便番号", Type: TextType, Group: "注文者"},
	{ID: "orderer_prefecture", Name: "注文者の都道府県", Type: WordType, Words: Prefectures, Group: "注文者"},
	{ID: "orderer_address", Name: "注文者の住所", Type: TextType, Group: "注文者"},
	{ID: "orderer_phone", Name: "注文者の電話番号", Type: TextType, Group: "注文者"},
	{ID: "orderer_email", Name: "注文者のメール", Type: TextType, Group: "注文者"},
	{ID: "times", Name: "購入回数", Type: CountType, Group: "顧客", Help: "この注文を含みます。キャンセルは数えません。"},
	{ID: "last_order", Name: "前回の注文日", Type: DateType, Group: "顧客"},
	{ID: "candidates", Name: "同じ人かもしれない注文", Type: CountType, Group: "顧客"},

	{ID: "name", Name: "氏名", Over: Destinations, Type: TextType, Group: "お届け先"},
	{ID: "kana", Name: "フリガナ", Over: Destinations, Type: TextType, Group: "お届け先"},
	{ID: "zip", Name: "郵便番号", Over: Destinations, Type: TextType, Group: "お届け先"},
	{ID: "prefecture", Name: "都道府県", Over: Destinations, Type: WordType, Words: Prefectures, Group: "お届け先"},
	{ID: "address", Name: "住所", Over: Destinations, Type: TextType, Group: "お届け先"},
	{ID: "phone", Name: "電話番号", Over: Destinations, Type: TextType, Group: "お届け先"},
	{ID: "noshi", Name: "のし", Over: Destinations, Type: TextType, Group: "お届け先"},
	{ID: "wrapping", Name: "ラッピング", Over: Destinations, Type: TextType, Group: "お届け先"},
	{ID: "message", Name: "ギフトメッセージ", Over: Destinations, Type: TextType, Group: "お届け先"},
	{ID: "place_gift", Name: "ギフトのお届け先", Over: Destinations, Type: BoolType, Group: "お届け先"},

	{ID: "code", Name: "商品コード", Over: Lines, Type: TextType, Group: "商品"},
	{ID: "mall_sku", Name: "モールのSKU", Over: Lines, Type: TextType, Group: "商品"},
	{ID: "sku", Name: "SKU", Over: Lines, Type: TextType, Group: "商品", Help: "お店の商品の SKU です。結び付いていなければ「不明」です。"},
	{ID: "item", Name: "商品名", Over: Lines, Type: TextType, Group: "商品"},
	{ID: "options", Name: "項目・選択肢", Over: Lines, Type: TextType, Group: "商品"},
	{ID: "qty", Name: "個数", Over: Lines, Type: CountType, Group: "商品"},
	{ID: "unit_price", Name: "単価", Over: Lines, Type: YenType, Group: "商品"},
	{ID: "line_total", Name: "小計", Over: Lines, Type: YenType, Group: "商品", Help: "単価 × 個数（税込）です。"},
	{ID: "tax_rate", Name: "税率", Over: Lines, Type: CountType, Group: "商品", Help: "8 か 10（％）です。"},
	{ID: "line_release", Name: "商品の発売日", Over: Lines, Type: DateType, Group: "商品"},
	{ID: "supplier", Name: "仕入先", Over: Lines, Type: TextType, Group: "商品"},
	{ID: "to_order", Name: "取寄せ", Over: Lines, Type: BoolType, Group: "商品"},
}

var weekdays = []WordOf{{"sun", "日"}, {"mon", "月"}, {"tue", "火"}, {"wed", "水"}, {"thu", "木"}, {"fri", "金"}, {"sat", "土"}}

// Flags are the judge's flags that rules can read; those marked in Settable they can set and remove too.
var Flags = []WordOf{{"gift", "ギフト"}, {"hide_price", "金額非表示"}, {"comment", "コメント"}, {"repeater", "リピーター"}, {"candidate", "候補"},
	{"new_customer", "新規"}, {"multi_destination", "複数届け先"}, {"amount_unconfirmed", "金額未確定"}, {"total_uncertain", "合計は参考"}, {"unpaid_overdue", "入金期限切れ"},
	{"blacklist", "要注意"}, {"vip", "VIP"}, {"late", "遅れ"}, {"preorder", "予約"}}

// BuiltIns are the built-in judgements that stop an order with a question. Each can be switched off in a set, or passed by a rule.
var BuiltIns = []WordOf{{"comment", "コメント"}, {"no_comment_column", "コメントの列がない"}, {"address", "番地のない住所"}, {"phone", "ありえない電話番号"}, {"wish_past", "過ぎたお届け希望日"},
	{"clearance", "モールの状態がわからない"}, {"payment_word", "初めての支払方法"}, {"no_payment", "支払方法がわからない"}, {"amount_open", "金額が未確定"},
	{"conflict_cod_gift", "代金引換 × ギフト"}, {"conflict_cod_mailbin", "代金引換 × メール便"}, {"conflict_cod_box", "代金引換 × 宅配BOX・置き配・営業所止め"}, {"conflict_cod_limit", "代金引換の上限"},
	{"conflict_mailbin_wrapping", "メール便 × ラッピング"}, {"conflict_mailbin_wish", "メール便 × 日時指定"}, {"conflict_atobarai_office", "後払い × 局留め・営業所止め"}, {"conflict_atobarai_other", "後払い × 注文者と違うお届け先"}}

// payments are the classes of payment as rules call them.
var payments = []WordOf{{"card", "クレジットカード"}, {"cod", "代金引換"}, {"bank", "銀行振込"}, {"conveni", "コンビニ"}, {"atobarai", "後払い"}, {"wallet", "ウォレット決済"},
	{"mall", "モール決済"}, {"points", "全額ポイント"}, {"unknown", "未分類"}}

func malls() (words []WordOf) {
	for _, m := range order.Malls() {
		words = append(words, WordOf{string(m), m.Name()})
	}
	return words
}

// Prefectures are the 47 in the order of JIS X 0401, by their English and their official names.
var Prefectures = []WordOf{{"hokkaido", "北海道"}, {"aomori", "青森県"}, {"iwate", "岩手県"}, {"miyagi", "宮城県"}, {"akita", "秋田県"}, {"yamagata", "山形県"}, {"fukushima", "福島県"},
	{"ibaraki", "茨城県"}, {"tochigi", "栃木県"}, {"gunma", "群馬県"}, {"saitama", "埼玉県"}, {"chiba", "千葉県"}, {"tokyo", "東京都"}, {"kanagawa", "神奈川県"},
	{"niigata", "新潟県"}, {"toyama", "富山県"}, {"ishikawa", "石川県"}, {"fukui", "福井県"}, {"yamanashi", "山梨県"}, {"nagano", "長野県"}, {"gifu", "岐阜県"},
	{"shizuoka", "静岡県"}, {"aichi", "愛知県"}, {"mie", "三重県"}, {"shiga", "滋賀県"}, {"kyoto", "京都府"}, {"osaka", "大阪府"}, {"hyogo", "兵庫県"}, {"nara", "奈良県"},
	{"wakayama", "和歌山県"}, {"tottori", "鳥取県"}, {"shimane", "島根県"}, {"okayama", "岡山県"}, {"hiroshima", "広島県"}, {"yamaguchi", "山口県"}, {"tokushima", "徳島県"},
	{"kagawa", "香川県"}, {"ehime", "愛媛県"}, {"kochi", "高知県"}, {"fukuoka", "福岡県"}, {"saga", "佐賀県"}, {"nagasaki", "長崎県"}, {"kumamoto", "熊本県"}, {"oita", "大分県"},
	{"miyazaki", "宮崎県"}, {"kagoshima", "鹿児島県"}, {"okinawa", "沖縄県"}}

// word finds one of a field's words by its id or its name.
func (f Field) word(text string) (WordOf, bool) {
	for _, w := range f.Words {
		if w.ID == text || w.Name == text {
			return w, true
		}
	}
	return WordOf{}, false
}
