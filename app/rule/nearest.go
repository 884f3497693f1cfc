package rule

import (
	"fmt"
	"strings"
)

// proposal names what was probably meant; where nothing is near, some of what there is.
func (p *parser) proposal(text string, names []string) string {
	if near := nearest(text, names); near != "" {
		return fmt.Sprintf("「%s」のことですか。", near)
	}
	return listed(names)
}

// meant is proposal without the list.
func (p *parser) meant(text string, names []string) string {
	if near := nearest(text, names); near != "" {
		return fmt.Sprintf("「%s」のことですか。", near)
	}
	return ""
}

// listed names what can be chosen, or the first of it.
func listed(names []string) string {
	switch {
	case len(names) == 0:
		return "名前を確かめてください。"
	case len(names) <= 8:
		return "選べるのは「" + strings.Join(names, "」「") + "」です。"
	}
	return "選べるのは「" + strings.Join(names[:6], "」「") + "」などです。"
}

// nearest gives the name that differs least from a text; nothing if even that differs too much to be proposed.
func nearest(text string, names []string) string {
	t := []rune(wholeKey(text))
	if len(t) == 0 || len(t) > 40 {
		return ""
	}
	best, least := "", 1<<30
	for _, name := range names {
		n := []rune(wholeKey(name))
		d := distance(t, n)
		allowed := (max(len(t), len(n)) + 1) / 2
		if strings.Contains(string(n), string(t)) || strings.Contains(string(t), string(n)) {
			allowed = max(len(t), len(n))
			d = (d + 1) / 2
		}
		if d <= allowed && d < least && d < max(len(t), len(n)) {
			best, least = name, d
		}
	}
	return best
}

// distance counts the runes to be put in, taken out or exchanged to make b of a (Levenshtein).
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		last := row[0]
		row[0] = i + 1
		for j := range b {
			cost := last
			if a[i] != b[j] {
				cost++
			}
			last = row[j+1]
			row[j+1] = min(cost, row[j]+1, last+1)
		}
	}
	return row[len(b)]
}

// clip shortens what is quoted in a sentence.
func clip(s string) string {
	s = strings.ReplaceAll(s, "\n", " ")
	if rs := []rune(s); len(rs) > 30 {
		return string(rs[:30]) + "…"
	}
	return s
}

// example shows how a comparison of a field of the type is written.
func example(t Type, typed bool) string {
	if !typed {
		return "項目と比べ方を選んでください。"
	}
	switch t {
	case TextType:
		return "例: 含む \"名入れ\""
	case YenType, CountType:
		return "例: >= 10"
	case DateType:
		return "例: >= 2026-12-01"
	case WordType:
		return "例: = [ … ]"
	case SetType:
		return "例: 含む …"
	}
	return ""
}

// opProposal names the comparisons that a type has.
func (p *parser) opProposal(text string, t Type, typed bool) string {
	var names []string
	for _, op := range OpsFor(t) {
		names = append(names, opWord(op))
	}
	if !typed {
		names = p.words.ops.names
	}
	return p.proposal(text, names)
}
