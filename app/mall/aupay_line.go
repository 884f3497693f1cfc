package mall

import (
	"strings"

	"miseban/app/order"
)

// line reads the goods of a row. A cancelled one stays, with nothing to send: left out, it would live on from an earlier file.
func (r *aupayReader) line(c *cells) {
	l := order.Line{
		ID: c.text(r.detail), Name: c.known(r.itemName), Options: r.optionsOf(c), Qty: c.count(r.unit), UnitPrice: c.yen(r.price),
		TaxRate: c.rate(r.taxRate),
	}
	// The item's code and the suffix of its variant make the code together; without the suffix it would be another item's.
	if all(r.code, r.manageID) {
		l.Code = c.keep(c.text(r.code) + c.text(r.manageID))
		l.SKU = l.Code
	}
	if r.release.there() {
		day, words := c.dayOrWords(r.release)
		l.Release = day
		l.Preorder = order.Known(words != "" || order.Value(day) != "")
	}
	cancelled := isYes(c.text(r.itemCancel))
	if cancelled {
		l.Qty = order.Known(0)
	}
	before := len(r.facts.Lines)
	if r.facts.Lines = appendLine(r.facts.Lines, l); len(r.facts.Lines) == before {
		return
	}
	r.rows++
	if cancelled {
		r.cancelled++
		r.unpriced = true
		r.alerts = append(r.alerts, itemCancelled("au PAY", order.Value(l.Name), "Wow! manager"))
		return
	}
	if y := c.yen(r.itemSum); y != nil {
		r.goods += *y
	} else {
		r.unpriced = true
	}
	r.wrap += order.Value(c.yen(r.wrapPrice))
	r.options += order.Value(c.yen(r.optionPrice))
}

// itemCancelled is the alert of a row that the mall has cancelled while others of its order go out.
func itemCancelled(mall, name, where string) order.Alert {
	return order.Alert{Kind: "item_cancelled", Text: mall + "で商品「" + short(name, 40) + "」がキャンセルされています。この商品の数量は0にしました。" + where + "で金額を確認してください。"}
}

// gift adds the row's gift marks to the order's destination.
func (r *aupayReader) gift(c *cells) {
	wrap, noshi, message := c.chosen(r.wrapType), c.chosen(r.noshi), c.known(r.message)
	var names []string
	for _, col := range []column{r.presenter1, r.presenter2, r.presenter3} {
		if s := c.text(col); s != "" {
			names = append(names, s)
		}
	}
	if len(names) > 0 {
		noshi = order.Known(order.Value(noshi) + "（名入れ：" + strings.Join(names, "、") + "）")
	}
	if wrap == nil && noshi == nil && message == nil {
		return
	}
	r.marked = r.marked || order.Value(wrap) != "" || order.Value(noshi) != "" || order.Value(message) != ""
	if len(r.facts.Destinations) == 0 {
		return // the mark alone tells; the file has no recipient
	}
	d := &r.facts.Destinations[0]
	d.Wrapping, d.Noshi = bothTexts(d.Wrapping, wrap, "、"), bothTexts(d.Noshi, noshi, "、")
	d.Message = bothTexts(d.Message, message, "\n")
}

// optionsOf gives the customer's choices as "香り:金木犀", without the prices of those that have a fee.
func (r *aupayReader) optionsOf(c *cells) *[]string {
	if !r.option.there() {
		return nil
	}
	options := []string{}
	for _, p := range assignments(c.text(r.option)) {
		options = append(options, withoutSurcharge(p.text(":")))
	}
	for _, pair := range r.commissions {
		if v := withoutSurcharge(c.text(pair[1])); v != "" {
			options = append(options, strings.TrimPrefix(c.text(pair[0])+":"+v, ":"))
		}
	}
	return &options
}

// assignment is one "name=value"; without an equals sign the name is empty.
type assignment struct{ name, value string }

func (a assignment) text(sep string) string {
	if a.name == "" {
		return a.value
	}
	return a.name + sep + a.value
}

// assignments cuts a cell of several "name=value" at line breaks, | and &. A part without an equals sign belongs to the value
// before it ("A&B"), so that nothing of what the customer chose is lost.
func assignments(s string) []assignment {
	var out []assignment
	for _, line := range strings.Split(withLF(s), "\n") {
		first, last := len(out), 0
		for i := 0; i <= len(line); i++ {
			if i < len(line) && line[i] != '|' && line[i] != '&' {
				continue
			}
			part := line[last:i]
			name, value, ok := strings.Cut(part, "=")
			switch {
			case ok:
				out = append(out, assignment{strings.TrimSpace(name), strings.TrimSpace(value)})
			case len(out) > first:
				out[len(out)-1].value += line[last-1 : i]
			case strings.TrimSpace(part) != "":
				out = append(out, assignment{"", strings.TrimSpace(part)})
			}
			last = i + 1
		}
	}
	return out
}
