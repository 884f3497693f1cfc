package orders

import (
	"slices"
	"strings"
	"unicode"

	"miseban/app/flow/find"
	"miseban/app/normal"
	"miseban/app/order"
	"miseban/app/rule"
)

// proposal is something that could stand in a condition next.
type proposal struct {
	shown string // in the list
	note  string
	text  string // what is put in
	back  int    // how many runes of it the cursor stands before its end: inside of brackets or signs
}

// mostProposals is how many are shown.
const mostProposals = 9

// values are the names that the shop itself has for some fields.
func (s *Screen) values() map[string][]string {
	out := map[string][]string{}
	for _, shop := range s.f.Desk.Shops() {
		out["shop"] = append(out["shop"], shop.Name)
	}
	for kind, field := range map[order.DecisionKind]string{order.Labelled: "labels", order.Ticked: "checks"} {
		for _, n := range s.known[kind] {
			out[field] = append(out[field], n.Name)
		}
	}
	return out
}

// groups open brackets over lines and destinations, or join conditions.
var groups = []proposal{{"明細のどれか( … )", "この条件の明細が1つでもある", "明細のどれか()", 1}, {"お届け先のどれか( … )", "この条件のお届け先が1つでもある", "お届け先のどれか()", 1},
	{"明細のすべて( … )", "全部の明細が当てはまる", "明細のすべて()", 1}, {"どれか( … )", "どれか1つに当てはまる", "どれか()", 1}, {"でない( … )", "当てはまらない", "でない()", 1},
	{"明細の合計(個数)", "全部の明細の合計", "明細の合計(個数) ", 0}}

// proposals gives what could stand at a place of the text (in runes), and from where on it takes the place of what is there.
func proposals(text string, cursor int, own map[string][]string) (out []proposal, from int) {
	rs := []rune(text)
	rs = rs[:min(cursor, len(rs))]
	start, over, quoted := begin(rs)
	if quoted {
		return nil, 0
	}
	segment := rs[start:]
	if field, n, ok := leading(string(segment), over); ok && (n < len(segment) || field.Type == rule.BoolType) {
		rest := string(segment[n:])
		at := start + n
		op, m := operator(rest, field.Type)
		if m == 0 {
			written := strings.TrimLeftFunc(rest, unicode.IsSpace)
			return operators(field, written), at + len([]rune(rest)) - len([]rune(written))
		}
		value := strings.TrimLeftFunc(string([]rune(rest)[m:]), unicode.IsSpace)
		return valuesOf(field, op, value, own), start + len(segment) - len([]rune(value))
	}
	return fieldsLike(string(segment), over), start
}

// begin finds where the condition begins that is being written, and over what it goes.
func begin(rs []rune) (start int, over rule.Over, quoted bool) {
	var scopes []rule.Over
	close := rune(0)
	square := false
	for i, r := range rs {
		switch {
		case close != 0:
			if r == close {
				close = 0
			}
			continue
		case r == '"' || r == '“':
			close = '"'
		case r == '「':
			close = '」'
		case r == '[' || r == '［':
			square = true
		case r == ']' || r == '］':
			square = false
		case r == '(' || r == '（':
			head := string(rs[start:i])
			switch {
			case strings.Contains(head, "明細"):
				over = rule.Lines
			case strings.Contains(head, "お届け先"):
				over = rule.Destinations
			}
			scopes = append(scopes, over)
			start = i + 1
		case r == ')' || r == '）':
			if len(scopes) > 0 {
				scopes = scopes[:len(scopes)-1]
			}
			over = rule.TheOrder
			if len(scopes) > 0 {
				over = scopes[len(scopes)-1]
			}
		case (r == '、' || r == ',' || r == '，' || r == '\n') && !square:
			start = i + 1
		}
		if word := string(rs[start : i+1]); !square && (strings.HasSuffix(word, " かつ ") || strings.HasSuffix(word, " または ") || strings.HasSuffix(word, " and ") || strings.HasSuffix(word, " or ")) {
			start = i + 1
		}
	}
	for start < len(rs) && unicode.IsSpace(rs[start]) {
		start++
	}
	return start, over, close != 0
}

// seen are the fields that a condition can ask about in a scope, the nearest first.
func seen(over rule.Over) (out []rule.Field) {
	in := [][]rule.Over{rule.TheOrder: {rule.TheOrder}, rule.Lines: {rule.Lines, rule.Destinations, rule.TheOrder}, rule.Destinations: {rule.Destinations, rule.TheOrder}}[over]
	for _, o := range in {
		for _, f := range rule.SearchFields() {
			if f.Over == o {
				out = append(out, f)
			}
		}
	}
	return out
}

// leading finds the field with which a condition begins: the longest name that fits. n is its length in runes.
func leading(text string, over rule.Over) (field rule.Field, n int, ok bool) {
	for _, f := range seen(over) {
		for _, name := range []string{f.Name, f.ID} {
			if l := len([]rune(name)); l > n && strings.HasPrefix(text, name) && !joined(text[len(name):]) {
				field, n, ok = f, l, true
			}
		}
	}
	return field, n, ok
}

