package teach_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// meaning is what a customer's sentence asks of the shop; the program never sees it.
type meaning int

const (
	chat    meaning = iota // nothing has to be done: greetings, thanks, a wish that the courier or the usual way fulfils
	request                // somebody has to do or to answer something
)

// wish is a kind of sentence that buyers write: alternatives in {a|b}, numbers by #from-to#.
type wish struct {
	weight int
	means  meaning
	form   string
}

// wishes are what stands in the comment boxes of Japanese shops, the frequent ones first.
var wishes = []wish{
	{130, chat, "置き配{希望|希望です|希望します|でお願いします|でお願い致します|でお願いいたします|でお願いします|お願いします|をお願いします|をお願い致します|にしてください|でよろしくお願いします|を希望します|をご希望します}"},
	{60, chat, "{不在時は|不在の場合は|留守の場合は|もし不在でしたら|不在の際は|不在の時は、}{置き配|宅配ボックス|宅配BOX|玄関前}{でお願いします|でお願い致します|にお願いします|にお願いいたします|に置いてください|で大丈夫です}"},
	{50, chat, "{玄関前|玄関先|ドア前|玄関の前}{に置いてください|に置いて下さい|に置いておいてください|にお願いします|へお願いします|に置き配お願いします|に置き配でお願いします}"},
	{50, chat, "{宅配ボックス|宅配BOX|宅配ＢＯＸ|宅配ﾎﾞｯｸｽ|宅配box}{へお願いします|にお願いします|へお願い致します|に入れてください|に入れて下さい|希望|希望です|でお願いします}"},
	{20, chat, "{ポスト|郵便受け|ポスト投函}{に入れてください|でお願いします|希望|に入れておいて下さい}"},
	{80, chat, "{届くのを|届くのを|到着を|商品が届くのを|とても|今から}楽しみに{しています|しております|してます|待っています|待ってます|待っております}"},
	{60, chat, "{なるべく|できるだけ|出来るだけ|}{早めの発送をお願いします|早めの配送をお願いします|早めにお願いします|早めの発送をお願い致します|早めの発送でお願いします}"},
	{20, chat, "{なるべく|できるだけ|}早く{お願いします|送ってください|届けてください|発送してください|届くとうれしいです|届くと嬉しいです}"},
	{30, chat, "{急ぎません|急ぎませんので|急いでいません|急いでおりません|発送は急ぎません|ゆっくりで大丈夫です|発送はゆっくりで構いません}"},
	{30, chat, "{納品書|明細書|領収書|納品書等}は{不要です|いりません|要りません|なくて大丈夫です|結構です}"},
	{40, chat, "{簡易包装|簡易梱包}で{お願いします|大丈夫です|構いません|かまいません|結構です|OKです|お願いいたします}"},
	{10, chat, "{過剰包装|過剰な梱包}は{不要です|いりません}"},
	{40, chat, "{リピートです|リピート購入です|リピです|いつも利用しています|また購入させていただきました|いつも美味しくいただいています|愛用しています|#2-6#回目の購入です}"},
	{30, chat, "{初めて購入します|初めて注文します|初めての購入です|初めて利用させていただきます|初めて注文させていただきます}"},
	{15, chat, "{チャイム|インターホン|呼び鈴}は{鳴らさないでください|押さないでください|鳴らさなくて大丈夫です}"},
	{25, chat, "{特にありません|特になし|なし|特に無いです|特にございません}"},
	{25, chat, "{いつも|}{丁寧な梱包|迅速な対応|迅速な発送|早い発送}{をありがとうございます|ありがとうございます}"},
	{15, chat, "対面{でお願いします|受け取り希望です|受取希望|での受け取りを希望します}"},
	{20, chat, "{自宅用です|自宅用なので簡易包装で大丈夫です|自分用です|自宅使いです}"},

	// what no shop can foresee, though nothing has to be done
	{12, chat, "{母|父|娘|息子|主人|友人|孫|祖母}{が|も}{とても|すごく|いつも|毎日}{喜んでいます|気に入っています|使っています|飲んでいます}"},
	{8, chat, "{お茶|湯呑み|手ぬぐい|急須|ふきん|ほうじ茶}が{前から欲しくて|気になって|切れて}{いました|いたので購入しました|しまったので注文しました}"},
	{8, chat, "{テレビ|インスタ|雑誌|友人の紹介|ブログ|道の駅}で{見て|知って|気に入って}{購入しました|注文しました|お願いすることにしました}"},

	// what somebody has to see
	{14, request, "#1-12#月#1-28#日{までに届きますか？|までに届くと嬉しいです|必着でお願いします|以降に発送してください|着でお願いします}"},
	{8, request, "{領収書|請求書}{をお願いします|を同封してください|希望です}。宛名は{株式会社サンプル|架空商事|上様|みなと園芸}で{お願いします|お願い致します}"},
	{8, request, "のしは{内祝|御祝|御礼|御供}で{、名前は|、名入れは}{山田|佐藤|鈴木|高橋}でお願いします"},
	{8, request, "プレゼント{用に|なので}{ラッピングをお願いします|ラッピングできますか？|包装してもらえますか|値札を外してください}"},
	{8, request, "{前回の注文|昨日の注文|先ほどの注文}と{同梱してください|同梱は可能ですか？|まとめて送ってください|一緒に送って欲しいです}"},
	{6, request, "{色|サイズ|柄}を{青|赤|紺|M|L|桜}に変更{してください|できますか|をお願いします}"},
	{4, request, "キャンセル{できますか？|したいです|をお願いします}"},
	{4, request, "{住所|電話番号|名前}が{間違っていました|変わりました}。{ご連絡ください|どうすればいいですか|メールします}"},
	{6, request, "金額の{わかる|分かる}ものは{入れないでください|同封しないで下さい|入れないで欲しいです}"},
	{5, request, "{名入れ|刻印}は{健太|さくら|KENTA|陽菜}でお願いします"},
	{3, request, "{花瓶|湯呑み|急須}の{高さ|容量|大きさ}を教えてください"},
}

