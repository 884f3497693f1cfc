package buy

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/stock"
	"miseban/store"
)

// CodeProposal is an item of a mall that no SKU was found for, with the SKUs that it may be.
type CodeProposal = stock.CodeProposal

// seenMonths is for how long before the newest order also the orders that are over are looked through.
const seenMonths = 12

// Unmapped lists the items of order lines that no SKU of the catalogue was found for, with proposals: of all open orders,
// and of the twelve months up to the newest order. Items that most open orders wait with come first. Lines without any
// code are not in it. The desk must be warm.
func Unmapped(ctx context.Context, d *desk.Desk) ([]CodeProposal, error) {
	g := d.Goods()
	var catalogue []stock.SKU
	for _, s := range g.SKUs {
		catalogue = append(catalogue, s)
	}
	slices.SortFunc(catalogue, func(a, b stock.SKU) int { return strings.Compare(a.Code, b.Code) })
	var seen *stock.Tally
	var mapped []stock.MallCode
	err := d.Store().Read(ctx, func(r *store.Reader) (err error) {
		if mapped, err = r.MallCodes(); err != nil {
			return err
		}
		seen, err = tally(ctx, d, r)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list unmapped codes: %w", err)
	}
	return stock.Proposals(catalogue, mapped, seen.Sightings()), nil
}

// bundle is orders on their way to be counted: their readings' bytes, one behind the other.
type bundle struct {
	text     []byte
	readings []bundled
}

type bundled struct {
	row      *desk.Row
	fresh    jst.Moment
	hash     string
	from, to int
}

// bundleSize is how many readings are decoded at a time.
const bundleSize = 1000

// tally counts what order lines name, reading the file once while the processors decode. Corrections don't matter: none
// changes an item's code.
func tally(ctx context.Context, d *desk.Desk, r *store.Reader) (*stock.Tally, error) {
	rows := d.Rows()
	newest := jst.Moment(0)
	for _, row := range rows {
		newest = max(newest, row.OrderedAt)
	}
	since := jst.At(newest.Time().AddDate(0, -seenMonths, 0))
	shops := map[int64]order.Shop{}
	for _, s := range d.Shops() {
		shops[s.ID] = s
	}
	work := make(chan bundle, runtime.GOMAXPROCS(0))
	tallies := make([]stock.Tally, runtime.GOMAXPROCS(0))
	faults := make([]error, len(tallies))
	var all sync.WaitGroup
	for i := range tallies {
		all.Go(func() {
			for b := range work {
				if faults[i] == nil {
					faults[i] = b.count(&tallies[i], shops)
				}
			}
		})
	}
	var b bundle
	var wanted *desk.Row
	at := 0
	want := func(id int64) bool { // the readings come by order, as the rows do
		for at < len(rows) && rows[at].ID < id {
			at++
		}
		wanted = nil
		if at < len(rows) && rows[at].ID == id && (rows[at].Status.Open() || rows[at].OrderedAt >= since) {
			wanted = rows[at]
		}
		return wanted != nil
	}
	err := r.EachReading(want, func(s store.StoredReading) error {
		if n := len(b.readings); n >= bundleSize && b.readings[n-1].row != wanted {
			if err := ctx.Err(); err != nil {
				return err
			}
			work <- b
			b = bundle{text: make([]byte, 0, len(b.text)), readings: make([]bundled, 0, n)}
		}
		from := len(b.text)
		b.text = append(b.text, s.Body...)
		b.readings = append(b.readings, bundled{wanted, s.Fresh, s.Hash, from, len(b.text)})
		return nil
	})
	work <- b
	close(work)
	all.Wait()
	total := &tallies[0]
	for i := range tallies {
		if err == nil {
			err = faults[i]
		}
		if i > 0 {
			total.Merge(&tallies[i])
		}
	}
	return total, err
}

// count adds the bundle's order lines.
func (b *bundle) count(t *stock.Tally, shops map[int64]order.Shop) error {
	for i := 0; i < len(b.readings); {
		row := b.readings[i].row
		var told []order.Reading
		for ; i < len(b.readings) && b.readings[i].row == row; i++ {
			x := &b.readings[i]
			f, err := order.Decode(b.text[x.from:x.to])
			if err != nil {
				return fmt.Errorf("order %s: %w", row.Key, err)
			}
			told = append(told, order.Reading{Fresh: x.fresh, Hash: x.hash, Facts: f})
		}
		shop := shops[row.ShopID]
		for _, l := range order.Fold(told).Lines {
			t.See(shop.Name, shop.Mall.Name(), stock.Line{Code: order.Value(l.Code), Variant: order.Value(l.SKU), Name: order.Value(l.Name),
				Options: order.Value(l.Options), Open: row.Status.Open(), At: row.OrderedAt})
		}
	}
	return nil
}
