package mapping

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"miseban/app/normal"
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

func lookASCII(s string) shape {
	var f shape
	digits, alpha, space, others := 0, 0, 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			alpha++
		case c == ' ' || c == '\n' || c == '\t':
			space++
		default:
			others++
		}
	}
	if alpha > 0 {
		f |= letters
	}
	if digits > 0 {
		f |= digit
	}
	if space == 0 && len(s) <= 60 {
		f |= code
	}
	if digits == len(s) {
		f |= lookDigits(s)
		return f
	}
	if i := strings.IndexByte(s, '@'); i > 0 && strings.IndexByte(s[i:], '.') > 1 && space == 0 {
		return f | mail
	}
	if digits == 0 {
		if len(s) <= 24 {
			f |= word
		}
		if alpha > 0 && others == 0 && len(s) <= 30 && alpha > 1 {
			f |= person_
		}
		return f
	}
	if isWhole(s) {
		f |= whole
	}
	f |= lookTime(s)
	if t := strings.TrimPrefix(s, "'"); f&(day|clock) == 0 && digits == 7 && (len(t) == 7 || len(t) == 8 && t[3] == '-') {
		f |= zip // Shopify puts a ' in front, against spreadsheets
	}
	if f&(day|moment|clock|zip|whole) == 0 && digits >= 9 && digits <= 15 && alpha == 0 && (s[0] == '0' || s[0] == '+') {
		if ok, _ := normal.PhoneOK(s); ok {
			f |= phone
		}
	}
	if f&(day|moment|clock) == 0 && (s[0] == '+' || s[0] == '0' || s[0] == '\'') && f&phone == 0 && digits >= 10 && digits <= 13 && alpha == 0 && strings.IndexByte(s, '.') < 0 && f&whole == 0 {
		f |= phone
	}
	return f
}

func lookDigits(s string) shape {
	f := shape(0)
	n := len(s)
	if n <= 11 {
		f |= whole
	}
	if n <= 4 {
		f |= small
	}
	switch n {
	case 7:
		f |= zip
	case 8:
		if isDay(s[:4], s[4:6], s[6:]) {
			f |= day
		}
	case 14:
		if isDay(s[:4], s[4:6], s[6:8]) {
			f |= moment
		}
	case 10, 11:
		if s[0] == '0' {
			f |= phone
		}
	}
	if n == 3 || n == 4 {
		f |= zipPart
		if isSpan(s) {
			f |= span
		}
	}
	if n == 1 {
		f |= span // 楽天's codes: 1 morning, 2 afternoon, 9 other
	}
	if n >= 2 && n <= 5 {
		f |= phonePart
	}
	if (n == 13 || n == 8) && isBarcode(s) {
		f |= barcode
	}
	return f
}

// isBarcode checks the last digit of an EAN (JIS X 0501).
func isBarcode(s string) bool {
	sum := 0
	for i := range len(s) - 1 {
		d := int(s[len(s)-2-i] - '0')
		if i%2 == 0 {
			d *= 3
		}
		sum += d
	}
	return (10-sum%10)%10 == int(s[len(s)-1]-'0')
}

func isSpan(s string) bool {
	from, to := number(s[:len(s)-2]), number(s[len(s)-2:])
	return from >= 6 && from < to && to <= 24
}

