package rule

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Check says what is wrong with a set, wherever it comes from: a file, the window, an older version. At most 50 faults, in the
// order of the set. A set without faults can be published.
func Check(s *Set) []Fault { return check(s, mostFaults) }

// CheckCond says what is wrong with a condition outside a rule: a saved search. An All without children is every order.
func CheckCond(c *Cond) []Fault { return checkCond(c, mostFaults) }

// checker collects the faults of a set.
type checker struct {
	most   int
	faults []Fault
	rule   string
	conds  int
	tried  map[string]string // patterns, and what is wrong with each
}

func (k *checker) full() bool { return len(k.faults) >= k.most }

// fault notes what is wrong. A part that was not read from a file has no place of its own; then the nearest one around it counts.
func (k *checker) fault(at Pos, cond *Cond, format string, args ...any) {
	if at == (Pos{}) && cond != nil {
		at = cond.At
	}
	if !k.full() {
		k.faults = append(k.faults, Fault{At: at, Rule: k.rule, Cond: cond, Text: fmt.Sprintf(format, args...)})
	}
}

func checkCond(c *Cond, most int) []Fault {
	k := &checker{most: most}
	if c.Kind == All && len(c.Of) == 0 {
		return nil
	}
	if k.cond(c, TheOrder, nil, 1); k.conds > MostConds {
		k.fault(c.At, c, "条件が多すぎます（%d個まで）。減らしてください。", MostConds)
	}
	return k.faults
}

func check(s *Set, most int) []Fault {
	k := &checker{most: most}
	if len(s.Rules) > MostRules {
		k.fault(s.Rules[MostRules].At, nil, "ルールが多すぎます（%d個まで、いまは%d個）。使っていないルールを減らすか、条件をまとめてください。", MostRules, len(s.Rules))
		return k.faults
	}
	k.switches(s.Off)
	named := map[string]*Rule{}
	for i := range s.Rules {
		if k.full() {
			break
		}
		r := &s.Rules[i]
		k.rule = r.Name
		k.name(r, named)
		k.comments(r.At, r.Comments)
		k.oneRule(r)
	}
	k.rule = ""
	k.tests(s, named)
	return k.faults
}

func (k *checker) switches(list []Switch) {
	seen := map[string]bool{}
	for _, off := range list {
		name := nameOf(BuiltIns, off.ID)
		k.comments(off.At, off.Comments)
		switch {
		case off.ID == "":
			k.fault(off.At, nil, "どの組み込みの判定をオフにするかが未入力です。選んでください。")
		case name == "":
			k.fault(off.At, nil, "「%s」という組み込みの判定はありません。名前を確かめてください。", clip(off.ID))
		case seen[off.ID]:
			k.fault(off.At, nil, "組み込みの判定「%s」を2回オフにしています。1つ消してください。", name)
		}
		seen[off.ID] = true
	}
}

// sameName is what makes two names of rules one: nobody could tell them apart.
func sameName(name string) string { return strings.Join(strings.Fields(norm.NFKC.String(name)), " ") }

func (k *checker) name(r *Rule, named map[string]*Rule) {
	if strings.TrimSpace(r.Name) == "" {
		k.fault(r.At, nil, "ルールの名前がありません。ほかのルールと区別できる名前を付けてください。")
		return
	}
	k.text(r.At, "ルールの名前", r.Name, false)
	key := sameName(r.Name)
	if other, ok := named[key]; ok {
		where := ""
		if other.At.Line > 0 {
			where = fmt.Sprintf("（%d行目）", other.At.Line)
		}
		k.fault(r.At, nil, "「%s」という名前のルールがもう1つあります%s。どちらかの名前を変えてください。", clip(r.Name), where)
		return
	}
	named[key] = r
}

func (k *checker) oneRule(r *Rule) {
	for line := range strings.SplitSeq(r.Note, "\n") {
		k.text(r.At, "メモ", line, true)
	}
	before := k.conds
	if r.When.Kind != All || len(r.When.Of) > 0 {
		k.cond(&r.When, TheOrder, nil, 1)
	}
	if before <= MostConds && k.conds > MostConds {
		k.fault(r.At, nil, "条件が多すぎます（全部のルールで%d個まで）。使っていないルールを減らしてください。", MostConds)
	}
	if len(r.Then) == 0 && !r.Stop {
		k.fault(r.At, nil, "ルールに動作がありません。することを1つ以上書くか、「%s」を書いてください。", stopHere.Name())
	}
	k.actions(r)
}