// joined says whether a text goes on with a letter, so that the name before it was only the head of another word.
func joined(rest string) bool {
	for _, r := range rest {
		return r == '_' || unicode.IsLetter(r) && !strings.ContainsAny(string(r), "がはを不含正で") || unicode.IsDigit(r)
	}
	return false
}

// signs are the comparisons as they are written, with what the list says of them.
var signs = map[rule.Op][2]string{rule.Is: {"= ", "等しい"}, rule.IsNot: {"≠ ", "等しくない"}, rule.Less: {"< ", "より小さい・前"}, rule.AtMost: {"<= ", "以下・以前"}, rule.More: {"> ", "より大きい・後"},
	rule.AtLeast: {">= ", "以上・以降"}, rule.Contains: {"含む ", "この文字がある"}, rule.Lacks: {"含まない ", "この文字がない"}, rule.Starts: {"から始まる ", ""}, rule.Ends: {"で終わる ", ""},
	rule.Has: {"含む ", "これがある"}, rule.HasNot: {"含まない ", "これがない"}, rule.Filled: {"がある", "ファイルに書かれている"}, rule.Empty: {"がない", "空である"}, rule.Unknown: {"不明", "ファイルに書かれていない"}}

// operator finds a comparison at the head of a text; n is how many runes it takes, 0 = none.
func operator(text string, t rule.Type) (op rule.Op, n int) {
	trimmed := strings.TrimLeftFunc(text, unicode.IsSpace)
	skipped := len([]rune(text)) - len([]rune(trimmed))
	for _, o := range rule.OpsFor(t) {
		sign := strings.TrimSpace(signs[o][0])
		for _, s := range []string{sign, strings.NewReplacer("<=", "≦", ">=", "≧", "=", "＝").Replace(sign), strings.NewReplacer("<=", "≤", ">=", "≥").Replace(sign)} {
			if l := len([]rune(s)); l > n && s != "" && strings.HasPrefix(trimmed, s) {
				op, n = o, l
			}
		}
	}
	if n > 0 {
		n += skipped
	}
	return op, n
}

// operators are the comparisons that fit a field and what is written of one.
func operators(f rule.Field, written string) (out []proposal) {
	for _, o := range rule.OpsFor(f.Type) {
		s, ok := signs[o]
		if !ok || !strings.HasPrefix(s[0], strings.TrimSpace(written)) {
			continue
		}
		p := proposal{shown: f.Name + " " + strings.TrimSpace(s[0]), note: s[1], text: s[0]}
		if f.Type == rule.TextType && o != rule.Filled && o != rule.Empty && o != rule.Unknown {
			p.text, p.back = s[0]+`""`, 1
		}
		out = append(out, p)
	}
	return out[:min(len(out), mostProposals)]
}

// valuesOf are the values that a field can have, those that fit what is written.
func valuesOf(f rule.Field, op rule.Op, written string, own map[string][]string) (out []proposal) {
	if op == rule.Filled || op == rule.Empty || op == rule.Unknown {
		return nil
	}
	add := func(text, note string) {
		if like(text, written) && text != written {
			out = append(out, proposal{shown: text, note: note, text: text})
		}
	}
	for _, w := range f.Words {
		add(w.Name, w.ID)
	}
	for _, name := range own[f.ID] {
		add(`"`+name+`"`, f.Name)
	}
	if f.Type == rule.DateType {
		for _, d := range []string{"今日", "今日+3日", "今日-7日", "注文日+2日"} {
			add(d, "")
		}
	}
	return out[:min(len(out), mostProposals)]
}

// fieldsLike are the fields whose name has what is written in it, and the groups; nothing written gives the usual ones.
func fieldsLike(written string, over rule.Over) (out []proposal) {
	written = strings.TrimSpace(written)
	var first, later []proposal
	for _, f := range seen(over) {
		if !like(f.Name, written) && !like(f.ID, written) && (written == "" || !like(f.Group, written)) {
			continue
		}
		note := f.Group
		if f.Help != "" {
			note = f.Help
		}
		p := proposal{shown: f.Name, note: note, text: f.Name + " "}
		if f.Type == rule.BoolType {
			p.text = f.Name
		}
		if strings.HasPrefix(normal.Search(f.Name), normal.Search(written)) {
			first = append(first, p)
		} else {
			later = append(later, p)
		}
	}
	for _, g := range groups {
		if written != "" && over == rule.TheOrder && like(g.shown, written) {
			later = append(later, g)
		}
	}
	out = slices.Concat(first, later)
	return out[:min(len(out), mostProposals)]
}

func like(name, written string) bool {
	return strings.Contains(normal.Search(name), normal.Search(strings.Trim(written, `"「`)))
}

// knownNames are the names of labels or check boxes that there are.
func knownNames(all []find.Known) (names []string) {
	for _, k := range all {
		names = append(names, k.Name)
	}
	return names
}
