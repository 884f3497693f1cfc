// Package enter takes in orders that no file brings: by telephone, at the counter, by fax, and copies of other orders.
// Such an order comes as a batch of its own, like a file with one order in it, so that it is judged, corrected and taken
// back like any other. It knows no window.
package enter

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/intake"
	"miseban/app/jst"
	"miseban/app/order"
	"miseban/store"
)

const (
	// Format is the format of batches that were entered by hand.
	Format = "hand"
	// FileName stands where an imported batch has the name of its file.
	FileName = "手入力"
)

// FieldError says which field of a draft lacks something or can't be what was typed.
type FieldError struct {
	Target  string // "" the order, "orderer", "dest:+1" and "line:+1" the first destination and line, and so on; "shop", "no"
	Field   string // as in order.Fields; empty for "shop" and "no"
	Message string // Japanese
}

// Incomplete says what a draft lacks; nothing was written.
type Incomplete struct{ Fields []FieldError }

func (e *Incomplete) Error() string {
	return fmt.Sprintf("draft: %d fields are wrong or missing", len(e.Fields))
}

// Japanese names the first of them.
func (e *Incomplete) Japanese() string {
	text := "受注を登録できませんでした。"
	if len(e.Fields) > 0 {
		f := e.Fields[0]
		if l := order.Label(f.Target, f.Field); l != "" {
			text += "「" + l + "」："
		}
		text += f.Message
	}
	return text + "何も変更していません。"
}

// report is what is kept with the batch.
type report struct {
	intake.FileReport
	OrderNo string `json:"order_no"` // so that no number is given twice, even when its order was taken back
}

// New takes an order in that the owner typed, and gives its id and the entry of the history. *Incomplete when something
// needed is missing or can't be read.
func New(ctx context.Context, d *desk.Desk, draft Draft, now time.Time) (id, entry int64, err error) {
	shop, wrong := shopOf(d, draft.Shop)
	facts, more := read(d, draft, now)
	wrong = append(wrong, more...)
	used, err := numbers(ctx, d)
	if err != nil {
		return 0, 0, err
	}
	no := strings.TrimSpace(draft.No)
	if no == "" {
		no = nextNo(used, now)
	} else if !plainNo(no) {
		wrong = append(wrong, FieldError{"no", "", "注文番号は、改行や空白のない30字までの文字で入れてください。"})
	} else if shop.ID != 0 && taken(d, shop.ID, no) {
		wrong = append(wrong, FieldError{"no", "", "この注文番号はもうあります。別の番号にするか、空にしてください。"})
	}
	if len(wrong) > 0 {
		return 0, 0, &Incomplete{wrong}
	}
	body, err := order.Encode(facts)
	if err != nil {
		return 0, 0, err
	}
	if shop.MailSince == "" {
		// As with a first file: mail concerns orders from today on.
		shop.MailSince = jst.DateOf(now)
	}
	kept := report{intake.FileReport{File: FileName, Format: Format, Name: FileName, Shop: shop.Name, Rows: 1, RowCounts: intake.Counts{New: 1},
		Orders: intake.Counts{New: 1}, Problems: []intake.Problem{}}, no}
	b := &desk.Bring{Shop: shop, Title: FileName + "：" + no, Orders: []desk.Incoming{{No: no, Reading: body}},
		Batch: store.Batch{File: FileName, Format: Format, Hash: hashOf(no, body, now), FreshAt: jst.At(now), ImportedAt: jst.At(now)},
		Report: func(batch, _ int64, _ func(int64) *desk.Row) (json.RawMessage, error) {
			kept.Batch = batch
			return json.Marshal(kept)
		}}
	entry, err = d.Bring(ctx, b, now)
	if err != nil {
		return 0, 0, fmt.Errorf("enter order %s: %w", no, err)
	}
	return b.Orders[0].ID, entry, nil
}

// hashOf stands for the SHA-256 of a file: two orders that say the same are two orders.
func hashOf(no string, body []byte, now time.Time) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%d\n", FileName, no, now.UnixNano())
	h.Write(body)
	return hex.EncodeToString(h.Sum(nil))
}

// shopOf finds the shop of orders that no mall brings: the one named, else the only one, else a new one.
func shopOf(d *desk.Desk, name string) (order.Shop, []FieldError) {
	var all []order.Shop
	taken := map[string]bool{}
	for _, s := range d.Shops() {
		taken[s.Name] = true
		if s.Mall == order.Hand {
			all = append(all, s)
		}
	}
	name = strings.TrimSpace(name)
	i := slices.IndexFunc(all, func(s order.Shop) bool { return s.Name == name })
	first := order.Hand.FirstShop()
	switch {
	case i >= 0:
		return all[i], nil
	case name == "" && len(all) == 1:
		return all[0], nil
	case len(all) == 0 && (name == "" || name == first):
		for n := 2; taken[first]; n++ {
			first = fmt.Sprintf("%s（%d）", order.Hand.FirstShop(), n)
		}
		return order.Shop{Mall: order.Hand, Name: first}, nil
	case name == "":
		return order.Shop{}, []FieldError{{"shop", "", "手入力の店舗が複数あります。どの店舗の受注かを選んでください。"}}
	}
	return order.Shop{}, []FieldError{{"shop", "", "「" + name + "」は手入力の受注を入れる店舗ではありません。"}}
}

// Shops gives the shops that orders are entered into; empty before the first.
func Shops(d *desk.Desk) []order.Shop {
	return slices.DeleteFunc(d.Shops(), func(s order.Shop) bool { return s.Mall != order.Hand })
}

// numbers gives every order number that was ever given to an order of the owner's, also of those taken back.
func numbers(ctx context.Context, d *desk.Desk) (map[string]bool, error) {
	used := map[string]bool{}
	for _, r := range d.Rows() {
		if d.Shop(r.ShopID).Mall == order.Hand {
			used[r.Key] = true
		}
	}
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		batches, err := r.Batches()
		for _, b := range batches {
			if b.Format != Format {
				continue
			}
			var kept report
			if e := json.Unmarshal(b.Report, &kept); e != nil {
				err = errors.Join(err, fmt.Errorf("report of batch %d: %w", b.ID, e))
			}
			used[kept.OrderNo] = true
		}
		return err
	})
	return used, err
}

// NextNo gives the order number that an order entered now gets when none is typed: T-20261124-001.
func NextNo(ctx context.Context, d *desk.Desk, now time.Time) (string, error) {
	used, err := numbers(ctx, d)
	return nextNo(used, now), err
}

func nextNo(used map[string]bool, now time.Time) string {
	day := "T-" + strings.ReplaceAll(string(jst.DateOf(now)), "-", "") + "-"
	for n := 1; ; n++ {
		if no := fmt.Sprintf("%s%03d", day, n); !used[no] {
			return no
		}
	}
}

func taken(d *desk.Desk, shop int64, no string) bool {
	return slices.ContainsFunc(d.Rows(), func(r *desk.Row) bool { return r.ShopID == shop && r.Key == no })
}

func plainNo(no string) bool {
	return len([]rune(no)) <= 30 && !strings.ContainsFunc(no, func(r rune) bool { return r <= ' ' || r == '　' || r == 0x7f })
}
