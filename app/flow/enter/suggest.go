package enter

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/normal"
	"miseban/app/order"
)

// most is how many suggestions are given; looked is how many orders are opened for them.
const (
	most   = 8
	looked = 60
)

// Person is somebody who has ordered before, as the newest order tells.
type Person struct {
	Contact
	OrderID int64
	Last    jst.Moment // when she ordered last
	No      string     // of that order, as the owner sees it
}

// Suggest gives those who have ordered before whose name, kana or telephone begins with the text, those of the newest
// orders first; at most eight. Any spelling will do. Nothing for less than two characters.
func Suggest(ctx context.Context, d *desk.Desk, text string) ([]Person, error) {
	key := normal.Search(text)
	if len([]rune(key)) < 2 {
		return nil, nil
	}
	var out []Person
	seen := map[string]bool{}
	book := d.Customers()
	err := eachWith(ctx, d, key, func(r *desk.Row, in judge.Input) (more bool) {
		o := in.Facts.Orderer
		c := Contact{order.Value(o.Name), order.Value(o.Kana), order.Value(o.Zip), order.Value(o.Address), order.Value(o.Phone), order.Value(o.Email)}
		if !begins(key, c.Name, c.Kana, c.Phone) {
			return true
		}
		who := normal.Name(c.Name) + "\n" + normal.Phone(c.Phone)
		if book != nil {
			if id := book.Customer(r.ID); id != 0 {
				who = strconv.FormatInt(id, 10)
			}
		}
		if seen[who] {
			return true
		}
		seen[who] = true
		if normal.Masked(c.Email) {
			c.Email = ""
		}
		out = append(out, Person{c, r.ID, r.OrderedAt, r.No})
		return len(out) < most
	})
	return out, err
}

func begins(key string, texts ...string) bool {
	return slices.ContainsFunc(texts, func(t string) bool { return strings.HasPrefix(normal.Search(t), key) })
}

// eachWith opens the newest orders of which some searched text begins with the key, until f has enough.
func eachWith(ctx context.Context, d *desk.Desk, key string, f func(*desk.Row, judge.Input) (more bool)) error {
	var rows []*desk.Row
	for _, r := range d.Rows() {
		if strings.HasPrefix(r.Hay, key) || strings.Contains(r.Hay, "\n"+key) {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b *desk.Row) int {
		return cmp.Or(cmp.Compare(b.OrderedAt, a.OrderedAt), cmp.Compare(b.ID, a.ID))
	})
	for _, r := range rows[:min(len(rows), looked)] {
		in, err := d.Input(ctx, r.ID)
		if err != nil {
			return err
		}
		if !f(r, in) {
			return nil
		}
	}
	return nil
}

// Item is something that can be sold, with the price that it was sold for last.
type Item struct {
	Line             // Qty is empty
	Known bool       // it is in the catalogue
	Last  jst.Moment // when it was sold last, at UnitPrice; 0 = never yet
}

// Goods gives what can be sold whose SKU, code or name contains the text: of the catalogue, else of earlier orders; at
// most eight. The catalogue has no selling prices: UnitPrice is that of the newest order line, empty when there is none.
func Goods(ctx context.Context, d *desk.Desk, text string) ([]Item, error) {
	key := normal.Search(text)
	if key == "" {
		return nil, nil
	}
	var out []Item
	for _, s := range d.Goods().SKUs {
		if strings.Contains(normal.Search(s.Code), key) || strings.Contains(normal.Search(s.Title()), key) {
			i := Item{Line: Line{SKU: s.Code, Name: s.Title()}, Known: true}
			if s.TaxRate != nil {
				i.TaxRate = strconv.Itoa(*s.TaxRate)
			}
			out = append(out, i)
		}
	}
	// What was typed in full first, then what begins with it.
	rank := func(i Item) int {
		switch code := normal.Search(i.SKU); {
		case code == key:
			return 0
		case strings.HasPrefix(code, key), begins(key, i.Name):
			return 1
		}
		return 2
	}
	slices.SortFunc(out, func(a, b Item) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.SKU, b.SKU)) })
	out = out[:min(len(out), most)]
	for i := range out {
		if err := lastPrice(ctx, d, &out[i]); err != nil {
			return nil, err
		}
	}
	if len(out) == most {
		return out, nil
	}
	seen := map[string]bool{}
	for _, i := range out {
		seen[i.SKU] = true
	}
	err := eachSold(ctx, d, key, func(r *desk.Row, in judge.Input, l order.Line) (more bool) {
		sku := catalogueSKU(d, in.Shop, l)
		id := cmp.Or(sku, order.Value(l.SKU), order.Value(l.Code), order.Value(l.Name))
		if seen[id] || !matches(key, l) {
			return true
		}
		seen[id] = true
		i := Item{Line: sold(l), Last: r.OrderedAt}
		if sku != "" {
			i.SKU, i.Known = sku, true
		}
		out = append(out, i)
		return len(out) < most
	})
	return out, err
}

func matches(key string, l order.Line) bool {
	return slices.ContainsFunc([]string{order.Value(l.SKU), order.Value(l.Code), order.Value(l.Name)}, func(t string) bool { return strings.Contains(normal.Search(t), key) })
}

// sold is an order line as the draft of another one.
func sold(l order.Line) Line {
	out := Line{Code: order.Value(l.Code), SKU: order.Value(l.SKU), Name: order.Value(l.Name), Options: strings.Join(order.Value(l.Options), "\n")}
	if l.UnitPrice != nil {
		out.UnitPrice = strconv.FormatInt(int64(*l.UnitPrice), 10)
	}
	if l.TaxRate != nil {
		out.TaxRate = strconv.Itoa(*l.TaxRate)
	}
	return out
}

func catalogueSKU(d *desk.Desk, shop order.Shop, l order.Line) string {
	g := d.Goods()
	if g.Empty() {
		return ""
	}
	s, ok := g.Codes.Resolve([]string{shop.Name, shop.Mall.Name()}, order.Value(l.Code), order.Value(l.SKU))
	if !ok {
		return ""
	}
	return s
}

// lastPrice finds for what an item was sold last: among orders that name its SKU, else among those that name its title.
func lastPrice(ctx context.Context, d *desk.Desk, i *Item) error {
	for _, key := range []string{normal.Search(i.SKU), normal.Search(i.Name)} {
		if key == "" || i.Last != 0 {
			continue
		}
		err := eachSold(ctx, d, key, func(r *desk.Row, in judge.Input, l order.Line) (more bool) {
			if l.UnitPrice == nil || catalogueSKU(d, in.Shop, l) != i.SKU {
				return true
			}
			i.UnitPrice, i.Last = strconv.FormatInt(int64(*l.UnitPrice), 10), r.OrderedAt
			if i.TaxRate == "" && l.TaxRate != nil {
				i.TaxRate = strconv.Itoa(*l.TaxRate)
			}
			return false
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// eachSold opens the newest orders that name the key anywhere, line by line, until f has enough.
func eachSold(ctx context.Context, d *desk.Desk, key string, f func(*desk.Row, judge.Input, order.Line) (more bool)) error {
	var rows []*desk.Row
	for _, r := range d.Select(desk.Filter{Search: key}) {
		if r.Status != judge.Cancelled {
			rows = append(rows, r)
		}
	}
	for _, r := range rows[:min(len(rows), looked)] {
		in, err := d.Input(ctx, r.ID)
		if err != nil {
			return err
		}
		for _, l := range in.Facts.Lines {
			if !f(r, in, l) {
				return nil
			}
		}
	}
	return nil
}
