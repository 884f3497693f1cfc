package buy

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/order"
	"miseban/app/stock"
	"miseban/store"
)

// MapCodes says which SKUs items of malls are, in one act, and gives its journal entry; 0 when all was so already. A code
// that was mapped to another SKU gets this one. An empty SKU says that the item is no product of the catalogue. One code
// that can't be mapped leaves all as it was, with a sentence for the owner.
func MapCodes(ctx context.Context, d *desk.Desk, codes []stock.MallCode, now time.Time) (entry int64, err error) {
	if err := d.Warm(ctx, now); err != nil {
		return 0, err
	}
	put, _, err := planMapping(ctx, d, codes)
	if err != nil || len(put) == 0 {
		return 0, err
	}
	return d.Act(ctx, "codes", mappingTitle(put), now, desk.AllOpen, func(w *store.Writer) ([]int64, error) {
		put, drop, err := planMappingReading(d, &w.Reader, codes)
		if err != nil {
			return nil, err
		}
		for _, m := range drop {
			if err := w.DropMallCode(m); err != nil {
				return nil, err
			}
		}
		for _, m := range put {
			if err := w.PutMallCode(m); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
}

// IgnoreCode says that an item of a shop is no product of the catalogue (送料, ラッピング, 名入れ): it takes no stock and is not
// listed any more. The shop may be a mall's name, the variant empty.
func IgnoreCode(ctx context.Context, d *desk.Desk, shop, code, variant string, now time.Time) (entry int64, err error) {
	return MapCodes(ctx, d, []stock.MallCode{{Shop: shop, Code: code, Variant: variant}}, now)
}

func planMapping(ctx context.Context, d *desk.Desk, codes []stock.MallCode) (put, drop []stock.MallCode, err error) {
	err = d.Store().Read(ctx, func(r *store.Reader) error {
		put, drop, err = planMappingReading(d, r, codes)
		return err
	})
	return put, drop, err
}

// planMappingReading gives the rows to write and those that would leave a second meaning beside them.
func planMappingReading(d *desk.Desk, r *store.Reader, codes []stock.MallCode) (put, drop []stock.MallCode, err error) {
	mapped, err := r.MallCodes()
	if err != nil {
		return nil, nil, err
	}
	had := map[mappingKey][]stock.MallCode{}
	for _, m := range mapped {
		k := mappingKeyOf(m)
		had[k] = append(had[k], m)
	}
	cat := catalogueOf(d.Goods())
	given := map[mappingKey]string{}
	for _, m := range codes {
		if m, err = checked(d, cat, m); err != nil {
			return nil, nil, err
		}
		k := mappingKeyOf(m)
		if before, twice := given[k]; twice {
			if before != m.SKU {
				return nil, nil, tell("コード「%s」が、二つのSKU（%s、%s）に対応づけられています。どちらか一つにしてください。何も変更していません。", codeText(m), orNone(before), orNone(m.SKU))
			}
			continue
		}
		given[k] = m.SKU
		same := had[k]
		if len(same) == 1 && same[0].SKU == m.SKU {
			continue
		}
		if len(same) > 0 {
			m.Shop, m.Code, m.Variant = same[0].Shop, same[0].Code, same[0].Variant // the same row
			drop = append(drop, same[1:]...)
		}
		put = append(put, m)
	}
	return put, drop, nil
}

// mappingKey is an item of a shop (or mall), as Codes compares it.
type mappingKey struct{ shop, code, variant string }

func mappingKeyOf(m stock.MallCode) mappingKey {
	return mappingKey{stock.Key(m.Shop), stock.Key(m.Code), stock.VariantKey(m.Code, m.Variant)}
}

// checked gives the mapping as it is kept, or a sentence.
func checked(d *desk.Desk, cat *catalogue, m stock.MallCode) (stock.MallCode, error) {
	m.Code, m.Variant = strings.TrimSpace(m.Code), strings.TrimSpace(m.Variant)
	if stock.VariantKey(m.Code, m.Variant) == "" {
		m.Variant = ""
	}
	if m.Code == "" { // a line that has nothing but the variant's code
		m.Code, m.Variant = m.Variant, ""
	}
	if m.Code == "" {
		return m, tell("モールの商品コードが空欄です。何も変更していません。")
	}
	shop, ok := shopKnown(d.Shops(), m.Shop)
	if !ok {
		return m, tell("「%s」という店舗やモールはありません。名前を確かめてください。何も変更していません。", m.Shop)
	}
	m.Shop = shop
	if m.SKU == "" {
		return m, nil
	}
	sku, several := cat.find(m.SKU)
	switch {
	case len(several) > 0:
		return m, tell("「%s」は大文字・小文字や全角・半角だけが違うSKU（%s）があり、どれか決められません。同じ書き方にしてください。何も変更していません。", m.SKU, strings.Join(several, "、"))
	case sku == "":
		return m, tell("「%s」は商品に登録されていないSKUです。先に商品を登録してください。何も変更していません。", m.SKU)
	}
	m.SKU = sku
	return m, nil
}

// shopKnown gives the name of a shop or a mall as it is kept; an empty one stands for every shop.
func shopKnown(shops []order.Shop, name string) (string, bool) {
	if strings.TrimSpace(name) == "" {
		return "", true
	}
	kept := shopAsKept(shops, name)
	if slices.ContainsFunc(shops, func(s order.Shop) bool { return s.Name == kept }) {
		return kept, true
	}
	for _, m := range order.Malls() {
		if stock.Key(m.Name()) == stock.Key(name) || string(m) == stock.Key(name) {
			return m.Name(), true
		}
	}
	return "", false
}

func mappingTitle(put []stock.MallCode) string {
	m := put[0]
	switch {
	case len(put) > 1:
		return fmt.Sprintf("モールの商品コードの対応：%sなど%d件", codeText(m), len(put))
	case m.SKU == "":
		return "商品ではないコード：" + codeText(m)
	}
	return "モールの商品コードの対応：" + codeText(m) + " → " + m.SKU
}

func codeText(m stock.MallCode) string { return strings.TrimSpace(m.Code + " " + m.Variant) }

func orNone(sku string) string {
	if sku == "" {
		return "商品ではない"
	}
	return sku
}