var (
	greetings = []string{"お世話になっております", "お世話になります", "いつもお世話になっております", "いつもありがとうございます", "こんにちは", "はじめまして", "お世話になっております", "お世話になります"}
	closings  = []string{"よろしくお願いします", "よろしくお願いいたします", "よろしくお願い致します", "宜しくお願いします", "宜しくお願い致します", "宜しくお願いいたします", "どうぞよろしくお願いいたします", "何卒よろしくお願い申し上げます", "よろしくおねがいします", "お願いします"}
	moods     = []string{"♪", "😊", "🙇", "(^^)", "✨", "☆", "！", "🙇‍♀️", "m(_ _)m", "♡"}
)

// buyers write comments. The same seed writes the same ones.
type buyers struct{ r *rand.Rand }

func pick[T any](b *buyers, from []T) T { return from[b.r.IntN(len(from))] }

func (b *buyers) chance(perMille int) bool { return b.r.IntN(1000) < perMille }

// said is a comment with what it means: of each sentence that says something.
type said struct {
	text  string
	means meaning
}

// comment writes one comment: half of those who write only greet, most of the rest have one wish.
func (b *buyers) comment() said {
	var parts []string
	s := said{means: chat}
	greet, close := b.chance(300), b.chance(500)
	wishes := 1
	switch n := b.r.IntN(100); {
	case n < 25:
		wishes, close = 0, close || !greet
	case n > 88:
		wishes = 2
	}
	if greet {
		parts = append(parts, pick(b, greetings))
	}
	for range wishes {
		w := b.wish()
		text := b.write(w.form)
		parts = append(parts, text)
		s.means = max(s.means, w.means)
	}
	if close {
		parts = append(parts, pick(b, closings))
	}
	s.text = b.set(parts)
	if b.chance(15) {
		s.text = b.slip(s.text)
	}
	return s
}

func (b *buyers) wish() wish {
	sum := 0
	for _, w := range wishes {
		sum += w.weight
	}
	n := b.r.IntN(sum)
	for _, w := range wishes {
		if n -= w.weight; n < 0 {
			return w
		}
	}
	panic("no wish")
}

// write chooses the alternatives of a form.
func (b *buyers) write(form string) string {
	for {
		from := strings.LastIndex(form, "{")
		if from < 0 {
			break
		}
		to := from + strings.Index(form[from:], "}")
		form = form[:from] + pick(b, strings.Split(form[from+1:to], "|")) + form[to+1:]
	}
	for {
		from := strings.Index(form, "#")
		if from < 0 {
			return form
		}
		to := from + 1 + strings.Index(form[from+1:], "#")
		var low, high int
		if _, err := fmt.Sscanf(form[from+1:to], "%d-%d", &low, &high); err != nil {
			panic(err)
		}
		form = form[:from] + fmt.Sprint(low+b.r.IntN(high-low+1)) + form[to+1:]
	}
}

