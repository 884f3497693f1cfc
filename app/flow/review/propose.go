package review

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/normal"
	"miseban/app/order"
)

// Proposal is a value that the owner may want in place of the present one, with where it is known from. It is never
// taken by itself.
type Proposal struct {
	Target, Field string
	Value         string
	Why           string // Japanese
	LabelOnly     bool   // for the courier's label, which can't show the present one; the order itself stays as it is
}

const (
	earlierOrders = 20 // of one customer that are looked at
	neighbours    = 40 // orders to the same town that are looked at
)

// Proposals gives what is known better about where an order goes: from earlier orders of the same customer, from other
// orders to the same town, and for characters that no label can show. The desk must be warm.
func Proposals(ctx context.Context, d *desk.Desk, row *desk.Row) ([]Proposal, error) {
	in, err := d.Input(ctx, row.ID)
	if err != nil {
		return nil, err
	}
	known, err := earlier(ctx, d, in)
	if err != nil {
		return nil, err
	}
	var out []Proposal
	for _, p := range places(in.Facts) {
		found := fromEarlier(p, known)
		if !slices.ContainsFunc(found, func(x Proposal) bool { return x.Field == "zip" || x.Field == "address" }) {
			town, err := fromTown(ctx, d, in, p)
			if err != nil {
				return nil, err
			}
			found = append(found, town...)
		}
		out = append(append(out, found...), forLabel(p)...)
	}
	return out, nil
}

// place is somebody with an address, in the present order or in another one.
type place struct {
	target                    string
	name, zip, address, phone string
	told                      map[string]bool
	from                      string // which order it is known from, for a sentence
}

// places gives the orderer and the destinations of an order.
func places(f *order.Facts) []place {
	var out []place
	for _, t := range order.Targets(f) {
		if t != "orderer" && !strings.HasPrefix(t, "dest:") {
			continue
		}
		p := place{target: t, told: map[string]bool{}}
		for field, to := range map[string]*string{"name": &p.name, "zip": &p.zip, "address": &p.address, "phone": &p.phone} {
			*to, p.told[field] = order.Text(f, t, field)
		}
		out = append(out, p)
	}
	return out
}

// earlier gives the people of the same customer's earlier orders, the newest first.
func earlier(ctx context.Context, d *desk.Desk, in judge.Input) ([]place, error) {
	book := d.Customers()
	if book == nil {
		return nil, nil
	}
	var rows []*desk.Row
	for _, id := range book.Orders(in.ID) {
		if r := d.Row(id); r != nil && id != in.ID && r.Status != judge.Cancelled && r.OrderedAt <= order.Value(in.Facts.OrderedAt) {
			rows = append(rows, r)
		}
	}
	newestFirst(rows)
	var out []place
	for _, r := range rows[:min(len(rows), earlierOrders)] {
		other, err := d.Input(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		for _, p := range places(other.Facts) {
			p.from = fmt.Sprintf("%s の注文（%s %s）", r.OrderedAt.Date().Long(), other.Shop.Mall.Name(), r.No)
			out = append(out, p)
		}
	}
	return out, nil
}

func newestFirst(rows []*desk.Row) {
	slices.SortFunc(rows, func(a, b *desk.Row) int {
		return cmp.Or(cmp.Compare(b.OrderedAt, a.OrderedAt), cmp.Compare(b.ID, a.ID))
	})
}

// fromEarlier compares a place with what the newest earlier order says of the same person.
func fromEarlier(p place, known []place) []Proposal {
	var out []Proposal
	propose := func(field, value string, k place, lacking bool) {
		why := k.from + "では「" + value + "」でした。"
		if lacking {
			why = "足りないか、正しくないようです。" + why
		}
		out = append(out, Proposal{Target: p.target, Field: field, Value: value, Why: why})
	}
	// Where a mall's files have no such column there is nothing to set right on the orderer: nothing is sent to her.
	wanted := func(field string) bool { return p.told[field] || p.target != "orderer" }
	for _, k := range known {
		if normal.Name(p.name) == "" || normal.Name(k.name) != normal.Name(p.name) || !normal.HasStreetNumber(k.address) {
			continue
		}
		same := normal.Address(k.address) == normal.Address(p.address)
		if !same && wanted("address") {
			propose("address", k.address, k, !normal.HasStreetNumber(p.address))
		}
		if z := normal.Zip(k.zip); z != "" && z != normal.Zip(p.zip) && wanted("zip") {
			propose("zip", z, k, normal.Zip(p.zip) == "")
		}
		break
	}
	for _, k := range known {
		if normal.Name(p.name) == "" || normal.Name(k.name) != normal.Name(p.name) || normal.Phone(k.phone) == "" {
			continue
		}
		if normal.Phone(k.phone) != normal.Phone(p.phone) && wanted("phone") {
			propose("phone", normal.Phone(k.phone), k, normal.Phone(p.phone) == "")
		}
		break
	}
	return out
}

// townOf cuts an address before its first number, and gives both parts.
func townOf(address string) (town, rest string) {
	for i, r := range address {
		if unicode.IsDigit([]rune(norm.NFKC.String(string(r)))[0]) {
			return address[:i], address[i:]
		}
	}
	return address, ""
}

// fromTown looks at other orders to the same town: the postal code that all of them have, and the beginning of an
// address that was typed without it. No list of postal codes is needed, and nothing is guessed.
func fromTown(ctx context.Context, d *desk.Desk, in judge.Input, p place) ([]Proposal, error) {
	town, rest := townOf(p.address)
	key := normal.Address(town)
	if len([]rune(key)) < 2 || rest == "" || !p.told["address"] {
		return nil, nil
	}
	var rows []*desk.Row
	word := normal.Search(strings.TrimPrefix(strings.TrimSpace(town), normal.PrefectureOf(town)))
	for _, r := range d.Rows() {
		if r.ID != in.ID && strings.Contains(r.Hay, word) {
			rows = append(rows, r)
		}
	}
	newestFirst(rows)
	zips, starts := map[string]int{}, map[string]string{}
	newest := jst.Moment(0)
	for _, r := range rows[:min(len(rows), neighbours)] {
		other, err := d.Input(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		for _, o := range places(other.Facts) {
			its, _ := townOf(o.address)
			zip := normal.Zip(o.zip)
			if zip == "" {
				continue
			}
			a, b := normal.PrefectureOf(o.address), normal.PrefectureOf(p.address)
			if normal.Address(its) == key && (a == b || a == "" || b == "") {
				zips[zip]++
				newest = max(newest, r.OrderedAt)
			}
			if a != "" && b == "" && zip == normal.Zip(p.zip) && strings.HasSuffix(normal.Address(its), key) {
				starts[normal.Address(its)] = its
			}
		}
	}
	var out []Proposal
	for zip, n := range zips {
		// One other order may itself be wrong: it can fill a gap, but doesn't contradict.
		if len(zips) == 1 && zip != normal.Zip(p.zip) && (n > 1 || normal.Zip(p.zip) == "") {
			out = append(out, Proposal{Target: p.target, Field: "zip", Value: zip,
				Why: fmt.Sprintf("「%s」へのほかの注文（%s まで）は、どれもこの郵便番号でした。", strings.TrimSpace(town), newest.Date().Long())})
		}
	}
	for _, start := range starts {
		if len(starts) == 1 {
			out = append(out, Proposal{Target: p.target, Field: "address", Value: start + rest, Why: "同じ郵便番号のほかの注文では、住所が「" + start + "」で始まっていました。"})
		}
	}
	return out, nil
}
