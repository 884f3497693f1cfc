package mall

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"miseban/app/mapping"
	"miseban/app/order"
	"miseban/app/yen"
)

// OwnPrefix begins the ids of formats that the owner has explained herself.
const OwnPrefix = "own:"

// Own gives the format of a file whose columns the owner has explained: a reader by the mapping's columns or, where it has a
// base, that known format's reader with the columns under their new names. The table that is read must have been opened so
// that its header is the mapping's header row; where the file has none (row 0), so that its header is mapping.Unnamed, or
// every row is refused, as the first would be lost. An error has the sentence for the owner (Japanese()).
func Own(m mapping.Mapping) (*Format, error) {
	if m.Kind != mapping.Orders {
		return nil, fmt.Errorf("own format %s: %w", m.Name, &ownError{"受注のファイルの列の対応ではありません（" + m.Kind.Name() + "）。"})
	}
	for _, p := range mapping.Check(m) {
		if p.Stops {
			return nil, fmt.Errorf("own format %s: %w", m.Name, &ownError{p.Text})
		}
	}
	if m.Base != "" {
		return ownOfBase(m)
	}
	at := order.Mall(m.Mall)
	if at == "" {
		at = order.Other
	}
	if !slices.Contains(order.Malls(), at) {
		return nil, fmt.Errorf("own format %s: %w", m.Name, &ownError{"モール「" + m.Mall + "」は知らないモールです。"})
	}
	return &Format{
		ID: OwnPrefix + m.Name, Name: m.Name, Mall: at, known: [][]string{m.Header},
		bind: func(h *Columns, _ Options) reader { return bindOwn(h, m, at) }, pieces: ownPieces,
	}, nil
}

// ownError says why a mapping cannot be used for orders.
type ownError struct{ japanese string }

// Error is for logs and programs.
func (e *ownError) Error() string { return "mall: " + e.japanese }

// Japanese is the sentence for the owner.
func (e *ownError) Japanese() string { return e.japanese }

// ownOfBase gives a known format whose columns have other names in the file.
func ownOfBase(m mapping.Mapping) (*Format, error) {
	base := ByID(m.Base)
	if base == nil {
		return nil, fmt.Errorf("own format %s: %w", m.Name, &ownError{"元の形式（base）「" + m.Base + "」は知らない形式です。"})
	}
	f := *base
	f.ID, f.Name = OwnPrefix+m.Name, m.Name
	f.bind = func(h *Columns, o Options) reader { return base.bind(newColumns(renamedHeader(h.names, m.Rename)), o) }
	return &f, nil
}

// renamedHeader gives the header with the file's names replaced by the known ones. A column that already had the known name
// loses it: the owner has said which one is meant.
func renamedHeader(names []string, rename map[string]string) []string {
	to := make(map[string]string, len(rename))
	known := make(map[string]bool, len(rename))
	for name, file := range rename {
		to[mapping.Key(file)] = name
		known[plain(name)] = true
	}
	out := make([]string, len(names))
	done := map[string]bool{}
	for i, name := range names {
		k := mapping.Key(name)
		switch known, is := to[k]; {
		case is && !done[k]:
			out[i], done[k] = known, true
		default:
			out[i] = name
		}
	}
	for i, name := range names {
		if out[i] == name && known[plain(name)] && out[i] != to[mapping.Key(name)] {
			out[i] = ""
		}
	}
	return out
}

// ownReader reads by the owner's mapping.
type ownReader struct {
	at     map[mapping.Meaning][]column
	cart   bool
	status map[string]string // by mapping.ValueKey
	paid   map[string]string
	lost   bool // the file has no header, and its first row was taken for one
	facts  *order.Facts
	amount map[mapping.Meaning]*repeatedly
	dests  []order.Destination
}

func bindOwn(h *Columns, m mapping.Mapping, at order.Mall) reader {
	places, absent := m.Places(h.names)
	r := &ownReader{at: map[mapping.Meaning][]column{}, cart: at.IsCart(), status: map[string]string{}, paid: map[string]string{}}
	for means, list := range places {
		for _, i := range list {
			name := fmt.Sprintf("列%d", i+1)
			if i < len(h.names) && h.names[i] != "" && m.HeaderRow > 0 {
				name = h.names[i]
			}
			r.at[means] = append(r.at[means], column{i, name})
		}
	}
	h.absent = append(h.absent, absent...)
	r.lost = m.HeaderRow == 0 && !slices.Equal(h.names, mapping.Unnamed(len(h.names)))
	for text, means := range m.Values.Status {
		r.status[mapping.ValueKey(text)] = means
	}
	for text, means := range m.Values.Paid {
		r.paid[mapping.ValueKey(text)] = means
	}
	return r
}

