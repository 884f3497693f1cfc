package phrase_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"miseban/app/habit/phrase"
)

// clear says whether a comment stops no order once the owner has released the phrases.
func clear(comment string, phrases ...string) bool {
	released := map[string]bool{}
	for _, p := range phrases {
		for _, s := range phrase.Cut(p) {
			released[s.Key] = true
		}
	}
	return len(phrase.New(comment, released)) == 0
}

// Each line is one wish as customers write it; who releases one of its forms has released all of them.
var sameWishes = []string{
	"よろしくお願いします|よろしくお願いします。|宜しくお願いします|宜しくお願い致します。|よろしくお願いいたします！|ヨロシクお願いします|ﾖﾛｼｸお願いします|どうぞよろしくお願いいたします。|何卒宜しくお願い申し上げます|よろしくおねがいします♪|よろしくお願いします😊|よろしくお願いします(^^)|よろしくお願いしまーす|よろしくお願いします〜|以上、よろしくお願いいたします。|お手数ですがよろしくお願いします。|よろしくお願い\nいたします|m(__)m よろしくお願いします|よろしくお願いしますね",
	"置き配希望|置き配希望。|置き配希望です|置配希望|置き配を希望します|置き配を希望しております。|置き配でお願いします|置き配でお願い致します。|置き配にてお願いいたします|置き配お願いします|置き配をお願いします！|置き配でよろしくお願いします|おき配でお願いします|置き配希望です。よろしくお願いします。|お世話になっております。置き配希望です。よろしくお願いいたします。|お世話になります｡置き配希望です｡宜しくお願いします｡|いつもお世話になっております、置き配でお願いします|お手数ですが置き配でお願いします|恐れ入りますが、置き配でお願いいたします。|置き配で\nお願いします|置き配してください|置き配にしてください。|置き配していただけると助かります|置き配して頂ければ幸いです。|こんにちは。\n置き配希望です。\n\nよろしくお願い致します🙇‍♀️|置き配希望よろしくお願いします|置き配で。|「置き配希望」|※置き配希望",
	"玄関前に置いてください|玄関前へ置いて下さい。|玄関前に置いておいてください|玄関前でお願いします|玄関の前に置いてください|ドア前にお願いします|玄関先へお願いします|玄関前に置き配でお願いします|ドア前に置き配お願いします。|玄関前で大丈夫です",
	"ポストに入れてください|ポスト投函でお願いします|郵便受けに入れておいて下さい|ポスト希望",
	"宅配ボックスへお願いします|宅配ﾎﾞｯｸｽへお願いします|宅配BOXへお願いします|宅配ＢＯＸにお願いします。|宅配box希望|宅配ボックスに入れてください",
	"不在時は置き配でお願いします|不在の場合は置き配でお願いします|留守の時は置き配お願い致します。|もし不在でしたら置き配で|不在の際は、置き配にてお願いいたします。|不在時は置き配希望です",
	"領収書は不要です|領収書は不要です。|領収書は不要です。よろしくお願いします。|領収書は\n不要です",
	"急ぎません|急ぎません。|急ぎません！",
	"なるべく早めの発送をお願いします|早めの発送をお願い致します。|できるだけ早くお願いします|出来るだけ早く送って下さい！|早めにお願いします|早く届けてください|なるべく早く届くと嬉しいです",
	"急ぎません|急いでいません。|発送は急ぎません|急ぎませんので。|全然急いでおりません|発送はゆっくりで構いません|ゆっくりで大丈夫です",
	"納品書は不要です|納品書はいりません。|納品書は要りません|納品書は必要ありません|納品書は結構です|納品書はなくて大丈夫です|明細書は不要です。",
	"リピートです|リピです♪|リピート購入です。|いつも利用しています|愛用しています！|また購入させていただきました。|いつも美味しくいただいています", "初めて購入します|初めての購入です|初めて注文させていただきます。", "特になし|なし|特にありません。|特に無いです|特にございません",
	"チャイムは鳴らさないでください|インターホンは鳴らさないで下さい。|呼び鈴は鳴らさなくて大丈夫です|インターホンは押さないでください", "自宅用です|自分用です。|自宅使いです", "対面でお願いします|対面受け取り希望です|対面での受け取りを希望します",
	"丁寧な梱包をありがとうございます|いつも迅速な対応ありがとうございます！|早い発送をありがとうございました", "今から楽しみにしています|到着を楽しみにしております|商品が届くのを楽しみに待ってます♪",
	"届くのを楽しみにしています|届くのを楽しみにしております。|届くのを楽しみに待ってます♪|届くのを楽しみにしてます！|いつもありがとうございます。届くのを楽しみにしています。",
	"早めの発送をお願いします|早めの発送をお願い致します。|早目の発送をお願いいたします|お忙しいところ恐れ入りますが早めの発送をお願いします|早めの発送をお願いできれば幸いです。|早めの発送をよろしくお願いします",
	"簡易包装で大丈夫です|簡易包装で構いません|簡易包装で結構です。|簡易包装でかまいません！|簡易包装でOKです",
	"12月3日着でお願いします|１２月３日着でお願いします。|12月3日着でお願い致します",
}

