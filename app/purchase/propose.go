package purchase

import (
	"cmp"
	"slices"
	"strconv"

	"miseban/app/stock"
	"miseban/app/yen"
)

// Input is what a proposal is made from.
type Input struct {
	SKUs      []stock.SKU
	Suppliers []stock.Supplier
	// Allocation is of all open orders of all shops, with the stock and what is on order. 取寄せ SKUs belong into its onHand.
	Allocation stock.Allocation
	// OrderNumber gives the number that the owner knows an order by; nil writes the id.
	OrderNumber func(int64) string
}

// Propose works out what to buy, grouped by supplier, in the order of the supplier list, then by name, Unassigned last.
//
// A SKU with a reorder point is proposed when (free + on order) − shortage ≤ reorder point, up to its target: quantity =
// (shortage + target) − (free + on order). Without a target, up to the reorder point. Without a reorder point only what is short
// and not yet on order. A 取寄せ SKU: what customers ordered, less what is there or on order. A SKU whose stock is not managed is
// never proposed. Quantities are raised to the SKU's minimum and then rounded up to its lot: rounding down would leave a
// customer waiting. What is on order counts, so nothing is proposed twice.
func Propose(in Input) []SupplierProposal {
	number := in.OrderNumber
	if number == nil {
		number = func(id int64) string { return strconv.FormatInt(id, 10) }
	}
	groups := map[string]*SupplierProposal{}
	rank := map[string]int{}
	for i, s := range in.Suppliers {
		k := stock.Key(s.Name)
		if _, twice := rank[k]; k == "" || twice {
			continue
		}
		rank[k] = i
		groups[k] = &SupplierProposal{Supplier: s, CanIssue: true}
	}
	done := map[string]bool{}
	for _, s := range in.SKUs {
		if done[s.Code] {
			continue
		}
		done[s.Code] = true
		line, ok := propose(s, in.Allocation.SKUs[s.Code], number)
		if !ok {
			continue
		}
		k := stock.Key(s.Supplier)
		g := groups[k]
		if g == nil {
			g = &SupplierProposal{Supplier: stock.Supplier{Name: s.Supplier}, CanIssue: k != ""}
			if k == "" {
				g.Supplier.Name = Unassigned
			}
			rank[k] = len(in.Suppliers)
			groups[k] = g
		}
		g.Lines = append(g.Lines, line)
	}
	var out []SupplierProposal
	for _, g := range groups {
		if len(g.Lines) > 0 {
			g.sum()
			out = append(out, *g)
		}
	}
	slices.SortFunc(out, func(a, b SupplierProposal) int {
		last := func(p SupplierProposal) int {
			if p.CanIssue {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(last(a), last(b)),
			cmp.Compare(rank[stock.Key(a.Supplier.Name)], rank[stock.Key(b.Supplier.Name)]),
			cmp.Compare(a.Supplier.Name, b.Supplier.Name))
	})
	return out
}

// sum fills the amounts of the proposal and sorts its lines. After the owner has changed a quantity, call Revalue instead.
func (p *SupplierProposal) sum() {
	slices.SortStableFunc(p.Lines, func(a, b Line) int { return cmp.Compare(a.SKU, b.SKU) })
	p.Revalue()
}

// Revalue works out the amounts and the minimum again from the lines' quantities and costs, as after the owner's changes.
func (p *SupplierProposal) Revalue() {
	p.Amount, p.UnknownCost, p.MissingYen = 0, 0, nil
	for i := range p.Lines {
		l := &p.Lines[i]
		if l.Amount = nil; l.Cost == nil {
			p.UnknownCost++
			continue
		}
		l.Amount = yen.Of(*l.Cost * yen.Yen(l.Quantity))
		p.Amount += *l.Amount
	}
	least := p.Supplier.MinimumAmount
	switch {
	case least == nil || *least <= 0:
		p.Minimum = NoMinimum
	case p.Amount >= *least:
		p.Minimum = MinimumReached
	case p.UnknownCost > 0:
		p.Minimum = MinimumUnsure
	default:
		p.Minimum = MinimumMissed
		p.MissingYen = yen.Of(*least - p.Amount)
	}
}

// propose works out one SKU; ok is false when there is nothing to buy.
func propose(s stock.SKU, b stock.Balance, number func(int64) string) (line Line, ok bool) {
	if b.OnHand == nil && !s.ToOrder {
		return Line{}, false
	}
	shortage := b.Shortage
	if b.OnHand == nil { // 取寄せ without a ledger: nothing is there
		shortage = b.Demand
	}
	n := need{sku: s, shortage: shortage, allocated: b.Allocated, free: b.Free, onOrder: b.OnOrder}
	if !n.due() {
		return Line{}, false
	}
	quantity := n.quantity()
	if quantity <= 0 {
		return Line{}, false
	}
	line = Line{
		SKU: s.Code, SupplierCode: s.SupplierCode, Name: s.Name, Variant: s.Variant,
		Demand: b.Demand, Stock: b.OnHand, OnOrder: b.OnOrder, Free: b.Free, Shortage: shortage,
		ReorderPoint: s.ReorderPoint, Target: s.Target, Lot: s.LotSize(), ToOrder: s.ToOrder,
		Quantity: quantity, Cost: s.Cost, Arithmetic: n.text(), Waiting: b.Waiting,
	}
	waiting := b.Orders
	if b.OnHand != nil {
		waiting = nil
		for _, w := range b.Waiting {
			waiting = append(waiting, w.Order)
		}
	}
	for _, id := range waiting {
		if no := number(id); !slices.Contains(line.Orders, no) {
			line.Orders = append(line.Orders, no)
		}
	}
	return line, true
}
