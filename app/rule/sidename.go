package rule

import (
	"fmt"

	"miseban/app/yen"
)

// sideField gives the field whose type a side has.
func sideField(o *Operand, scope Over) Field {
	switch o.Kind {
	case FieldRef:
		f, _ := FieldNamed(o.Field, scope)
		return f
	case Today, Day:
		return Field{Type: DateType}
	case Gather:
		if o.Agg == Count {
			return Field{ID: map[Over]string{Lines: "kinds", Destinations: "places"}[o.Over], Type: CountType}
		}
		f, _ := FieldNamed(o.Field, o.Over)
		return f
	case Number:
		return Field{Type: CountType}
	}
	return Field{Type: TextType}
}

// sideName words one side; against is the field on the other side, whose words and unit a value has.
func sideName(o *Operand, scope Over, against *Field) string {
	switch o.Kind {
	case FieldRef:
		f, ok := FieldNamed(o.Field, scope)
		if !ok {
			f.Name = o.Field
		}
		if f.Name == "" {
			f.Name = blank
		}
		return f.Name + added(o.Plus, f)
	case Today:
		return "今日" + added(o.Plus, Field{Type: DateType})
	case Day:
		n, ok := dayNumber(o.Date)
		if !ok {
			return string(o.Date)
		}
		return dateOf(n + o.Plus).Long()
	case Number:
		f := Field{Type: CountType}
		if against != nil {
			f = *against
		}
		return numberWords(o.Number+o.Plus, f)
	case Text, Word:
		if against == nil {
			return "「" + o.Text + "」"
		}
		if w, ok := against.word(o.Text); ok && against.Type == WordType {
			return w.Name
		} else if ok {
			return "「" + w.Name + "」"
		}
		if against.Type == WordType {
			return o.Text
		}
		return "「" + o.Text + "」"
	case Gather:
		return gathered(o)
	}
	return blank
}

func gathered(o *Operand) string {
	what := map[Over]string{Lines: "明細", Destinations: "お届け先"}[o.Over]
	if o.Where != nil && !(o.Where.Kind == All && len(o.Where.Of) == 0) {
		what = worded(o.Where, o.Over, false).before() + what
	}
	f := sideField(o, o.Over)
	switch o.Agg {
	case Sum:
		what += "の" + f.Name + "の合計"
	case Largest:
		what += "の" + f.Name + "の最大"
	case Smallest:
		what += "の" + f.Name + "の最小"
	default:
		return what + "の数" + added(o.Plus, Field{Type: CountType})
	}
	return what + added(o.Plus, f)
}

// added words what is added to a side.
func added(n int64, f Field) string {
	switch {
	case n == 0:
		return ""
	case f.Type == DateType && n > 0:
		return fmt.Sprintf("の%d日後", n)
	case f.Type == DateType:
		return fmt.Sprintf("の%d日前", -n)
	case n > 0:
		return "＋" + numberWords(n, f)
	}
	return "−" + numberWords(-n, f)
}

// units are what is counted.
var units = map[string]string{"times": "回", "ordered_hour": "時", "tax_rate": "％", "qty": "個", "pieces": "点", "kinds": "件", "places": "か所", "candidates": "件"}

// numberWords writes a number as the owner reads it.
func numberWords(n int64, f Field) string {
	if f.Type == YenType {
		return yen.Yen(n).String() + "円"
	}
	return yen.Yen(n).String() + units[f.ID]
}
