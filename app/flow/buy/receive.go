package buy

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/stock"
	"miseban/store"
)

// Arrival is what came in of one SKU.
type Arrival struct {
	SKU      string `json:"sku"`
	Purchase string `json:"purchase"` // empty = of no purchase
	Qty      int    `json:"qty"`
}

// Moved is an order that the goods let move on.
type Moved struct {
	OrderNo string `json:"order_no"`
	Status  string `json:"status"` // stable id, now
	Name    string `json:"-"`      // in Japanese
}

// ReceiptReport says what became of goods that came in.
type ReceiptReport struct {
	File      string    `json:"file,omitempty"`
	Rows      int       `json:"rows"`
	Refused   int       `json:"refused"`
	Problems  []Problem `json:"problems"`
	Received  []Arrival `json:"received"`
	Over      []Arrival `json:"over"`      // more than was on order; it is in the stock all the same
	Unmanaged []string  `json:"unmanaged"` // SKUs whose stock was never counted: the receipt is kept, the stock stays unknown
	Complete  []string  `json:"complete"`  // purchases of which nothing is open any more
	Moved     []Moved   `json:"moved"`
	Entry     int64     `json:"-"`
}

// Receive books goods that came in (入荷), from a file with the columns of stock.ReadDelivered: each goes to the purchase
// that its row names, else to the oldest that still waits for the SKU. Orders that waited move on. The very file that was
// booked already is refused, since booking it again would double the stock.
func Receive(ctx context.Context, d *desk.Desk, path string, now time.Time) (ReceiptReport, error) {
	return receive(ctx, d, path, false, now)
}

// ReceiveAgain books a file even if the very same was booked before: the same goods came once more.
func ReceiveAgain(ctx context.Context, d *desk.Desk, path string, now time.Time) (ReceiptReport, error) {
	return receive(ctx, d, path, true, now)
}

func receive(ctx context.Context, d *desk.Desk, path string, again bool, now time.Time) (ReceiptReport, error) {
	var list []stock.Delivered
	src, err := readFile(ctx, path, Headings{}, stock.DeliveredColumns(), func(titles []string, next stock.Next) (found []stock.Problem, err error) {
		list, found, err = stock.ReadDelivered(titles, next)
		return found, err
	})
	if err != nil {
		return ReceiptReport{}, err
	}
	plan := func(r *store.Reader) (*receipt, error) {
		b, err := newReceipt(d, r)
		if err != nil {
			return nil, err
		}
		b.report.File, b.report.Rows = src.name, src.rows
		b.report.Problems = append(b.report.Problems, src.problems...)
		if at, done := b.bookedBefore(src.hash); done && !again {
			return nil, tell("「%s」は %s に入荷として取り込み済みです。在庫が二重に増えるため、取り込んでいません。同じ内容の入荷がもう一度あったときは --again を付けてください。", src.name, at.Date().Long())
		}
		for _, x := range list {
			b.book(x)
		}
		b.finish()
		return b, nil
	}
	return book(ctx, d, "入荷："+src.name, src.hash[:12], now, plan)
}

// ReceiveAll books everything that a purchase still waits for.
func ReceiveAll(ctx context.Context, d *desk.Desk, purchaseNo string, now time.Time) (ReceiptReport, error) {
	plan := func(r *store.Reader) (*receipt, error) {
		b, err := newReceipt(d, r)
		if err != nil {
			return nil, err
		}
		p := b.named(purchaseNo)
		if p == nil {
			return nil, tell("発注 %s がありません。何も変更していません。", purchaseNo)
		}
		for _, l := range p.Lines {
			if open := l.Qty - l.Received; open > 0 {
				b.report.Rows++
				b.book(stock.Delivered{SKU: l.SKU, Purchase: p.No, Qty: open})
			}
		}
		if b.report.Rows == 0 {
			return nil, &fault{"発注 " + purchaseNo + " は、すべて入荷済みです。何も変更していません。", ErrNothing}
		}
		b.finish()
		return b, nil
	}
	return book(ctx, d, "入荷："+purchaseNo, purchaseNo, now, plan)
}

