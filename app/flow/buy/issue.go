package buy

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/purchase"
	"miseban/app/stock"
	"miseban/app/yen"
	"miseban/store"
)

// Issued is a purchase that was issued.
type Issued struct {
	No          string           `json:"no"` // P-20261124-01
	Supplier    string           `json:"supplier"`
	Path        string           `json:"path"` // of the Excel 発注書
	Lines       int              `json:"lines"`
	Amount      yen.Yen          `json:"amount"`       // tax excluded, of the lines whose cost is known
	UnknownCost int              `json:"unknown_cost"` // lines without a known cost
	Minimum     purchase.Minimum `json:"minimum"`
	Missing     *yen.Yen         `json:"missing"` // to the supplier's minimum amount
}

// Issue writes the order form (発注書) of a supplier's proposal, or with an empty name of every proposal that has a
// supplier, and records the purchases, so that the next proposal counts them. edits are the owner's quantities instead
// of the proposed ones; 0 leaves a SKU out. The forms are whole and on the disk before the purchases are recorded, and are
// taken away again when they can't be. No file is ever overwritten, no number used twice.
func Issue(ctx context.Context, d *desk.Desk, supplier string, edits map[string]int, outDir string, company desk.Company, now time.Time) ([]Issued, error) {
	if err := d.Warm(ctx, now); err != nil {
		return nil, err
	}
	all, err := Propose(ctx, d)
	if err != nil {
		return nil, err
	}
	wanted, err := choose(d.Goods(), all, supplier, edits)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(outDir, 0o755); err != nil {
		return nil, unwritable(outDir, err)
	}
	var next int
	err = d.Store().Read(ctx, func(r *store.Reader) (err error) {
		next, err = lastNumber(r, jst.DateOf(now))
		return err
	})
	if err != nil {
		return nil, err
	}
	from := purchase.Company{Name: company.Name, Zip: company.Zip, Address: company.Address, Phone: company.Phone, Email: company.Email}
	forms := make([]purchase.Form, len(wanted))
	for i, p := range wanted {
		next = freeNumber(outDir, jst.DateOf(now), next+1)
		if forms[i], err = purchase.FormOf(p, purchase.Number(jst.DateOf(now), next), jst.DateOf(now), from); err != nil {
			return nil, &fault{text: err.Error(), err: err}
		}
	}
	var out []Issued
	var written []string
	_, err = d.Act(ctx, "purchase", issueTitle(forms), now, desk.AllOpen, func(w *store.Writer) ([]int64, error) {
		// Somebody may have issued or received since: what was chosen must still be what is proposed.
		again, err := Propose(ctx, d)
		if err != nil {
			return nil, err
		}
		if chosen, err := choose(d.Goods(), again, supplier, edits); err != nil || !sameLines(chosen, wanted) {
			return nil, tell("発注の提案が変わりました。もう一度提案を確かめてから発注してください。何も発注していません。")
		}
		for i, f := range forms {
			path, err := writeForm(outDir, f)
			if err != nil {
				return nil, unwritable(filepath.Join(outDir, f.FileName()), err)
			}
			written = append(written, path)
			p, err := record(f, wanted[i], path, now)
			if err != nil {
				return nil, err
			}
			if err := w.InsertPurchase(p); err != nil {
				return nil, err
			}
			out = append(out, Issued{f.Number, f.Supplier.Name, path, len(f.Lines), wanted[i].Amount, wanted[i].UnknownCost, wanted[i].Minimum, wanted[i].MissingYen})
		}
		return nil, nil
	})
	if err != nil {
		for _, path := range written {
			os.Remove(path)
		}
		return nil, err
	}
	return out, nil
}

// choose gives the proposals to issue, with the owner's quantities in them.
func choose(g *desk.Goods, all []purchase.SupplierProposal, supplier string, edits map[string]int) ([]purchase.SupplierProposal, error) {
	var out []purchase.SupplierProposal
	proposed := map[string]bool{}
	for _, p := range all {
		mine := supplier == "" && p.CanIssue || supplier != "" && stock.Key(p.Supplier.Name) == stock.Key(supplier)
		p.Lines = slices.Clone(p.Lines)
		for i := range p.Lines {
			l := &p.Lines[i]
			proposed[l.SKU] = true
			if q, edited := edits[l.SKU]; edited {
				if q < 0 {
					return nil, tell("%s の発注数が %d になっています。0以上で書いてください。何も発注していません。", l.SKU, q)
				}
				l.Quantity = q
			}
		}
		p.Lines = slices.DeleteFunc(p.Lines, func(l purchase.Line) bool { return l.Quantity == 0 })
		if !mine || len(p.Lines) == 0 {
			continue
		}
		if !p.CanIssue {
			return nil, &fault{purchase.ErrNoSupplier.Error(), purchase.ErrNoSupplier}
		}
		p.Revalue()
		out = append(out, p)
	}
	for sku, q := range edits {
		concerns := supplier == "" || stock.Key(g.SKUs[sku].Supplier) == stock.Key(supplier)
		if q > 0 && concerns && !proposed[sku] {
			return nil, tell("「%s」は、いまの発注提案にありません。提案を開き直して確かめてください。何も発注していません。", sku)
		}
	}
	if len(out) == 0 {
		if supplier != "" {
			return nil, &fault{"「" + supplier + "」に発注する商品はありません。何も発注していません。", ErrNothing}
		}
		return nil, &fault{"発注する商品はありません。何も発注していません。", ErrNothing}
	}
	return out, nil
}

