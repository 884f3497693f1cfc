package mapping

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// shape is what one cell looks like; a cell can look like several things.
type shape uint64

const (
	whole      shape = 1 << iota // a whole number, with or without sign, separators, ¥ or 円
	small                        // a whole number from 0 to 9,999, written plainly
	rate                         // a tax rate: 8, 10, 0.08, 0.1, 8%, 軽減
	day                          // a date
	moment                       // a date with a time
	clock                        // a time of day
	span                         // a time of day to wish for: 午前中, 14-16, 1416
	zip                          // a whole postal code
	zipPart                      // three or four digits
	phone                        // a whole telephone number
	phonePart                    // two to five digits
	mail                         // an e-mail address
	prefecture                   // a prefecture and nothing else
	place                        // an address
	town                         // a city, ward, town or village without a number
	person_                      // could be somebody's name
	kana                         // kana and spaces alone
	halfKana                     // half-width kana: how banks write names
	code                         // ASCII letters, digits and signs without space
	digit                        // holds a digit
	payment_                     // a way of paying
	state                        // a state of processing
	paid_                        // says whether something was paid
	carrier                      // a way of shipping
	flag                         // 0, 1, true, false, yes, no
	tick                         // ○ △ ×, 在庫あり, 欠品 …
	barcode                      // a JAN: 13 or 8 digits with the right check digit
	word                         // text without a digit, at most twelve characters
	none                         // 指定なし and the like
	choice                       // カラー:藍
	letters                      // holds a letter that is no ASCII sign or digit
)

var noneWords = set("指定なし 指定無し 設定なし 希望なし なし 無し - ― 指定しない")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

var (
	stateWords   = set("発送待ち 発送済み 発送済 未発送 出荷待ち 出荷済み 出荷済 未出荷 キャンセル 処理中 新規受付 新規 新規注文 対応中 保留 完了 取消 返品 注文確認待ち 処理済み 処理済 受注 発送準備中 配送中 配達完了 配送完了 取引中 取引完了 入金待ち 注文取消し 注文受付 決済処理中 購入処理中 発送可能 配送要請 配送準備 fulfilled unfulfilled partial shipped unshipped cancelled canceled pending processing completed open")
	paidWords    = set("入金済み 入金済 未入金 支払済み 支払済 支払い済み 未払い 未払 paid unpaid pending authorized refunded 決済完了 決済済み 未決済 全額返金済 入金確認済み 入金待ち 支払待ち voided partially_paid 済 未")
	paymentWords = []string{"クレジット", "カード", "代金引換", "代引", "振込", "振替", "コンビニ", "paypay", "paypal", "後払い", "あと払い", "amazon pay", "キャリア", "楽天ペイ", "銀行", "apple pay", "payments", "請求書", "現金書留", "電子マネー", "au pay", "d払い", "cod", "セブンイレブン", "ローソン"}
	carrierWords = []string{"宅配", "宅急便", "メール便", "ゆうパック", "ゆうパケット", "ネコポス", "クリックポスト", "ヤマト", "佐川", "日本郵便", "レターパック", "飛脚", "定形外", "普通郵便", "standard", "expedited", "ポスト投函", "送料無料便"}
	tickWords    = set("○ ◯ 〇 △ × ✕ ◎ 在庫あり 在庫有 在庫有り あり 有 欠品 在庫なし 在庫切れ 残少 残りわずか 僅少 完売 廃番 品切れ 入荷待ち 要確認 取寄せ メーカー欠品")
	rateWords    = set("8 10 8% 10% 0.08 0.1 0.10 軽減 標準 軽減税率 標準税率 8%(軽減) 10%(標準) 軽減8% 標準10% 0 0% 8.0 10.0 外税 内税")
	flagWords    = set("0 1 true false yes no あり なし 有 無 する しない on off")
)

// look tells what a cell looks like, which must not be empty.
func look(cell string) shape {
	half := false
	s := strings.TrimSpace(cell)
	ascii := isASCII(s)
	if !ascii {
		half = strings.ContainsFunc(s, func(r rune) bool { return r >= 'ｦ' && r <= 'ﾟ' })
		s = strings.TrimSpace(norm.NFKC.String(s))
		ascii = isASCII(s)
	}
	lower := s
	for i := range len(s) {
		if s[i] >= 'A' && s[i] <= 'Z' {
			lower = strings.ToLower(s)
			break
		}
	}
	var f shape
	if ascii {
		f = lookASCII(s)
	} else {
		f = lookJapanese(s, half)
	}
	switch {
	case stateWords[lower]:
		f |= state
	}
	if paidWords[lower] {
		f |= paid_
	}
	if tickWords[lower] {
		f |= tick
	}
	if rateWords[lower] {
		f |= rate
	}
	if flagWords[lower] {
		f |= flag
	}
	if noneWords[lower] {
		f |= none
	}
	if f&(whole|day|phone|zip) == 0 {
		if containsAny(lower, paymentWords) {
			f |= payment_
		}
		if containsAny(lower, carrierWords) {
			f |= carrier
		}
		if len(s) > 2 && strings.ContainsAny(s[1:len(s)-1], ":=") && f&(clock|moment|span) == 0 {
			f |= choice
		}
	}
	return f
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