// text checks what the owner wrote: not too long, and nothing in it that cannot be printed.
func (k *checker) text(at Pos, what, text string, lines bool) {
	if n := utf8.RuneCountInString(text); n > MostText {
		k.fault(at, nil, "%sが長すぎます（%d文字まで、いまは%d文字）。短くしてください。", what, MostText, n)
		return
	}
	if !utf8.ValidString(text) {
		k.fault(at, nil, "%sに読めない文字があります。書き直してください。", what)
		return
	}
	for _, r := range text {
		if r == '\n' && lines {
			continue
		}
		if unicode.IsControl(r) {
			k.fault(at, nil, "%sに改行や制御文字があります。消してください。", what)
			return
		}
	}
}

// comments checks what stands behind #: it must come back as it is.
func (k *checker) comments(at Pos, c Comments) {
	for _, line := range append([]string{c.Beside}, c.Above...) {
		if utf8.RuneCountInString(line) > 4*MostText {
			k.fault(at, nil, "# のコメントが長すぎます（1行%d文字まで）。行を分けてください。", 4*MostText)
		}
	}
}

// tests checks what tests want. What an order really becomes is found when they run.
func (k *checker) tests(s *Set, named map[string]*Rule) {
	for i := range s.Tests {
		t := &s.Tests[i]
		mall, no, ok := strings.Cut(t.Order, ":")
		if _, known := mallName(mall); !ok || !known || strings.TrimSpace(no) == "" {
			k.fault(t.At, nil, "テストの注文「%s」がわかりません。「楽天:注文番号」のように書いてください。", clip(t.Order))
		}
		k.text(t.At, "注文番号", no, false)
		if len(t.Want) == 0 {
			k.fault(t.At, nil, "テストに、どうなるはずかが書かれていません。「ステータス 確認待ち」のように書いてください。")
		}
		status := ""
		seen := map[Expect]bool{}
		for _, e := range t.Want {
			k.expect(t, e, named)
			if e.Kind == "status" && !e.Not {
				if status != "" && status != e.ID {
					k.fault(t.At, nil, "テストが2つのステータスを同時に求めています。1つにしてください。")
				}
				status = e.ID
			}
			other := e
			other.Not = !e.Not
			if seen[other] {
				k.fault(t.At, nil, "テストが「%s」と、その反対の両方を求めています。どちらかを消してください。", FormatExpect(Expect{Kind: e.Kind, ID: e.ID}))
			}
			seen[e] = true
		}
	}
}

func (k *checker) expect(t *Test, e Expect, named map[string]*Rule) {
	what := nameOf(ExpectKinds, e.Kind)
	switch {
	case what == "":
		k.fault(t.At, nil, "テストの「%s」は確かめられません。%s", clip(e.Kind), listed(words().expects.names))
	case strings.TrimSpace(e.ID) == "":
		k.fault(t.At, nil, "テストの「%s」が未入力です。書いてください。", what)
	case e.Kind == "status" && nameOf(StatusWords, e.ID) == "":
		k.fault(t.At, nil, "「%s」というステータスはありません。%s", clip(e.ID), advice(e.ID, words().statuses.names))
	case e.Kind == "flag" && nameOf(Flags, e.ID) == "":
		k.fault(t.At, nil, "「%s」という判定はありません。%s", clip(e.ID), advice(e.ID, words().flags.names))
	case e.Kind == "rule" && named[sameName(e.ID)] == nil:
		k.fault(t.At, nil, "テストのルール「%s」がありません。%s", clip(e.ID), advice(e.ID, ruleNames(named)))
	case e.Kind == "question" && nameOf(BuiltIns, e.ID) == "" && named[sameName(e.ID)] == nil:
		k.fault(t.At, nil, "テストの確認「%s」は、組み込みの確認にもルールの名前にもありません。%s", clip(e.ID), advice(e.ID, ruleNames(named)))
	default:
		k.text(t.At, what, e.ID, false)
	}
}

func ruleNames(named map[string]*Rule) (names []string) {
	for _, r := range named {
		names = append(names, r.Name)
	}
	return names
}

// advice names what was probably meant.
func advice(text string, names []string) string {
	if near := nearest(text, names); near != "" {
		return fmt.Sprintf("「%s」のことですか。", near)
	}
	return "名前を確かめてください。"
}
