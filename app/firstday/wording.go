package firstday

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"miseban/app/payment"
)

// What names of payment methods have in common, by class.
var payWords = []struct {
	class payment.Class
	words []string
}{
	{payment.Atobarai, []string{"後払", "あと払", "ペイディ", "paidy", "請求書払"}},
	{payment.COD, []string{"代引", "代金引換", "着払"}},
	{payment.Conveni, []string{"コンビニ", "セブンイレブン", "ローソン", "ファミリーマート", "ミニストップ", "ペイジー", "pay-easy"}},
	{payment.Bank, []string{"振込", "振替", "現金書留"}},
	{payment.Wallet, []string{"まとめて支払", "かんたん決済", "キャリア決済", "d払い", "ドコモ", "paypay", "amazon pay", "楽天ペイ", "line pay", "メルペイ", "アリペイ", "alipay", "wechat"}},
	{payment.Card, []string{"クレジット", "カード", "credit", "card"}},
	{payment.Points, []string{"全額ポイント"}},
}

// notOne are words of contracts and of several methods in one: nobody can say the class of these but the owner.
var notOne = []string{"ローン", "リース", "分割", "併用", "その他", "選択", "未定"}

// LikelyClass guesses what a wording of a payment method means, for a proposal: it is never taken without the owner. There is
// no guess where the words of two classes stand in it, but for a 後払い that is paid in a shop.
func LikelyClass(wording string) (c payment.Class, ok bool) {
	s := strings.ToLower(norm.NFKC.String(wording))
	if containsOne(s, notOne) {
		return payment.Unknown, false
	}
	for _, p := range payWords {
		if !containsOne(s, p.words) {
			continue
		}
		switch {
		case c == "":
			c = p.class
		case c == payment.Atobarai && p.class == payment.Conveni: // コンビニ後払い
		default:
			return payment.Unknown, false
		}
	}
	if c == "" {
		return payment.Unknown, false
	}
	return c, true
}

func containsOne(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// Mailbin says whether a shipping method's wording is that of a service that drops the parcel into the letter box.
func Mailbin(method string) bool {
	return containsOne(strings.ToLower(norm.NFKC.String(method)), mailbinWords)
}

var mailbinWords = []string{"メール便", "ネコポス", "ゆうパケット", "クリックポスト", "レターパック", "定形外", "ポスト投函"}