func TestOneWishInManySpellings(t *testing.T) {
	for _, line := range sameWishes {
		forms := strings.Split(line, "|")
		for _, released := range forms {
			for _, comment := range forms {
				if !clear(comment, released) {
					t.Errorf("%q stops though %q was released: %+v, %+v", comment, released, phrase.Cut(comment), phrase.Cut(released))
				}
			}
		}
	}
}

// usual is what a shop has released after some months.
var usual = []string{"よろしくお願いします", "お世話になっております", "ありがとうございます", "置き配希望", "置き配で大丈夫です", "玄関前に置いてください", "玄関前に置き配でお願いします", "宅配ボックスへお願いします", "ポストに入れてください",
	"不在時は置き配でお願いします", "領収書は不要です", "納品書は不要です", "簡易包装でお願いします", "急ぎません", "早めの発送をお願いします", "届くのを楽しみにしています", "リピートです", "初めて購入します", "チャイムは鳴らさないでください",
	"午前中にお願いします", "対面でお願いします", "プレゼントです", "ギフト用です", "色はおまかせします", "12月3日着でお願いします", "10時以降にお願いします", "2個まとめて送ってください", "なるべく早くお願いします", "丁寧な梱包をありがとうございます", "領収書希望", "特になし"}

// What looks like a released phrase and says something else. Every one of them has to be looked at.
var lookAlikes = []string{
	// the opposite
	"置き配しないでください", "置き配はしないでください。", "置き配はやめてください", "置き配は希望しません", "置き配希望しません", "置き配希望ではありません", "置き配希望ではないです。", "置き配不可", "置き配不要です", "置き配は不要です。よろしくお願いします。",
	"置き配でも結構ですが時間指定も", "置き配は結構です", "置き配は大丈夫です", "置き配以外でお願いします", "置き配以外希望", "置き配なしでお願いします", "置き配ではなく手渡しでお願いします", "置き配NG", "置き配希望❌", "置き配🙅", "置き配×", "置き配希望\n不要", "置き配希望。不要です。", "置き配希望\nではありません",
	"玄関前に置かないでください", "玄関前には置かないでください", "宅配ボックスには入れないでください", "宅配ボックス以外へお願いします", "ポストに入れないでください", "不在時は置き配しないでください", "領収書は必要です", "領収書は不要ではありません",
	"納品書は必要です", "簡易包装でお願いしません", "簡易包装はやめてください", "急ぎます", "急ぎませんが、25日までにお願いします", "早めの発送はお願いしません", "早めの発送をお願いしましたが届きません", "チャイムは鳴らしてください", "対面は避けてください", "プレゼントではありません", "ギフト用ではありません",
	"届くのを楽しみにしていました", "よろしくお願いしません",
	// questions
	"置き配希望？", "置き配できますか", "置き配でお願いできますか？", "置き配可能でしょうか", "置き配でお願いします？", "よろしくお願いします？", "領収書は不要ですか？", "ギフト用ですか？", "対面でお願いできますか", "早めの発送をお願いできますか？", "置き配希望❓", "届くのはいつですか。楽しみにしています。",
	// conditions
	"雨の日以外は置き配希望", "雨なら置き配しないで不在時は置き配でお願いします", "在宅なら対面、不在時は置き配でお願いします", "不在時以外は置き配でお願いします", "できれば置き配希望", "可能なら置き配でお願いします", "置き配希望（雨の日は除く）", "置き配希望、ただし雨の日は手渡し", "不在時は隣の家にお願いします",
	"12月なら置き配希望", "宅配ボックスが空いていれば宅配ボックスへお願いします", "早めの発送をお願いします（欠品ならキャンセル）",
	// numbers and dates
	"12月4日着でお願いします", "12月13日着でお願いします", "1月23日着でお願いします", "2月3日着でお願いします", "12/3着でお願いします", "11時以降にお願いします", "1-0時以降にお願いします", "10-12時以降にお願いします", "3個まとめて送ってください", "2個まとめて送って下さい、あと1個追加で", "12個まとめて送ってください", "午後にお願いします", "10時までにお願いします",
	// thanks and greetings that hide a request
	"いつもありがとうございます。前回の箱が潰れていました。", "ありがとうございます。名入れは「健太」でお願いします。", "お世話になっております。先週注文した分と同梱してください。", "よろしくお願いします、急ぎです", "よろしくお願いします（急ぎ）", "よろしくお願いします。\n追伸：のしは内祝で", "お世話になります。山田です。住所が変わりました。", "いつもありがとうございます、今回は領収書をお願いします",
	"丁寧な梱包をありがとうございます。今回は簡易で結構です。", "届くのを楽しみにしています。誕生日なので20日までに欲しいです。", "リピートです。前回と色違いでお願いします。", "初めて購入します。アレルギーがあるので成分を教えてください。", "ありがとうございましたが、まだ届きません", "よろしくお願いします🎁", "よろしくお願いします📞", "よろしくお願いします💢",
	// a released phrase and a new wish
	"置き配希望。表札は鈴木です。", "置き配希望です。電話はしないでください。", "置き配でお願いします。時間は18時以降で。", "玄関前に置いてください。犬がいます。", "宅配ボックスへお願いします。暗証番号は0000です。", "領収書は不要です。請求書をください。", "置き配希望 キャンセル希望", "置き配希望、返品希望", "急ぎません。1月に入ってから送ってください。",
	"置き配希望 隣の家に", "特になし。と言いたいところですが、熨斗を付けてください", "領収書希望 宛名は上様", "領収書希望。但し書きはお茶代で。", "対面でお願いします。耳が不自由です。",
	// a released phrase inside another sentence
	"置き配希望と書きましたが手渡しに変えてください", "前回置き配希望にしたのに持ち帰られました", "置き配希望の友人宅へ送ります", "領収書は不要ですと書いたのに入っていました", "プレゼントですので金額の分かるものは入れないで", "ギフト用ですのでラッピングをお願いします", "玄関前に置いてくださいと伝えてください", "裏の玄関前に置いてください", "隣の玄関前に置いてください", "実家の宅配ボックスへお願いします",
	"急ぎませんでした", "色はおまかせしますが赤以外で", "色はおまかせしません", "不在時は置き配でお願いしますと前に書きました", "置き配希望先：車庫",
	// families of one meaning, and what only resembles them
	"早めの発送はやめてください", "早く送らないでください", "早めの発送をお願いしたのに", "早めに午前中でお願いします", "急いでいます", "急ぎませんでしょうか", "発送はゆっくりでは困ります", "ゆっくりで大丈夫ではありません", "納品書はいりますか", "納品書以外は不要です", "納品書と領収書は不要です",
	"いつも利用していますが今回は別の住所へ", "愛用していました", "また購入させていただきますので割引してください", "いつも美味しくいただいていません", "リピートです。3個目が割れていました", "リピートしません", "初めて購入しますが大丈夫でしょうか", "初めて購入したものと同じものを", "特になしではありません", "特にのしをお願いします", "チャイムを鳴らさないと気付きません", "チャイムは鳴らさないで電話してください", "インターホンは押してください",
	"自宅用ではなくギフトです", "自宅用とギフト用に分けてください", "対面以外でお願いします", "対面での受け取りは希望しません", "丁寧な梱包をお願いします", "迅速な対応をお願いします", "今から楽しみにしていますので21日に届けてください", "到着を楽しみにしていたのに残念です", "届くのを楽しみにしていますが不在です",
	// another object or place
	"請求書は不要です", "領収書は不要です納品書は必要です", "納品書不要です", "玄関前に置き配は危険です", "過剰包装でお願いします", "遅めの発送をお願いします", "午前中はやめてください", "簡易包装をやめてお願いします",
	// signs alone, other scripts
	"？", "？？", "❌", "🎁", "No thank you", "please leave at door", "置き配 no", "置き配希望 NO",
}

