package slip

import (
	"fmt"
	"strconv"
	"strings"

	"miseban/app/jst"
	"miseban/app/yen"
)

// content is what is drawn, all of it text. The drawing code gets no Slip and so can't print an amount that was not put
// in here.
type content struct {
	running, batchNote, title, part string
	reissue                         bool
	shop                            Sender
	to                              Party
	facts                           []fact
	priced                          bool // the table has price columns
	rows                            []row
	sums                            []sum
	total                           *sum
	taxes                           []string
	enclosed                        string
	notes                           []string
	message                         string
}

type fact struct {
	label, text string
	wide        bool // takes the whole width
}

type row struct {
	name         string
	options      []string
	code         string
	qty          int
	unit, amount string
	reduced      bool
}

type sum struct{ label, amount string }

// contentOf chooses what of a slip is shown. Where prices are hidden, no money field is read.
func contentOf(s Slip) content {
	label, prose := clean, clean
	if s.Hides() {
		label, prose = concealLabel, concealProse
	}
	c := content{
		running: s.Running, batchNote: label(s.BatchNote), title: s.Title, reissue: s.Reissue,
		shop: s.Shop, to: s.To, message: prose(s.Shop.Message),
	}
	if c.title == "" {
		c.title = "納品書"
	}
	if s.Parts > 1 {
		c.part = fmt.Sprintf("お届け先 %d/%d", s.Part, s.Parts)
	}
	for _, n := range s.Notes {
		if n = prose(n); strings.TrimSpace(n) != "" {
			c.notes = append(c.notes, n)
		}
	}
	c.facts = factsOf(s, label)
	for _, l := range s.Lines {
		r := row{name: label(l.Name), code: label(l.Code), qty: l.Qty}
		if strings.TrimSpace(r.name) == "" {
			r.name = "商品"
		}
		for _, o := range l.Options {
			if o = label(o); o != "" {
				r.options = append(r.options, o)
			}
		}
		c.rows = append(c.rows, r)
	}
	c.enclosed = enclosedOf(s)
	switch {
	case s.HidePrices:
		c.shop.InvoiceNumber = ""
	case s.OnlyFees:
		c.shop.InvoiceNumber = ""
		addOnlyFees(&c, s)
	default:
		addPrices(&c, s)
	}
	return c
}

func factsOf(s Slip, label func(string) string) []fact {
	var out []fact
	add := func(name, text string) {
		if text = strings.TrimSpace(text); text != "" {
			out = append(out, fact{label: name, text: text})
		}
	}
	add("注文番号", clean(s.OrderNo))
	add("ご注文先", label(s.MallName))
	if s.OrderedAt != nil {
		add("注文日", s.OrderedAt.Date().Long())
	}
	add("納品書番号", clean(s.SlipNo))
	add("発送日", dateText(s.ShippedOn))
	add("発行日", dateText(s.PrintedOn))
	if !s.Hides() {
		add("お支払方法", clean(s.PaymentText))
	}
	add("配送方法", label(s.DeliveryText))
	add("お問い合わせ番号", clean(s.TrackingNo))
	add("お届け希望", label(s.DeliveryWish))
	if s.From != nil && s.From.Name != "" && !sameParty(*s.From, s.To) {
		text := addressee(*s.From)
		if where := strings.TrimSpace(zipText(s.From.Zip) + " " + strings.ReplaceAll(clean(s.From.Address), "\n", " ")); where != "" {
			text += "　" + where
		}
		out = append(out, fact{label: "ご依頼主", text: text, wide: true})
	}
	return out
}

// dateText shows a date, also one that the calendar does not know, as it was given.
func dateText(d jst.Date) string {
	if d.Time().IsZero() {
		return string(d)
	}
	return d.Long()
}

