package mapping

import "strings"

// fits says what a meaning's cells look like.
type fits struct {
	want   shape   // one of these
	never  shape   // none of these, for texts that can be anything else
	strict bool    // a cell that is not as wanted speaks against the meaning
	alone  float64 // the confidence of content without a name, where it tells enough; 0 = it doesn't
	as     string  // what it looks like, in Japanese: "電話番号の形"
}

const anyTime = day | moment | clock

// looks are what the cells of each meaning look like.
var looks = map[Kind]map[Meaning]fits{
	Orders: {
		OrderNo:     {want: code | digit, never: day | moment | clock | mail | zip | phone | prefecture, strict: true, alone: 0.55, as: "注文番号の形"},
		LineID:      {want: code | digit, never: anyTime | mail, strict: true, as: "番号の形"},
		OrderedAt:   {want: day | moment, strict: true, alone: 0.5, as: "日付"},
		OrderedTime: {want: clock | moment, strict: true, as: "時刻"},
		Status:      {want: state | paid_ | word | small, never: anyTime | mail | zip | phone, alone: 0.45, as: "状態の文字"},
		Paid:        {want: state | paid_ | day | moment | flag | word, never: mail | zip | phone, as: "入金の状態か日付"},
		Payment:     {want: payment_, never: anyTime | mail | zip | phone | whole, alone: 0.6, as: "支払方法の文字"},
		Total:       {want: whole, never: day | zip | barcode, strict: true, as: "金額"},
		Goods:       {want: whole, never: day | zip | barcode, strict: true, as: "金額"},
		Shipping:    {want: whole, never: day | zip | barcode, strict: true, as: "金額"},
		CODFee:      {want: whole, never: day | zip | barcode, strict: true, as: "金額"},
		WrappingFee: {want: whole, never: day | zip | barcode, strict: true, as: "金額"},
		Coupon:      {want: whole, never: day | zip | barcode, strict: true, as: "金額"},
		Points:      {want: whole, never: day | zip | barcode, strict: true, as: "金額"},
		ItemCode:    {want: code, never: anyTime | mail, as: "商品コードの形"},
		SKU:         {want: code, never: anyTime | mail, as: "商品コードの形"},
		ItemName:    {want: letters, never: anyTime | mail | whole | phone | zip | prefecture, alone: 0.45, as: "商品名らしい文字"},
		Options:     {never: anyTime | mail, as: "選択肢らしい文字"},
		UnitPrice:   {want: whole, never: day | zip | barcode, strict: true, as: "金額"},
		LineTotal:   {want: whole, never: day | zip | barcode, strict: true, as: "金額"},
		Qty:         {want: small, strict: true, alone: 0.5, as: "個数の形"},
		TaxRate:     {want: rate, strict: true, alone: 0.5, as: "税率"},
		Noshi:       {never: anyTime | mail | phone | zip, as: "文字"},
		Wrapping:    {never: anyTime | mail | phone | zip, as: "文字"},
		Message:     {never: day | moment | mail | phone | zip, as: "文字"},
		WishDate:    {want: day | moment | none, strict: true, as: "日付"},
		WishTime:    {want: span | none | clock | moment, never: mail | zip | phone, as: "時間帯"},
		Method:      {never: anyTime | mail | phone | zip, as: "配送方法らしい文字"},
		Comment:     {never: day | moment | mail | zip, as: "文章"},
		Memo:        {never: day | moment | mail | zip, as: "文章"},
	},
	Statement: {
		BankDate:   {want: day | moment, strict: true, alone: 0.7, as: "日付"},
		Payer:      {want: letters, never: anyTime | mail | whole, strict: true, alone: 0.6, as: "名前や摘要の文字"},
		Deposit:    {want: whole, never: day, strict: true, alone: 0.4, as: "金額"},
		Withdrawal: {want: whole, never: day, strict: true, alone: 0.35, as: "金額"},
		Balance:    {want: whole, never: day, strict: true, as: "金額"},
		BankMemo:   {as: "文字"},
		Amount:     {want: whole, never: day, strict: true, as: "金額"},
		InOut:      {never: anyTime | mail, as: "入金か出金かの文字"},
	},
	MakerStock: {
		MakerCode:   {want: code, never: anyTime | mail | barcode, alone: 0.5, as: "品番の形"},
		MakerName:   {want: letters, never: anyTime | mail | whole, alone: 0.45, as: "商品名らしい文字"},
		MakerJan:    {want: barcode, strict: true, alone: 0.85, as: "JANコード"},
		MakerQty:    {want: whole, never: day | barcode, strict: true, alone: 0.5, as: "数"},
		MakerState:  {want: tick | state | word, never: anyTime | mail | whole, strict: true, alone: 0.5, as: "在庫の表示"},
		NextArrival: {want: day | letters | digit, never: mail | barcode, as: "時期"},
	},
}