func TestNoLookAlikePasses(t *testing.T) {
	seen := map[string]bool{}
	for _, comment := range lookAlikes {
		if seen[comment] {
			t.Errorf("%q is there twice", comment)
		}
		seen[comment] = true
		if clear(comment, usual...) {
			t.Errorf("%q passes: %+v", comment, phrase.Cut(comment))
		}
		for _, form := range []string{comment + "よろしくお願いします", "お世話になっております。" + comment, comment + "\nよろしくお願いいたします。", comment + "😊"} {
			if clear(form, usual...) {
				t.Errorf("%q passes", form)
			}
		}
	}
	t.Logf("%d look-alikes", len(seen))
}

// A new sentence is new wherever it stands between known ones, and is the only one that is marked.
func TestANewSentenceAmongKnownOnes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		known := rapid.SliceOfN(rapid.SampledFrom(usual), 0, 4).Draw(t, "known")
		at := rapid.IntRange(0, len(known)).Draw(t, "at")
		end := rapid.SampledFrom([]string{"。", "。\n", "！", "\n\n", "。 "}).Draw(t, "end")
		var b strings.Builder
		for i := range len(known) + 1 {
			if i == at {
				b.WriteString("表札は鈴木です。")
			}
			if i < len(known) {
				b.WriteString(known[i] + end)
			}
		}
		released := map[string]bool{}
		for _, p := range usual {
			for _, s := range phrase.Cut(p) {
				released[s.Key] = true
			}
		}
		fresh := phrase.New(b.String(), released)
		if len(fresh) != 1 {
			t.Fatalf("%q: %d new sentences", b.String(), len(fresh))
		}
		if got := strings.TrimSpace(string([]rune(b.String())[fresh[0].From:fresh[0].To])); got != "表札は鈴木です。" {
			t.Fatalf("%q is marked", got)
		}
	})
}

