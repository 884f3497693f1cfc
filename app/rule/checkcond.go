package rule

import (
	"slices"
	"strings"
	"unicode/utf8"

	"miseban/app/jst"
	"miseban/app/normal"
)

// cond checks a node and all below it. through is what is being gone through already, outermost first.
func (k *checker) cond(c *Cond, in Over, through []Over, depth int) {
	if k.conds++; k.conds > MostConds || k.full() {
		return
	}
	k.comments(c.At, c.Comments)
	if depth > MostDepth {
		k.fault(c.At, c, "条件の入れ子が深すぎます（%d段まで）。ルールを分けてください。", MostDepth)
		return
	}
	inner := in
	switch c.Kind {
	case All, Any:
	case Not:
		if len(c.Of) > 1 {
			k.fault(c.At, c, "「%s( )」の中は「%s( )」でまとめてください。", groupWord(Not, TheOrder), groupWord(Any, TheOrder))
		}
	case Some, Every, None:
		if c.Over != Lines && c.Over != Destinations {
			k.fault(c.At, c, "明細のことか、お届け先のことかが決まっていません。選んでください。")
			return
		}
		if slices.Contains(through, c.Over) {
			k.fault(c.At, c, "「%sの…( )」の中に、もう一度「%sの…( )」は書けません。かっこの外に出してください。", overName(c.Over), overName(c.Over))
			return
		}
		inner = c.Over
		through = append(slices.Clip(through), c.Over)
	case Compare:
		k.comparison(c, in, through, depth)
		return
	default:
		k.fault(c.At, c, "条件の種類がわかりません。選び直してください。")
		return
	}
	if len(c.Of) == 0 {
		k.fault(c.At, c, "「%s( )」の中に条件がありません。条件を入れるか、消してください。", groupWord(c.Kind, c.Over))
	}
	for i := range c.Of {
		k.cond(&c.Of[i], inner, through, depth+1)
	}
}

// comparison checks one condition: all of it filled in, and values that the field can have.
func (k *checker) comparison(c *Cond, in Over, through []Over, depth int) {
	left := &c.Left
	switch left.Kind {
	case FieldRef, Today, Gather:
	case Missing:
		k.fault(left.At, c, "条件が未入力です。項目を選ぶか、この条件を消してください。")
		return
	default:
		k.fault(left.At, c, "条件の左側には項目を選んでください（例: 請求金額）。")
		return
	}
	if !k.operand(left, c, in, through, depth) {
		return
	}
	t, field, _ := typeOf(left, in)
	name := operandName(left)
	if !slices.Contains(OpsFor(t), c.Op) {
		k.fault(c.At, c, "「%s」に「%s」は使えません。使えるのは%sです。", name, opName(c.Op), opNames(t))
		return
	}
	if t == BoolType || takesNothing(c.Op) {
		if len(c.Right) > 0 {
			if c.Right[0].Kind == Missing {
				k.fault(c.Right[0].At, c, "「%s」の条件が未入力です。書き直すか、消してください。", name)
			} else {
				k.fault(c.Right[0].At, c, "「%s」に比べる値はいりません。値を消してください。", name)
			}
		}
		return
	}
	k.values(c, name, t, field, in, through, depth)
}

// values checks the right side.
func (k *checker) values(c *Cond, name string, t Type, field *Field, in Over, through []Over, depth int) {
	switch n := len(c.Right); {
	case n == 0:
		k.fault(c.At, c, "「%s」と比べる値が未入力です。値を入れるか、この条件を消してください。", name)
		return
	case c.Op == Between && n != 2:
		k.fault(c.At, c, "「から」と「まで」の値を両方入れてください。")
		return
	case c.Op != Between && n > 1 && !takesSeveral(c.Op):
		k.fault(c.Right[1].At, c, "「%s」で比べられる値は1つです。1つだけ残してください。", opName(c.Op))
		return
	}
	for i := range c.Right {
		r := &c.Right[i]
		if r.Kind == Missing {
			k.fault(r.At, c, "「%s」と比べる値が未入力です。値を入れるか、この条件を消してください。", name)
			continue
		}
		if !k.operand(r, c, in, through, depth) {
			continue
		}
		k.value(c, r, name, t, field, in)
	}
	if c.Op == Between {
		a, b := &c.Right[0], &c.Right[1]
		if a.Kind == Number && b.Kind == Number && a.Number+a.Plus > b.Number+b.Plus || a.Kind == Day && b.Kind == Day && shift(a) > shift(b) ||
			a.Kind == Today && b.Kind == Today && a.Plus > b.Plus {
			k.fault(b.At, c, "「から」の値が「まで」の値より大きいので、当たる注文がありません。入れ替えてください。")
		}
	}
}

