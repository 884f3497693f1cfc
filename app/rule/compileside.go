package rule

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"miseban/app/normal"
)

// most bounds every number that is written in a set, so that sums of them can't go round.
const most = 1_000_000_000_000

// operand makes one side. It gives the field that it is, or for a value a field of the value's type; against is the field on the
// other side. A field without a name means that a fault was noted.
func (c *compiler) operand(o *Operand, cd *Cond, scope Over, depth int, against *Field) (operand, Field) {
	out := operand{kind: o.Kind, plus: o.Plus, scope: scope}
	refuse := func(text string) (operand, Field) {
		c.fault(o.At, cd, text)
		return out, Field{}
	}
	if o.Plus > most || o.Plus < -most || o.Number > most || o.Number < -most {
		return refuse("数が大きすぎます。")
	}
	switch o.Kind {
	case FieldRef:
		f, ok := FieldNamed(o.Field, scope)
		if !ok {
			return refuse(c.noField(o.Field, scope))
		}
		if o.Plus != 0 && f.Type != YenType && f.Type != CountType && f.Type != DateType {
			return refuse("「" + f.Name + "」に数は足せません。")
		}
		c.read(f.ID)
		out.field, out.fieldOver, out.typ, out.slot = f.ID, f.Over, f.Type, slots[f.ID]
		out.num, out.text = numbers[f.ID], texts[f.ID]
		out.costly = f.ID == "prefecture" || f.ID == "orderer_prefecture"
		return out, f
	case Today:
		c.read("today")
		return out, Field{Name: "今日", Type: DateType}
	case Day:
		n, ok := dayNumber(o.Date)
		if !ok {
			return refuse("日付が正しくありません。2026-12-01 のように書いてください。")
		}
		out.konst = n + o.Plus
		return out, Field{Name: o.Date.Long(), Type: DateType}
	case Number:
		if against != nil && against.Type == TextType { // a postal code without its quotes
			out.kind, out.str = Text, normal.Search(strconv.FormatInt(o.Number, 10))
			return out, Field{Name: strconv.FormatInt(o.Number, 10), Type: TextType}
		}
		out.konst = o.Number + o.Plus
		return out, Field{Name: strconv.FormatInt(o.Number, 10), Type: CountType}
	case Text, Word:
		return c.word(o, out, against, refuse)
	case Gather:
		return c.gather(o, out, cd, scope, depth, refuse)
	}
	return refuse("条件に、まだ入っていないところがあります。")
}

// word makes a text, or one of the words of the field on the other side.
func (c *compiler) word(o *Operand, out operand, against *Field, refuse func(string) (operand, Field)) (operand, Field) {
	if against == nil {
		return refuse("左側は項目にしてください。")
	}
	if utf8.RuneCountInString(o.Text) > MostText {
		return refuse(fmt.Sprintf("文字が長すぎます。%d文字までです。", MostText))
	}
	switch against.Type {
	case TextType:
		out.kind, out.str = Text, strings.Trim(normal.Search(o.Text), "\n")
		return out, Field{Name: o.Text + "　", Type: TextType}
	case WordType:
		w, ok := against.word(o.Text)
		if !ok {
			return refuse("「" + against.Name + "」に「" + o.Text + "」はありません。")
		}
		out.kind, out.str = Word, w.ID
		return out, Field{Name: w.Name, Type: WordType}
	case BoolType:
		b, ok := boolWords[o.Text]
		if !ok {
			return refuse("「" + against.Name + "」は、はい か いいえ です。")
		}
		out.kind, out.konst = Number, bit(b)
		return out, Field{Name: o.Text, Type: BoolType}
	}
	return refuse("「" + against.Name + "」は、文字「" + o.Text + "」と比べられません。")
}

var boolWords = map[string]bool{"yes": true, "true": true, "はい": true, "no": false, "false": false, "いいえ": false}

// gather makes a side that puts numbers together.
func (c *compiler) gather(o *Operand, out operand, cd *Cond, scope Over, depth int, refuse func(string) (operand, Field)) (operand, Field) {
	if o.Over != Lines && o.Over != Destinations {
		return refuse("明細とお届け先のどちらをまとめるかが決まっていません。")
	}
	out.agg, out.over = o.Agg, o.Over
	if o.Where != nil {
		w := c.cond(o.Where, o.Over, depth+1)
		out.where = &w
	}
	if o.Agg == Count {
		return out, Field{Name: "数", Type: CountType}
	}
	f, ok := FieldNamed(o.Field, o.Over)
	switch {
	case o.Field == "":
		return refuse("まとめる項目が入っていません。")
	case !ok:
		return refuse(c.noField(o.Field, o.Over))
	case o.Agg == Sum && f.Type != YenType && f.Type != CountType, f.Type != YenType && f.Type != CountType && f.Type != DateType:
		return refuse("「" + f.Name + "」はまとめられません。金額か数の項目を選んでください。")
	case f.Over == TheOrder:
		return refuse("「" + f.Name + "」は注文にひとつの項目です。明細やお届け先の項目を選んでください。")
	}
	c.read(f.ID)
	out.inner = &operand{kind: FieldRef, field: f.ID, fieldOver: f.Over, typ: f.Type, num: numbers[f.ID]}
	out.typ = f.Type
	return out, Field{Name: f.Name, Type: f.Type}
}

// noField says that a name is no field, or none that can be asked there.
func (c *compiler) noField(name string, scope Over) string {
	if name == "" {
		return "条件に、まだ入っていないところがあります。"
	}
	for _, over := range []Over{Lines, Destinations} {
		if f, ok := FieldNamed(name, over); ok && scope == TheOrder {
			what := map[Over]string{Lines: "明細", Destinations: "お届け先"}[f.Over]
			return "「" + f.Name + "」は" + what + "ごとの項目です。「" + what + "のどれか( … )」の中で使ってください。"
		}
	}
	return "「" + name + "」という項目はありません。"
}
