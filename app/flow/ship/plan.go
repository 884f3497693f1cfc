package ship

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/slip"
)

// LeftOut is a group of open orders that would not go out now.
type LeftOut struct {
	Status judge.Status
	Orders []*desk.Row
}

// Missing is a character that a slip can't print.
type Missing struct {
	OrderNo string `json:"order_no"`
	Text    string `json:"text"`
}

// Enclosure is something that is put into parcels beside the goods.
type Enclosure struct {
	Name    string `json:"name"`
	Parcels int    `json:"parcels"` // into how many: one of it each
}

// Enclosures says what to have at hand for packing: 「同梱物：サンクスカード 12、しおり 3」. Empty when there is nothing.
func Enclosures(all []Enclosure) string {
	if len(all) == 0 {
		return ""
	}
	words := make([]string, len(all))
	for i, e := range all {
		words[i] = fmt.Sprintf("%s %d", e.Name, e.Parcels)
	}
	return "同梱物：" + strings.Join(words, "、")
}

// counted adds what a slip says is in its parcel to the counts.
func counted(all []Enclosure, s slip.Slip) []Enclosure {
	for _, name := range s.Enclosed {
		i := slices.IndexFunc(all, func(e Enclosure) bool { return e.Name == name })
		if i < 0 {
			i, all = len(all), append(all, Enclosure{Name: name})
		}
		all[i].Parcels++
	}
	return all
}

// mostFirst puts what is needed most first.
func mostFirst(all []Enclosure) {
	slices.SortFunc(all, func(a, b Enclosure) int {
		return cmp.Or(cmp.Compare(b.Parcels, a.Parcels), cmp.Compare(a.Name, b.Name))
	})
}

// Plan is what 出す would do now.
type Plan struct {
	Ready    []*desk.Row // in the order of their running numbers
	Slips    int
	Hidden   int // slips without the goods' amounts
	Gifts    int
	Mails    int
	Encloses []Enclosure // what rules put into the parcels
	LeftOut  []LeftOut
	Missing  []Missing
	Waiting  []*desk.Row // printed, waiting for the courier
	Notice   []*desk.Row // gone out, the mall not told
	Question []*desk.Row // those that she is asked about
}

// Make works the plan out.
func Make(ctx context.Context, d *desk.Desk, now time.Time) (Plan, error) {
	var p Plan
	groups := map[judge.Status][]*desk.Row{}
	for _, r := range d.Rows() {
		switch {
		case r.Status == judge.ReadyToPrint:
			p.Ready = append(p.Ready, r)
		case r.Status == judge.ReadyToShip:
			p.Waiting = append(p.Waiting, r)
		case r.Status == judge.AwaitingNotice:
			p.Notice = append(p.Notice, r)
		case r.Status.Open():
			groups[r.Status] = append(groups[r.Status], r)
		}
		if r.Questions > 0 && r.Status == judge.NeedsReview {
			p.Question = append(p.Question, r)
		}
	}
	for _, s := range judge.Statuses() {
		if len(groups[s]) > 0 {
			p.LeftOut = append(p.LeftOut, LeftOut{s, groups[s]})
		}
	}
	running(p.Ready)
	company, err := companyOf(ctx, d)
	if err != nil {
		return p, err
	}
	err = d.EachJudged(ctx, p.Ready, now, func(r *desk.Row, in judge.Input, j judge.Judgement) error {
		for _, s := range slipsOf(in, j, company, d.Goods(), jst.DateOf(now)) {
			p.Slips++
			if s.Hides() {
				p.Hidden++
			}
			p.Encloses = counted(p.Encloses, s)
			for _, m := range slip.Missing(s) {
				p.Missing = append(p.Missing, Missing{r.No, m.Text()})
			}
		}
		if j.Has(judge.Gift) {
			p.Gifts++
		}
		return nil
	})
	mostFirst(p.Encloses)
	return p, err
}

// running puts orders into the order of their running numbers: the oldest first.
func running(rows []*desk.Row) {
	slices.SortFunc(rows, func(a, b *desk.Row) int {
		return cmp.Or(cmp.Compare(a.OrderedAt, b.OrderedAt), cmp.Compare(a.ID, b.ID))
	})
}
