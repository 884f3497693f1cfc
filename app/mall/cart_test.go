package mall_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"miseban/app/mall"
	"miseban/app/order"
	"miseban/app/yen"

	"pgregory.net/rapid"
)

// The layouts of the owner's own carts, and what they are.
var cartLayouts = map[string]string{"colorme": "colorme", "makeshop": "makeshop", "eccube4": "eccube4", "futureshop": "futureshop"}

// cartOrders reads a sample file of a cart: nothing in it is refused.
func cartOrders(t *testing.T, name string, rowCount int) map[string]*order.Facts {
	t.Helper()
	r := read(t, file(t, filepath.Join("others", name+".sample.csv")))
	if r.err != nil || len(r.refused) > 0 || r.rows != rowCount || r.format.ID != cartLayouts[name] {
		t.Fatalf("%s: %s, %d rows, %+v, %v", name, r.format.ID, r.rows, r.refused, r.err)
	}
	return r.orders()
}

// tell writes what is known of an order, one thing a line, – for what is not known.
func cartTell(f *order.Facts) string {
	var b strings.Builder
	say := func(format string, a ...any) { fmt.Fprintf(&b, format+"\n", a...) }
	say("%s %s %s paid=%s shipped=%s cancelled=%s preorder=%s", cartAt(f), cartText(f.StatusRaw), cartText(f.PaymentText), cartYes(f.Paid), cartYes(f.ShippedMall), cartYes(f.Cancelled), cartYes(f.Preorder))
	say("total=%s goods=%s shipping=%s cod=%s wrap=%s coupon=%s points=%s open=%s", cartYen(f.Total), cartYen(f.Goods), cartYen(f.Shipping), cartYen(f.CODFee),
		cartYen(f.WrappingFee), cartYen(f.Coupon), cartYen(f.Points), cartYes(f.Unconfirmed))
	for _, o := range order.Value(f.Other) {
		say("+%s %d", o.Name, o.Yen)
	}
	p := f.Orderer
	say("by %s/%s/%s/%s/%s/%s", cartText(p.Name), cartText(p.Kana), cartText(p.Zip), cartText(p.Address), cartText(p.Phone), cartText(p.Email))
	wish := "–"
	if f.WishDate != nil {
		wish = string(*f.WishDate)
	}
	say("wish %s %s by %s gift=%s comment=%s memo=%s", wish, cartText(f.WishSlot), cartText(f.Method), cartYes(f.GiftMark), cartText(f.Comment), cartText(f.Memo))
	for _, a := range order.Value(f.Alerts) {
		say("! %s", a.Kind)
	}
	for _, d := range f.Destinations {
		say("to %s %s/%s/%s/%s/%s のし=%s 包装=%s 文=%s", d.ID, cartText(d.Name), cartText(d.Kana), cartText(d.Zip), cartText(d.Address), cartText(d.Phone), cartText(d.Noshi), cartText(d.Wrapping), cartText(d.Message))
	}
	for _, l := range f.Lines {
		qty, rate, sent := "–", "–", ""
		if l.Qty != nil {
			qty = fmt.Sprint(*l.Qty)
		}
		if l.TaxRate != nil {
			rate = fmt.Sprint(*l.TaxRate)
		}
		if l.Shipped != nil {
			sent = fmt.Sprintf(" sent=%d", *l.Shipped)
		}
		options := "–"
		if l.Options != nil {
			options = strings.Join(*l.Options, "、")
		}
		say("%s %s/%s %s（%s）×%s @%s %s%% →%s%s", l.ID, cartText(l.Code), cartText(l.SKU), cartText(l.Name), options, qty, cartYen(l.UnitPrice), rate, l.Dest, sent)
	}
	return strings.TrimSpace(b.String())
}

func cartAt(f *order.Facts) string {
	if f.OrderedAt == nil {
		return "–"
	}
	return f.OrderedAt.Time().Format("01/02 15:04:05")
}

func cartText(s *string) string {
	if s == nil {
		return "–"
	}
	return strings.ReplaceAll(*s, "\n", "⏎")
}

func cartYes(b *bool) string {
	if b == nil {
		return "–"
	}
	return map[bool]string{true: "yes", false: "no"}[*b]
}

func cartYen(y *yen.Yen) string {
	if y == nil {
		return "–"
	}
	return fmt.Sprint(int64(*y))
}

