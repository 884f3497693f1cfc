package rule

import (
	"fmt"
	"slices"
	"strings"

	"miseban/app/normal"
)

// Program is a set that can be run. It holds the set, which must not be changed any more; it is never changed itself, so that
// several goroutines can run it.
type Program struct {
	set   *Set
	rules []compiledRule
	reads map[string]bool
	marks bool // some condition asks for labels or check boxes
}

// Matcher is one condition that can be asked of orders, by several goroutines at once.
type Matcher struct {
	when  node
	cond  *Cond
	reads map[string]bool
	marks bool
}

type compiledRule struct {
	off, stop bool
	when      node
	then      []compiledAction
}

type compiledAction struct {
	action    *Action
	exclusive int // which of the exclusive kinds; -1 = none
	flag      uint64
	norm      string // of a label or a check box
	dated     bool
	when      operand
}

// exclusives is the number of exclusive kinds.
const exclusives = 5

var exclusiveIndex = map[ActionKind]int{HoldUntil: 0, Method: 1, Prices: 2, Priority: 3, ShipOn: 4}

// Compile makes a set ready to run. A set in which something can't be worked out is refused as a whole, with every fault: a
// field that does not exist, a comparison that is not filled in, a pattern that can't be read. What Check finds beyond that is
// not looked for again.
func Compile(set *Set) (*Program, []Fault) {
	c := compiler{reads: map[string]bool{}}
	p := &Program{set: set, rules: make([]compiledRule, len(set.Rules))}
	if len(set.Rules) > MostRules {
		c.fault(Pos{}, nil, fmt.Sprintf("ルールが%d個あります。%d個までです。", len(set.Rules), MostRules))
		return nil, c.faults
	}
	for i := range set.Rules {
		r := &set.Rules[i]
		c.rule, c.off = r.Name, r.Off
		p.rules[i] = compiledRule{off: r.Off, stop: r.Stop, when: c.cond(&r.When, TheOrder, 1), then: make([]compiledAction, len(r.Then))}
		for k := range r.Then {
			p.rules[i].then[k] = c.action(&r.Then[k])
		}
	}
	if len(c.faults) > 0 {
		return nil, c.faults
	}
	p.reads, p.marks = c.reads, c.reads["labels"] || c.reads["checks"]
	return p, nil
}

// CompileCond makes one condition ready to be asked, as a saved search does.
func CompileCond(cond *Cond) (*Matcher, []Fault) {
	c := compiler{reads: map[string]bool{}}
	m := &Matcher{cond: cond}
	m.when = c.cond(cond, TheOrder, 1)
	if len(c.faults) > 0 {
		return nil, c.faults
	}
	m.reads, m.marks = c.reads, c.reads["labels"] || c.reads["checks"]
	return m, nil
}

// Set is the set that the program was made from.
func (p *Program) Set() *Set { return p.set }

// Reads says whether a rule that is switched on asks about a field, by its id. "today" stands for the clock.
func (p *Program) Reads(field string) bool { return p.reads[field] }

// Reads says whether the condition asks about a field, by its id. "today" stands for the clock.
func (m *Matcher) Reads(field string) bool { return m.reads[field] }

// Does says whether a rule that is switched on does something of a kind.
func (p *Program) Does(kind ActionKind) bool {
	for i := range p.rules {
		if !p.rules[i].off && slices.ContainsFunc(p.rules[i].then, func(a compiledAction) bool { return a.action.Kind == kind }) {
			return true
		}
	}
	return false
}

// compiler makes nodes and collects what can't be made.
type compiler struct {
	faults []Fault
	rule   string
	off    bool // the rule is: what it reads is not read
	reads  map[string]bool
	conds  int
}

func (c *compiler) fault(at Pos, cond *Cond, text string) {
	if cond != nil && at == (Pos{}) {
		at = cond.At
	}
	c.faults = append(c.faults, Fault{At: at, Rule: c.rule, Cond: cond, Text: text})
}

func (c *compiler) cond(cd *Cond, scope Over, depth int) node {
	n := node{kind: cd.Kind, over: cd.Over, scope: scope, cond: cd}
	if c.conds++; c.conds == MostConds+1 {
		c.fault(Pos{}, cd, fmt.Sprintf("条件が多すぎます。ルールセット全体で%d個までです。", MostConds))
	}
	if c.conds > MostConds {
		return n
	}
	if depth > MostDepth {
		c.fault(Pos{}, cd, fmt.Sprintf("条件の入れ子が深すぎます。%d段までです。", MostDepth))
		return n
	}
	inner := scope
	switch cd.Kind {
	case All, Any, Not:
	case Some, Every, None:
		if cd.Over != Lines && cd.Over != Destinations {
			c.fault(Pos{}, cd, "明細とお届け先のどちらの条件かが決まっていません。")
			return n
		}
		inner = cd.Over
	case Compare:
		n.cmp = c.comparison(cd, scope, depth)
		return n
	default:
		c.fault(Pos{}, cd, "条件の種類がわかりません。")
		return n
	}
	if len(cd.Of) == 0 && (cd.Kind == Not || cd.Kind == Any) {
		c.fault(Pos{}, cd, "中に条件がありません。条件を入れるか、この組を消してください。")
	}
	if len(cd.Of) > 0 {
		n.of = make([]node, len(cd.Of))
	}
	for i := range cd.Of {
		n.of[i] = c.cond(&cd.Of[i], inner, depth+1)
	}
	return n
}

func (c *compiler) read(field string) {
	if !c.off {
		c.reads[field] = true
	}
}

// action makes what a rule does.
func (c *compiler) action(a *Action) compiledAction {
	out := compiledAction{action: a, exclusive: -1}
	if x, ok := exclusiveIndex[a.Kind]; ok {
		out.exclusive = x
	}
	switch a.Kind {
	case SetFlag:
		b, ok := flagBits[a.Text]
		if !ok {
			c.fault(a.At, nil, "「"+a.Text+"」という判定はありません。")
		}
		out.flag = b
	case SetLabel, SetCheck:
		if strings.TrimSpace(a.Text) == "" {
			c.fault(a.At, nil, "ラベルやチェックの名前が入っていません。")
		}
		out.norm = normal.Search(a.Text)
	case HoldUntil, ShipOn:
		if a.When.Kind == Missing {
			if a.Kind == ShipOn {
				c.fault(a.At, nil, "出荷日が入っていません。")
			}
			break
		}
		var f Field
		out.when, f = c.operand(&a.When, nil, TheOrder, 1, nil)
		if f.Name != "" && f.Type != DateType {
			c.fault(a.At, nil, "「"+f.Name+"」は日付ではありません。")
		}
		out.dated = true
	}
	return out
}
