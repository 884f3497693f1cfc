package phrase

import (
	"regexp"
	"slices"
	"strings"
)

// courtesies say nothing about the order. Each pattern is the whole of what may stand there.
var courtesies = []struct {
	name string
	is   *regexp.Regexp
}{
	{"§挨拶", regexp.MustCompile(`^((いつも|毎度|大変|日頃より|日頃|平素より|平素は|この度は|今回も|また)*お世話(になって(おり|い)?ます|になります|になりました|さまです)|こんにちは|こんばんは|おはようございます|はじめまして|お疲れさまです)$`)},
	{"§お礼", regexp.MustCompile(`^(いつも|毎回|毎度|大変|本当に|誠に|どうも|この度は|先日は|今回も|いつもいつも)*(お世話になり)?ありがとう(ございま(す|した))?$`)},
	{"§結び", regexp.MustCompile(`^(以上です|以上|それでは|では|どうぞ|どうか|なにとぞ|今回も|引き続き|今後とも|これからも|また|重ねて|大変|お手数ですが|お手数(を)?おかけ(し|いたし)ますが|恐れ入りますが|(ご対応|ご確認)(の?ほど)?(を)?|よろしく)*(お願い((し|いたし|もうしあげ)ます|したいです|いたしたくぞんじます)?|よろしくです)$`)},
	{"§結び", regexp.MustCompile(`^(どうぞ|なにとぞ)?よろしく$`)},
	{"§お礼", regexp.MustCompile(`^(いつも|毎回|先日は|前回は)*((丁寧|ていねい|迅速|親切|素早い|すばやい|早い)な?)+(ご)?(梱包|対応|発送|配送|お届け)(を|に)?(いつも|毎回)?(ありがとうございま(す|した)|感謝しております|感謝しています)$`)},
	{"§楽しみ", regexp.MustCompile(`^(今から|とても|すごく|本当に|また)*((商品|荷物)?(が)?(届く|届け|到着する)(の|日)(を|が)|(商品の)?(ご)?到着(を|が)|お届けを|商品を)?(今から|とても|すごく|本当に)*楽しみ(です|にして(い)?(ます|おります)|に(お)?待(っており|ってい|って|ち)(ます|しております|しています))$`)},
	{"§以上", regexp.MustCompile(`^(以上です|以上|以上になります|失礼(いた)?します|失礼いたしました)$`)},
}

// kinds are the keys of all courtesies.
var kinds = func() []string {
	var out []string
	for _, c := range courtesies {
		out = append(out, c.name)
	}
	return slices.Compact(out)
}()

const longestCourtesy = 120 // bytes

// polite are words of which every courtesy has one: patterns cost more than looking for a word.
var polite = []string{"お願い", "ありがとう", "お世話", "よろしく", "以上", "こんにちは", "こんばんは", "おはよう", "はじめまして", "お疲れ", "失礼", "楽しみ", "感謝"}

// courtesyOf gives the kind of courtesy that a piece is as a whole; empty when it says anything else.
func courtesyOf(s string) string {
	if len(s) > longestCourtesy || !slices.ContainsFunc(polite, func(w string) bool { return strings.Contains(s, w) }) {
		return ""
	}
	for _, c := range courtesies {
		if c.is.MatchString(s) {
			return c.name
		}
	}
	return ""
}

// soft are openings that only soften what follows.
var soft = regexp.MustCompile(`^(はじめまして|お手数(を|お)?(おかけ|かけ)(し|いたし)ますが|お手数ですが|お手数とはぞんじますが|恐れ入りますが|恐縮ですが|大変恐縮ですが|(大変)?(申し訳(あり|ござい)ませんが)|すみませんが|すいませんが|(ご迷惑を?おかけ(し|いたし)ますが)|お(いそがしい)(ところ|中)(恐れ入りますが|恐縮ですが|すみませんが|(大変)?申し訳(あり|ござい)ませんが)?)`)

