package mall

import (
	"slices"
	"strings"

	"miseban/app/order"
)

// destination reads where the row's goods go and gives the line's reference to it. Rows of one 送付先ID repeat it, so only
// the first is read.
func (r *rakutenReader) destination(c *cells) string {
	id := c.text(r.destID)
	raw := id
	if id == "" {
		raw = c.text(r.destSei) + "\x1f" + c.text(r.destMei) + "\x1f" + c.text(r.destPref) + c.text(r.destCity) + c.text(r.destRest)
	}
	f := r.facts
	if i := slices.Index(r.destRaw, raw); i >= 0 {
		r.marks(c, &f.Destinations[i], false)
		return destRef(f.Destinations[i])
	}
	d := order.Destination{
		ID: id, Name: c.joined(" ", r.destSei, r.destMei), Kana: c.joined(" ", r.destSeiKana, r.destMeiKana),
		Zip: r.zip(c, r.destZip1, r.destZip2), Address: c.joined("", r.destPref, r.destCity, r.destRest),
		Phone: r.phone(c, r.destTel1, r.destTel2, r.destTel3),
	}
	if id == "" && d.Name == nil && d.Address == nil && d.Zip == nil && d.Phone == nil && !r.noshi.there() && !r.wrap1.there() {
		r.marks(c, &d, true)
		return "" // the file does not tell of destinations
	}
	r.marks(c, &d, true)
	r.dummy = r.dummy || dummyAddress(d)
	f.Destinations = append(f.Destinations, d)
	r.destRaw = append(r.destRaw, raw)
	return destRef(d)
}

// destRef is how a line names its destination. One that cannot be told from another file's is left out: the only one.
func destRef(d order.Destination) string {
	if d.ID == "" && d.Name == nil && d.Address == nil {
		return ""
	}
	return d.Key()
}

// marks adds the row's gift marks to its destination; its fees are counted with the destination's first row.
func (r *rakutenReader) marks(c *cells, d *order.Destination, first bool) {
	if r.noshi.there() {
		d.Noshi = c.more(d.Noshi, c.text(r.noshi), "、")
	}
	if r.wrap1.there() || r.wrap2.there() {
		d.Wrapping = c.more(c.more(d.Wrapping, c.text(r.wrap1), "、"), c.text(r.wrap2), "、")
	}
	if first {
		for _, col := range []column{r.wrapFee1, r.wrapFee2} {
			r.wrapSum += order.Value(r.fixed(c, col))
		}
	}
	gift := halfWidth(c.text(r.gift))
	r.marked = r.marked || gift == "1" || order.Value(d.Noshi) != "" || order.Value(d.Wrapping) != ""
}

// more is add for a field; the text of a known one without anything new is left as it is.
func (c *cells) more(have *string, text, sep string) *string {
	if have != nil && text == "" {
		return have
	}
	return c.keep(add(order.Value(have), text, sep))
}

// add puts text behind have, unless it is empty or one of the parts already there.
func add(have, text, sep string) string {
	switch {
	case text == "" || text == have:
		return have
	case have == "":
		return text
	case slices.Contains(strings.Split(have, sep), text):
		return have
	}
	return have + sep + text
}

func (r *rakutenReader) line(c *cells, dest string) {
	l := order.Line{
		ID: c.text(r.lineID), Name: c.known(r.name), SKU: r.skuOf(c), Options: r.optionsOf(c), Qty: c.count(r.qty),
		UnitPrice: r.fixed(c, r.priceTaxed), TaxRate: c.rate(r.taxRate), Dest: dest,
	}
	code := c.text(r.code)
	if code == "" {
		code = c.text(r.manage)
	}
	if code != "" || all(r.code, r.manage) {
		l.Code = c.keep(code)
	}
	if l.UnitPrice == nil || *l.UnitPrice == 0 {
		if y := r.fixed(c, r.price); y != nil {
			l.UnitPrice = y
		}
	}
	if l.ID == "" {
		r.allHaveIDs = false
	}
	if l.Code == nil && l.Name == nil && l.Qty == nil && l.SKU == nil {
		return // a template without any column of goods
	}
	r.facts.Lines = appendLine(r.facts.Lines, l)
}

// skuOf gives the code of the variant: the owner's own for her systems, else 楽天's, else (normal-inventory: the item has no
// variants) the item's. Without the columns that would tell which, it is unknown.
func (r *rakutenReader) skuOf(c *cells) *string {
	if s := c.text(r.skuSystem); s != "" {
		return c.keep(s)
	}
	single := r.skuInfo.there() && c.text(r.skuInfo) == ""
	if r.sku.there() {
		s := c.text(r.sku)
		if s != "" && s != "normal-inventory" {
			return c.keep(s)
		}
		single = true
	}
	if s := c.text(r.manage); single && s != "" {
		return c.keep(s)
	}
	return nil
}

// optionsOf gives the variant's and the customer's choices as "カラー:藍": the lines of SKU情報 (which join with a leading +),
// then those of 項目・選択肢. Unknown where a column is missing, except that what is there is told.
func (r *rakutenReader) optionsOf(c *cells) *[]string {
	options := []string{}
	for _, col := range []column{r.skuInfo, r.options} {
		s := c.text(col)
		for s != "" {
			var one string
			one, s, _ = strings.Cut(s, "\n")
			if one = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(one), "+")); one != "" {
				options = append(options, one)
			}
		}
	}
	if len(options) == 0 && !all(r.skuInfo, r.options) {
		return nil
	}
	return &options
}
