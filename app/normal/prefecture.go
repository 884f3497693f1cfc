package normal

// prefectures are the 47, in the order of JIS X 0401.
var prefectures = [...]string{
	"北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県", "群馬県", "埼玉県", "千葉県",
	"東京都", "神奈川県", "新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県", "愛知県", "三重県",
	"滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県", "岡山県", "広島県", "山口県", "徳島県",
	"香川県", "愛媛県", "高知県", "福岡県", "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県",
}

// prefectureByStart finds a prefecture by its first two characters, which no two share.
var prefectureByStart = func() map[[2]rune]string {
	m := make(map[[2]rune]string, len(prefectures))
	for _, p := range prefectures {
		rs := []rune(p)
		m[[2]rune{rs[0], rs[1]}] = p
	}
	return m
}()

// PrefectureOf gives the prefecture that an address begins with, in its official form (広島県 also for 廣島縣); empty
// when it begins with none. A postal code in front is skipped.
func PrefectureOf(address string) string {
	var stack [stackRunes]rune
	p, _ := prefectureAt(addressStart(appendFolded(stack[:0], address)))
	return p
}

// prefectureAt gives the prefecture at the start of rs and the number of runes that it takes.
func prefectureAt(rs []rune) (name string, n int) {
	if len(rs) < 3 {
		return "", 0
	}
	name, ok := prefectureByStart[[2]rune{modernForm(rs[0]), modernForm(rs[1])}]
	if !ok {
		return "", 0
	}
	for _, r := range name {
		if n >= len(rs) || modernForm(rs[n]) != r {
			return "", 0
		}
		n++
	}
	return name, n
}