// ways are endings that differ only in politeness, with the one that stands for them. What stands before them stays as it is.
var ways = []struct {
	has string // what every such ending has
	is  *regexp.Regexp
	to  string
}{
	{"お願い", regexp.MustCompile(`(どうぞ|どうか|なにとぞ|よろしく)*お願い((し|いたし|もうしあげ)ます|したいです|いたしたいです|いたしたくぞんじます|したくぞんじます|できれば(幸いです|うれしいです|助かります|と思います)|できると(幸いです|うれしいです|助かります|ありがたいです)|できましたら(幸いです|うれしいです)|できますと(幸いです|助かります))?$`), "お願い"},
	{"", regexp.MustCompile(`(て|で)(いただけると|いただければ|いただけますと|いただけましたら|もらえると|もらえれば|くださると|くだされば)(幸いです|うれしいです|助かります|ありがたいです|大変助かります|とても助かります|と思います)$`), "${1}ください"},
	{"くださいませ", regexp.MustCompile(`(て|で)くださいませ$`), "${1}ください"},
	{"ほしい", regexp.MustCompile(`(て|で)ほしいです$`), "${1}ください"},
	{"希望", regexp.MustCompile(`希望(です|します|いたします|しております|しています|でございます)$`), "希望"},
	{"で", regexp.MustCompile(`で(大丈夫|結構|問題ない|問題|いい|ok|おっけー|かまわない)(です|でございます)$`), "で大丈夫"},
	{"で", regexp.MustCompile(`で(かまいません|問題ありません|問題ございません)$`), "で大丈夫"},
	{"で", regexp.MustCompile(`で(大丈夫|ok|結構)$`), "で大丈夫"},
	{"は", regexp.MustCompile(`は(不要|不要です|いりません|いらないです|要りません|要らないです|必要ありません|必要ないです|結構です|なくて(大丈夫|結構|いい|かまいません|問題ありません)(です)?)$`), "は不要"},
	{"です", regexp.MustCompile(`(不要|なし|可|不可|可能|急ぎ|要りません|初めて)です$`), "$1"},
}

var (
	absent  = regexp.MustCompile(`^(もし)?(ご)?(不在|留守)(時|の時|の場合|の際|中)(は|には)|^(もし)?(ご)?(不在|留守)(でしたら|だったら|なら|の場合|の時)`)
	doubled = regexp.MustCompile(`^(.*(?:希望|です|ます|ください|不要|なし|可|大丈夫))お願い$`)
	// places are where or how a parcel is left, and wishes for it. Anything else before, between or behind is another sentence.
	places = regexp.MustCompile(`^(不在時は)?((?:玄関前|玄関先|玄関どあ前|どあ前|どあの前|玄関の前|置き配|宅配ぼっくす|ぽすと投函|ぽすと|郵便受け)(?:(?:に|へ|への|で)?(?:置き配))?)` +
		`(で|(?:で|に|へ|を|にて)?お願い|を?希望|(?:で|へ|に)の?(?:お届け|配達|配送|投函|配達を|お届けを|投函を|配送を)(?:お願い|希望)|に?(?:投函|お届け|配達)?してください|(?:に|へ)(?:置いて|入れて|届けて)(?:おいて)?ください|で大丈夫|)$`)
)

