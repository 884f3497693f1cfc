package mall

import (
	"sort"
	"strconv"
	"strings"

	"miseban/app/order"
	"miseban/app/yen"
)

// yahooFlat reads the lines of an order from cells such as L1=tea&L2=towel, as a template that puts the item columns into
// the order file writes them.
type yahooFlat struct {
	yahooLines
	detail column // QuantityDetail
}

// bindYahooFlat does not report what is absent: the usual order file has none of these.
func bindYahooFlat(h *Columns) yahooFlat {
	quiet := func(name string) column {
		if h.has(name) {
			return h.find(name)
		}
		return column{-1, name}
	}
	return yahooFlat{bindYahooLines(quiet), quiet("QuantityDetail")}
}

// lines gives the goods that the row tells of: none unless an item column is in the file; several if the cells are of that
// form; else the one of an item file's row.
func (r yahooFlat) lines(c *cells) []order.Line {
	if !r.itemID.there() && !r.subCode.there() && !r.title.there() {
		return nil
	}
	qtyCol := r.qty
	if !qtyCol.there() {
		qtyCol = r.detail
	}
	cells := map[string]map[string]string{}
	ids := map[string]bool{}
	for name, col := range map[string]column{"item": r.itemID, "sub": r.subCode, "title": r.title, "qty": qtyCol, "price": r.price} {
		cells[name] = flattened(c.text(col))
		for id := range cells[name] {
			ids[id] = true
		}
	}
	if len(ids) == 0 && c.text(r.itemID)+c.text(r.subCode)+c.text(r.title) != "" {
		return []order.Line{r.line(c)}
	}
	var out []order.Line
	for _, id := range inOrder(ids) {
		l := order.Line{ID: id}
		told := func(col column, name string) *string {
			if s, ok := cells[name][id]; ok || col.there() {
				return &s
			}
			return nil
		}
		l.Code, l.SKU, l.Name = told(r.itemID, "item"), told(r.subCode, "sub"), told(r.title, "title")
		if l.SKU != nil && *l.SKU == "" && l.Code != nil {
			l.SKU = l.Code
		}
		if qtyCol.there() {
			n, ok := whole(cells["qty"][id])
			if !ok || n < 0 || n > 1_000_000 {
				c.fault(qtyCol, cells["qty"][id], "数量を読めません。")
			} else {
				l.Qty = order.Known(int(n))
			}
		}
		if s := cells["price"][id]; s != "" {
			n, ok := whole(s)
			if !ok {
				c.fault(r.price, s, "金額を読めません。")
			} else {
				l.UnitPrice = yen.Of(yen.Yen(n))
			}
		}
		out = append(out, l)
	}
	return out
}

// flattened cuts L1=a&L2=b into {"1": a, "2": b}. An & inside a value stays in it.
func flattened(s string) map[string]string {
	out := map[string]string{}
	last := ""
	for _, part := range strings.Split(s, "&") {
		key, value, ok := strings.Cut(part, "=")
		id, numbered := strings.CutPrefix(key, "L")
		if _, err := strconv.Atoi(id); ok && numbered && err == nil {
			out[id], last = value, id
		} else if last != "" {
			out[last] += "&" + part
		}
	}
	return out
}

func inOrder(ids map[string]bool) []string {
	out := make([]string, 0, len(ids))
	for id := range ids {
		out = append(out, id)
	}
	sort.Slice(out, func(i, j int) bool {
		a, _ := strconv.Atoi(out[i]) // numbers, by flattened
		b, _ := strconv.Atoi(out[j])
		return a < b || a == b && out[i] < out[j]
	})
	return out
}
