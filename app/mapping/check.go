package mapping

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// Problem is something wrong, or worth a look, in a mapping.
type Problem struct {
	Means  Meaning
	Column string // empty: the mapping as a whole
	Text   string // one Japanese sentence
	Stops  bool   // such a mapping cannot be used; else it is for the owner to know
}

// groups are meanings of which one is enough, by kind.
var groups = map[Kind][][]Meaning{
	Orders:     {{ItemName, ItemCode, SKU, Dest + PartName, Dest + PartFamily}},
	Statement:  {{Deposit, Amount}},
	MakerStock: {{MakerCode, MakerJan}, {MakerQty, MakerState}},
}

// missing gives, as groups of which one is enough, the meanings that are needed and not there.
func missing(k Kind, have map[Meaning]int) [][]Meaning {
	var out [][]Meaning
	for _, a := range meanings[k] {
		if a.Needed && have[a.Meaning] == 0 {
			out = append(out, []Meaning{a.Meaning})
		}
	}
	for _, group := range groups[k] {
		if !slices.ContainsFunc(group, func(m Meaning) bool { return have[m] > 0 }) {
			out = append(out, group)
		}
	}
	// Goods without a number of them could not be shipped.
	if k == Orders && have[Qty] == 0 && have[ItemName]+have[ItemCode]+have[SKU] > 0 {
		out = append(out, []Meaning{Qty})
	}
	return out
}

// Check tells what is wrong with a mapping: meanings that are needed and missing, that do not exist, or are used twice; and
// what is worth knowing, such as a recipient that no column names.
func Check(m Mapping) []Problem {
	var out []Problem
	if m.Base != "" {
		return append(out, checkRename(m)...)
	}
	have := map[Meaning]int{}
	first := map[Meaning]string{}
	places := map[int]string{}
	for _, c := range m.Columns {
		a, ok := AboutOf(m.Kind, c.Means)
		switch {
		case !ok:
			out = append(out, Problem{c.Means, c.Column, fmt.Sprintf("列「%s」の意味「%s」は、%sのファイルにはありません。", c.Column, c.Means, m.Kind.Name()), true})
			continue
		case c.At < 0 || c.At >= maxColumns:
			out = append(out, Problem{c.Means, c.Column, fmt.Sprintf("列「%s」の位置（at）が %d です。0から始まる番号にしてください。", c.Column, c.At), true})
		case places[c.At] != "":
			out = append(out, Problem{c.Means, c.Column, fmt.Sprintf("列「%s」に意味が2つあります。1つにしてください。", c.Column), true})
		}
		if m.HeaderRow > 0 && Key(c.Column) == "" && strings.TrimSpace(c.Column) == "" {
			out = append(out, Problem{c.Means, c.Column, fmt.Sprintf("「%s」の列に名前（column）がありません。", a.Name), true})
		}
		places[c.At] = "x"
		if have[c.Means]++; have[c.Means] == 2 && !a.Several {
			out = append(out, Problem{c.Means, c.Column, fmt.Sprintf("「%s」が2つの列（%s・%s）に使われています。1つにしてください。", a.Name, first[c.Means], c.Column), true})
		}
		if have[c.Means] == 1 {
			first[c.Means] = c.Column
		}
	}
	for _, group := range missing(m.Kind, have) {
		out = append(out, Problem{group[0], "", fmt.Sprintf("「%s」の列がありません。どの列か選んでください。", namesOf(m.Kind, group)), true})
	}
	if m.Kind == Orders {
		out = append(out, adviceOf(have)...)
	}
	return out
}

func adviceOf(have map[Meaning]int) []Problem {
	var out []Problem
	say := func(m Meaning, text string) { out = append(out, Problem{Means: m, Text: text}) }
	if have[Dest+PartName]+have[Dest+PartFamily] == 0 {
		say(Dest+PartName, "届け先の氏名の列がないため、受注は確認待ちになります。")
	}
	if have[Comment] == 0 {
		say(Comment, "備考・コメントの列がないため、コメントがあっても分かりません。受注は確認待ちになります。")
	}
	if have[OrderedAt] == 0 {
		say(OrderedAt, "注文日時の列がないため、古い順に並べられません。")
	}
	return out
}

func checkRename(m Mapping) []Problem {
	var out []Problem
	known := make([]string, 0, len(m.Rename))
	for name := range m.Rename {
		known = append(known, name)
	}
	sort.Strings(known)
	to := map[string]string{}
	for _, name := range known {
		file := m.Rename[name]
		switch k := Key(file); {
		case Key(name) == "" || k == "":
			out = append(out, Problem{"", file, "名前の対応（rename）に空の名前があります。", true})
		case to[k] != "":
			out = append(out, Problem{"", file, fmt.Sprintf("列「%s」が2つの列（%s・%s）として読まれています。1つにしてください。", file, to[k], name), true})
		default:
			to[k] = name
		}
	}
	if len(m.Columns) > 0 {
		out = append(out, Problem{"", m.Columns[0].Column, "元の形式（base）があるときは、列の意味（columns）は書けません。", true})
	}
	return out
}

func namesOf(k Kind, group []Meaning) string {
	names := make([]string, len(group))
	for i, m := range group {
		a, _ := AboutOf(k, m)
		names[i] = a.Name
	}
	return strings.Join(names, "・")
}
