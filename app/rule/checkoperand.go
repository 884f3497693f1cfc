package rule

import (
	"fmt"
	"slices"
	"strings"

	"miseban/app/jst"
)

// operand checks a side by itself.
func (k *checker) operand(o *Operand, c *Cond, in Over, through []Over, depth int) bool {
	before := len(k.faults)
	if o.Plus > mostNumber || o.Plus < -mostNumber || o.Number > mostNumber || o.Number < -mostNumber {
		k.fault(o.At, c, "数が大きすぎます。桁を確かめてください。")
		return false
	}
	switch o.Kind {
	case FieldRef:
		f, ok := FieldNamed(o.Field, in)
		if !ok {
			k.noField(o, c, in)
			return false
		}
		if k.rule != "" && SearchOnly(f.ID) {
			k.fault(o.At, c, "「%s」は検索だけで使えます。ルールの結果で決まるものなので、ルールの条件にはできません。", f.Name)
			return false
		}
		k.plus(o, c, f.Type, f.Name)
	case Day:
		if day, err := jst.ParseDate(string(o.Date)); err != nil || day != o.Date {
			k.fault(o.At, c, "「%s」という日はありません。2026-12-01 のように書いてください。", clip(string(o.Date)))
			return false
		}
		k.plus(o, c, DateType, string(o.Date))
	case Today:
		k.plus(o, c, DateType, "今日")
	case Gather:
		k.gather(o, c, in, through, depth)
	case Text, Word, Number:
		if o.Plus != 0 && o.Kind != Number {
			k.fault(o.At, c, "文字に数は足せません。")
		}
	default:
		k.fault(o.At, c, "値の種類がわかりません。選び直してください。")
	}
	return len(k.faults) == before && !k.full()
}

// mostDays is the longest that a rule can count from a day; what is longer is a slip of the finger.
const mostDays = 3660

func (k *checker) plus(o *Operand, c *Cond, t Type, name string) {
	switch {
	case o.Plus == 0 || t == YenType || t == CountType:
	case t != DateType:
		k.fault(o.At, c, "「%s」に数は足せません。足せるのは日付と数の項目だけです。", name)
	case o.Plus > mostDays || o.Plus < -mostDays:
		k.fault(o.At, c, "「%s」から%+d日は離れすぎです（10年まで）。日数を確かめてください。", name, o.Plus)
	}
}

func (k *checker) noField(o *Operand, c *Cond, in Over) {
	if o.Field == "" {
		k.fault(o.At, c, "項目が未入力です。選んでください。")
		return
	}
	for i := range fields {
		f := &fields[i]
		if f.ID != o.Field && f.Name != o.Field {
			continue
		}
		if in == TheOrder {
			k.fault(o.At, c, "「%s」は%sごとの値です。「%s( … )」の中に入れてください。", f.Name, overName(f.Over), groupWord(Some, f.Over))
			return
		}
		k.fault(o.At, c, "「%s」は%sの値なので、「%sの…( )」の中には書けません。外に出してください。", f.Name, overName(f.Over), overName(in))
		return
	}
	k.fault(o.At, c, "「%s」という項目はありません。%s", clip(o.Field), advice(o.Field, words().fields[in].names))
}

func (k *checker) gather(o *Operand, c *Cond, in Over, through []Over, depth int) {
	if o.Over != Lines && o.Over != Destinations {
		k.fault(o.At, c, "明細のことか、お届け先のことかが決まっていません。選んでください。")
		return
	}
	if o.Plus != 0 {
		k.fault(o.At, c, "明細をまとめた数には足したり引いたりできません。比べる相手のほうに書いてください。")
	}
	word := gatherWord(o.Agg, o.Over)
	if word == "" {
		k.fault(o.At, c, "まとめ方がわかりません。選び直してください。")
		return
	}
	if o.Agg != Count {
		f, ok := FieldNamed(o.Field, o.Over)
		switch {
		case o.Field == "":
			k.fault(o.At, c, "「%s( )」で何をまとめるかが未入力です。項目を選んでください。", word)
		case !ok:
			k.noField(o, c, o.Over)
		case f.Over == TheOrder:
			k.fault(o.At, c, "「%s」は注文に1つの値なので、「%s( )」は使えません。「%s」だけを書いてください。", f.Name, word, f.Name)
		case f.Type != YenType && f.Type != CountType && (f.Type != DateType || o.Agg == Sum):
			k.fault(o.At, c, "「%s」は数ではないので、「%s( )」は使えません。", f.Name, word)
		}
	}
	if o.Where != nil {
		if o.Where.Kind == All && len(o.Where.Of) == 0 {
			k.fault(o.At, c, "「%s( )」の条件が空です。条件を入れるか、消してください。", word)
			return
		}
		k.cond(o.Where, o.Over, append(slices.Clip(through), o.Over), depth+1)
	}
}

// operandName is what a sentence calls a side.
func operandName(o *Operand) string {
	switch o.Kind {
	case Text:
		return o.Text
	case Word:
		return o.Text
	case FieldRef:
		for i := range fields {
			if fields[i].ID == o.Field {
				return fields[i].Name
			}
		}
	}
	return formatOperand(o)
}

func typeName(t Type) string {
	switch t {
	case TextType:
		return "文字"
	case YenType:
		return "金額"
	case CountType:
		return "数"
	case DateType:
		return "日付"
	case BoolType:
		return "「はい」か「いいえ」"
	case WordType:
		return "選ぶ値"
	case SetType:
		return "印の集まり"
	}
	return "値"
}

func opName(op Op) string {
	if op == Between {
		return "… から … まで"
	}
	return opWord(op)
}

func opNames(t Type) string {
	if t == BoolType {
		return "「項目」だけか「項目 ではない」、「項目 不明」"
	}
	var names []string
	for _, op := range OpsFor(t) {
		names = append(names, fmt.Sprintf("「%s」", opName(op)))
	}
	return strings.Join(names, "")
}
