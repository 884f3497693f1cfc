package stock

import "miseban/app/jst"

// Kind is why stock changed.
type Kind string

// The kinds of movement.
const (
	Count      Kind = "count"      // 棚卸: this many are there, whatever was thought before
	Receipt    Kind = "receipt"    // 入荷
	Shipment   Kind = "shipment"   // 出荷
	Return     Kind = "return"     // 返品, back on the shelf
	Correction Kind = "correction" // 訂正, with a sign
)

var kindNames = map[Kind]string{Count: "棚卸", Receipt: "入荷", Shipment: "出荷", Return: "返品", Correction: "訂正"}

// Name is the kind as the owner says it; empty for a kind that does not exist.
func (k Kind) Name() string { return kindNames[k] }

// Movement is one entry of the stock ledger. Entries are only ever added; a mistake is put right by another entry.
type Movement struct {
	SKU  string
	Kind Kind
	Qty  int // units, as counted, received, shipped, returned; a correction alone carries a sign
	At   jst.Moment
	Ref  string // what it belongs to: an order, a purchase, a file
}

// change is what the movement adds to the stock. A movement of no known kind changes nothing.
func (m Movement) change() int {
	switch m.Kind {
	case Receipt, Return, Correction:
		return m.Qty
	case Shipment:
		return -m.Qty
	}
	return 0
}

// OnHand gives the units on hand per SKU: the last count plus everything after it. A movement of the count's own second is after
// it if it stands behind it in the ledger. A SKU that was never counted is unknown and not in the map, except those of toOrder
// (取寄せ): their shelf begins empty. A negative number means that the ledger misses something.
func OnHand(movements []Movement, toOrder ...string) map[string]int {
	last := map[string]int{} // SKU → index of its last count
	for i, m := range movements {
		if m.Kind != Count {
			continue
		}
		if j, ok := last[m.SKU]; !ok || m.At >= movements[j].At {
			last[m.SKU] = i
		}
	}
	stock := make(map[string]int, len(last)+len(toOrder))
	for _, sku := range toOrder {
		stock[sku] = 0
	}
	for sku, i := range last {
		stock[sku] = movements[i].Qty
	}
	for i, m := range movements {
		if _, known := stock[m.SKU]; !known {
			continue
		}
		if j, counted := last[m.SKU]; counted && (m.At < movements[j].At || m.At == movements[j].At && i < j) {
			continue
		}
		stock[m.SKU] += m.change()
	}
	return stock
}
