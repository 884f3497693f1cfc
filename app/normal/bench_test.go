package normal

import "testing"

// The keys of 120,000 orders are made whenever the tables change; 2 µs for each key is the aim.
func BenchmarkKeys(b *testing.B) {
	for _, c := range []struct {
		name string
		key  func(string) string
		in   string
	}{
		{"Name", Name, "髙橋　一郎"},
		{"NameHalfwidth", Name, "ﾀｶﾊｼ ｲﾁﾛｳ"},
		{"Kana", Kana, "タカハシ イチロウ"},
		{"PhonePlain", Phone, "09000001001"},
		{"PhoneHyphen", Phone, "090-0000-1001"},
		{"MailPlain", Mail, "hanako@example.jp"},
		{"Address", Address, "東京都渋谷区神宮前1丁目2番3号サンプルマンション101"},
		{"AddressHalfwidth", Address, "東京都渋谷区神宮前1丁目2番3号ｻﾝﾌﾟﾙﾏﾝｼｮﾝ101"},
		{"Search", Search, "山﨑 美咲 ヤマザキ ミサキ 09000001001 北海道札幌市中央区北一条西2-3-4"},
		{"SearchPlain", Search, "37991420261120"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.key(c.in)
			}
		})
	}
	b.Run("HasStreetNumber", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			HasStreetNumber("東京都渋谷区神宮前1丁目2番3号サンプルマンション101")
		}
	})
}
