package mall_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"miseban/app/jst"
	"miseban/app/normal"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/yen"
)

// expected is an order as the format notes say it must be read, written independently of this program.
type expected map[string]any

func TestTheSampleFilesAreReadAsTheNotesSay(t *testing.T) {
	for name, data := range map[string]string{"rakuten": "rakuten.sample.csv", "amazon_orders": "amazon_orders.sample.txt"} {
		t.Run(name, func(t *testing.T) {
			var want struct {
				Format string
				Orders []expected
			}
			if err := json.Unmarshal(file(t, name+".expected.json"), &want); err != nil {
				t.Fatal(err)
			}
			r := read(t, file(t, data))
			if r.err != nil || len(r.refused) > 0 || r.format.ID != want.Format {
				t.Fatalf("format %s, refused %+v, error %v", r.format.ID, r.refused, r.err)
			}
			if len(r.parsed) != len(want.Orders) {
				t.Fatalf("%d orders, want %d", len(r.parsed), len(want.Orders))
			}
			for i, w := range want.Orders {
				p := r.parsed[i]
				compare(t, p.No, w, described(p.No, string(r.format.Mall), p.Facts))
				// What is known to be empty stays known when kept.
				kept, err := order.Decode([]byte(encoded(t, p.Facts)))
				if err != nil || !reflect.DeepEqual(kept, p.Facts) {
					t.Errorf("%s: kept as\n%s\nwant\n%s", p.No, dump(kept), dump(p.Facts))
				}
			}
		})
	}
}

// described gives the facts under the names of the expected files. Only what is derivable is derived: sums of lines,
// the class of the payment, whether the orderer is the recipient.
func described(no, mallID string, f *order.Facts) expected {
	class, _ := payment.New().Class(order.Value(f.PaymentText))
	if f.PaymentText == nil && order.Value(f.MallSettles) {
		class = payment.Mall
	}
	var before any
	if f.Goods != nil && f.Shipping != nil && f.WrappingFee != nil {
		before = *f.Goods + *f.Shipping + *f.WrappingFee
	}
	out := expected{
		"order_no": no, "mall": mallID, "status_raw": f.StatusRaw, "cancelled": order.Value(f.Cancelled),
		"ordered_at": f.OrderedAt.Time().Format(time.RFC3339), "payment_method_text": f.PaymentText, "payment_class": string(class),
		"total": f.Total, "recipient_name": f.Destinations[0].Name, "destination_count": len(f.Destinations),
		"comment": f.Comment, "comment_raw": f.CommentRaw, "delivery_date": f.WishDate, "delivery_time": f.WishTime, "shipping_method": f.Method,
		"totals": expected{"goods": f.Goods, "shipping": f.Shipping, "cod_fee": f.CODFee, "wrapping": f.WrappingFee, "coupon": f.Coupon,
			"points": f.Points, "total_before_discount": before},
		"orderer": expected{"name": f.Orderer.Name, "kana": f.Orderer.Kana, "zip": f.Orderer.Zip, "address": f.Orderer.Address,
			"pref": prefecture(f.Orderer.Address), "phone": f.Orderer.Phone, "email": f.Orderer.Email,
			"email_is_masked": normal.Masked(order.Value(f.Orderer.Email))},
		"gift": expected{"is_gift_flag": order.Value(f.GiftMark), "noshi": f.Destinations[0].Noshi, "wrapping": f.Destinations[0].Wrapping,
			"message":                        f.Destinations[0].Message,
			"orderer_differs_from_recipient": squeezed(order.Value(f.Orderer.Name)) != squeezed(order.Value(f.Destinations[0].Name))},
		"facts": expected{"preorder": order.Value(f.Preorder), "amount_unconfirmed": order.Value(f.Unconfirmed), "total_uncertain": order.Value(f.Uncertain)},
	}
	var destinations, items []any
	for i, d := range f.Destinations {
		total := yen.Yen(0)
		for _, l := range f.Lines {
			if f.DestinationOf(l) == i {
				total += order.Value(l.UnitPrice) * yen.Yen(order.Value(l.Qty))
			}
		}
		destinations = append(destinations, expected{"recipient_name": d.Name, "kana": d.Kana, "zip": d.Zip, "pref": prefecture(d.Address),
			"address": d.Address, "phone": d.Phone, "noshi": d.Noshi, "wrapping": d.Wrapping, "items_total": total})
	}
	for _, l := range f.Lines {
		options := []any{}
		for _, o := range order.Value(l.Options) {
			options = append(options, o)
		}
		items = append(items, expected{"code": l.Code, "sku": l.SKU, "name": l.Name, "options": options, "qty": l.Qty,
			"unit_price": l.UnitPrice, "tax_rate": l.TaxRate, "dest": f.DestinationOf(l),
			"line_total": order.Value(l.UnitPrice) * yen.Yen(order.Value(l.Qty))})
	}
	out["destinations"], out["items"] = destinations, items
	return out
}

func prefecture(address *string) string { return normal.PrefectureOf(order.Value(address)) }

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

// compare compares every key of want. A key that described does not make is a failure of the test itself.
func compare(t *testing.T, path string, want, got any) {
	t.Helper()
	switch w := want.(type) {
	case expected:
		compareMap(t, path, w, got)
	case map[string]any:
		compareMap(t, path, w, got)
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			t.Errorf("%s: %d values, want %d", path, len(g), len(w))
			return
		}
		for i := range w {
			compare(t, fmt.Sprintf("%s[%d]", path, i), w[i], g[i])
		}
	default:
		if g := plainValue(got); !same(path, want, g) {
			t.Errorf("%s: got %#v, want %#v", path, g, want)
		}
	}
}

func compareMap(t *testing.T, path string, want map[string]any, got any) {
	t.Helper()
	g, ok := got.(expected)
	if !ok {
		t.Errorf("%s: got %#v", path, got)
		return
	}
	for k, w := range want {
		v, ok := g[k]
		if !ok {
			t.Errorf("%s.%s: the test does not know this key", path, k)
			continue
		}
		compare(t, path+"."+k, w, v)
	}
}

// plainValue follows a pointer (nil stays nil) and gives JSON's type: numbers as float64, a date's text, "" for no date.
func plainValue(v any) any {
	rv := reflect.ValueOf(v)
	if !rv.IsValid() {
		return nil
	}
	if rv.Kind() == reflect.Pointer {
		if rv.IsNil() {
			return nil
		}
		rv = rv.Elem()
	}
	switch x := rv.Interface().(type) {
	case int:
		return float64(x)
	case yen.Yen:
		return float64(x)
	case jst.Date:
		return string(x)
	default:
		return x
	}
}

// same compares by the conventions of the expected files: names and addresses without spaces, LF for CRLF; "" where the
// file has no such column is unknown here; null for a wish is "no wish".
func same(path string, want, got any) bool {
	w, isText := want.(string)
	g, _ := got.(string)
	switch {
	case got == nil && isText:
		return w == "" // no such column
	case want == nil && got != nil:
		return g == "" && (strings.HasSuffix(path, ".delivery_date") || strings.HasSuffix(path, ".delivery_time"))
	case isText && (strings.HasSuffix(path, "name") || strings.HasSuffix(path, "kana") || strings.HasSuffix(path, "address")):
		return squeezed(w) == squeezed(g)
	}
	return reflect.DeepEqual(want, got)
}
