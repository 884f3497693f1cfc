package rule

import (
	"sync"

	"miseban/app/order"
)

// What stands in the file between the names: the first of each row is how it is written, the others are read too.

var opWords = []struct {
	op    Op
	words []string
}{
	{Is, []string{"=", "==", "等しい", "is", "in"}},
	{IsNot, []string{"≠", "!=", "<>", "is_not", "not_in"}},
	{Less, []string{"<", "less"}},
	{AtMost, []string{"<=", "≤", "at_most"}},
	{More, []string{">", "more"}},
	{AtLeast, []string{">=", "≥", "at_least"}},
	{Between, []string{"between"}}, // written = … から … まで
	{Contains, []string{"含む", "を含む", "contains"}},
	{Lacks, []string{"含まない", "を含まない", "lacks"}},
	{Starts, []string{"から始まる", "starts"}},
	{Ends, []string{"で終わる", "ends"}},
	{Matches, []string{"正規表現", "matches"}},
	{Has, []string{"has"}}, // written 含む
	{HasNot, []string{"has_not"}},
	{Filled, []string{"がある", "filled"}},
	{Empty, []string{"がない", "empty"}},
	{Unknown, []string{"不明", "が不明", "unknown"}},
}

// OpsFor gives the comparisons that fit a type, in the order in which the window lists them.
func OpsFor(t Type) []Op {
	switch t {
	case TextType:
		return []Op{Contains, Lacks, Is, IsNot, Starts, Ends, Matches, Filled, Empty, Unknown}
	case YenType, CountType:
		return []Op{AtLeast, AtMost, More, Less, Is, IsNot, Between, Filled, Empty, Unknown}
	case DateType:
		return []Op{Is, IsNot, AtLeast, AtMost, More, Less, Between, Filled, Empty, Unknown}
	case BoolType:
		return []Op{Is, IsNot, Unknown}
	case WordType:
		return []Op{Is, IsNot, Filled, Empty, Unknown}
	case SetType:
		return []Op{Has, HasNot, Filled, Empty}
	}
	return nil
}

// takesNothing says whether nothing stands to the right of a comparison.
func takesNothing(op Op) bool { return op == Filled || op == Empty || op == Unknown }

// takesSeveral says whether a comparison may have a list of values.
func takesSeveral(op Op) bool {
	switch op {
	case Is, IsNot, Contains, Lacks, Starts, Ends, Matches, Has, HasNot:
		return true
	}
	return false
}

// opWord is how a comparison stands in the file, with a field of the type.
func opWord(op Op) string {
	switch op {
	case Has:
		op = Contains
	case HasNot:
		op = Lacks
	}
	for _, row := range opWords {
		if row.op == op {
			return row.words[0]
		}
	}
	return ""
}

// group is what an opening bracket belongs to.
type group struct {
	kind CondKind
	over Over
}

var groupWords = []struct {
	group group
	words []string
}{
	{group{All, TheOrder}, []string{"すべて", "全て", "all"}},
	{group{Any, TheOrder}, []string{"どれか", "いずれか", "any"}},
	{group{Not, TheOrder}, []string{"でない", "ではない", "not"}},
	{group{Some, Lines}, []string{"明細のどれか", "any_line"}},
	{group{Every, Lines}, []string{"明細のすべて", "明細の全て", "every_line"}},
	{group{None, Lines}, []string{"明細のどれも違う", "no_line"}},
	{group{Some, Destinations}, []string{"お届け先のどれか", "any_destination"}},
	{group{Every, Destinations}, []string{"お届け先のすべて", "お届け先の全て", "every_destination"}},
	{group{None, Destinations}, []string{"お届け先のどれも違う", "no_destination"}},
}

func groupWord(kind CondKind, over Over) string {
	for _, row := range groupWords {
		if row.group == (group{kind, over}) {
			return row.words[0]
		}
	}
	return ""
}

// gathering is a left or right side that puts numbers together.
type gathering struct {
	agg  Agg
	over Over
}