var productLooks = map[Meaning]fits{
	"SKU": {want: code | digit, never: anyTime | mail, alone: 0.5, as: "商品コードの形"}, "商品名": {want: letters, never: anyTime | mail | whole, alone: 0.45, as: "商品名らしい文字"},
	"仕入先": {want: letters, never: anyTime | mail | whole, as: "文字"}, "仕入先品番": {want: code | digit, never: anyTime | mail, as: "品番の形"},
	"仕入単価": {want: whole, never: day | barcode, strict: true, as: "金額"}, "税率": {want: rate, strict: true, alone: 0.45, as: "税率"},
	"在庫": {want: whole, never: day | barcode, strict: true, alone: 0.4, as: "数"}, "発注点": {want: whole, never: day | barcode, strict: true, as: "数"},
	"補充目標": {want: whole, never: day | barcode, strict: true, as: "数"}, "ロット": {want: whole, never: day | barcode, strict: true, as: "数"},
	"最低発注数": {want: whole, never: day | barcode, strict: true, as: "数"}, "リードタイム": {want: small | digit, never: day, strict: true, as: "日数"},
	"発売日": {want: day | moment, strict: true, as: "日付"}, "取寄せ": {want: tick | flag | word, as: "○か×"},
	"JAN": {want: barcode, strict: true, alone: 0.85, as: "JANコード"}, "棚番": {as: "文字"}, "備考": {as: "文字"},
	"色・サイズ": {never: anyTime | mail, as: "文字"}, "カラー": {never: anyTime | mail | whole, as: "文字"}, "サイズ": {never: anyTime | mail, as: "文字"},
	MallCode: {want: code, never: anyTime | mail, as: "商品コードの形"},
}

// partLooks are what the cells of the parts of a person look like.
var partLooks = map[string]fits{
	PartName:       {want: person_, never: anyTime | mail | phone | zip | digit, strict: true, alone: 0.4, as: "氏名の形"},
	PartFamily:     {want: person_, never: anyTime | mail | phone | zip | digit, strict: true, as: "姓の形"},
	PartGiven:      {want: person_, never: anyTime | mail | phone | zip | digit, strict: true, as: "名の形"},
	PartKana:       {want: kana | halfKana, strict: true, alone: 0.5, as: "カナ"},
	PartZip:        {want: zip | zipPart, strict: true, alone: 0.6, as: "郵便番号の形"},
	PartPrefecture: {want: prefecture, strict: true, alone: 0.6, as: "都道府県名"},
	PartCity:       {want: town, never: anyTime | mail | phone | zip | prefecture, as: "市区町村名"},
	PartAddress:    {want: place | letters | digit, never: anyTime | mail | phone | zip, alone: 0.5, as: "住所の形"},
	PartPhone:      {want: phone | phonePart, strict: true, alone: 0.6, as: "電話番号の形"},
	PartEmail:      {want: mail, strict: true, alone: 0.85, as: "メールアドレスの形"},
}

func init() {
	for _, side := range []string{Orderer, Dest} {
		for part, f := range partLooks {
			if _, ok := AboutOf(Orders, Meaning(side+part)); ok {
				looks[Orders][Meaning(side+part)] = f
			}
		}
	}
	looks[Products], looks[Stock] = productLooks, productLooks
	looks[Suppliers] = map[Meaning]fits{
		"仕入先": {want: letters, never: anyTime | mail | whole, strict: true, as: "文字"}, "メールアドレス": {want: mail, strict: true, alone: 0.85, as: "メールアドレスの形"},
		"担当者": {want: letters, never: anyTime | mail | whole, as: "名前の形"}, "最低発注額": {want: whole, never: day, strict: true, as: "金額"},
		"リードタイム": {want: small | digit, never: day, strict: true, as: "日数"}, "備考": {as: "文字"},
	}
}

// fit tells how well a column's cells are what the meaning wants: right is the share of cells that are, and sharp whether
// that tells anything (text can be anything).
func (f fits) fit(p *profile) (right float64, sharp bool) {
	if p.filled == 0 {
		return 0, false
	}
	bad := p.share(f.never)
	switch {
	case f.want == 0:
		return 1 - bad, false
	case f.want&(letters|digit|code) != 0:
		return max(0, min(p.share(f.want), 1-bad)), bad > 0.5 || f.strict
	}
	good := p.share(f.want)
	if !f.strict {
		// A text may be one nobody has seen; only what it can't be speaks against it.
		return max(good, 1-bad), good >= 0.5 || bad > 0.5
	}
	return max(0, good-bad*0.5), true
}

// noMeaning are signs in a name of a column that tells nothing of an order's goods, money or people.
func noMeaning(key string) bool {
	return strings.HasSuffix(key, "フラグ") || strings.HasSuffix(key, "flag") || strings.HasSuffix(key, "回数") || strings.HasSuffix(key, "url") ||
		strings.Contains(key, "送信") || strings.HasSuffix(key, "id") || strings.HasSuffix(key, "kana")
}
