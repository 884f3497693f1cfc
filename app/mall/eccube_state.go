package mall

import "miseban/app/order"

// EC-CUBE's order states (対応状況), by id, from its source (mtb_order_status.csv). The owner can rename them, so the id
// decides where the file has it.
const (
	eccubeNew       = "1" // 新規受付
	eccubeCancelled = "3" // 注文取消し
	eccubeWorking   = "4" // 対応中
	eccubeShipped   = "5" // 発送済み
	eccubePaid      = "6" // 入金済み
	eccubePending   = "7" // 決済処理中
	eccubeInCart    = "8" // 購入処理中
	eccubeReturned  = "9" // 返品
)

var eccubeStates = map[string]string{
	"新規受付": eccubeNew, "注文取消し": eccubeCancelled, "対応中": eccubeWorking, "発送済み": eccubeShipped, "入金済み": eccubePaid,
	"決済処理中": eccubePending, "購入処理中": eccubeInCart, "返品": eccubeReturned,
}

// state reads 対応状況 and 入金日. An order that is being worked on (対応中) may have been paid before: only 入金日 tells.
func (r *eccubeReader) state(c *cells) {
	f := r.facts
	f.Paid = r.paidOn(c)
	if !r.statusID.there() && !r.status.there() {
		return
	}
	id, name := halfWidth(c.text(r.statusID)), c.text(r.status)
	shown := name
	if shown == "" {
		shown = id
	}
	f.StatusRaw = &shown
	if id == "" {
		id = eccubeStates[halfWidth(name)]
	}
	f.Cancelled = order.Known(id == eccubeCancelled || id == eccubeReturned)
	f.ShippedMall = order.Known(id == eccubeShipped)
	switch id {
	case eccubeNew:
		if f.Paid == nil {
			f.Paid = order.Known(false)
		}
	case eccubePaid:
		f.Paid = order.Known(true)
	case eccubeCancelled, eccubeWorking, eccubeShipped:
	case eccubePending:
		r.alert("pending", "EC-CUBEの対応状況が「決済処理中」です。決済が終わっていない受注です。"+lookInShop)
	case eccubeInCart:
		r.alert("pending", "EC-CUBEの対応状況が「購入処理中」です。お客様の注文が終わっていません。"+lookInShop)
	case eccubeReturned:
		r.alert("returned", "EC-CUBEの対応状況が「返品」です。"+lookInShop)
	default:
		col := r.status
		if !col.there() {
			col = r.statusID
		}
		r.stateUnknown(col, shown)
	}
}
