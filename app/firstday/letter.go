package firstday

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/rule"
)

// MonthDays is what the letter calls a month.
const MonthDays = 30

// Asking is why orders have to be looked at.
type Asking struct {
	Kind   string `json:"kind"`  // of the question
	Title  string `json:"title"` // Japanese
	Orders int    `json:"orders"`
}

// Round is what judging the month's orders came to.
type Round struct {
	Asked int      `json:"asked"` // orders with a question
	Why   []Asking `json:"why"`   // the most frequent first; an order with several questions is in several
	ids   map[int64]bool
}

// Judge judges orders (judge.Undone), each on the day on which it came in, and counts those that must be looked at. An order whose
// day no file tells is judged for otherwise.
func Judge(orders []judge.Input, w *judge.World, rules *rule.Program, otherwise time.Time) Round {
	r := Round{Why: []Asking{}, ids: map[int64]bool{}}
	why := map[string]*Asking{}
	for _, in := range orders {
		j := judge.Prepare(in, w, judge.CameIn(in, otherwise)).With(rules)
		if len(j.Questions) == 0 {
			continue
		}
		r.Asked++
		r.ids[in.ID] = true
		seen := map[string]bool{}
		for _, q := range j.Questions {
			key := q.Kind
			if q.Kind == "rule" {
				key += ":" + q.Title
			}
			if seen[key] {
				continue
			}
			seen[key] = true
			a := why[key]
			if a == nil {
				a = &Asking{Kind: q.Kind, Title: q.Title}
				why[key] = a
			}
			a.Orders++
		}
	}
	for _, a := range why {
		r.Why = append(r.Why, *a)
	}
	slices.SortFunc(r.Why, func(a, b Asking) int {
		return cmp.Or(cmp.Compare(b.Orders, a.Orders), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Title, b.Title))
	})
	return r
}

// Letter says how many orders of the last month need not have been looked at.
type Letter struct {
	From      jst.Date `json:"from"`
	To        jst.Date `json:"to"`
	Orders    int      `json:"orders"`     // of the month, without the cancelled ones
	Before    Round    `json:"before"`     // with nothing accepted
	After     Round    `json:"after"`      // with the accepted proposals
	All       Round    `json:"all"`        // with every proposal's first answer
	Accepted  int      `json:"accepted"`   // proposals
	Open      int      `json:"open"`       // proposals that wait for an answer
	NotNeeded int      `json:"not_needed"` // orders that need not have been looked at: without a question after
	Spared    int      `json:"spared"`     // orders that the accepted proposals alone spare
	Text      string   `json:"text"`
}

// Write counts and words the letter to a shop; the name may be empty.
func (l *Letter) Write(shop string) {
	l.NotNeeded = l.Orders - l.After.Asked
	l.Spared = 0
	for id := range l.Before.ids {
		if !l.After.ids[id] {
			l.Spared++
		}
	}
	more := 0
	for id := range l.After.ids {
		if !l.Before.ids[id] {
			more++
		}
	}
	var b strings.Builder
	if shop != "" {
		fmt.Fprintf(&b, "%s 様\n\n", shop)
	}
	if l.Orders == 0 {
		b.WriteString("まだ数えられる受注がありません。これまでの受注ファイルを取り込むと、見なくてよかった注文を数えて、ここでお知らせします。\n")
		l.Text = b.String()
		return
	}
	fmt.Fprintf(&b, "%s から %s までの受注 %s（キャンセルを除く）を、1件ずつ、届いた日のものとして判定してみました。\n\n", l.From.Long(), l.To.Long(), Count(l.Orders))
	fmt.Fprintf(&b, "見なければならなかったのは %s です。\n残りの %s は、見なくてもよかった注文です。\n\n", Count(l.After.Asked), Count(l.NotNeeded))
	switch {
	case l.Accepted == 0:
		b.WriteString("これは、提案をまだ1件も採用していないときの数です。\n")
	case l.Spared == 0 && more == 0:
		fmt.Fprintf(&b, "採用していただいた提案 %d件は、この1か月では見る数を変えませんでした。\n", l.Accepted)
	default:
		fmt.Fprintf(&b, "提案を採用する前は、見なければならない注文が %s ありました。採用していただいた提案 %d件で、%s を見なくてよくなりました。\n", Count(l.Before.Asked), l.Accepted, Count(l.Spared))
		if more > 0 {
			fmt.Fprintf(&b, "一方、新しく確かめることにした注文が %s あります。\n", Count(more))
		}
	}
	if len(l.After.Why) > 0 {
		b.WriteString("\nこれからも見ていただくもの\n")
		for i, a := range l.After.Why {
			if i == 6 {
				fmt.Fprintf(&b, "・ほか %d種類\n", len(l.After.Why)-6)
				break
			}
			fmt.Fprintf(&b, "・%s　%s\n", a.Title, Count(a.Orders))
		}
	}
	if l.Open > 0 && l.All.Asked < l.After.Asked {
		fmt.Fprintf(&b, "\n残りの提案 %d件も採用すると、見る注文は %s になります。\n", l.Open, Count(l.All.Asked))
	}
	b.WriteString("\nこの手紙のために、メールは1通も送らず、紙は1枚も印刷していません。\n店番\n")
	l.Text = b.String()
}