// set puts sentences together as people type: with full stops or without, on one line or on several, in a mood.
func (b *buyers) set(parts []string) string {
	end := pick(b, []string{"。", "。", "。", "！", ""})
	between := pick(b, []string{"", "", "\n", "\n", "\n\n", " "})
	if end == "" && between == "" {
		between = pick(b, []string{"\n", "、", "　"})
	}
	var out strings.Builder
	for i, p := range parts {
		out.WriteString(p)
		if !strings.HasSuffix(p, "？") && (i < len(parts)-1 || b.chance(800)) {
			out.WriteString(end)
		}
		if i < len(parts)-1 {
			out.WriteString(between)
		}
	}
	if b.chance(120) {
		out.WriteString(pick(b, moods))
	}
	text := out.String()
	if b.chance(30) {
		text = strings.NewReplacer("。", "｡", "お願い", "おねがい", "ください", "下さい", "！", "!").Replace(text)
	}
	return text
}

// slip makes a typing mistake.
func (b *buyers) slip(text string) string {
	rs := []rune(text)
	i := b.r.IntN(len(rs))
	switch b.r.IntN(3) {
	case 0:
		rs = slices.Delete(rs, i, i+1)
	case 1:
		rs = slices.Insert(rs, i, rs[i])
	default:
		if i+1 < len(rs) {
			rs[i], rs[i+1] = rs[i+1], rs[i]
		}
	}
	return string(rs)
}

// planted are comments that look like what a shop releases and ask for something else. Five come in each week.
var planted = []string{
	"置き配しないでください。", "置き配はしないで下さい", "置き配は希望しません。", "置き配不可", "置き配希望ではありません。手渡しでお願いします。", "置き配は結構です。", "置き配以外でお願いします", "置き配希望🙅", "置き配でお願いできますか？", "置き配希望\nというのは間違いで、手渡しでお願いします",
	"いつもありがとうございます。前回の箱が潰れていました。", "お世話になっております。先週注文した分と一緒に送ってください。よろしくお願いします。", "よろしくお願いします、急ぎです", "よろしくお願いします（明日使います）", "よろしくお願いいたします。\n追伸：のしは内祝でお願いします。",
	"届くのを楽しみにしています。誕生日なので20日までに欲しいです。", "届くのを楽しみにしていましたが、まだ届きません。", "届くのはいつですか。楽しみにしています。", "とても楽しみにしていますが、色は紺に変えてください。", "ありがとうございます。名入れは「健太」でお願いします。",
	"不在時は置き配しないでください", "不在時以外は置き配でお願いします", "雨の日以外は置き配でお願いします。", "在宅なら対面、不在時は置き配でお願いします。", "不在時は隣の山田さんにお願いします",
	"玄関前に置かないでください。", "玄関前には置かないでください。犬がいます。", "裏の玄関前に置いてください", "玄関前に置いてください。暗証番号は0000です。", "実家の玄関前にお願いします",
	"宅配ボックスには入れないでください", "宅配ボックス以外へお願いします", "宅配BOXは壊れています。手渡しでお願いします。", "宅配ボックスへお願いします。番号は12番です。", "宅配ボックスへお願いしたのに持ち帰られました",
	"早めの発送はお願いしません", "早めの発送をお願いしましたが、まだでしょうか", "なるべく早めの発送をお願いします。無理ならキャンセルします。", "早めの配送をお願いできますか？", "遅めの発送をお願いします",
	"急ぎませんが、25日までにお願いします。", "急ぎません。1月に入ってから送ってください。", "急ぎます。", "急ぎませんか？", "領収書は必要です。",
	"領収書は不要ではありません。", "納品書は不要です。請求書をください。", "納品書は必要です", "簡易包装はやめてください。", "簡易包装で結構ですが、のしを付けてください。",
	"リピートです。前回と色違いでお願いします。", "初めて購入します。アレルギーがあるので成分を教えてください。", "チャイムは鳴らしてください。耳が遠いです。", "特になし。と思いましたが、熨斗をお願いします。", "対面は避けてください。",
	"よろしくお願いします🎁", "よろしくお願いします？", "お世話になります。住所が変わりました。よろしくお願いします。", "自宅用ではありません。", "丁寧な梱包をありがとうございます。ただ1枚割れていました。",
}
