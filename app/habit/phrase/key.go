package phrase

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// key gives the key of one sentence. Greetings before it and closings behind it are left out where a comma or a space
// divides them from it, or where they can't be anything else.
func key(raw string) (k string, courtesy bool) {
	parts := pieces(raw)
	asks := len(parts) > 0 && strings.HasSuffix(parts[len(parts)-1], "?")
	var first string
	for len(parts) > 0 {
		if name := courtesyOf(plain(parts[0])); name != "" && !(asks && len(parts) == 1) {
			first, parts = name, parts[1:]
			continue
		}
		break
	}
	for len(parts) > 1 && courtesyOf(plain(parts[len(parts)-1])) != "" {
		parts = parts[:len(parts)-1]
	}
	if len(parts) == 0 {
		return first, first != ""
	}
	return canonical(plain(strings.Join(parts, ""))), false
}

// pieces folds a sentence and cuts it at commas and spaces. Kaomoji, emoji without a meaning and signs that only decorate go.
func pieces(raw string) []string {
	s := strings.ToLower(norm.NFKC.String(raw))
	s = strings.Map(func(r rune) rune {
		switch {
		case invisible(r):
			return -1
		case r == '❓' || r == '❔' || r == '⁉' || r == '⁈':
			return '?'
		case decoration(r):
			return -1
		case r >= 'ァ' && r <= 'ヶ':
			return r - 0x60
		}
		return r
	}, s)
	s = faces.Replace(s)
	rs := []rune(s)
	out := []string{}
	var b []rune
	flush := func() {
		if len(b) > 0 {
			out, b = append(out, string(b)), nil
		}
	}
	for i, r := range rs {
		near := digitAt(rs, i-1) || digitAt(rs, i+1)
		switch {
		case unicode.IsSpace(r):
			flush()
		case r == '、' || r == ',':
			if digitAt(rs, i-1) && digitAt(rs, i+1) {
				b = append(b, r)
				continue
			}
			flush()
		case hyphen(r):
			if near {
				b = append(b, '-')
			} else if r == 'ー' {
				b = append(b, r)
			}
		case r == '〜' || r == '~':
			b = append(b, '~')
		case r == '.' || r == ':' || r == '/' || r == '\'':
			if near || r == '/' {
				b = append(b, r)
			}
		case strings.ContainsRune("。!・…‥「」『』“”\"()[]【】《》〈〉;*※●■◆☆★♪♡♥", r):
		default:
			b = append(b, r)
		}
	}
	flush()
	return out
}

// digitAt says whether a digit stands at i.
func digitAt(rs []rune, i int) bool { return i >= 0 && i < len(rs) && unicode.IsDigit(rs[i]) }

func hyphen(r rune) bool { return strings.ContainsRune("-‐‑‒–—―−ー─━", r) }

func invisible(r rune) bool {
	return unicode.Is(unicode.Cf, r) || r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF || r == 0x034F
}

// decoration says whether a sign only shows the mood. Emoji that say something (🎁 🙅 ❌ 📞 💢 …) are no decoration.
func decoration(r rune) bool {
	switch {
	case r >= 0x1F600 && r <= 0x1F60F, r >= 0x1F642 && r <= 0x1F643, r >= 0x1F970 && r <= 0x1F970, r >= 0x1F493 && r <= 0x1F49D, r >= 0x1F3FB && r <= 0x1F3FF:
		return true
	}
	return strings.ContainsRune("🙂😊☺😄😁😃🤗😆😍🥰😌🙇🙏♂♀✨🌸🌷🌹🌼🌻🌟⭐💕💖💓💗💛💚💙💜🧡❤♡♥♪♫🎵🎶☆★✿❀*", r)
}

// faces are kaomoji that only smile or bow.
var faces = func() *strings.Replacer {
	var pairs []string
	all := strings.Fields("m(__)m m(_)m (__) (^^) (^-^) (^_^) (^o^) (^.^) (^v^) (^^♪) (^^; (^_^;) (^^;) (*^^*) (*^_^*) (*^-^*) (*^o^*) (o^^o) (^▽^) (*^▽^*) (^ω^) (^∀^) (^o^)/ (^-^)/ (^^)/ ^^ ^_^ ^-^ ^o^ (笑) (*^^)v (^^)v m(._.)m (_ _)")
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	for _, f := range append([]string{"m(_ _)m"}, all...) {
		pairs = append(pairs, f, "")
	}
	return strings.NewReplacer(pairs...)
}()

// spellings are words that are written in two ways.
var spellings = func() *strings.Replacer {
	const all = "宜しく=よろしく 御願い=お願い おねがい=お願い 致し=いたし 下さい=ください 頂=いただ 有難う=ありがとう 有り難う=ありがとう 有難い=ありがたい 有り難い=ありがたい 御座い=ござい 出来=でき 是非=ぜひ 何卒=なにとぞ " +
		"構いま=かまいま 構わな=かまわな 無し=なし 無く=なく 無い=ない 欲し=ほし 嬉し=うれし 良い=いい 宅配box=宅配ぼっくす 置配=置き配 おき配=置き配 初めまして=はじめまして 始めまして=はじめまして " +
		"御世話=お世話 おせわ=お世話 御手数=お手数 御迷惑=ご迷惑 御対応=ご対応 御連絡=ご連絡 御確認=ご確認 申し上げ=もうしあげ 直ぐ=すぐ 迄=まで 程よろしく=ほどよろしく 為=ため 居り=おり 様です=さまです " +
		"幸甚=幸い 存じま=ぞんじま 早目=早め 忙し=いそがし 此の度=この度 このたび=この度 とき=時 助り=助かり"
	var pairs []string
	for _, p := range strings.Fields(all) {
		from, to, _ := strings.Cut(p, "=")
		pairs = append(pairs, from, to)
	}
	return strings.NewReplacer(pairs...)
}()

var (
	longTail = regexp.MustCompile(`([すねよいたんせり])[ー~っ]+$`)
	longMid  = regexp.MustCompile(`([まで])[ー~]+す`)
	softTail = regexp.MustCompile(`(ます|です|ません|ください|ました)(ね|ねぇ)$`)
)

// plain brings a piece into one spelling: writing and lengthening don't count.
func plain(s string) string {
	s = spellings.Replace(s)
	s = longMid.ReplaceAllString(s, "${1}す")
	asks := strings.HasSuffix(s, "?")
	s = strings.TrimRight(s, "?")
	s = longTail.ReplaceAllString(s, "$1")
	s = softTail.ReplaceAllString(s, "$1")
	if asks && !strings.HasSuffix(s, "か") {
		s += "?"
	}
	return s
}
