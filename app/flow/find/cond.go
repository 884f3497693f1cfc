package find

import (
	"fmt"
	"strings"

	"miseban/app/rule"
)

// Error says what is wrong with a condition, and where.
type Error struct{ Faults []rule.Fault }

func (e *Error) Error() string { return fmt.Sprintf("%d faults in the condition", len(e.Faults)) }

// Japanese says what is wrong first, with its place. Nothing was searched or kept.
func (e *Error) Japanese() string {
	more := ""
	if n := len(e.Faults) - 1; n > 0 {
		more = fmt.Sprintf("（ほかに%d件）", n)
	}
	return "条件を読めません。" + Say(e.Faults[0]) + more
}

// Say words one fault with its place in the condition.
func Say(f rule.Fault) string {
	switch {
	case f.At.Line > 1:
		return fmt.Sprintf("%d行目の%d文字目：%s", f.At.Line, f.At.Column, f.Text)
	case f.At.Line == 1:
		return fmt.Sprintf("%d文字目：%s", f.At.Column, f.Text)
	}
	return f.Text
}

// Read makes a condition of its text. *Error when it has faults or is empty.
func Read(text string) (rule.Cond, error) {
	if strings.TrimSpace(text) == "" {
		return rule.Cond{}, &Error{[]rule.Fault{{Text: "条件が空です。項目と値を書いてください。例: 支払区分 = 代金引換"}}}
	}
	c, faults := rule.ParseCond(text)
	if len(faults) > 0 {
		return c, &Error{faults}
	}
	return c, nil
}