func addPrices(c *content, s Slip) {
	c.priced = true
	goods, known, marked := yen.Yen(0), len(s.Lines) > 0, false
	for i, l := range s.Lines {
		c.rows[i].unit, c.rows[i].amount = plain(l.UnitPrice), plain(l.Amount)
		c.rows[i].reduced = l.Reduced
		marked = marked || l.Reduced
		if l.Amount == nil {
			known = false
		} else {
			goods += *l.Amount
		}
	}
	if known && len(s.Fees) > 0 {
		c.sums = append(c.sums, sum{"商品合計", yen.Text(&goods)})
	}
	for _, f := range s.Fees {
		label := clean(f.Label)
		if f.Reduced {
			label += " ※"
			marked = true
		}
		c.sums = append(c.sums, sum{label, yen.Text(f.Amount)})
	}
	if s.Total != nil || s.Parts <= 1 {
		t := sum{s.TotalLabel, yen.Text(s.Total)}
		if t.label == "" {
			t.label = "合計（税込）"
		}
		c.total = &t
	}
	for _, t := range s.TaxSums {
		c.taxes = append(c.taxes, fmt.Sprintf("%d%%対象　%s円（うち消費税 %s円）", t.Rate, t.Sum, t.Tax))
	}
	if marked {
		c.taxes = append(c.taxes, "※は軽減税率対象商品です。")
	}
}

// addOnlyFees sets the fees that were added and what they come to; no other amount is read.
func addOnlyFees(c *content, s Slip) {
	if len(s.Fees) == 0 {
		return
	}
	all := yen.Of(0)
	for _, f := range s.Fees {
		label := concealLabel(f.Label)
		if label == "" {
			label = "追加料金"
		}
		c.sums = append(c.sums, sum{label, yen.Text(f.Amount)})
		if f.Amount == nil || all == nil {
			all = nil
			continue
		}
		all = yen.Of(*all + *f.Amount)
	}
	c.total = &sum{"追加料金（税込）", yen.Text(all)}
}

// enclosedOf names what lies in the parcel beside the goods. It is for the packer: what it is worth concerns nobody.
func enclosedOf(s Slip) string {
	var names []string
	for _, e := range s.Enclosed {
		if strings.TrimSpace(clean(e)) == "" {
			continue
		}
		name := concealLabel(e)
		if name == "" {
			name = "品物" // its name was an amount alone, 「500円」
		}
		names = append(names, strings.ReplaceAll(name, "\n", " "))
	}
	if len(names) == 0 {
		return ""
	}
	return "同梱：" + strings.Join(names, "、")
}

// plain is an amount in the table, whose heading names the unit.
func plain(y *yen.Yen) string {
	if y == nil {
		return yen.Text(nil)
	}
	return y.String()
}

func quantity(n int) string {
	if n < 0 {
		return strconv.Itoa(n)
	}
	return yen.Yen(n).String()
}

// addressee puts 様 or 御中 behind a name that has no such word yet.
func addressee(p Party) string {
	name := strings.TrimSpace(strings.ReplaceAll(clean(p.Name), "\n", " "))
	if name == "" {
		return ""
	}
	for _, honorific := range []string{"様", "さま", "御中", "殿"} {
		if strings.HasSuffix(name, honorific) {
			return name
		}
	}
	if p.Company {
		return name + " 御中"
	}
	return name + " 様"
}

// zipText writes 〒123-4567.
func zipText(zip string) string {
	zip = strings.TrimSpace(strings.TrimPrefix(clean(zip), "〒"))
	if zip == "" {
		return ""
	}
	if _, err := strconv.Atoi(zip); err == nil && len(zip) == 7 {
		zip = zip[:3] + "-" + zip[3:]
	}
	return "〒" + zip
}

// sameParty compares name and address without spaces. An orderer whose address is unknown is the same when the name is.
func sameParty(from, to Party) bool {
	squeeze := func(s string) string { return strings.Join(strings.Fields(clean(s)), "") }
	return squeeze(from.Name) == squeeze(to.Name) &&
		(from.Address == "" || squeeze(from.Address) == squeeze(to.Address))
}