// number reads a few ASCII digits; -1 for anything else.
func number(s string) int {
	n := 0
	if s == "" || len(s) > 9 {
		return -1
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

func isDay(y, m, d string) bool {
	year, month, dayOf := number(y), number(m), number(d)
	return (year >= 1990 && year <= 2099 || year >= 0 && year <= 99 && len(y) == 2) && month >= 1 && month <= 12 && dayOf >= 1 && dayOf <= 31
}

// isWhole tells whether an ASCII text is an amount: -1,080, ¥1080, 1080.00.
func isWhole(s string) bool {
	s = strings.TrimLeft(s, `\+-`)
	s = strings.TrimLeft(s, `\`)
	if i := strings.IndexByte(s, '.'); i > 0 {
		if strings.Trim(s[i+1:], "0") != "" {
			return false
		}
		s = s[:i]
	}
	if s == "" || len(s) > 15 || s[0] == ',' || s[len(s)-1] == ',' {
		return false
	}
	for i := range len(s) {
		if s[i] != ',' && (s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return true
}

// lookTime finds dates and times in a text of ASCII characters.
func lookTime(s string) shape {
	rest := s
	f := shape(0)
	if i := strings.IndexAny(s, "-/."); i == 4 || i == 2 {
		sep := s[i : i+1]
		if j := strings.Index(s[i+1:], sep); j > 0 && j <= 2 {
			end := i + 1 + j + 1
			for end < len(s) && s[end] >= '0' && s[end] <= '9' {
				end++
			}
			if isDay(s[:i], s[i+1:i+1+j], s[i+2+j:end]) {
				f, rest = day, strings.TrimLeft(s[end:], " T")
				if rest == "" {
					return f
				}
				if rest[0] == '(' {
					return f
				}
			} else {
				return 0
			}
		}
	}
	if len(rest) >= 4 {
		if i := strings.IndexByte(rest, ':'); i >= 1 && i <= 2 && number(rest[:i]) >= 0 && number(rest[:i]) < 25 && len(rest) >= i+3 && number(rest[i+1:i+3]) >= 0 {
			if f == day {
				return moment
			}
			if strings.ContainsAny(rest, "-~") {
				return span
			}
			return clock
		}
	}
	if f == day {
		return 0 // something else behind a date
	}
	if i := strings.IndexAny(s, "-~"); i > 0 && i <= 2 && number(s[:i]) >= 6 && number(s[i+1:]) > number(s[:i]) && number(s[i+1:]) <= 24 {
		return span
	}
	return 0
}

// places are the characters with which the parts of an address end.
const places = "市区町村郡"

func lookJapanese(s string, half bool) shape {
	f := letters
	if half {
		f |= halfKana
	}
	runes, han, kanas, digits, spaces, others := 0, 0, 0, 0, 0, 0
	var last rune
	for _, r := range s {
		runes++
		last = r
		switch {
		case r >= '0' && r <= '9':
			digits++
		case unicode.Is(unicode.Han, r) || r == '々':
			han++
		case r >= 'ぁ' && r <= 'ヿ':
			kanas++
		case r == ' ':
			spaces++
		case strings.ContainsRune("()・-.,", r):
		default:
			others++
		}
	}
	if digits > 0 {
		f |= digit
	}
	if digits == 0 && runes <= 12 {
		f |= word
	}
	if kanas > 0 && han == 0 && digits == 0 && others == 0 && spaces <= 2 && runes <= 30 {
		f |= kana
	}
	if digits > 0 {
		f |= lookWritten(s)
	}
	if strings.HasPrefix(s, "午前") || strings.HasPrefix(s, "午後") || s == "夜間" || strings.HasSuffix(s, "時") && digits > 0 {
		f |= span
	}
	if strings.HasPrefix(s, "〒") && digits == 7 {
		return f | zip
	}
	if p := prefectureAt(s); p != "" {
		if p == s {
			return f | prefecture
		}
		return f | place
	}
	if i := strings.IndexAny(s, places); i > 0 {
		if digits == 0 && strings.ContainsRune(places, last) && runes <= 14 {
			f |= town
		} else if digits > 0 {
			f |= place
		}
	} else if digits > 0 && (strings.Contains(s, "丁目") || strings.Contains(s, "番地")) || digits > 0 && han > 0 && strings.Contains(s, "-") {
		f |= place
	}
	if digits == 0 && others <= 1 && runes >= 1 && runes <= 16 && spaces <= 2 && f&(town|prefecture) == 0 && (han > 0 || kanas > 0) {
		f |= person_
	}
	if digits == 0 && runes <= 30 && (strings.Contains(s, "株式会社") || strings.Contains(s, "有限会社") || strings.Contains(s, "(株)")) {
		f |= person_
	}
	return f
}

func prefectureAt(s string) string {
	first := ""
	for i := range s {
		if i > 0 {
			first = s[:i]
			break
		}
	}
	if !strings.Contains("北青岩宮秋山福茨栃群埼千東神新富石長岐静愛三滋京大兵奈和鳥島岡広徳香高佐熊鹿沖廣", first) || first == "" {
		return ""
	}
	return normal.PrefectureOf(s)
}

// lookWritten finds amounts, dates and hours written with Japanese characters: 1,080円, 2026年11月24日, 14時～16時.
func lookWritten(s string) shape {
	f := shape(0)
	switch {
	case strings.HasSuffix(s, "円"), strings.HasPrefix(s, "¥"), strings.HasPrefix(s, "-¥"):
		if isWhole(strings.TrimSuffix(strings.Replace(s, "¥", "", 1), "円")) {
			f |= whole
		}
	}
	if y, rest, ok := strings.Cut(s, "年"); ok {
		if m, rest, ok := strings.Cut(rest, "月"); ok {
			if d, rest, ok := strings.Cut(rest, "日"); ok && isDay(y, m, d) {
				f |= day
				if strings.ContainsAny(rest, ":時") {
					f |= moment
				}
			}
		}
	}
	if i := strings.IndexAny(s, "(（"); i > 0 && f == 0 {
		f |= lookTime(s[:i]) & day // 2026/11/24(火)
	}
	if f == 0 && strings.ContainsAny(s, "~〜～-ー") && (strings.Contains(s, "時") || strings.Contains(s, ":")) {
		f |= span
	}
	if f == 0 && strings.HasSuffix(s, "~") {
		f |= span
	}
	return f
}
