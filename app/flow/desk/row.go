package desk

import (
	"fmt"
	"strings"

	"github.com/fxamacker/cbor/v2"

	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/normal"
	"miseban/app/order"
	"miseban/app/yen"
)

// Row is one order as the list shows it.
type Row struct {
	ID         int64
	ShopID     int64
	Key        string // the number that is the key
	Status     judge.Status
	ValidUntil jst.Moment // 0 = as long as nothing changes
	card
}

// card is the part of a Row that is kept with the order as a cache.
type card struct {
	_         struct{} `cbor:",toarray"`
	No        string   // as the owner sees it
	OrderedAt jst.Moment
	Name      string // orderer
	Recipient string // first recipient where it is another person
	Pieces    int
	Total     *yen.Yen
	Flags     []judge.Flag
	Repeat    int    // earlier orders of the same person
	Why       string // why it has its status, in one line
	Questions int
	Late      bool
	Labels    []string // the owner's own
	Checks    []string // check boxes that are ticked
	Hay       string   // normalised text that the search looks through
}

func makeRow(in judge.Input, j *judge.Judgement) Row {
	f := in.Facts
	r := Row{ID: in.ID, ShopID: in.Shop.ID, Key: in.No, Status: j.Status, ValidUntil: j.ValidUntil}
	r.No = ShownNo(in)
	r.OrderedAt = order.Value(f.OrderedAt)
	r.Name = order.Value(f.Orderer.Name)
	if len(f.Destinations) > 0 && order.Value(f.Destinations[0].Name) != r.Name {
		r.Recipient = order.Value(f.Destinations[0].Name)
	}
	r.Pieces = f.Pieces()
	r.Total = j.Billed
	if r.Total == nil {
		r.Total = f.Total
	}
	r.Flags = j.Flags
	r.Repeat = j.Repeat
	r.Why = why(j)
	r.Questions = len(j.Questions)
	r.Late = j.Has(judge.Late)
	r.Labels, r.Checks = j.Labels, j.Checks
	r.Hay = haystack(in)
	return r
}

// ShownNo is the order number as the owner sees it at the mall.
func ShownNo(in judge.Input) string {
	if s := order.Value(in.Facts.Shown); s != "" {
		return s
	}
	return in.No
}

// why picks the reason of the blocker that gives the status, else of what is worth knowing.
func why(j *judge.Judgement) string {
	if len(j.Blockers) > 0 && j.Blockers[0] != judge.BlockReview {
		return oneLine(j.Because(string(j.Blockers[0])))
	}
	if len(j.Questions) > 0 {
		return oneLine(j.Questions[0].Title + "：" + j.Questions[0].Text)
	}
	if len(j.Blockers) > 0 {
		return oneLine(j.Because(string(j.Blockers[0])))
	}
	for _, f := range []string{string(judge.Late), string(judge.CancelledLate), string(judge.History), "awaiting_notice"} {
		if t := j.Because(f); t != "" {
			return oneLine(t)
		}
	}
	return ""
}

func oneLine(s string) string {
	const most = 60
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

func haystack(in judge.Input) string {
	f := in.Facts
	var b strings.Builder
	seen := map[string]bool{}
	add := func(s string) {
		if s = normal.Search(s); s != "" && !seen[s] {
			seen[s] = true
			b.WriteString(s)
			b.WriteByte('\n')
		}
	}
	add(in.No)
	add(order.Value(f.Shown))
	add(order.Value(f.Orderer.Name))
	add(order.Value(f.Orderer.Kana))
	add(order.Value(f.Orderer.Phone))
	add(order.Value(f.Orderer.Email))
	for _, d := range f.Destinations {
		add(order.Value(d.Name))
		add(order.Value(d.Phone))
		add(order.Value(d.Address))
	}
	for _, l := range f.Lines {
		add(order.Value(l.Name))
		add(order.Value(l.SKU))
		add(strings.Join(order.Value(l.Options), " "))
	}
	return b.String()
}

func packCard(c *card) ([]byte, error) {
	b, err := cbor.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("pack order card: %w", err)
	}
	return b, nil
}

func unpackCard(b []byte, c *card) error {
	if err := cbor.Unmarshal(b, c); err != nil {
		return fmt.Errorf("unpack order card: %w", err)
	}
	return nil
}