// wantOrder compares an order with what its file says, written by hand.
func wantOrder(t *testing.T, orders map[string]*order.Facts, no, want string) {
	t.Helper()
	f := orders[no]
	if f == nil {
		t.Fatalf("no order %s", no)
	}
	if got := cartTell(f); got != strings.TrimSpace(want) {
		t.Errorf("order %s is\n%s\nwant\n%s", no, got, strings.TrimSpace(want))
	}
	if !f.Head || *f.Shown != no || f.Clearance != nil || f.AllLines {
		t.Errorf("order %s: head %v, shown %s, clearance %v, all lines %v", no, f.Head, *f.Shown, f.Clearance, f.AllLines)
	}
}

// Owners choose the columns of their files. Whatever is left of a cart's template is that cart's or nobody's, and a part with
// the order number and a handful of its own columns is found.
func TestAnyTemplateOfACartIsItsOwn(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("names", "*.txt"))
	if err != nil || len(paths) < 13 {
		t.Fatal(paths, err)
	}
	full := map[string][]string{}
	owner := map[string]order.Mall{}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(path), ".txt")
		full[name] = splitHeader(string(b))
		if f, _ := mall.Recognise(full[name]); f != nil {
			owner[name] = f.Mall
		}
	}
	keys := map[string]string{"colorme": "売上ID", "makeshop": "注文番号", "eccube4": "注文番号", "futureshop": "受注コード"}
	found := map[string]int{}
	rapid.Check(t, func(rt *rapid.T) {
		for name, names := range full {
			size := rapid.IntRange(1, len(names)).Draw(rt, "size of "+name)
			part := rapid.Permutation(names).Draw(rt, name)[:size]
			if key := keys[name]; key != "" {
				part = append(part, key)
			}
			f, _ := mall.Recognise(part)
			if f != nil && f.Mall != owner[name] {
				rt.Fatalf("%v of %s was taken for %s", part, name, f.ID)
			}
			if key := keys[name]; key == "" {
				continue
			}
			if f != nil {
				found[name]++
			} else if size > len(names)*3/5 && size > 8 {
				rt.Fatalf("%v of %s was not recognised", part, name)
			}
		}
	})
	for name := range keys {
		if found[name] == 0 {
			t.Errorf("no part of %s was ever recognised", name)
		}
	}
}

// Appended, inserted and doubled columns do not hide a cart's file.
func TestNewColumnsOfACart(t *testing.T) {
	for name, id := range cartLayouts {
		names := append([]string{"2027年に追加された列"}, header(t, name)...)
		names = append(names, "もう一つの列", names[1])
		f, m := mall.Recognise(names)
		if f == nil || f.ID != id || len(m.Unknown) != 2 || len(m.Missing) > 0 {
			t.Errorf("%s: %v, %+v", name, f, m)
		}
	}
}

// A spreadsheet that saved the file anew turns long numbers into powers of ten: such rows are refused, the rest are read.
func TestACartsNumberDamagedByExcel(t *testing.T) {
	for name, number := range map[string]string{"colorme": "売上ID", "makeshop": "注文番号", "eccube4": "注文番号", "futureshop": "受注コード"} {
		names, data := sample(t, filepath.Join("others", name+".sample.csv"))
		r := read(t, csv(t, names, rows{with(data[0], map[string]string{number: "1.23E+15"}), data[0], with(data[0], map[string]string{number: ""})}))
		if len(r.parsed) != 1 || len(r.refused) != 2 || !strings.Contains(r.refused[0].Problems[0].Message, "Excel") || !strings.Contains(r.refused[1].Problems[0].Message, "空") {
			t.Errorf("%s: %d read, refused %+v", name, len(r.parsed), r.refused)
		}
		r = read(t, csv(t, names, rows{with(data[0], map[string]string{number: "1.23E+15"})}))
		if r.err == nil {
			t.Errorf("%s: a file of damaged numbers alone was taken", name)
		}
	}
}

// One cell that cannot be read refuses its order and no other.
func TestACartsBrokenCellRefusesItsOrderAlone(t *testing.T) {
	for name, column := range map[string]string{"colorme": "購入商品 販売個数", "makeshop": "個数", "eccube4": "個数", "futureshop": "購入数量"} {
		names, data := sample(t, filepath.Join("others", name+".sample.csv"))
		clean := read(t, csv(t, names, data))
		broken := append(rows{with(data[0], map[string]string{column: "二つ"})}, data[1:]...)
		r := read(t, csv(t, names, broken))
		if len(clean.refused) != 0 || len(r.refused) != 1 || r.refused[0].Problems[0].Column != column || len(r.parsed) != len(clean.parsed)-1 {
			t.Errorf("%s: %d read, refused %+v", name, len(r.parsed), r.refused)
		}
	}
}
