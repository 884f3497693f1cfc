// Package rule is the language in which the owner says what is to happen with which orders (ルール): conditions nested
// without limit over an order, its lines, its destinations, its customer and the clock, and actions. A rule set is a text file
// that a person can read and compare, and the same thing as a tree that the window edits. The package reads and writes the
// text, says what is wrong with it by line and column, words every condition as a Japanese sentence, compiles a set, runs it
// over an order and explains what it found. It knows nothing of judging beyond what a Subject holds, of the database, of the
// window.
package rule

import (
	"miseban/app/jst"
	"miseban/app/yen"
)

// Limits of a set. What is longer is refused with a sentence: nobody could look through it.
const (
	MostRules   = 2000
	MostConds   = 20000 // in the whole set
	MostDepth   = 40
	MostPattern = 200 // runes of a regular expression
	MostText    = 500 // runes of any other text
)

// Pos is where something stands in the file, counted from 1; a column is a rune. The zero Pos is of something that was not read
// from a file.
type Pos struct{ Line, Column int }

// Comments are what the owner wrote beside a part of the file, without the sign: whole lines above it and the rest of its line.
type Comments struct {
	Above  []string
	Beside string
}

// Set is a rule set.
type Set struct {
	Above []string // comment lines at the head of the file, before anything else and followed by an empty line
	Off   []Switch // built-in judgements that are switched off
	Rules []Rule   // in their order
	Tests []Test
	Below []string // comment lines at the end
}

// Switch switches one built-in judgement off.
type Switch struct {
	ID string // one of BuiltIns
	Comments
	At Pos
}

// Rule is one rule. Its name is what it is known by, everywhere and in every version: it is unique in the set.
type Rule struct {
	Name string
	Note string
	Off  bool     // switched off
	When Cond     // an All without children holds for every order
	Then []Action // at least one, or Stop
	Stop bool     // when it fires, no later rule is looked at
	Comments
	At Pos
}

// CondKind is what a node of a condition's tree is.
type CondKind int

// The kinds of node.
const (
	All     CondKind = iota // every one of Of
	Any                     // at least one of Of
	Not                     // not Of[0]; the file may list several, which are an Any inside
	Some                    // at least one line or destination (Over) for which every one of Of holds
	Every                   // every one of them; an order without any does not have it
	None                    // none of them
	Compare                 // Left Op Right
)

// Over says what is gone through.
type Over int

// What is gone through.
const (
	TheOrder Over = iota
	Lines
	Destinations
)

// Cond is a node of a condition's tree.
type Cond struct {
	Kind  CondKind
	Over  Over
	Of    []Cond
	Left  Operand
	Op    Op
	Right []Operand // none for Filled, Empty, Unknown and Is of a yes/no field; two for Between; else one or, for several texts, any number
	Comments
	At Pos
}

// Op compares.
type Op int

// The comparisons. Texts are compared after normal.Search on both sides (width, case, kana and spaces don't count).
const (
	Is       Op = iota // = ; with several values: one of them
	IsNot              // ≠ ; none of them
	Less               // <
	AtMost             // <=
	More               // >
	AtLeast            // >=
	Between            // from … to …, both included
	Contains           // 含む ; one of several
	Lacks              // 含まない ; none of several
	Starts             // から始まる
	Ends               // で終わる
	Matches            // 正規表現 (RE2), on the normalised text
	Has                // of a set (判定, ラベル, チェック …): has one of them
	HasNot             // has none of them
	Filled             // がある: known, and neither empty nor nothing
	Empty              // がない: known, and empty
	Unknown            // 不明: no file says it
)

// OperandKind is what an operand is.
type OperandKind int

// The kinds of operand.
const (
	Missing  OperandKind = iota // not filled in yet: the window has such, a set that is kept or published never
	FieldRef                    // Field
	Text                        // Text
	Number                      // Number: yen, a count, days
	Word                        // Text: the id of one of the field's words (payment class, mall, flag …)
	Day                         // Date
	Today                       // the clock's day in Japan
	Gather                      // Agg over Over, of those for which Where holds, of Field (none for Count)
)

// Agg puts numbers together.
type Agg int

// How numbers are put together.
const (
	Count Agg = iota
	Sum
	Largest
	Smallest
)

// Operand is one side of a comparison.
type Operand struct {
	Kind   OperandKind
	Field  string // id of a Field
	Text   string
	Number int64
	Date   jst.Date
	Plus   int64 // added to a field, to a day or to today: days for dates, else yen or pieces
	Agg    Agg
	Over   Over
	Where  *Cond // nil = all
	At     Pos
}

// ActionKind is what a rule does.
type ActionKind string

// The actions. Exclusive ones have one winner per kind: the first rule's.
const (
	SetFlag   ActionKind = "flag"      // Text: flag id; Off removes it
	SetLabel  ActionKind = "label"     // Text: the owner's own label; Off removes it
	SetCheck  ActionKind = "check"     // Text: the owner's own check box, to be ticked on the order; Off removes it
	HoldUntil ActionKind = "hold"      // exclusive; When: day until which the order is held; Missing = until she says so. Text: why
	Review    ActionKind = "review"    // Text: what is to be looked at
	Pass      ActionKind = "pass"      // Text: id of a built-in stop (BuiltIns) that does not stop these orders
	Method    ActionKind = "method"    // exclusive; Text: shipping method
	Prices    ActionKind = "prices"    // exclusive; Text: show, hide, fees (only the added fees)
	Enclose   ActionKind = "enclose"   // Text: what is put into the parcel
	Leaflet   ActionKind = "leaflet"   // Text: printed matter that advertises; 楽天 and Amazon punish links to other shops, so there it asks
	Fee       ActionKind = "fee"       // Text: name; Yen, tax included; Rate
	Mail      ActionKind = "mail"      // Text: name of the mail event
	Priority  ActionKind = "priority"  // exclusive; Number: higher comes first when stock is short; 0 is usual
	SlipNote  ActionKind = "slip_note" // Text: a sentence on the packing slip
	ShipOn    ActionKind = "ship_on"   // exclusive; When: the day from which it may go out
)

// Exclusive says whether an order has at most one winner of the kind.
func (k ActionKind) Exclusive() bool {
	return k == HoldUntil || k == Method || k == Prices || k == Priority || k == ShipOn
}

// Action is one thing that a rule does.
type Action struct {
	Kind   ActionKind
	Text   string
	Off    bool
	Yen    yen.Yen // tax included
	Rate   int     // tax in percent, 8 or 10
	Number int64
	When   Operand // a date: Day, Today, or a FieldRef of a date, with Plus
	Comments
	At Pos
}

// Test says what must become of one real order, judged as on the day it came in, with nothing done yet.
type Test struct {
	Order string   // mall:number
	Want  []Expect // all must be so
	Comments
	At Pos
}

// Expect is one thing that a test wants.
type Expect struct {
	Kind string // status, flag, label, rule (fires), method, question
	Not  bool
	ID   string // id or name of it
}

// Fault says what is wrong with a set, and where.
type Fault struct {
	At   Pos    // zero for a set that was not read from a file
	Rule string // the rule's name; empty outside one
	Cond *Cond  // the node, when it is in a condition: the window marks it
	Text string // one Japanese sentence
}