// book writes what the plan says in one act; nothing when every row was refused.
func book(ctx context.Context, d *desk.Desk, title, ref string, now time.Time, plan func(*store.Reader) (*receipt, error)) (ReceiptReport, error) {
	if err := d.Warm(ctx, now); err != nil {
		return ReceiptReport{}, err
	}
	var b *receipt
	err := d.Store().Read(ctx, func(r *store.Reader) (err error) {
		b, err = plan(r)
		return err
	})
	if err != nil {
		return ReceiptReport{}, err
	}
	if len(b.arrived) == 0 {
		return b.report, nil
	}
	before := waiting(d)
	entry, err := d.Act(ctx, "receipt", fmt.Sprintf("%s（%d点）", title, len(b.arrived)), now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		var err error
		if b, err = plan(&w.Reader); err != nil {
			return nil, err
		}
		last := lastMoves(b.moves)
		for _, sku := range slices.Sorted(maps.Keys(b.arrived)) {
			// Never before what the ledger holds: a count made since would swallow the goods.
			m := stock.Movement{SKU: sku, Kind: stock.Receipt, Qty: b.arrived[sku], At: max(jst.At(now), last[sku].At), Ref: fmt.Sprintf("receipt:%08d:%s", w.Entry(), ref)}
			if err := w.PutMovement(m); err != nil {
				return nil, err
			}
		}
		for _, a := range b.raised {
			if err := w.Receive(a.Purchase, a.SKU, a.Qty); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
	if err != nil {
		return ReceiptReport{}, err
	}
	b.report.Entry = entry
	for _, r := range d.Rows() {
		if was, waited := before[r.ID]; waited && r.Status != was {
			b.report.Moved = append(b.report.Moved, Moved{r.No, r.Status.ID(), r.Status.Name()})
		}
	}
	return b.report, nil
}

// waiting gives the orders that lack goods, with their statuses.
func waiting(d *desk.Desk) map[int64]judge.Status {
	out := map[int64]judge.Status{}
	for id := range d.Allocation().Short {
		if r := d.Row(id); r != nil {
			out[id] = r.Status
		}
	}
	return out
}

// receipt is goods coming in, being booked to purchases.
type receipt struct {
	cat       *catalogue
	purchases []store.Purchase // oldest first; what is booked raises their lines
	moves     []stock.Movement
	arrived   map[string]int // units per SKU
	raised    []Arrival      // per purchase and SKU
	report    ReceiptReport
}

func newReceipt(d *desk.Desk, r *store.Reader) (*receipt, error) {
	b := &receipt{cat: catalogueOf(d.Goods()), arrived: map[string]int{},
		report: ReceiptReport{Problems: []Problem{}, Received: []Arrival{}, Over: []Arrival{}, Unmanaged: []string{}, Complete: []string{}, Moved: []Moved{}}}
	var err error
	if b.purchases, err = r.Purchases(); err != nil {
		return nil, err
	}
	slices.SortFunc(b.purchases, func(x, y store.Purchase) int { return cmp.Or(cmp.Compare(x.At, y.At), cmp.Compare(x.No, y.No)) })
	b.moves, err = r.Movements()
	return b, err
}

func (b *receipt) named(no string) *store.Purchase {
	for i := range b.purchases {
		if stock.Key(b.purchases[i].No) == stock.Key(no) {
			return &b.purchases[i]
		}
	}
	return nil
}

// bookedBefore says when a file with this content was booked.
func (b *receipt) bookedBefore(hash string) (jst.Moment, bool) {
	for _, m := range b.moves {
		if m.Kind == stock.Receipt && strings.HasSuffix(m.Ref, ":"+hash[:12]) {
			return m.At, true
		}
	}
	return 0, false
}

// book takes one row in.
func (b *receipt) book(x stock.Delivered) {
	refuse := func(column, value, message string) {
		b.report.Problems = append(b.report.Problems, Problem{Row: x.Row, Column: column, Value: value, Message: message})
	}
	sku, _ := b.cat.find(x.SKU)
	if sku == "" {
		refuse("SKU", x.SKU, unknownSKU)
		return
	}
	rest := x.Qty
	if x.Purchase != "" {
		p := b.named(x.Purchase)
		if p == nil {
			refuse("発注番号", x.Purchase, "この番号の発注がありません。番号を確かめるか、空欄にしてください。")
			return
		}
		l := lineOf(p, sku)
		if l == nil {
			refuse("発注番号", x.Purchase, "この発注に "+sku+" は入っていません。番号を確かめるか、空欄にしてください。")
			return
		}
		// The owner says which: what is too much belongs to it too.
		if over := rest - max(l.Qty-l.Received, 0); over > 0 {
			b.report.Over = append(b.report.Over, Arrival{sku, p.No, over})
		}
		b.raise(p, l, rest)
		rest = 0
	}
	for i := range b.purchases {
		p := &b.purchases[i]
		if l := lineOf(p, sku); rest > 0 && p.State == "issued" && l != nil && l.Qty > l.Received {
			part := min(rest, l.Qty-l.Received)
			b.raise(p, l, part)
			rest -= part
		}
	}
	if rest > 0 {
		b.report.Received = append(b.report.Received, Arrival{SKU: sku, Qty: rest})
		b.report.Over = append(b.report.Over, Arrival{SKU: sku, Qty: rest})
	}
	b.arrived[sku] += x.Qty
}

func lineOf(p *store.Purchase, sku string) *store.PurchaseLine {
	for i := range p.Lines {
		if p.Lines[i].SKU == sku {
			return &p.Lines[i]
		}
	}
	return nil
}

func (b *receipt) raise(p *store.Purchase, l *store.PurchaseLine, qty int) {
	was := open(p)
	l.Received += qty
	a := Arrival{l.SKU, p.No, qty}
	b.raised = append(b.raised, a)
	b.report.Received = append(b.report.Received, a)
	if was && !open(p) {
		b.report.Complete = append(b.report.Complete, p.No)
	}
}

// open says whether a purchase still waits for goods.
func open(p *store.Purchase) bool {
	return p.State == "issued" && slices.ContainsFunc(p.Lines, func(l store.PurchaseLine) bool { return l.Qty > l.Received })
}

func (b *receipt) finish() {
	slices.SortStableFunc(b.report.Problems, func(x, y Problem) int { return cmp.Compare(x.Row, y.Row) })
	b.report.Refused = len(b.report.Problems)
	for _, sku := range slices.Sorted(maps.Keys(b.arrived)) {
		if _, managed := b.cat.goods.OnHand[sku]; !managed {
			b.report.Unmanaged = append(b.report.Unmanaged, sku)
		}
	}
}
