package mall

import "miseban/app/order"

// futureshop's order states (処理状況区分), from the b→dash manual (page 2427), which lists the texts without explaining them.
const (
	futureshopOpen      = "通常処理"
	futureshopCancelled = "注文取消"
	futureshopReturned  = "返品"
	futureshopUnpaid    = "未回収" // the money has not come
	futureshopDone      = "処理済" // certain only as "dealt with": 発送フラグ tells whether it has gone out
	futureshopHold      = "保留"
	futureshopPreorder  = "予約"
)

// state reads 処理状況区分 and the flags of payment.
func (r *futureshopReader) state(c *cells) {
	f := r.facts
	f.StatusRaw = c.known(r.status)
	status := halfWidth(order.Value(f.StatusRaw))
	if r.status.there() {
		f.Cancelled = order.Known(status == futureshopCancelled || status == futureshopReturned)
		f.Preorder = order.Known(status == futureshopPreorder)
	}
	named := "futureshopの処理状況区分が「" + short(status, 20) + "」です。"
	switch status {
	case "", futureshopOpen, futureshopCancelled, futureshopPreorder:
	case futureshopReturned:
		r.alert("returned", named+lookInShop)
	case futureshopUnpaid:
		r.alert("uncollected", named+"代金が回収できていないため、発送してよいか、"+lookInShop)
	case futureshopHold:
		r.alert("hold", named+lookInShop)
	case futureshopDone:
		// finished where 発送フラグ says that it has gone out: settleShipped takes this back
		r.alert("done", named+"発送済みか、"+lookInShop)
	default:
		r.stateUnknown(r.status, status)
	}
	flag := c.text(r.paid)
	f.Paid = flagOf(flag)
	if f.Paid == nil && flag != "" {
		r.stateUnknown(r.paid, flag)
	}
	if d := c.date(r.paidOn); f.Paid == nil && d != nil && *d != "" {
		f.Paid = order.Known(true)
	}
}

// shippedOf reads the row's 発送フラグ.
func (r *futureshopReader) shippedOf(c *cells) *bool {
	s := c.text(r.shipped)
	sent := flagOf(s)
	switch {
	case sent == nil:
		r.bothFlags = false
		if s != "" {
			r.stateUnknown(r.shipped, s)
		}
	case *sent:
		r.gone = true
	default:
		r.stay = true
	}
	return sent
}

// settleShipped makes the rows' flags the order's: it has gone out when every row has.
func (r *futureshopReader) settleShipped() {
	f := r.facts
	if !r.gone && !r.stay {
		return
	}
	f.ShippedMall = order.Known(r.gone && !r.stay && r.bothFlags)
	if !*f.ShippedMall || f.Alerts == nil {
		return
	}
	alerts := []order.Alert{}
	for _, a := range *f.Alerts {
		if a.Kind != "done" {
			alerts = append(alerts, a)
		}
	}
	f.Alerts = &alerts
	if len(alerts) == 0 && !all(r.status, r.paid, r.shipped) {
		f.Alerts = nil // a file without all three cannot tell that there is none
	}
}
