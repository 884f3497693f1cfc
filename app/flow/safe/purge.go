package safe

import (
	"context"
	"errors"
	"fmt"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/normal"
	"miseban/app/order"
	"miseban/store"
)

// ErrUncleaned says that the personal data is out of the shop's file, but may still be in its free pages or in older
// backups: the next purge cleans up. The reason is beneath it.
var ErrUncleaned = errors.New("purged, but not yet cleaned up")

// ErrNoShop says that there is no shop of that name.
var ErrNoShop = errors.New("no such shop")

// Only narrows a purge down. The zero value is every shop by its setting.
type Only struct {
	Shop string // name; empty = all
	Days int    // instead of the shop's setting, this once; 0 = the setting
}

// ShopPlan is what a purge does to one shop.
type ShopPlan struct {
	Shop   string
	Days   int      // 0 = never
	Due    int      // orders whose personal data goes
	Oldest jst.Date // of those, when the days began to count; empty when none is due
	Newest jst.Date
	Later  int // orders that are over and whose time has not come
	Open   int // orders that are not over
	Purged int // orders of earlier purges
}

// Plan is what a purge would do now.
type Plan struct {
	Shops     []ShopPlan
	Due       int
	Originals int      // kept files of imports that go
	Mixed     int      // kept files that name purged orders and others, and stay for some days more
	Backups   int      // older backups that go, once there is a checked one without the personal data
	Others    []string // files that the owner must remove herself: put aside by a restore, or copied there by hand
	Unclean   bool     // an earlier purge was cut off before its cleaning up

	orders, originals []int64
	before            jst.Date
}

// Nothing says whether there is nothing to do.
func (p *Plan) Nothing() bool { return p.Due == 0 && p.Originals == 0 && !p.Unclean }

// Due says what a purge would take out now. Nothing is changed.
func Due(ctx context.Context, d *desk.Desk, now time.Time, only Only) (Plan, error) {
	var p Plan
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		var err error
		p, err = plan(r, d, now, only)
		return err
	})
	if err != nil {
		return p, fmt.Errorf("plan purge: %w", err)
	}
	ours, others, err := copies(d)
	p.Others = others
	if !p.Nothing() {
		p.Backups = len(ours)
	}
	return p, err
}

func plan(r *store.Reader, d *desk.Desk, now time.Time, only Only) (Plan, error) {
	p := Plan{Shops: []ShopPlan{}, Others: []string{}}
	shops := d.Shops()
	days, err := purgeDays(r, shops)
	if err != nil {
		return p, err
	}
	at := map[int64]int{} // shop → its place in p.Shops
	for _, s := range shops {
		if only.Shop != "" && s.Name != only.Shop {
			continue
		}
		if only.Days > 0 {
			days[s.ID] = only.Days
		}
		at[s.ID] = len(p.Shops)
		p.Shops = append(p.Shops, ShopPlan{Shop: s.Name, Days: days[s.ID]})
	}
	if only.Shop != "" && len(at) == 0 {
		return p, fmt.Errorf("shop %s: %w", only.Shop, ErrNoShop)
	}
	if p.Unclean, err = r.Uncleaned(); err != nil {
		return p, err
	}
	purged, err := r.PurgedOrders()
	if err != nil {
		return p, err
	}
	shipped, err := shippedAt(r)
	if err != nil {
		return p, err
	}
	today := jst.DateOf(now)
	gone := map[int64]jst.Date{} // order → the day on which its time came
	for id, when := range purged {
		gone[id] = when.Date()
	}
	for _, row := range d.Rows() {
		i, ours := at[row.ShopID]
		if !ours {
			continue
		}
		s := &p.Shops[i]
		day, err := since(r, row, shipped[row.ID])
		if err != nil {
			return p, err
		}
		_, already := purged[row.ID]
		switch {
		case already:
			s.Purged++
		case !over(row):
			s.Open++
		case s.Days == 0 || day == "" || day.AddDays(s.Days) > today:
			s.Later++
		default:
			s.Due++
			p.orders = append(p.orders, row.ID)
			gone[row.ID] = day.AddDays(s.Days)
			if s.Oldest == "" || day < s.Oldest {
				s.Oldest = day
			}
			s.Newest = max(s.Newest, day)
		}
	}
	p.Due = len(p.orders)
	if only.Shop == "" {
		for _, n := range days {
			if n > 0 && (p.before == "" || today.AddDays(-n) < p.before) {
				p.before = today.AddDays(-n)
			}
		}
	}
	batches, err := r.BatchesWithOriginal()
	if err != nil {
		return p, err
	}
	for _, b := range batches {
		if _, ours := at[b.ShopID]; !ours {
			continue
		}
		switch drop, mixed := originalGoes(b, gone, days[b.ShopID], d.Shop(b.ShopID).Mall, today); {
		case drop:
			p.originals = append(p.originals, b.ID)
		case mixed:
			p.Mixed++
		}
	}
	p.Originals = len(p.originals)
	return p, nil
}

