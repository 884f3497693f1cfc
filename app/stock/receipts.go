package stock

import "errors"

// Delivered is one row of a file that says what came in (入荷).
type Delivered struct {
	SKU      string // as in the file; resolve it against the catalogue
	Purchase string // number of the purchase (P-20261124-01); empty = the oldest open one
	Qty      int    // units, at least 1
	Row      int
}

const (
	colReceived = "入荷数"
	colPurchase = "発注番号"
)

var deliveredColumns = []column{
	{colSKU, append([]string{}, productColumns[0].names...)},
	{colReceived, []string{"入荷数量", "納品数", "納品数量", "入庫数", "数量", "個数"}},
	{colPurchase, []string{"発注no", "発注書番号", "注文番号", "注文書番号"}},
}

// ReadDelivered reads a file of received goods: SKU and 入荷数 must be there, 発注番号 may be. A row with 0 or an empty count says that
// nothing came and is left out. Problems and errors are as with ReadProducts. The same SKU may stand on several rows.
func ReadDelivered(titles []string, next Next) ([]Delivered, []Problem, error) {
	h, err := readHeading(titles, deliveredColumns)
	if err != nil {
		return nil, nil, err
	}
	for _, id := range []string{colSKU, colReceived} {
		if _, ok := h.at[id]; !ok {
			return nil, nil, errors.New(id + "の列が見つかりません。何も取り込んでいません。見出しに SKU と 入荷数 があるか確かめてください。")
		}
	}
	var list []Delivered
	var problems []Problem
	err = h.each(next, func(r row) {
		d := Delivered{SKU: read(&r, colSKU, code), Qty: read(&r, colReceived, quantity), Purchase: read(&r, colPurchase, code), Row: r.number}
		if d.SKU == "" {
			r.refuse(colSKU, "SKUが空欄です。")
		}
		switch {
		case r.problem != nil:
			problems = append(problems, *r.problem)
		case d.Qty > 0:
			list = append(list, d)
		}
	})
	if err != nil {
		return nil, nil, err
	}
	return list, problems, nil
}