// families are whole sentences of one meaning: nothing may stand before, between or behind.
var families = []struct {
	has, key string
	is       *regexp.Regexp
}{
	{"早", "早め|希望", regexp.MustCompile(`^(なるべく|できるだけ|できる限り|可能な限り)*(早め|早く|早い)(の|に|で)?(ご)?(発送|配送|お届け|配達|発送して|配送して|送って|届けて|配達して)?(を|で)?(お願い|希望|ください)$`)},
	{"早", "早め|希望", regexp.MustCompile(`^(なるべく|できるだけ|できる限り|可能な限り)*早(く|めに)(届くと|届けば|届けてもらえると|いただけると)(うれしい|助かります|ありがたい|幸い)(です)?$`)},
	{"急", "急がない", regexp.MustCompile(`^((発送|配送|お届け)は|全然|まったく|全く|特に)*急(ぎません|いで(い|おり)ません|いでないです|ぎではありません|ぎではないです|ぎじゃないです)(ので|から)?$`)},
	{"ゆっくり", "急がない", regexp.MustCompile(`^((発送|配送|お届け)は)?ゆっくりで大丈夫$`)},
	{"りぴ", "いつも利用", regexp.MustCompile(`^りぴ(ーと|ーたー)?(購入|注文)?(です|しました|します|させていただきました|させていただきます)$`)},
	{"", "いつも利用", regexp.MustCompile(`^(いつも|ずっと|長年|毎回)*(愛用|利用|購入|使用)(して(い)?ます|しております|させていただいて(い|おり)ます)$|^(いつも|毎日|毎回)?(おいしく|美味しく|楽しく)(いただいて|飲んで|使って|使わせていただいて)(い|おり)?ます$|^また(購入|注文|利用)(しました|します|いたします|いたしました|させていただきました|させていただきます)$`)},
	{"初めて", "初めて", regexp.MustCompile(`^初めて(の)?(購入|注文|利用|買い物)(です|します|しました|いたします|いたしました|させていただきます|させていただきました)$`)},
	{"", "特になし", regexp.MustCompile(`^(特に|とくに)?(なし|ないです|ありません|ございません)$`)},
	{"鳴ら", "チャイムは鳴らさない", regexp.MustCompile(`^(ちゃいむ|いんたーほん|いんたーふぉん|呼び鈴|ぴんぽん)(は|を)鳴らさない(でください|でお願い|で大丈夫)$|^(ちゃいむ|いんたーほん|いんたーふぉん|呼び鈴|ぴんぽん)(は|を)鳴らさなくて(大丈夫|結構|いい)(です)?$`)},
	{"押さ", "チャイムは鳴らさない", regexp.MustCompile(`^(ちゃいむ|いんたーほん|いんたーふぉん|呼び鈴|ぴんぽん)(は|を)押さない(でください|でお願い)$`)},
	{"用", "自宅用", regexp.MustCompile(`^(自宅|自分|家庭)用(です)?$`)},
	{"使い", "自宅用", regexp.MustCompile(`^自宅使い(です)?$`)},
	{"対面", "対面|希望", regexp.MustCompile(`^対面(で|での?受け?取り?(を|で)?|受け?取り?(を|で)?)?(お願い|希望)$`)},
}

// canonical gives the key of a sentence in one spelling.
func canonical(s string) string {
	for {
		t := soft.ReplaceAllString(s, "")
		if t == s || t == "" {
			break
		}
		s = t
	}
	for _, w := range ways {
		if !strings.Contains(s, w.has) {
			continue
		}
		if t := w.is.ReplaceAllString(s, w.to); t != s {
			s = t
			break
		}
	}
	if m := doubled.FindStringSubmatch(s); m != nil { // 「置き配希望よろしくお願いします」
		s = m[1]
		for _, w := range ways {
			s = w.is.ReplaceAllString(s, w.to)
		}
	}
	if m := absent.FindString(s); m != "" {
		s = "不在時は" + strings.TrimPrefix(s, m)
	}
	s = packing.Replace(s)
	if m := places.FindStringSubmatch(s); m != nil && (m[3] != "" || m[2] == "置き配" || m[2] == "宅配ぼっくす") {
		return m[1] + onePlace(m[2]) + "|希望"
	}
	for _, f := range families {
		if strings.Contains(s, f.has) && f.is.MatchString(s) {
			return f.key
		}
	}
	return s
}

// packing and what lies in the parcel are worded in two ways.
var packing = strings.NewReplacer("お買い上げ明細書", "納品書", "納品明細書", "納品書", "明細書", "納品書", "簡易梱包", "簡易包装", "簡易な梱包", "簡易包装", "簡易な包装", "簡易包装", "過剰梱包", "過剰包装", "過剰な梱包", "過剰包装", "過剰な包装", "過剰包装")

// onePlace names a place in one way; then 置き配 at the door is the door.
func onePlace(s string) string { return atTheDoor.Replace(doors.Replace(s)) }

var (
	doors     = strings.NewReplacer("玄関の前", "玄関前", "玄関どあ前", "玄関前", "どあの前", "玄関前", "どあ前", "玄関前", "玄関先", "玄関前", "郵便受け", "ぽすと", "ぽすと投函", "ぽすと")
	atTheDoor = strings.NewReplacer("玄関前への置き配", "玄関前", "玄関前に置き配", "玄関前", "玄関前へ置き配", "玄関前", "玄関前で置き配", "玄関前", "玄関前置き配", "玄関前", "への置き配", "に置き配", "へ置き配", "に置き配", "で置き配", "に置き配")
)