// col gives the column of a meaning that only one has.
func (r *ownReader) col(m mapping.Meaning) column {
	if list := r.at[m]; len(list) > 0 {
		return list[0]
	}
	return column{-1, string(m)}
}

// maxNumber is the length of the longest order number, in bytes.
const maxNumber = 200

func (r *ownReader) number(c *cells) (no, shop string) {
	col := r.col(mapping.OrderNo)
	s := halfWidth(c.text(col))
	if r.lost {
		c.fault(col, s, "見出しのないファイルです。1行目が見出しとして読まれたため、どの行も取り込みません。")
		return "", ""
	}
	switch {
	case s == "" || damagedByExcel(s) || len(s) > maxNumber || !utf8.ValidString(s) || lost(s):
		c.badNumber(col, s)
		return "", ""
	}
	return s, ""
}

func (r *ownReader) begin() {
	r.facts, r.dests = nil, nil
	r.amount = map[mapping.Meaning]*repeatedly{}
}

func (r *ownReader) row(c *cells) {
	if r.facts == nil {
		r.facts = &order.Facts{Head: r.tellsOfOrder(), NoComment: r.tellsOfOrder() && !r.col(mapping.Comment).there()}
	}
	r.head(c)
	r.amounts(c)
	r.state(c)
	dest := r.destination(c)
	r.line(c, dest)
}

// tellsOfOrder tells whether the file has anything but goods.
func (r *ownReader) tellsOfOrder() bool {
	for m := range r.at {
		switch m {
		case mapping.OrderNo, mapping.LineID, mapping.ItemCode, mapping.SKU, mapping.ItemName, mapping.Options, mapping.UnitPrice, mapping.LineTotal,
			mapping.Qty, mapping.TaxRate:
		default:
			return true
		}
	}
	return false
}

func (r *ownReader) end(no string) *order.Facts {
	f := r.facts
	if f == nil {
		return nil
	}
	f.Shown = &no
	f.Destinations = r.dests
	if len(r.dests) == 1 {
		for i := range f.Lines {
			f.Lines[i].Dest = "" // the only one, also where a later file words its address anew
		}
	}
	r.sums()
	r.clearance()
	gift := false
	for _, d := range f.Destinations {
		gift = gift || order.Value(d.Noshi) != "" || order.Value(d.Wrapping) != "" || order.Value(d.Message) != ""
	}
	if gift {
		f.GiftMark = order.Known(true)
	} else if r.col(mapping.Noshi).there() && r.col(mapping.Wrapping).there() && r.col(mapping.Message).there() {
		f.GiftMark = order.Known(false) // only a file that could show every mark tells that there is none
	}
	return f
}

// repeatedly is an amount of the order that its rows repeat; blanks repeat nothing.
type repeatedly struct {
	first   *yen.Yen
	name    string
	differs bool
}

// amounts reads the order's sums. They stand on the first row or on every row, and are counted once.
func (r *ownReader) amounts(c *cells) {
	for _, m := range []mapping.Meaning{mapping.Total, mapping.Goods, mapping.Shipping, mapping.CODFee, mapping.WrappingFee, mapping.Coupon, mapping.Points} {
		var sum *yen.Yen
		for _, col := range r.at[m] {
			y := c.yen(col)
			switch {
			case y == nil:
			case sum == nil:
				sum = yen.Of(positiveIf(m, *y))
			default:
				*sum += positiveIf(m, *y)
			}
		}
		if sum == nil {
			continue
		}
		switch have := r.amount[m]; {
		case have == nil:
			r.amount[m] = &repeatedly{first: sum, name: r.at[m][0].name}
		case *have.first != *sum:
			have.differs = true
		}
	}
}

// positiveIf gives discounts without their sign: some write -330.
func positiveIf(m mapping.Meaning, y yen.Yen) yen.Yen {
	if m == mapping.Coupon || m == mapping.Points {
		return positive(y)
	}
	return y
}

// sums takes over the order's amounts. One that its rows tell differently is unknown: neither the first nor their sum can be
// had for sure; for the total a person must look.
func (r *ownReader) sums() {
	f := r.facts
	for m, to := range map[mapping.Meaning]**yen.Yen{
		mapping.Total: &f.Total, mapping.Goods: &f.Goods, mapping.Shipping: &f.Shipping, mapping.CODFee: &f.CODFee,
		mapping.WrappingFee: &f.WrappingFee, mapping.Coupon: &f.Coupon, mapping.Points: &f.Points,
	} {
		a := r.amount[m]
		switch {
		case a == nil:
		case !a.differs:
			*to = a.first
		case m == mapping.Total:
			f.Alerts = &[]order.Alert{{Kind: totalDiffers, Text: differingTotal(a.name)}}
		}
	}
}
