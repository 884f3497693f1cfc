// Package habit finds what the owner's answers teach. From answers that were equal three times, and never otherwise, it makes
// proposals: a sentence in comments that needs no look, the class of a payment wording, a rule. It only proposes; she decides. It
// knows nothing of how questions are asked or answers are kept, of the database, of the window.
package habit

import (
	"cmp"
	"maps"
	"slices"

	"miseban/app/jst"
	"miseban/app/payment"
	"miseban/app/rule"
)

// Enough is how many equal answers make a proposal. Of a sentence every order counts, whose customer wrote it; of anything from which
// a rule would be generalised, only answers that were given one after another.
const Enough = 3

// Answer is what she did about a question, or by her own hand.
type Answer string

// The answers. All but Goes and Noted are, for a question, the opposite of letting it pass.
const (
	Goes    Answer = "goes"    // looked at; the order goes on
	Noted   Answer = "noted"   // the same, with a sentence on the slip
	Other   Answer = "other"   // the customer was asked, the order put aside, something corrected …
	Hides   Answer = "hide"    // amounts hidden by hand
	Shows   Answer = "show"    // amounts shown by hand
	Holds   Answer = "hold"    // put aside by hand
	Nothing Answer = "nothing" // she could have done it by hand, and did not
)

// Kinds of what she did without being asked; the others are kinds of question.
const (
	Prices = "prices"
	Hold   = "hold"
)

// Given is one answer about one order. Answers of one moment are one answer, about several orders.
type Given struct {
	Order  int64
	No     string // as she sees it
	At     jst.Moment
	Kind   string
	Answer Answer
	Text   string  // of Noted: the sentence on the slip; of Holds: her note
	Said   []Said  // of a comment: its sentences that were not released
	Word   string  // of an unknown payment wording: the wording
	Traits []Trait // what the order may have in common with others
}

// Said is one sentence of a comment.
type Said struct{ Key, Shown string }

// Refusal is a proposal that she did not want, or a learned thing that she withdrew. It is not proposed again from answers that
// were given before; Never not at all.
type Refusal struct {
	Key    string     `json:"key"`
	At     jst.Moment `json:"at"`
	Never  bool       `json:"never,omitempty"`
	Shown  string     `json:"shown"` // what it was about, as she read it
	Kind   string     `json:"kind,omitempty"`
	Traits []Trait    `json:"traits,omitempty"`
}

// Sort is a sort of thing that is learned.
type Sort string

// The sorts.
const (
	Phrase Sort = "phrase"
	Word   Sort = "word"
	Rule   Sort = "rule"
)

// Proposal is something that could be learned.
type Proposal struct {
	Sort   Sort
	Key    string // what it is known by, in refusals too
	Shown  string // the sentence, the wording, or the rule's name
	Phrase string // key of the sentence
	Class  payment.Class
	Rule   *rule.Rule
	Kind   string  // of question, for a rule
	Traits []Trait // what a rule looks at
	From   []Given // the equal answers, oldest first
	Saves  int     // questions of the last four weeks that would not have been asked
}

// Known is what there is already.
type Known struct {
	Phrases map[string]bool    // keys of released sentences
	Rules   map[string]bool    // names of rules
	Learned map[string][]Trait // of learned rules that are in force: kind + " " + name → what they look at
	Refused []Refusal
	Now     jst.Moment
}

// month is four weeks, in seconds.
const month = 28 * 24 * 60 * 60

// Propose gives all that the answers teach, what saves most first.
func Propose(all []Given, k Known) []Proposal {
	out := slices.Concat(phrases(all, k), words(all, k), rules(all, k))
	slices.SortStableFunc(out, func(a, b Proposal) int {
		return cmp.Or(cmp.Compare(b.Saves, a.Saves), cmp.Compare(len(b.From), len(a.From)), cmp.Compare(a.Key, b.Key))
	})
	return out
}

// after gives the moment from which on answers count for a key: those before it were not enough for her.
func (k Known) after(key string) (since jst.Moment, never bool) {
	for _, r := range k.Refused {
		if r.Key == key {
			since, never = max(since, r.At), never || r.Never
		}
	}
	return since, never
}

// acts counts answers: those of one moment are one.
func acts(given []Given) int {
	at := map[jst.Moment]bool{}
	for _, g := range given {
		at[g.At] = true
	}
	return len(at)
}

// orders counts the orders that answers are about.
func orders(given []Given) int {
	of := map[int64]bool{}
	for _, g := range given {
		of[g.Order] = true
	}
	return len(of)
}

// recent gives those of the last four weeks.
func (k Known) recent(given []Given) []Given {
	var out []Given
	for _, g := range given {
		if g.At > k.Now-month {
			out = append(out, g)
		}
	}
	return out
}

func byTime(given []Given) []Given {
	out := slices.Clone(given)
	slices.SortStableFunc(out, func(a, b Given) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Order, b.Order)) })
	return out
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