// Courtesies alone are looked at once; afterwards they pass in any company.
func TestCourtesiesAlone(t *testing.T) {
	if clear("よろしくお願いします。") || clear("お世話になっております。よろしくお願いします。") {
		t.Error("nothing was released, and it passes")
	}
	for _, c := range []string{"よろしくお願いします。", "いつもお世話になっております。よろしくお願いいたします。", "ありがとうございます。よろしくお願い致します。"} {
		if !clear(c, "よろしくお願いします") {
			t.Errorf("%q stops", c)
		}
	}
}

// Whatever digit is changed in a released phrase, it is another one.
func TestADigitNeverVaries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		form := rapid.SampledFrom([]string{"%d月%d日着でお願いします", "%d時~%d時にお願いします", "%d-%d日で発送してください", "%d個口を%d回に分けて", "%d.%d倍でお願いします"}).Draw(t, "form")
		n := rapid.IntRange(1, 120)
		a, b, c, d := n.Draw(t, "a"), n.Draw(t, "b"), n.Draw(t, "c"), n.Draw(t, "d")
		x, y := fill(form, a, b), fill(form, c, d)
		if same := a == c && b == d; clear(y, x) != same {
			t.Fatalf("%q released, %q passes: %v", x, y, !same)
		}
	})
}

func fill(form string, a, b int) string {
	for _, n := range []int{a, b} {
		form = strings.Replace(form, "%d", digits(n), 1)
	}
	return form
}

func digits(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return digits(n/10) + string(rune('0'+n%10))
}

func TestWhatCommentsHaveInCommon(t *testing.T) {
	if content("お世話になります。置き配希望です。よろしくお願いします。") != content("置き配でお願いします！") {
		t.Error("one answer serves only one of two equal wishes")
	}
	for _, other := range []string{"置き配希望です。急ぎです。", "急ぎです。置き配希望です。置き配は不要です。", "よろしくお願いします", ""} {
		if content("置き配希望です。") == content(other) {
			t.Errorf("%q is answered with another comment", other)
		}
	}
}

func content(comment string) string { return phrase.Content(phrase.Cut(comment)) }

func FuzzCut(f *testing.F) {
	for _, c := range append(append([]string{}, lookAlikes...), "。。\n\r\n？", "\xff置き配", strings.Repeat("置", 3000)) {
		f.Add(c)
	}
	f.Fuzz(func(t *testing.T, comment string) {
		n, at := len([]rune(comment)), 0
		for _, s := range phrase.Cut(comment) {
			if s.From < at || s.To <= s.From || s.To > n || s.Key == "" {
				t.Fatalf("%+v of %d runes", s, n)
			}
			at = s.To
		}
		if strings.TrimSpace(comment) != "" && len(phrase.New(comment, nil)) == 0 {
			t.Fatal("passes, and nothing was released")
		}
	})
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		phrase.New("お世話になっております。不在時は置き配でお願いいたします。よろしくお願いいたします。", nil)
	}
}
