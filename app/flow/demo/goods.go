package demo

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	assets "miseban/assets/demo"

	"miseban/app/jst"
)

// good is one SKU of the demo shop. Prices are yen, tax included; the cost is without tax.
type good struct {
	sku, item, name  string
	variant          string // カラー:藍; empty = an item without variants
	price            int
	tax              int // percent
	supplier, theirs string
	cost             int
	stock            string // units; empty = not counted
	reorder, target  string
	lot              int
	shelf            string
	mailbin          bool
	weight           int    // how often it is bought, against the others; 0 = only where an order is made for it
	amazon           string // the SKU at Amazon; empty = not sold there
	release          jst.Date
}

// title is the name as a mall without variants shows it.
func (g *good) title() string {
	_, v, _ := strings.Cut(g.variant, ":")
	return strings.TrimSpace(g.name + " " + v)
}

// single says whether the mall knows no variants of it.
func (g *good) single() bool { return g.variant == "" }

// The goods that orders are made for: on sale later, out of stock, on order, nearly gone.
const (
	newTea    = "shincha-100"
	winterTea = "yuzu-hojicha-tb12"
	onOrder   = "kyusu-tokoname-shu"
	soldOut   = "yunomi-ao"
	scarce    = "towel-imabari-f-sakura"
)

type catalogue struct {
	goods []*good
	by    map[string]*good
	total map[bool]int // weights; true = of those sold at Amazon
}

// readGoods reads the catalogue as it stands on a day: the new tea is next spring's, the winter tea comes in nine days.
func readGoods(today jst.Date) (*catalogue, error) {
	rows, err := list("goods.tsv")
	if err != nil {
		return nil, err
	}
	c := &catalogue{by: map[string]*good{}, total: map[bool]int{}}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	spring := springTea(today)
	for _, r := range rows[1:] {
		var numbers [5]int
		for i, name := range []string{"price", "tax", "cost", "lot", "weight"} {
			if numbers[i], err = strconv.Atoi(r[at[name]]); err != nil {
				return nil, fmt.Errorf("read goods %s: %w", r[0], err)
			}
		}
		g := &good{sku: r[at["sku"]], item: r[at["item"]], name: strings.ReplaceAll(r[at["name"]], "{年}", string(spring[:4])), variant: r[at["variant"]],
			price: numbers[0], tax: numbers[1], cost: numbers[2], lot: numbers[3], weight: numbers[4],
			supplier: r[at["supplier"]], theirs: r[at["supplier_code"]], stock: r[at["stock"]], reorder: r[at["reorder"]], target: r[at["target"]],
			shelf: r[at["shelf"]], mailbin: r[at["mailbin"]] == "1", amazon: r[at["amazon"]]}
		switch g.sku {
		case newTea:
			g.release = spring
		case winterTea:
			g.release = today.AddDays(9)
		}
		c.goods = append(c.goods, g)
		c.by[g.sku] = g
		c.total[false] += g.weight
		if g.amazon != "" {
			c.total[true] += g.weight
		}
	}
	return c, nil
}

// springTea is the day on which the next new tea is sent out: the 88th night (八十八夜), about the second of May.
func springTea(today jst.Date) jst.Date {
	year := today.Time().Year()
	if today >= jst.DateOf(time.Date(year, 4, 10, 0, 0, 0, 0, jst.Zone)) {
		year++
	}
	return jst.DateOf(time.Date(year, 5, 2, 0, 0, 0, 0, jst.Zone))
}

// pick chooses a good by its weight.
func (c *catalogue) pick(r *rand.Rand, amazon bool) *good {
	n := r.IntN(c.total[amazon])
	i := slices.IndexFunc(c.goods, func(g *good) bool {
		if amazon && g.amazon == "" {
			return false
		}
		n -= g.weight
		return n < 0
	})
	return c.goods[i]
}

// list reads a tab-separated list of the assets.
func list(name string) ([][]string, error) {
	b, err := assets.Files.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read list of the demo shop: %w", err)
	}
	var rows [][]string
	for line := range strings.Lines(strings.ReplaceAll(string(b), "\r", "")) {
		if line = strings.TrimRight(line, "\n"); line != "" {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	return rows, nil
}
