package buy

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"miseban/app/flow/desk"
	"miseban/app/order"
	"miseban/app/stock"
	"miseban/store"
)

// shopCode is a mall's item code of one shop (or mall), as compared.
type shopCode struct{ shop, code string }

func keyOf(m stock.MallCode) shopCode { return shopCode{stock.Key(m.Shop), stock.Key(m.Code)} }

// planCodes gives the mappings that the file adds or changes, by SKU. A code that the file gives to several SKUs (the
// item's code beside each of its colours) names none of them and is a note: mapped, it would send the wrong colour.
func planCodes(d *desk.Desk, r *store.Reader, p stock.Products, canonical map[string]string, report *GoodsReport) (map[string][]stock.MallCode, error) {
	mapped, err := r.MallCodes()
	if err != nil {
		return nil, err
	}
	had := map[shopCode]stock.MallCode{}
	for _, m := range mapped {
		if m.Variant == "" {
			had[keyOf(m)] = m
		}
	}
	shops := d.Shops()
	wanted := map[shopCode]stock.MallCode{}
	claims := map[shopCode]map[string]bool{}
	var keys []shopCode
	for _, m := range p.Codes {
		sku, taken := canonical[m.SKU]
		if !taken {
			continue
		}
		m.SKU, m.Shop = sku, shopAsKept(shops, m.Shop)
		k := keyOf(m)
		if claims[k] == nil {
			claims[k] = map[string]bool{}
			keys = append(keys, k)
			wanted[k] = m
		}
		claims[k][sku] = true
	}
	out := map[string][]stock.MallCode{}
	for _, k := range keys {
		m := wanted[k]
		if skus := slices.Sorted(maps.Keys(claims[k])); len(skus) > 1 {
			report.Notes = append(report.Notes, Problem{Column: m.Shop, Value: m.Code,
				Message: "複数のSKU（" + strings.Join(skus, "、") + "）に同じモールのコードが書かれているため、対応づけていません。色・サイズごとのコード（SKU管理番号など）を書いてください。"})
			continue
		}
		if old, ok := had[k]; ok {
			if old.SKU == m.SKU {
				continue
			}
			m.Shop, m.Code = old.Shop, old.Code // the same row, so that no second meaning stays beside it
		}
		out[m.SKU] = append(out[m.SKU], m)
	}
	return out, nil
}

// shopAsKept gives a shop's name as it is kept: a heading may have lost the spaces in it.
func shopAsKept(shops []order.Shop, name string) string {
	same := func(s string) string {
		return strings.ToLower(strings.Join(strings.Fields(norm.NFKC.String(s)), ""))
	}
	for _, s := range shops {
		if same(s.Name) == same(name) {
			return s.Name
		}
	}
	return name
}
