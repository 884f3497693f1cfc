package mall

import (
	"fmt"
	"hash/fnv"
	"regexp"
	"strings"

	"miseban/app/order"
)

var baseOptionName = regexp.MustCompile(`^商品オプション「(.*)」$`)

// baseOption gives the name of the option that a row tells of.
func baseOption(name string) (group string, ok bool) {
	m := baseOptionName.FindStringSubmatch(name)
	if m == nil {
		return "", false
	}
	return strings.TrimSpace(m[1]), true
}

// option adds an option's row to the item before it: the choice, and its price to that of each piece.
func (r *baseReader) option(c *cells, group string) {
	if len(r.lines) == 0 {
		c.fault(r.name, c.text(r.name), "商品オプションの行の前に、その商品の行がありません（行を並べ替えると、どの商品のオプションかわからなくなります）。")
		return
	}
	l := &r.lines[len(r.lines)-1]
	value := withoutSurcharge(c.text(r.variant))
	options := append(order.Value(l.Options), strings.TrimPrefix(group+":"+value, ":"))
	l.Options = &options
	if l.UnitPrice != nil && r.price.there() {
		surcharge := c.yen(r.price)
		n, ok := whole(c.text(r.qty))
		if surcharge != nil && (*surcharge == 0 || l.Qty != nil && ok && n == int64(*l.Qty)) {
			l.UnitPrice = order.Known(*l.UnitPrice + *surcharge)
		} else {
			l.UnitPrice = nil // cannot be told per piece; the order's sums have it
		}
	}
	r.gift(c, group, value)
}

// gift takes the options that are a gift by their name; 名入れ alone is none.
func (r *baseReader) gift(c *cells, group, value string) {
	f := r.facts
	if noneChosen(value) {
		return
	}
	text := value
	if text == "あり" || text == "希望する" {
		text = group
	}
	var field func(d *order.Destination)
	switch {
	case strings.Contains(group, "のし") || strings.Contains(group, "熨斗"):
		field = func(d *order.Destination) { d.Noshi = c.more(d.Noshi, text, "、") }
	case strings.Contains(group, "メッセージ"):
		field = func(d *order.Destination) { d.Message = c.more(d.Message, text, "\n") }
	case strings.Contains(group, "ラッピング") || strings.Contains(group, "ギフト") || strings.Contains(group, "包装"):
		field = func(d *order.Destination) { d.Wrapping = c.more(d.Wrapping, text, "、") }
	default:
		return
	}
	f.GiftMark = order.Known(true)
	if len(f.Destinations) == 1 {
		field(&f.Destinations[0])
	}
}

func (r *baseReader) line(c *cells) {
	l := baseLine{order.Line{Name: c.known(r.name), Qty: c.count(r.qty), UnitPrice: c.yen(r.price), TaxRate: looseRate(c.text(r.rate))}, c.text(r.item), c.text(r.kind)}
	if r.variant.there() {
		options := []string{}
		if v := withoutSurcharge(c.text(r.variant)); v != "" {
			options = append(options, v)
		}
		l.Options = &options
	}
	code, variant := c.text(r.itemCode), c.text(r.kindCode)
	if code == "" {
		code = l.item
	}
	if variant == "" && c.text(r.variant) != "" {
		variant = l.kind
	}
	if code != "" || r.item.there() {
		l.Code = c.keep(code)
	}
	if variant != "" || r.kind.there() {
		l.SKU = c.keep(variant)
	}
	if l.Name == nil && l.Qty == nil && l.Code == nil {
		return // a template without any column of goods
	}
	r.lines = append(r.lines, l)
}

var rateInText = regexp.MustCompile(`(?:^|\D)(8|10)(?:\.0+)?\s*%`)

// looseRate reads a tax rate whose form no source confirms; unknown if it is not one of Japan's.
func looseRate(s string) *int {
	if s == "" {
		return nil
	}
	if n, ok := percent(s); ok && (n == 0 || n == 8 || n == 10) {
		return &n
	}
	if m := rateInText.FindStringSubmatch(halfWidth(s)); m != nil {
		n, ok := percent(m[1])
		if ok {
			return &n
		}
	}
	return nil
}

// lineID makes an id of BASE's own: an item's variant with its options is one line, whichever of the two layouts tells of it.
func (l baseLine) lineID() string {
	if l.item == "" {
		return ""
	}
	id := l.item + "-" + l.kind
	if o := order.Value(l.Options); len(o) > 0 {
		h := fnv.New32a()
		for _, one := range o {
			fmt.Fprintf(h, "%s\x1f", one)
		}
		id += fmt.Sprintf("-%08x", h.Sum32())
	}
	return id
}
