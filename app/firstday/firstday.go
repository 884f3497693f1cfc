// Package firstday looks at a year of old orders, dropped on an empty shop, and words what they suggest: which payment methods and
// options there are, which sentences of comments never meant anything, which rules would have had something to do; and it
// counts, by judging, how many orders of the last month need not have been looked at. It works from files alone: what the
// owner answers later teaches elsewhere. It is pure: orders are handed to it, and it changes nothing.
package firstday

import (
	"cmp"
	"slices"

	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/rule"
)

// Few is how many orders something must have occurred in to be proposed.
const Few = 3

// Seen is one order for the survey.
type Seen struct {
	In        judge.Input  // as it came in (judge.Undone)
	No        string       // as the owner sees it
	Subject   rule.Subject // judged on the day on which it came
	Customer  int64        // number of its customer; 0 = not known
	Earlier   int          // earlier orders of the same person
	Candidate bool         // perhaps a repeater
	SKUs      []string     // per line, of the catalogue; empty = none
	Cancelled bool
	History   bool // from before the day from which the shop's orders are to do
	Open      bool // still to be sent
}

// Example is an order that shows what is meant.
type Example struct {
	ID   int64
	No   string
	Day  jst.Date
	Text string
}

// Tally counts orders that have something in common.
type Tally struct {
	Orders   int
	From, To jst.Date
	Examples []Example // the newest few
}

const examples = 3

func (t *Tally) add(s *Seen, text string) {
	day := s.day()
	t.Orders++
	if t.From == "" || day < t.From {
		t.From = day
	}
	t.To = max(t.To, day)
	if len(t.Examples) == examples && day < t.Examples[examples-1].Day {
		return
	}
	t.Examples = append(t.Examples, Example{s.In.ID, s.No, day, text})
	slices.SortStableFunc(t.Examples, func(a, b Example) int { return cmp.Or(cmp.Compare(b.Day, a.Day), cmp.Compare(a.ID, b.ID)) })
	t.Examples = t.Examples[:min(len(t.Examples), examples)]
}

func (s *Seen) day() jst.Date {
	if s.In.Facts.OrderedAt == nil {
		return ""
	}
	return s.In.Facts.OrderedAt.Date()
}
