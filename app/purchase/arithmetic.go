package purchase

import (
	"fmt"
	"strings"

	"miseban/app/stock"
)

// need is the arithmetic of one SKU. The same value decides, computes and explains, so that the sentence can't differ from the
// quantity.
type need struct {
	sku       stock.SKU
	shortage  int // wanted by orders, not allocated
	allocated int
	free      int
	onOrder   int
}

// position is what will be left when everything ordered has come and every order has been served; negative: that many lack.
func (n need) position() int { return n.free + n.onOrder - n.shortage }

// due tells whether it is time to buy.
func (n need) due() bool {
	if n.sku.ToOrder || n.sku.ReorderPoint == nil {
		return n.shortage > n.free+n.onOrder
	}
	return n.position() <= *n.sku.ReorderPoint
}

// target is the level up to which to fill, and its name.
func (n need) target() (units int, name string) {
	switch {
	case n.sku.ToOrder || n.sku.ReorderPoint == nil:
		return 0, ""
	case n.sku.Target != nil:
		return *n.sku.Target, "目標"
	}
	return *n.sku.ReorderPoint, "発注点"
}

// exact is the quantity before minimum and lot.
func (n need) exact() int {
	target, _ := n.target()
	return target - n.position()
}

// quantity is what to order: 0 for nothing, else at least exact, at least the minimum, a multiple of the lot.
func (n need) quantity() int {
	q := n.exact()
	if q <= 0 {
		return 0
	}
	q = max(q, n.sku.MinQty)
	lot := n.sku.LotSize()
	return (q + lot - 1) / lot * lot
}

// text is the arithmetic as a sentence: 不足 32 − 発注残 12 ＋ 目標 20 ＝ 40 → 5個単位で 40.
func (n need) text() string {
	var b strings.Builder
	terms := 0
	add := func(sign, name string, units int) {
		if units == 0 {
			return
		}
		if terms++; terms > 1 {
			b.WriteString(" " + sign + " ")
		}
		fmt.Fprintf(&b, "%s %d", name, units)
	}
	target, name := n.target()
	switch {
	case n.sku.ToOrder:
		fmt.Fprintf(&b, "取寄せ：受注 %d点", n.shortage+n.allocated)
		terms++
		add("−", "在庫", n.allocated)
	case n.shortage > 0:
		add("＋", "不足", n.shortage)
	default:
		add("＋", name, target)
		target = 0
	}
	add("−", "空き在庫", n.free)
	add("−", "発注残", n.onOrder)
	add("＋", name, target)
	exact := n.exact()
	if terms > 1 {
		fmt.Fprintf(&b, " ＝ %d", exact)
	} else if n.sku.ToOrder {
		b.WriteString("ぶん")
	}
	q, lot := max(exact, n.sku.MinQty), n.sku.LotSize()
	if q > exact {
		fmt.Fprintf(&b, " → 最低発注数 %d", q)
	}
	if lot > 1 {
		up := ""
		if q%lot != 0 {
			up = "切り上げ"
		}
		fmt.Fprintf(&b, " → %d個単位で%s %d", lot, up, n.quantity())
	}
	switch {
	case n.sku.ToOrder:
	case n.sku.ReorderPoint == nil:
		b.WriteString("（発注点は未設定）")
	case n.shortage == 0:
		fmt.Fprintf(&b, "（空き在庫＋発注残 %d ≦ 発注点 %d）", n.free+n.onOrder, *n.sku.ReorderPoint)
	}
	return b.String()
}
