package rule

import (
	"fmt"
	"strings"
)

// FormatCond writes a condition on one line, without comments, so that ParseCond gives the same again.
func FormatCond(c *Cond) string {
	if c.Kind == All && len(c.Of) != 1 {
		return formatList(c.Of)
	}
	return formatOne(c)
}

func formatList(list []Cond) string {
	var b strings.Builder
	for i := range list {
		if i > 0 {
			b.WriteString("、")
		}
		b.WriteString(formatOne(&list[i]))
	}
	return b.String()
}

func formatOne(c *Cond) string {
	if c.Kind == Compare {
		return formatComparison(c)
	}
	return groupWord(c.Kind, c.Over) + "(" + formatList(inside(c)) + ")"
}

func formatComparison(c *Cond) string {
	left := formatOperand(&c.Left)
	if takesNothing(c.Op) {
		return left + " " + opWord(c.Op)
	}
	if len(c.Right) == 0 && (c.Op == Is || c.Op == IsNot) {
		if c.Op == IsNot {
			return left + " ではない"
		}
		return left
	}
	if c.Op == Between {
		var ends [2]Operand
		copy(ends[:], c.Right)
		return left + " = " + formatOperand(&ends[0]) + " から " + formatOperand(&ends[1]) + " まで"
	}
	if len(c.Right) == 0 {
		return left + " " + opWord(c.Op) + " " + missingWord
	}
	right := make([]string, len(c.Right))
	for i := range c.Right {
		right[i] = formatValue(&c.Right[i], c.Left.Field)
	}
	one := right[0]
	if len(right) > 1 {
		one = "[" + strings.Join(right, ", ") + "]"
	}
	return left + " " + opWord(c.Op) + " " + one
}

// formatValue writes an operand; a word by its name among those of the field it is compared with.
func formatValue(o *Operand, field string) string {
	if o.Kind != Word {
		return formatOperand(o)
	}
	for _, f := range allFields {
		if f.ID == field {
			if name := nameOf(f.Words, o.Text); name != "" {
				return name
			}
		}
	}
	return quote(o.Text)
}

func formatOperand(o *Operand) string {
	switch o.Kind {
	case FieldRef:
		for _, f := range allFields {
			if f.ID == o.Field {
				return f.Name + formatPlus(o, f.Type == DateType)
			}
		}
		return quote(o.Field)
	case Text, Word:
		return quote(o.Text)
	case Number:
		return fmt.Sprint(o.Number + o.Plus)
	case Day:
		return string(o.Date) + formatPlus(o, true)
	case Today:
		return "今日" + formatPlus(o, true)
	case Gather:
		return formatGather(o)
	}
	return missingWord
}

func formatPlus(o *Operand, days bool) string {
	switch {
	case o.Plus == 0:
		return ""
	case days:
		return fmt.Sprintf("%+d日", o.Plus)
	}
	return fmt.Sprintf("%+d", o.Plus)
}

func formatGather(o *Operand) string {
	var parts []string
	if o.Agg != Count {
		name := missingWord
		if f, ok := FieldNamed(o.Field, o.Over); ok {
			name = f.Name
		}
		parts = append(parts, name)
	}
	if o.Where != nil {
		if where := FormatCond(o.Where); where != "" {
			parts = append(parts, where)
		}
	}
	return gatherWord(o.Agg, o.Over) + "(" + strings.Join(parts, "、") + ")"
}
