package buy

import (
	"context"
	"fmt"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/stock"
	"miseban/store"
)

// MappedCodes lists what the owner said of malls' item codes, by shop, code and variant. An empty SKU says that the item is
// no product of the catalogue. Codes that are spelt like their SKU need no mapping and are not in it.
func MappedCodes(ctx context.Context, d *desk.Desk) (list []stock.MallCode, err error) {
	err = d.Store().Read(ctx, func(r *store.Reader) error {
		list, err = r.MallCodes()
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list mapped codes: %w", err)
	}
	return list, nil
}

// ForgetCodes takes mappings away, in one act, and gives its journal entry; 0 when there was none of them. The codes are
// then looked up by their spelling again, and asked about where that tells nothing.
func ForgetCodes(ctx context.Context, d *desk.Desk, codes []stock.MallCode, now time.Time) (entry int64, err error) {
	if err := d.Warm(ctx, now); err != nil {
		return 0, err
	}
	list, err := MappedCodes(ctx, d)
	if err != nil {
		return 0, err
	}
	drop := among(list, codes)
	if len(drop) == 0 {
		return 0, nil
	}
	title := "モールの商品コードの対応を外す：" + codeText(drop[0])
	if len(drop) > 1 {
		title += fmt.Sprintf("など%d件", len(drop))
	}
	return d.Act(ctx, "codes", title, now, desk.AllOpen, func(w *store.Writer) ([]int64, error) {
		for _, m := range drop {
			if err := w.DropMallCode(m); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
}

// among gives the rows that are kept for those codes.
func among(kept, codes []stock.MallCode) (out []stock.MallCode) {
	wanted := map[mappingKey]bool{}
	for _, m := range codes {
		wanted[mappingKeyOf(m)] = true
	}
	for _, m := range kept {
		if wanted[mappingKeyOf(m)] {
			out = append(out, m)
		}
	}
	return out
}
