package store

import (
	"slices"

	"miseban/app/order"
)

// MaskAgain masks what a further file says about an order that was purged: where it tells something personal it now tells
// what the purged order has there (present, folded from all its readings), so that an old file in a new download neither
// brings personal data back nor changes anything by it.
func MaskAgain(f, present *order.Facts) *order.Facts {
	m := newMasker(nil)
	m.orderer(order.Value(f.Orderer.Name), order.Value(f.Orderer.Address))
	out := m.facts(f)
	same := func(to **string, from *string) {
		if *to != nil && from != nil {
			*to = order.Known(*from)
		}
	}
	o, p := &out.Orderer, present.Orderer
	same(&o.Name, p.Name)
	same(&o.Kana, p.Kana)
	same(&o.Address, p.Address)
	same(&out.Comment, present.Comment)
	same(&out.CommentRaw, present.CommentRaw)
	same(&out.Memo, present.Memo)
	keys := map[string]string{}
	for i := range out.Destinations {
		d := &out.Destinations[i]
		at := slices.IndexFunc(present.Destinations, func(x order.Destination) bool { return d.ID != "" && x.ID == d.ID })
		if at < 0 && len(present.Destinations) == len(out.Destinations) {
			at = i
		}
		if at < 0 {
			continue
		}
		was, has := d.Key(), present.Destinations[at]
		same(&d.Name, has.Name)
		same(&d.Kana, has.Kana)
		same(&d.Address, has.Address)
		same(&d.Noshi, has.Noshi)
		same(&d.Wrapping, has.Wrapping)
		same(&d.Message, has.Message)
		keys[was] = d.Key()
	}
	for i := range out.Lines {
		if k, ok := keys[out.Lines[i].Dest]; ok {
			out.Lines[i].Dest = k
		}
	}
	return out
}