var gatherWords = []struct {
	gathering gathering
	words     []string
}{
	{gathering{Count, Lines}, []string{"明細の数", "count_lines"}},
	{gathering{Sum, Lines}, []string{"明細の合計", "sum_lines"}},
	{gathering{Largest, Lines}, []string{"明細の最大", "max_lines"}},
	{gathering{Smallest, Lines}, []string{"明細の最小", "min_lines"}},
	{gathering{Count, Destinations}, []string{"お届け先の数", "count_destinations"}},
	{gathering{Sum, Destinations}, []string{"お届け先の合計", "sum_destinations"}},
	{gathering{Largest, Destinations}, []string{"お届け先の最大", "max_destinations"}},
	{gathering{Smallest, Destinations}, []string{"お届け先の最小", "min_destinations"}},
}

func gatherWord(agg Agg, over Over) string {
	for _, row := range gatherWords {
		if row.gathering == (gathering{agg, over}) {
			return row.words[0]
		}
	}
	return ""
}

// overName is what the owner calls what is gone through.
func overName(over Over) string {
	switch over {
	case Lines:
		return "明細"
	case Destinations:
		return "お届け先"
	}
	return "注文"
}

var actionWords = []struct {
	kind  ActionKind
	words []string
}{
	{SetFlag, []string{"判定", "flag"}},
	{SetLabel, []string{"ラベル", "label"}},
	{SetCheck, []string{"チェック", "check"}},
	{HoldUntil, []string{"保留", "hold"}},
	{Review, []string{"確認", "review"}},
	{Pass, []string{"確認不要", "pass"}},
	{Method, []string{"配送方法", "method"}},
	{Prices, []string{"金額", "prices"}},
	{Enclose, []string{"同梱物", "入れる", "enclose"}},
	{Leaflet, []string{"チラシ", "leaflet"}},
	{Fee, []string{"料金", "fee"}},
	{Mail, []string{"メール", "mail"}},
	{Priority, []string{"優先度", "priority"}},
	{SlipNote, []string{"納品書の一言", "slip_note"}},
	{ShipOn, []string{"出荷日", "ship_on"}},
	{stopHere, []string{"ここで終わる", "stop"}},
}

// stopHere stands among the actions of a file; in a Rule it is Stop.
const stopHere ActionKind = "stop"

// Name is the action as it stands in the file and in the window's list.
func (k ActionKind) Name() string {
	for _, row := range actionWords {
		if row.kind == k {
			return row.words[0]
		}
	}
	return string(k)
}

// PriceWords are the values of Prices.
var PriceWords = []WordOf{{"show", "表示"}, {"hide", "非表示"}, {"fees", "追加料金だけ"}}

// StatusWords are the statuses that a test can want, as the judge has them.
var StatusWords = []WordOf{{"cancelled", "キャンセル"}, {"shipped", "出荷済み"}, {"awaiting_notice", "通知待ち"}, {"on_hold", "保留"}, {"awaiting_reply", "返信待ち"},
	{"needs_review", "確認待ち"}, {"awaiting_mall", "モール処理待ち"}, {"awaiting_payment", "入金待ち"}, {"awaiting_release", "発売日待ち"}, {"awaiting_arrival", "入荷待ち"},
	{"awaiting_stock", "引当待ち"}, {"awaiting_ship_date", "出荷日待ち"}, {"ready_to_print", "印刷待ち"}, {"ready_to_ship", "出荷待ち"}}

// ExpectKinds are the kinds of Expect, in the order in which the window lists them.
var ExpectKinds = []WordOf{{"status", "ステータス"}, {"flag", "判定"}, {"label", "ラベル"}, {"rule", "ルール"}, {"method", "配送方法"}, {"question", "確認"}}

type section int

const (
	ruleSection section = iota + 1
	testSection
	switchSection
	noteSection
	whenSection
	thenSection
)

