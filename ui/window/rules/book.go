package rules

import (
	"context"
	"time"

	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/rule"
)

// Book is what the area asks of the use cases. Sets that it gets and gives are never changed afterwards by either side.
type Book interface {
	// Now gives the published set, the draft and the built-in judgements.
	Now(ctx context.Context) (State, error)
	// SaveDraft keeps a draft; nil drops it.
	SaveDraft(ctx context.Context, set *rule.Set) error
	// Simulate judges the orders of the last days (0 = all) with a set, and compares with the published one.
	Simulate(ctx context.Context, set *rule.Set, days int, progress func(done, total int)) (*Simulation, error)
	// Explain tells how a rule's condition comes out for one order.
	Explain(ctx context.Context, orderID int64, set *rule.Set, index int) (rule.Node, error)
	// Publish puts a set into force, although tests fail only if force is set; mails of the orders that change are prepared only if
	// mails is set.
	Publish(ctx context.Context, set *rule.Set, note string, mails, force bool, now time.Time) (entry int64, err error)
	// TestOf makes a test of an order: it must stay what it is now under the set.
	TestOf(ctx context.Context, orderID int64, set *rule.Set) (rule.Test, error)
	// Versions gives what was published, the newest first.
	Versions(ctx context.Context) ([]Version, error)
	// Tests runs the tests that stand in a set.
	Tests(ctx context.Context, set *rule.Set) ([]TestResult, error)
	// Health tells what is odd about a set's rules.
	Health(ctx context.Context, set *rule.Set) ([]Advice, error)
	// Starters are the sets that a new shop can begin with.
	Starters() []Starter
	// Known gives the values that a field has in the shop's orders, the most frequent first.
	Known(ctx context.Context, field string) ([]Known, error)
	// Names gives what an action can name: shipping methods, mail events, labels that there are.
	Names(ctx context.Context, kind rule.ActionKind) ([]rule.WordOf, error)
	// Export writes a set to a file for other shops and gives its path.
	Export(ctx context.Context, set *rule.Set) (path string, err error)
	// Import reads such a file; faults say what is wrong with it.
	Import(ctx context.Context, path string) (*rule.Set, []rule.Fault, error)
}

// State is what there is.
type State struct {
	Version  int       // in force; 0 = none was published yet
	Since    jst.Date  // when it was published
	Set      *rule.Set // of that version, never nil
	Draft    *rule.Set // nil = none
	BuiltIns []BuiltIn // in the order in which they are shown
	Orders   int       // all that the shop has
}

// BuiltIn is one judgement of the program's own.
type BuiltIn struct {
	ID    string
	Name  string
	About string // what it stops, one sentence
}

// Simulation is a draft compared with what is in force.
type Simulation struct {
	Orders   int // that were judged
	Changed  int
	Took     time.Duration
	Shifts   []Shift // statuses with another count, the most telling first
	Mails    int     // that would be queued for the orders that change
	Fees     int     // fee lines that would be added
	Slips    int     // slips that would look different
	Fires    []int   // for how many orders each rule of the draft holds
	BuiltIns map[string]int
	Changes  []Change // open orders first; may be shorter than Changed
}

// Shift is a status whose count changes.
type Shift struct {
	Status        judge.Status
	Before, After int
}

// Change is one order that becomes another.
type Change struct {
	Order         int64
	No            string // order number
	Name          string // orderer
	Before, After judge.Status
	Rule          int    // the rule responsible, in the draft; -1 = one that is gone, or a built-in judgement
	Why           string // what changes and by which rule, one line
}

// Version is a published set.
type Version struct {
	N    int
	At   jst.Moment
	Note string
	Set  *rule.Set
	Diff []string // what it changed against the one before, as sentences
}

// TestResult is how a test came out.
type TestResult struct {
	Test *rule.Test
	No   string // order number as the owner reads it
	Want string // what the test wants, one sentence
	OK   bool
	Got  string // what came out instead
}

// Advice is one thing that is odd about a rule.
type Advice struct {
	Rule     string    // name
	Text     string    // 90日間 一度も使われていません
	Evidence string    // how that is known
	Propose  string    // what is proposed, empty for nothing
	Set      *rule.Set // the set with the proposal in it; nil for none
	Changed  int       // orders that the proposal changes
}

// Starter is a ready set.
type Starter struct {
	Name, About string
	Set         *rule.Set
}

// Known is a value that occurs.
type Known struct {
	Value string // id for words
	Count int    // orders
}

// Window is what the window does for the area.
type Window interface {
	// Pick asks for one file.
	Pick(title string, do func(path string))
	// Show opens a file in its own program.
	Show(path string) error
	// Orders shows the orders for which a condition holds in the list of orders.
	Orders(c rule.Cond)
}