// over says whether an order has come to its end: cancelled, or gone out and the mall told, or history.
func over(row *desk.Row) bool { return row.Status == judge.Cancelled || row.Status == judge.Shipped }

// shippedAt gives when each order went out, the last parcel of it.
func shippedAt(r *store.Reader) (map[int64]jst.Moment, error) {
	deeds, err := r.Deeds(0)
	out := map[int64]jst.Moment{}
	for _, x := range deeds {
		if x.Kind == order.Shipped {
			out[x.OrderID] = max(out[x.OrderID], x.At)
		}
	}
	return out, err
}

// since gives from which day an order's days count: when it went out, else when it was placed, else when a file told of it
// last; empty when none of these is known.
func since(r *store.Reader, row *desk.Row, shipped jst.Moment) (jst.Date, error) {
	switch {
	case shipped != 0:
		return shipped.Date(), nil
	case row.OrderedAt != 0:
		return row.OrderedAt.Date(), nil
	}
	places, err := r.Places(row.ID)
	if err != nil || len(places) == 0 {
		return "", err
	}
	return places[0].Batch.FreshAt.Date(), nil
}

// originalGoes says whether the kept file of an import goes, and whether it stays although it names purged orders.
func originalGoes(b store.PurgeBatch, gone map[int64]jst.Date, days int, mall order.Mall, today jst.Date) (drop, mixed bool) {
	if len(b.Orders) == 0 || b.Undone {
		return days > 0 && jst.Moment(b.Imported).Date().AddDays(days) <= today, false
	}
	wait := grace
	if mall == order.Amazon {
		wait = 0
	}
	n := 0
	for _, id := range b.Orders {
		day, ok := gone[id]
		if !ok {
			continue
		}
		n++
		drop = drop || day.AddDays(wait) <= today
	}
	return drop || n == len(b.Orders), n > 0
}

// Purged says what a purge did.
type Purged struct {
	Plan    Plan // what was found to be due
	Counts  store.PurgeCounts
	Backup  Copy // the one without the personal data; empty when nothing was to do
	Removed int  // older backups
	// Moved is the number of orders whose status, amount or number of earlier orders is no longer what it was. It is 0.
	Moved int
}

// Purge takes the personal data out of the orders whose time has come, in one transaction, then cleans up: free pages, and
// every older backup as soon as there is a checked new one. It can't be undone. With ErrUncleaned it is done, and only
// the cleaning up is left for the next time. A damaged file is store.ErrDamaged and nothing is changed.
func Purge(ctx context.Context, d *desk.Desk, now time.Time, only Only) (Purged, error) {
	var res Purged
	if err := d.Warm(ctx, now); err != nil {
		return res, err
	}
	p, err := Due(ctx, d, now, only)
	res.Plan = p
	if err != nil || p.Nothing() {
		return res, err
	}
	faults, err := d.Store().Check(ctx)
	if err != nil {
		return res, fmt.Errorf("purge: %w", err)
	}
	if len(faults) > 0 {
		return res, fmt.Errorf("purge: %s: %w", faults[0], store.ErrDamaged)
	}
	if p.Due+p.Originals > 0 {
		if _, err := d.Store().Backup(ctx, "purge"); err != nil {
			return res, fmt.Errorf("back up before the purge: %w", err)
		}
		was := standing(d)
		settings := d.Settings()
		_, err = d.Act(ctx, "purge", fmt.Sprintf("個人情報の消去（%d件）", p.Due), now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
			// Planned anew: the owner may have done something in between.
			if p, err = plan(&w.Reader, d, now, only); err != nil {
				return nil, err
			}
			var err error
			res.Counts, err = w.Purge(store.Purge{Orders: p.orders, Originals: p.originals, DepositsBefore: p.before, At: jst.At(now),
				NotGift: func(name string) bool { return settings.NotGift[normal.Name(name)] }, Fingerprint: judge.Fingerprint})
			return p.orders, err
		})
		if err != nil {
			return res, fmt.Errorf("purge: %w", err)
		}
		res.Moved = moved(was, standing(d))
	}
	if err := clean(ctx, d, &res); err != nil {
		return res, fmt.Errorf("purge: %w: %w", ErrUncleaned, err)
	}
	return res, nil
}

// stands is what a purge leaves as it is.
type stands struct {
	status judge.Status
	total  string
	repeat int
}

func standing(d *desk.Desk) map[int64]stands {
	out := map[int64]stands{}
	for _, r := range d.Rows() {
		total := ""
		if r.Total != nil {
			total = r.Total.String()
		}
		out[r.ID] = stands{r.Status, total, r.Repeat}
	}
	return out
}

func moved(a, b map[int64]stands) int {
	n := 0
	for id, x := range a {
		if b[id] != x {
			n++
		}
	}
	return n
}
