package normal

import (
	"testing"

	"pgregory.net/rapid"
)

// One house, as malls, forms and customers spell it.
func TestOneAddressInManySpellings(t *testing.T) {
	for _, same := range [][]string{
		{"東京都渋谷区神宮前1-2-3", "渋谷区神宮前１丁目２番３号", "東京都渋谷区神宮前一丁目二番三号", "東京都 渋谷区 神宮前１−２−３", "東京都渋谷区神宮前1ー2ー3",
			"〒150-0001 東京都渋谷区神宮前1の2の3", "東京都渋谷区神宮前1丁目2番地の3", "東京都渋谷区神宮前1丁目2-3", "東京都渋谷区神宮前１―２—３", "150-0001 東京都渋谷区神宮前1‐2‐3"},
		{"渋谷区神宮前1-2-3サンプルマンション101", "東京都渋谷区神宮前1丁目2番3号　サンプルマンション　１０１号室", "東京都渋谷区神宮前1-2-3 (ｻﾝﾌﾟﾙﾏﾝｼｮﾝ101)"},
		{"千葉県鎌ケ谷市新鎌ケ谷1-2", "鎌ヶ谷市新鎌が谷１丁目２"},
		{"茨城県龍ケ崎市3710", "竜ヶ崎市三七一〇番地", "龍ケ崎市3710番"},
		{"岩手県岩手郡雫石町大字長山字小岩井10", "岩手郡雫石町長山小岩井10番地", "岩手県岩手郡雫石町長山字小岩井十番地"},
		{"東京都千代田区一ツ橋2-1", "千代田区一つ橋二丁目1番", "千代田区一ッ橋２－１"},
		{"三重県津市丸之内23-1", "津市丸ノ内23番1号", "津市丸の内二十三番一号"},
		{"北海道札幌市中央区北一条西2-3-4", "札幌市中央区北１条西２丁目３−４"},
		{"大阪府堺市北区金岡町1-2", "堺市北区金岡町1丁2"},
		{"大阪府大阪市北区梅田1-2-3①号棟405", "大阪市北区梅田1-2-3 1号棟 405"},
		{"神奈川県横浜市中区山下町7-8 101", "横浜市中区山下町7-8-101"},
		{"東京都港区三丁目一の二", "港区3丁目1-2"},
		{"東京都新宿区西新宿百二十三番地", "新宿区西新宿123"},
	} {
		for _, s := range same[1:] {
			if Address(s) != Address(same[0]) {
				t.Errorf("%q gives %q,\n%q gives %q", s, Address(s), same[0], Address(same[0]))
			}
		}
	}
}

func TestNeighboursStayApart(t *testing.T) {
	for _, pair := range [][2]string{
		{"渋谷区神宮前1-2-3", "渋谷区神宮前1-23"}, {"渋谷区神宮前1-2-3", "渋谷区神宮前12-3"}, {"港区六本木1-2", "港区木1-2"},
		{"渋谷区神宮前1-2-3 101", "渋谷区神宮前1-2-3101"}, {"仙台市青葉区一番町1-2", "仙台市青葉区二番町1-2"}, {"サンプルタワー101", "サンプルタワ101"},
		{"京都府京都市中京区1-2", "東京都中京区1-2"},
	} {
		if Address(pair[0]) == Address(pair[1]) {
			t.Errorf("%q and %q both give %q", pair[0], pair[1], Address(pair[0]))
		}
	}
}

func TestPrefectures(t *testing.T) {
	for s, want := range map[string]string{
		"東京都渋谷区神宮前1-2-3": "東京都", "神奈川県横浜市": "神奈川県", "〒060-0001　北海道札幌市": "北海道", "廣島県広島市": "広島県", "京都市中京区": "",
		"渋谷区神宮前": "", "": "", "京都府": "京都府", "鹿児島県鹿児島市": "鹿児島県",
	} {
		if got := PrefectureOf(s); got != want {
			t.Errorf("PrefectureOf(%q) = %q", s, got)
		}
	}
	if len(prefectureByStart) != 47 {
		t.Errorf("%d prefectures are told apart", len(prefectureByStart))
	}
}

func TestAddressWithoutStreetNumberStops(t *testing.T) {
	for s, want := range map[string]bool{
		"東京都渋谷区神宮前1-2-3":            true,
		"東京都渋谷区神宮前一丁目二番三号":          true,
		"龍ケ崎市三七一〇番地":                true,
		"長野県下伊那郡阿智村駒場483":           true,
		"北海道札幌市中央区北1条西2丁目":          true,
		"京都府京都市中京区寺町通御池上る上本能寺前町488": true,
		"長崎県佐世保市ハウステンボス町1-1":        true,
		"東京都渋谷区サンプルビル 神宮前1-2-3":     true,
		"秋田県由利本荘市本荘5":               true,
		"沖縄県那覇市無番地":                 true,
		"千葉県成田市取香番外地":               true,
		"東京都渋谷区 渋谷郵便局留め":            true,
		"岐阜県高山市一の二":                 true,
		"東京都渋谷区神宮前":                 false,
		"東京都港区六本木":                  false,
		"東京都三鷹市":                    false,
		"宮城県仙台市青葉区一番町":              false,
		"東京都渋谷区神宮前3丁目":              false,
		"東京都渋谷区神宮前三丁目":              false,
		"東京都渋谷区神宮前サンプルマンション101":     false,
		"東京都渋谷区神宮前 サンプルビル 3F":       false,
		"東京都渋谷区神宮前第2ビル":             false,
		"〒150-0001 東京都渋谷区神宮前":       false,
		"": false,
	} {
		if got := HasStreetNumber(s); got != want {
			t.Errorf("HasStreetNumber(%q) = %v", s, got)
		}
	}
}

// However the numbers of a block are written, the key is that of 1-2-3.
func TestBlockNumbersHoweverWritten(t *testing.T) {
	kanji := func(n int) string {
		digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
		s := ""
		for _, u := range []struct {
			v int
			w string
		}{{100, "百"}, {10, "十"}} {
			if d := n / u.v; d > 0 {
				if d > 1 {
					s += digits[d]
				}
				s += u.w
				n %= u.v
			}
		}
		return s + digits[n]
	}
	ascii := func(n int) string {
		if n >= 100 {
			return string([]rune{rune('0' + n/100), rune('0' + n/10%10), rune('0' + n%10)})
		}
		if n >= 10 {
			return string([]rune{rune('0' + n/10), rune('0' + n%10)})
		}
		return string(rune('0' + n))
	}
	rapid.Check(t, func(t *rapid.T) {
		num := func(name string) (int, string) {
			n := rapid.IntRange(1, 999).Draw(t, name)
			if rapid.Bool().Draw(t, name+" in kanji") {
				return n, kanji(n)
			}
			return n, ascii(n)
		}
		a, as := num("丁目")
		b, bs := num("番")
		c, cs := num("号")
		place := rapid.SampledFrom([]string{"渋谷区神宮前", "鎌ヶ谷市道野辺", "津市丸之内"}).Draw(t, "place")
		ban := rapid.SampledFrom([]string{"番", "番地"}).Draw(t, "番地")
		got := Address(place + as + "丁目" + bs + ban + cs + "号")
		want := Address(place + ascii(a) + "-" + ascii(b) + "-" + ascii(c))
		if got != want {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}
