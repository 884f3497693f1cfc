package firstday

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"miseban/app/yen"
)

// Option is a kind of wish that customers choose at the goods (項目・選択肢).
type Option string

// The wishes that mean work for whoever packs.
const (
	Engraving    Option = "engraving"
	Noshi        Option = "noshi"
	Wrapping     Option = "wrapping"
	GreetingCard Option = "card"
	Bag          Option = "bag"
)

var optionKinds = []struct {
	kind  Option
	name  string
	words []string
}{
	{Engraving, "名入れ", []string{"名入れ", "名入", "刻印", "イニシャル", "刺繍", "彫刻"}},
	{Noshi, "のし", []string{"のし", "熨斗"}},
	{Wrapping, "ラッピング", []string{"ラッピング", "包装", "リボン"}},
	{GreetingCard, "メッセージカード", []string{"メッセージ"}},
	{Bag, "手提げ袋", []string{"手提げ", "手さげ", "紙袋", "ギフトバッグ"}},
}

// Name is the wish as the owner says it.
func (o Option) Name() string {
	for _, k := range optionKinds {
		if k.kind == o {
			return k.name
		}
	}
	return string(o)
}

// noWords are the choices that mean nothing is wished.
var noWords = []string{"なし", "無し", "無", "不要", "必要なし", "しない", "希望しない", "希望なし", "いらない", "付けない", "つけない", "no", "none", "通常", "簡易包装", "-"}

// Chosen is one option text taken apart.
type Chosen struct {
	Kind  Option
	Title string // before the colon: 名入れ
	Value string // behind it: T&K
	No    bool   // the customer wishes none
	Price *yen.Yen
}

var priceIn = regexp.MustCompile(`([0-9][0-9,]*)円`)

// ReadOption finds what an option text such as "ラッピング:あり（+220円）" wishes; ok is false when it is about something else.
func ReadOption(text string) (c Chosen, ok bool) {
	s := norm.NFKC.String(text)
	title, value, colon := strings.Cut(s, ":")
	if !colon {
		title, value = s, ""
	}
	title, value = strings.TrimSpace(title), strings.TrimSpace(value)
	for _, k := range optionKinds {
		if containsOne(strings.ToLower(title), k.words) {
			c.Kind, ok = k.kind, true
			break
		}
	}
	if !ok {
		return c, false
	}
	c.Title, c.Value = title, value
	bare := strings.ToLower(strings.TrimSpace(strings.TrimSuffix(value, "。")))
	if i := strings.IndexAny(bare, "(【["); i > 0 {
		bare = strings.TrimSpace(bare[:i])
	}
	for _, w := range noWords {
		c.No = c.No || bare == w
	}
	c.No = c.No || colon && value == ""
	if m := priceIn.FindStringSubmatch(s); m != nil {
		if n, err := strconv.ParseInt(strings.ReplaceAll(m[1], ",", ""), 10, 64); err == nil && n > 0 && n < 1_000_000 {
			p := yen.Yen(n)
			c.Price = &p
		}
	}
	return c, true
}
