package rule

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

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
		if kindOfSide(f.Type) != cmp.mode || (f.Type == BoolType) != (field.Type == BoolType) {
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

// most bounds every number that is written in a set, so that sums of them can't go round.
const most = 1_000_000_000_000

// operand makes one side. It gives the field that it is, or for a value a field of the value's type; against is the field on the
// other side. A field without a name means that a fault was noted.
func (c *compiler) operand(o *Operand, cd *Cond, scope Over, depth int, against *Field) (operand, Field) {
	out := operand{kind: o.Kind, plus: o.Plus, scope: scope}
	refuse := func(text string) (operand, Field) {
		c.fault(o.At, cd, text)
		return out, Field{}
	}
	if o.Plus > most || o.Plus < -most || o.Number > most || o.Number < -most {
		return refuse("数が大きすぎます。")
	}
	switch o.Kind {
	case FieldRef:
		f, ok := FieldNamed(o.Field, scope)
		if !ok {
			return refuse(c.noField(o.Field, scope))
		}
		if o.Plus != 0 && f.Type != YenType && f.Type != CountType && f.Type != DateType {
			return refuse("「" + f.Name + "」に数は足せません。")
		}
		c.read(f.ID)
		out.field, out.fieldOver, out.typ, out.slot = f.ID, f.Over, f.Type, slots[f.ID]
		out.num, out.text = numbers[f.ID], texts[f.ID]
		out.costly = f.ID == "prefecture" || f.ID == "orderer_prefecture"
		return out, f
	case Today:
		c.read("today")
		return out, Field{Name: "今日", Type: DateType}
	case Day:
		n, ok := dayNumber(o.Date)
		if !ok {
			return refuse("日付が正しくありません。2026-12-01 のように書いてください。")
		}
		out.konst = n + o.Plus
		return out, Field{Name: o.Date.Long(), Type: DateType}
	case Number:
		if against != nil && against.Type == TextType { // a postal code without its quotes
			out.kind, out.str = Text, normal.Search(strconv.FormatInt(o.Number, 10))
			return out, Field{Name: strconv.FormatInt(o.Number, 10), Type: TextType}
		}
		out.konst = o.Number + o.Plus
		return out, Field{Name: strconv.FormatInt(o.Number, 10), Type: CountType}
	case Text, Word:
		return c.word(o, out, against, refuse)
	case Gather:
		return c.gather(o, out, cd, scope, depth, refuse)
	}
	return refuse("条件に、まだ入っていないところがあります。")
}

// word makes a text, or one of the words of the field on the other side.
func (c *compiler) word(o *Operand, out operand, against *Field, refuse func(string) (operand, Field)) (operand, Field) {
	if against == nil {
		return refuse("左側は項目にしてください。")
	}
	if utf8.RuneCountInString(o.Text) > MostText {
		return refuse(fmt.Sprintf("文字が長すぎます。%d文字までです。", MostText))
	}
	switch against.Type {
	case TextType:
		out.kind, out.str = Text, strings.Trim(normal.Search(o.Text), "\n")
		return out, Field{Name: o.Text + "　", Type: TextType}
	case WordType:
		w, ok := against.word(o.Text)
		if !ok {
			return refuse("「" + against.Name + "」に「" + o.Text + "」はありません。")
		}
		out.kind, out.str = Word, w.ID
		return out, Field{Name: w.Name, Type: WordType}
	case BoolType:
		b, ok := boolWords[o.Text]
		if !ok {
			return refuse("「" + against.Name + "」は、はい か いいえ です。")
		}
		out.kind, out.konst = Number, bit(b)
		return out, Field{Name: o.Text, Type: BoolType}
	}
	return refuse("「" + against.Name + "」は、文字「" + o.Text + "」と比べられません。")
}

var boolWords = map[string]bool{"yes": true, "true": true, "はい": true, "no": false, "false": false, "いいえ": false}

// gather makes a side that puts numbers together.
func (c *compiler) gather(o *Operand, out operand, cd *Cond, scope Over, depth int, refuse func(string) (operand, Field)) (operand, Field) {
	if o.Over != Lines && o.Over != Destinations {
		return refuse("明細とお届け先のどちらをまとめるかが決まっていません。")
	}
	out.agg, out.over = o.Agg, o.Over
	if o.Where != nil {
		w := c.cond(o.Where, o.Over, depth+1)
		out.where = &w
	}
	if o.Agg == Count {
		return out, Field{Name: "数", Type: CountType}
	}
	f, ok := FieldNamed(o.Field, o.Over)
	switch {
	case o.Field == "":
		return refuse("まとめる項目が入っていません。")
	case !ok:
		return refuse(c.noField(o.Field, o.Over))
	case o.Agg == Sum && f.Type != YenType && f.Type != CountType, f.Type != YenType && f.Type != CountType && f.Type != DateType:
		return refuse("「" + f.Name + "」はまとめられません。金額か数の項目を選んでください。")
	case f.Over == TheOrder:
		return refuse("「" + f.Name + "」は注文にひとつの項目です。明細やお届け先の項目を選んでください。")
	}
	c.read(f.ID)
	out.inner = &operand{kind: FieldRef, field: f.ID, fieldOver: f.Over, typ: f.Type, num: numbers[f.ID]}
	out.typ = f.Type
	return out, Field{Name: f.Name, Type: f.Type}
}

// noField says that a name is no field, or none that can be asked there.
func (c *compiler) noField(name string, scope Over) string {
	if name == "" {
		return "条件に、まだ入っていないところがあります。"
	}
	for _, over := range []Over{Lines, Destinations} {
		if f, ok := FieldNamed(name, over); ok && scope == TheOrder {
			what := map[Over]string{Lines: "明細", Destinations: "お届け先"}[f.Over]
			return "「" + f.Name + "」は" + what + "ごとの項目です。「" + what + "のどれか( … )」の中で使ってください。"
		}
	}
	return "「" + name + "」という項目はありません。"
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
