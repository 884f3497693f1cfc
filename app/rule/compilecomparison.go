package rule

import (
	"fmt"
	"slices"
	"strings"

	"miseban/app/normal"
)

// kindOfSide is what can be compared with what.
func kindOfSide(t Type) mode {
	switch t {
	case TextType:
		return textMode
	case WordType:
		return wordMode
	case DateType:
		return dateMode
	case SetType:
		return flagMode
	}
	return numberMode
}

func (c *compiler) comparison(cd *Cond, scope Over, depth int) *comparison {
	cmp := &comparison{op: cd.Op}
	var field Field
	cmp.left, field = c.operand(&cd.Left, cd, scope, depth, nil)
	if field.Name == "" {
		return cmp // the fault is noted
	}
	cmp.mode = kindOfSide(field.Type)
	cmp.parts = field.ID == "options"
	if field.Type == SetType {
		c.set(cmp, cd, field)
		return cmp
	}
	if !fitsType(cd.Op, field.Type) {
		c.fault(Pos{}, cd, "「"+field.Name+"」には、この比べ方は使えません。")
		return cmp
	}
	if n := len(cd.Right); isPresence(cd.Op) {
		if n > 0 {
			c.fault(Pos{}, cd, "この比べ方に、右側の値はいりません。")
		}
		return cmp
	} else if field.Type == BoolType && n == 0 {
		cmp.nums = []int64{1}
		return cmp
	} else if n == 0 {
		c.fault(Pos{}, cd, "「"+field.Name+"」と比べる値が入っていません。")
		return cmp
	} else if want := valuesFor(cd.Op); want > 0 && n != want {
		c.fault(Pos{}, cd, fmt.Sprintf("「%s」と比べる値は%d個にしてください（いまは%d個）。", field.Name, want, n))
		return cmp
	}
	constant := true
	cmp.clock = cmp.left.kind == Today
	for i := range cd.Right {
		o, f := c.operand(&cd.Right[i], cd, scope, depth, &field)
		if f.Name == "" {
			return cmp
		}
		if kindOfSide(f.Type) != cmp.mode || (f.Type == BoolType) != (field.Type == BoolType) || o.kind == FieldRef && !slices.Equal(f.Words, field.Words) {
			c.fault(cd.Right[i].At, cd, "「"+field.Name+"」と「"+f.Name+"」は比べられません。")
			return cmp
		}
		constant = constant && o.kind != FieldRef && o.kind != Today && o.kind != Gather
		cmp.clock = cmp.clock || o.kind == Today
		cmp.right = append(cmp.right, o)
	}
	for i := range cmp.right {
		if !constant {
			break
		}
		switch cmp.mode {
		case numberMode, dateMode:
			cmp.nums = append(cmp.nums, cmp.right[i].konst)
		default:
			cmp.strs = append(cmp.strs, cmp.right[i].str)
			cmp.chars = append(cmp.chars, charsOf(cmp.right[i].str))
		}
	}
	if cd.Op == Matches {
		c.patterns(cmp, cd)
	}
	if cd.Op == Contains || cd.Op == Lacks || cd.Op == Starts || cd.Op == Ends {
		for i, s := range cmp.strs {
			if s == "" {
				c.fault(cd.Right[i].At, cd, "「"+cd.Right[i].Text+"」は、空白や線だけなので比べられません。")
			}
		}
	}
	return cmp
}

// valuesFor is the number of values that a comparison wants on its right; 0 = one or more.
func valuesFor(op Op) int {
	switch op {
	case Between:
		return 2
	case Less, AtMost, More, AtLeast:
		return 1
	}
	return 0
}

// fitsType says whether values of a type can be compared so.
func fitsType(op Op, t Type) bool {
	switch op {
	case Is, IsNot, Filled, Empty, Unknown:
		return true
	case Less, AtMost, More, AtLeast, Between:
		return t == YenType || t == CountType || t == DateType
	case Contains, Lacks, Starts, Ends, Matches:
		return t == TextType
	}
	return false
}

// patterns reads the regular expressions of a comparison.
func (c *compiler) patterns(cmp *comparison, cd *Cond) {
	for i := range cd.Right {
		o := &cd.Right[i]
		if o.Kind != Text {
			c.fault(o.At, cd, "正規表現は、文字で書いてください。")
			continue
		}
		re, err := pattern(o.Text)
		if err != "" {
			c.fault(o.At, cd, err)
			continue
		}
		cmp.res = append(cmp.res, re)
	}
}

// set makes a comparison with flags, stops, labels or check boxes.
func (c *compiler) set(cmp *comparison, cd *Cond, field Field) {
	switch cd.Op {
	case Has, HasNot, Is, IsNot:
		if len(cd.Right) == 0 {
			c.fault(Pos{}, cd, "「"+field.Name+"」と比べる値が入っていません。")
		}
	case Filled, Empty, Unknown:
	default:
		c.fault(Pos{}, cd, "「"+field.Name+"」には、この比べ方は使えません。")
		return
	}
	cmp.mode = map[string]mode{"flags": flagMode, "stops": stopMode, "labels": labelMode, "checks": checkMode}[field.ID]
	bits := flagBits
	if cmp.mode == stopMode {
		bits = stopBits
	}
	for i := range cd.Right {
		o := &cd.Right[i]
		if o.Kind != Word && o.Kind != Text || strings.TrimSpace(o.Text) == "" {
			c.fault(o.At, cd, "「"+field.Name+"」と比べる値が入っていません。")
			continue
		}
		if len(field.Words) == 0 {
			cmp.strs = append(cmp.strs, normal.Search(o.Text))
			continue
		}
		w, ok := field.word(o.Text)
		if !ok {
			c.fault(o.At, cd, "「"+field.Name+"」に「"+o.Text+"」はありません。")
			continue
		}
		cmp.bits |= bits[w.ID]
	}
}
