package firstday_test

import (
	"testing"

	"miseban/app/firstday"
	"miseban/app/order"
	"miseban/app/payment"
)

// Wordings of payment methods that the table does not know, and what a shopkeeper would take them for.
func TestWhatAWordingProbablyMeans(t *testing.T) {
	for wording, want := range map[string]payment.Class{
		"ソフトバンクまとめて支払い":   payment.Wallet,
		"ﾄﾞｺﾓ払い":          payment.Wallet,
		"d払い":             payment.Wallet,
		"NP後払い":           payment.Atobarai,
		"コンビニ後払い（アトカラ）":   payment.Atobarai, // paid in a shop, but afterwards
		"ゆうちょ銀行振替":        payment.Bank,
		"ヤマト代引":           payment.COD,
		"ｺﾝﾋﾞﾆ前払い（番号端末式）": payment.Conveni,
		"クレカ（カード決済）":      payment.Card,
		"ショッピングクレジット／ローン": payment.Unknown, // a contract
		"クレジットカード・コンビニ併用": payment.Unknown, // two methods
		"銀行振込またはクレジットカード": payment.Unknown,
		"代金引換（カード払い可）":    payment.Unknown,
		"ギフト券":            payment.Unknown,
		"":                payment.Unknown,
	} {
		got, ok := firstday.LikelyClass(wording)
		if got != want || ok != (want != payment.Unknown) {
			t.Errorf("%q: %s, %v; want %s", wording, got, ok, want)
		}
	}
}

// 項目・選択肢 as shops word them.
func TestWhatAnOptionWishes(t *testing.T) {
	for text, want := range map[string]struct {
		kind  firstday.Option
		no    bool
		price int64 // 0 = none named
	}{
		"ラッピング:あり（＋220円）":    {firstday.Wrapping, false, 220},
		"ギフト包装：希望する【1,100円】": {firstday.Wrapping, false, 1100},
		"ラッピング:なし":           {firstday.Wrapping, true, 0},
		"ラッピング:なし（0円）":       {firstday.Wrapping, true, 0},
		"包装:簡易包装":            {firstday.Wrapping, true, 0},
		"のし:内祝":              {firstday.Noshi, false, 0},
		"熨斗：不要":              {firstday.Noshi, true, 0},
		"名入れ:T&K":            {firstday.Engraving, false, 0},
		"名入れ（刻印）:":           {firstday.Engraving, true, 0}, // asked, and left empty
		"名入れの文字:なしこ":         {firstday.Engraving, false, 0},
		"メッセージカード:お誕生日おめでとう": {firstday.GreetingCard, false, 0},
		"手提げ袋:付ける（+110円）":    {firstday.Bag, false, 110},
	} {
		c, ok := firstday.ReadOption(text)
		price := int64(order.Value(c.Price))
		if !ok || c.Kind != want.kind || c.No != want.no || price != want.price {
			t.Errorf("%q: %+v, price %d, %v; want %+v", text, c, price, ok, want)
		}
	}
	for _, text := range []string{"カラー:藍", "サイズ:M", "お届け:包装紙の在庫切れを了承する", "", "ご確認:はい"} {
		if c, ok := firstday.ReadOption(text); ok {
			t.Errorf("%q is taken for %+v", text, c)
		}
	}
}

func TestMailbinWordings(t *testing.T) {
	for method, want := range map[string]bool{"メール便": true, "ﾈｺﾎﾟｽ": true, "ゆうパケット（1cm）": true, "クリックポスト": true, "宅配便": false, "ゆうパック": false, "": false} {
		if firstday.Mailbin(method) != want {
			t.Errorf("%q: %v", method, !want)
		}
	}
}

func FuzzReadOption(f *testing.F) {
	f.Add("ラッピング:あり（＋220円）")
	f.Add("名入れ:99999999999999999999円")
	f.Fuzz(func(t *testing.T, s string) {
		if c, ok := firstday.ReadOption(s); ok && c.Price != nil && (*c.Price <= 0 || *c.Price >= 1_000_000) {
			t.Errorf("%q: %d yen", s, *c.Price)
		}
	})
}