func sameLines(a, b []purchase.SupplierProposal) bool {
	return slices.EqualFunc(a, b, func(x, y purchase.SupplierProposal) bool {
		return x.Supplier.Name == y.Supplier.Name && slices.EqualFunc(x.Lines, y.Lines, func(l, m purchase.Line) bool {
			return l.SKU == m.SKU && l.Quantity == m.Quantity
		})
	})
}

// issueTitle names the purchases for the history. The numbers in it keep numbers of purchases that were taken back from
// being given again: their forms may be with the supplier.
func issueTitle(forms []purchase.Form) string {
	first, last := forms[0], forms[len(forms)-1]
	if len(forms) == 1 {
		return fmt.Sprintf("発注：%s %s（%d点）", first.Number, first.Supplier.Name, len(first.Lines))
	}
	return fmt.Sprintf("発注：%s〜%s（%d社）", first.Number, last.Number, len(forms))
}

var anyNumber = regexp.MustCompile(`P-(\d{8})-(\d{2,6})`)

// lastNumber gives the highest number of the day that was ever given; 0 = none.
func lastNumber(r *store.Reader, day jst.Date) (int, error) {
	last := 0
	see := func(text string) {
		for _, m := range anyNumber.FindAllStringSubmatch(text, -1) {
			if n, err := strconv.Atoi(m[2]); err == nil && m[1] == strings.ReplaceAll(string(day), "-", "") {
				last = max(last, n)
			}
		}
	}
	all, err := r.Purchases()
	if err != nil {
		return 0, err
	}
	for _, p := range all {
		see(p.No)
	}
	const whole = 1 << 30
	entries, err := r.Journal(whole)
	if err != nil {
		return 0, err
	}
	for _, e := range entries {
		if e.Kind == "purchase" {
			see(e.Title)
		}
	}
	return last, nil
}

// freeNumber gives the first number from n on of which no form lies in the folder.
func freeNumber(folder string, day jst.Date, n int) int {
	names, err := os.ReadDir(folder)
	if err != nil {
		return n // writing there will say what is wrong
	}
	for slices.ContainsFunc(names, func(e os.DirEntry) bool { return strings.HasPrefix(e.Name(), "発注書_"+purchase.Number(day, n)) }) {
		n++
	}
	return n
}

// writeForm writes a form under its name; a file of that name is never replaced.
func writeForm(folder string, f purchase.Form) (string, error) {
	temp, err := writeTemp(folder, func(w io.Writer) error { return purchase.WriteOrderForm(w, f) })
	if err != nil {
		return "", err
	}
	path := filepath.Join(folder, f.FileName())
	if _, err := os.Lstat(path); err == nil {
		os.Remove(temp)
		return "", fmt.Errorf("%s: %w", path, os.ErrExist)
	}
	if err := os.Rename(temp, path); err != nil {
		os.Remove(temp)
		return "", err
	}
	return path, nil
}

// purchaseBody and lineBody are kept with a purchase: what the form said.
type purchaseBody struct {
	File        string  `json:"file"`
	Amount      yen.Yen `json:"amount"`
	UnknownCost int     `json:"unknown_cost"`
}

type lineBody struct {
	Name         string   `json:"name"`
	Variant      string   `json:"variant,omitempty"`
	SupplierCode string   `json:"supplier_code,omitempty"`
	Cost         *yen.Yen `json:"cost"`
	Orders       []string `json:"orders,omitempty"` // the customer orders that it is for
}

func record(f purchase.Form, p purchase.SupplierProposal, path string, now time.Time) (store.Purchase, error) {
	body, err := json.Marshal(purchaseBody{filepath.Base(path), p.Amount, p.UnknownCost})
	if err != nil {
		return store.Purchase{}, fmt.Errorf("record purchase %s: %w", f.Number, err)
	}
	out := store.Purchase{No: f.Number, Supplier: f.Supplier.Name, At: jst.At(now), State: "issued", Body: string(body)}
	for _, l := range p.Lines {
		body, err := json.Marshal(lineBody{l.Name, l.Variant, l.SupplierCode, l.Cost, l.Orders})
		if err != nil {
			return out, fmt.Errorf("record purchase %s: %w", f.Number, err)
		}
		out.Lines = append(out.Lines, store.PurchaseLine{SKU: l.SKU, Qty: l.Quantity, Body: string(body)})
	}
	return out, nil
}