var sectionWords = []struct {
	section section
	words   []string
}{
	{ruleSection, []string{"ルール", "rule"}}, {testSection, []string{"テスト", "test"}}, {switchSection, []string{"組み込み", "組込み", "builtin"}},
	{noteSection, []string{"メモ", "note"}}, {whenSection, []string{"条件", "when"}}, {thenSection, []string{"動作", "then"}},
}

// header begins a file; the number behind it is that of the way in which it is written.
const (
	header      = "店番ルール"
	headerTable = 1
)

// missingWord stands where the window has not filled a value in yet. What holds it can be kept as a draft, never published.
const missingWord = "【未入力】"

// everyOrder stands as the condition of a rule that has none.
const everyOrder = "すべての注文"

// vocabulary is every dictionary that reading a file needs.
type vocabulary struct {
	ops       *dictionary[Op]
	groups    *dictionary[group]
	gathers   *dictionary[gathering]
	actions   *dictionary[ActionKind]
	sections  *dictionary[section]
	expects   *dictionary[string]
	statuses  *dictionary[string]
	flags     *dictionary[string]
	builtIns  *dictionary[string]
	prices    *dictionary[string]
	malls     *dictionary[string]
	units     *dictionary[string]
	infix     *dictionary[CondKind]
	truths    *dictionary[bool]
	fields    map[Over]*dictionary[*Field] // what can be asked there
	elsewhere *dictionary[*Field]          // every field
	values    map[string]*dictionary[string]
}

func wordsOf(words []WordOf) *dictionary[string] {
	d := newDictionary[string]()
	for _, w := range words {
		d.add(w.ID, w.Name, w.ID)
	}
	return d
}

// words is made once: it is the same for every file.
var words = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{ops: newDictionary[Op](), groups: newDictionary[group](), gathers: newDictionary[gathering](), actions: newDictionary[ActionKind](),
		sections: newDictionary[section](), expects: wordsOf(ExpectKinds), statuses: wordsOf(StatusWords), flags: wordsOf(Flags), builtIns: wordsOf(BuiltIns),
		prices: wordsOf(PriceWords), malls: newDictionary[string](), units: newDictionary[string](), infix: newDictionary[CondKind](), truths: newDictionary[bool](),
		fields: map[Over]*dictionary[*Field]{}, elsewhere: newDictionary[*Field](), values: map[string]*dictionary[string]{}}
	for _, row := range opWords {
		v.ops.add(row.op, row.words...)
	}
	for _, row := range groupWords {
		v.groups.add(row.group, row.words...)
	}
	for _, row := range gatherWords {
		v.gathers.add(row.gathering, row.words...)
	}
	for _, row := range actionWords {
		v.actions.add(row.kind, row.words...)
	}
	v.builtIns.add("address", "", "住所")
	v.builtIns.add("phone", "", "電話番号")
	for _, row := range sectionWords {
		v.sections.add(row.section, row.words...)
	}
	for _, m := range order.Malls() {
		v.malls.add(string(m), m.Name(), string(m))
	}
	for _, unit := range []string{"円", "個", "点", "回", "件", "本", "枚", "つ", "日", "時", "%", "か所", "ヶ所", "人"} {
		v.units.add(unit, unit)
	}
	v.infix.add(All, "かつ", "and")
	v.infix.add(Any, "または", "又は", "or")
	v.truths.add(true, "はい", "true", "yes")
	v.truths.add(false, "いいえ", "false", "no")
	all := allFields
	for _, over := range []Over{TheOrder, Lines, Destinations} {
		v.fields[over] = newDictionary[*Field]()
		for _, scope := range reach[over] {
			for i := range all {
				if all[i].Over == scope {
					v.fields[over].add(&all[i], all[i].Name, all[i].ID)
				}
			}
		}
	}
	for i := range all {
		v.elsewhere.add(&all[i], all[i].Name, all[i].ID)
		v.values[all[i].ID] = wordsOf(all[i].Words)
	}
	return v
})

func mallName(id string) (string, bool) {
	for _, m := range order.Malls() {
		if string(m) == id {
			return m.Name(), true
		}
	}
	return "", false
}