func shift(o *Operand) jst.Date { return o.Date.AddDays(int(o.Plus)) }

// value checks that one value can be compared with the left side.
func (k *checker) value(c *Cond, r *Operand, name string, t Type, field *Field, in Over) {
	rt, rf, ok := typeOf(r, in)
	if !ok {
		return
	}
	fits := false
	switch t {
	case TextType:
		fits = r.Kind == Text || r.Kind == FieldRef && rt == TextType
		if fits && r.Kind == Text {
			k.searched(c, r, name)
		}
		if fits && c.Op == Matches && r.Kind != Text {
			k.fault(r.At, c, "正規表現は \" \" で囲んで書いてください。")
		}
	case YenType, CountType:
		fits = r.Kind == Number || (r.Kind == FieldRef || r.Kind == Gather) && (rt == YenType || rt == CountType)
	case DateType:
		fits = rt == DateType
	case WordType:
		if r.Kind == Word && field != nil {
			if nameOf(field.Words, r.Text) == "" {
				k.fault(r.At, c, "「%s」に「%s」という値はありません。%s", name, clip(r.Text), advice(r.Text, words().values[field.ID].names))
			}
			return
		}
		fits = r.Kind == FieldRef && rt == WordType && field != nil && rf != nil && slices.Equal(field.Words, rf.Words)
	case SetType:
		if field == nil {
			return
		}
		if len(field.Words) == 0 {
			if fits = r.Kind == Text; fits {
				k.text(r.At, "「"+name+"」の名前", r.Text, false)
				if normal.Search(r.Text) == "" {
					k.fault(r.At, c, "「%s」の名前が空です。書いてください。", name)
				}
			}
			break
		}
		if fits = r.Kind == Word; fits && nameOf(field.Words, r.Text) == "" {
			k.fault(r.At, c, "「%s」に「%s」という値はありません。%s", name, clip(r.Text), advice(r.Text, words().values[field.ID].names))
		}
	}
	if !fits {
		k.fault(r.At, c, "「%s」は%sなので、「%s」とは比べられません。%s", name, typeName(t), clip(operandName(r)), example(t, true))
	}
}

// searched checks a text that is looked for. It is compared without spaces and hyphens, so of nothing else something must be left.
func (k *checker) searched(c *Cond, r *Operand, name string) {
	if c.Op == Matches {
		if n := utf8.RuneCountInString(r.Text); n > MostPattern {
			k.fault(r.At, c, "正規表現が長すぎます（%d文字まで、いまは%d文字）。短くするか、条件を分けてください。", MostPattern, n)
		} else if wrong := k.pattern(r.Text); wrong != "" {
			k.fault(r.At, c, "%s", wrong)
		}
		return
	}
	if n := utf8.RuneCountInString(r.Text); n > MostText {
		k.fault(r.At, c, "文字が長すぎます（%d文字まで、いまは%d文字）。短くしてください。", MostText, n)
		return
	}
	if !utf8.ValidString(r.Text) {
		k.fault(r.At, c, "読めない文字があります。書き直してください。")
		return
	}
	if strings.Trim(normal.Search(r.Text), "\n") == "" {
		if r.Text == "" {
			k.fault(r.At, c, "「%s」と比べる文字が空です。何も書かれていないことは「%s」で調べます。", name, opWord(Empty))
			return
		}
		k.fault(r.At, c, "「%s」は空白や線だけなので比べられません（比べるときに取り除かれます）。", clip(r.Text))
	}
}

// pattern tries a pattern, once for all the rules in which it stands.
func (k *checker) pattern(text string) (wrong string) {
	wrong, ok := k.tried[text]
	if !ok {
		if k.tried == nil {
			k.tried = map[string]string{}
		}
		_, wrong = pattern(text)
		k.tried[text] = wrong
	}
	return wrong
}
