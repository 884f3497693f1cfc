// Package demo makes the demo shop: a small shop for tea, towels and tableware with fictional customers, whose orders come
// in files as the malls write them, through the same use cases as any shop's. The same day gives the same shop. It must
// never touch the owner's own shop: a folder that holds anything else is refused.
package demo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"miseban/app/flow/buy"
	"miseban/app/flow/desk"
	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/jst"
	"miseban/store"
)

// Faults that keep a folder from being made the demo shop's.
var (
	ErrOwnShop = errors.New("the folder holds a shop of its own")
	ErrNotFree = errors.New("the folder holds other files")
	ErrHalf    = errors.New("the demo shop was not finished")
)

// Sentence words a fault of this package for the owner; ok is false when it is none.
func Sentence(err error) (text string, ok bool) {
	switch {
	case errors.Is(err, ErrOwnShop):
		return "このフォルダには、見本ではない店のデータがあります。見本の店は作りませんでした。データには触れていません。空のフォルダを「--data フォルダ」で指定してください。", true
	case errors.Is(err, ErrNotFree):
		return "このフォルダには、ほかのファイルがあります。見本の店は作りませんでした。ファイルには触れていません。空のフォルダを「--data フォルダ」で指定してください。", true
	case errors.Is(err, ErrHalf):
		return "見本の店が途中までしかできていません。このフォルダは見本だけなので、フォルダごと消してから、もう一度お試しください。", true
	}
	return "", false
}

// Report says what the demo shop holds.
type Report struct {
	Orders   int      // in the shop now
	Shops    int      // storefronts
	Products int      // SKUs
	Files    []string // paths of the files that were written and taken in; none when the shop was there already
}

// filledKey is the setting that says that the demo shop is whole.
const filledKey = "demo"

type filled struct {
	On jst.Date `json:"on"`
}

// Check says whether a folder may become, or is, the demo shop's: it is missing, empty, or marked as the demo's. ErrOwnShop
// or ErrNotFree otherwise. Nothing is written.
func Check(folder string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 || open.IsDemo(folder) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look at folder of the demo shop: %w", err)
	}
	for _, e := range entries {
		if e.Name() == open.FileName {
			return fmt.Errorf("make demo shop: %w", ErrOwnShop)
		}
	}
	return fmt.Errorf("make demo shop: %w", ErrNotFree)
}

// Fill makes the demo shop in its open and empty folder: twelve weeks of orders up to Friday evening, with today taken for
// a Monday. A demo shop that is there already stays as it is. Nothing is sent from it: the folder is marked first.
func Fill(ctx context.Context, d *desk.Desk, folder string, now time.Time) (Report, error) {
	done, err := isFilled(ctx, d)
	if err != nil {
		return Report{}, err
	}
	var files []string
	if !done {
		if err := d.Warm(ctx, now); err != nil {
			return Report{}, err
		}
		if len(d.Rows()) > 0 || !d.Goods().Empty() || len(d.Shops()) > 0 {
			if open.IsDemo(folder) {
				return Report{}, fmt.Errorf("make demo shop: %w", ErrHalf)
			}
			return Report{}, fmt.Errorf("make demo shop: %w", ErrOwnShop)
		}
		if err := open.MarkDemo(folder); err != nil {
			return Report{}, err
		}
		if files, err = fill(ctx, d, folder, now); err != nil {
			return Report{}, err
		}
	} else if !open.IsDemo(folder) {
		if err := open.MarkDemo(folder); err != nil { // copied without its mark
			return Report{}, err
		}
	}
	if err := d.Warm(ctx, now); err != nil {
		return Report{}, err
	}
	return Report{Orders: len(d.Rows()), Shops: len(d.Shops()), Products: len(d.Goods().SKUs), Files: files}, nil
}

func isFilled(ctx context.Context, d *desk.Desk) (bool, error) {
	var f filled
	err := d.Store().Read(ctx, func(r *store.Reader) error { return r.Setting(filledKey, &f) })
	return f.On != "", err
}

func fill(ctx context.Context, d *desk.Desk, folder string, now time.Time) ([]string, error) {
	today := jst.DateOf(now)
	files := filepath.Join(folder, "files")
	start := begun(today).Time().Add(10 * time.Hour)
	if _, err := d.SetCompany(ctx, company, start); err != nil {
		return nil, err
	}
	goods, err := readGoods(today)
	if err != nil {
		return nil, err
	}
	w := &writer{folder: files, at: start}
	if err := errors.Join(w.suppliers(), w.products(goods)); err != nil {
		return nil, err
	}
	if err := takeGoods(ctx, d, w.paths, start); err != nil {
		return nil, err
	}
	before, err := past(today)
	if err != nil {
		return nil, err
	}
	written := len(w.paths)
	if err := errors.Join(w.rakuten(before), w.yahoo(before), w.amazon(before, today, false)); err != nil {
		return nil, err
	}
	if err := takeOrders(ctx, d, w.paths[written:], intake.Options{ShippedBefore: begun(today), Now: start}); err != nil {
		return nil, err
	}
	recent, err := lately(today)
	if err != nil {
		return nil, err
	}
	friday := closing(today)
	w.at, written = friday.Add(-30*time.Minute), len(w.paths)
	if err := errors.Join(w.rakuten(recent), w.yahoo(recent), w.amazon(recent, today, false)); err != nil {
		return nil, err
	}
	if err := takeOrders(ctx, d, w.paths[written:], intake.Options{Now: w.at.Add(2 * time.Minute)}); err != nil {
		return nil, err
	}
	if err := work(ctx, d, recent, filepath.Join(files, "出荷"), w.at.Add(5*time.Minute)); err != nil {
		return nil, err
	}
	_, err = d.Act(ctx, "demo", "見本の店を作成", friday, desk.AllOpen, func(w *store.Writer) ([]int64, error) {
		return nil, w.PutSetting(filledKey, filled{today})
	})
	return w.paths, err
}

// takeGoods takes suppliers and products in; the demo's own files have no fault.
func takeGoods(ctx context.Context, d *desk.Desk, paths []string, now time.Time) error {
	suppliers, err := buy.ImportSuppliers(ctx, d, paths[0], now, false)
	if err != nil {
		return err
	}
	products, err := buy.ImportProducts(ctx, d, paths[1], now, false)
	if err != nil {
		return err
	}
	for _, p := range append(suppliers.Problems, products.Problems...) {
		return fmt.Errorf("take in goods of the demo shop: %s", p.Text())
	}
	return nil
}

func takeOrders(ctx context.Context, d *desk.Desk, paths []string, o intake.Options) error {
	report, err := intake.Import(ctx, d, paths, o)
	if err != nil {
		return err
	}
	for _, f := range report.Files {
		if f.Error != "" || f.RowCounts.Refused > 0 {
			return fmt.Errorf("take in %s of the demo shop: %d rows refused, %s", f.File, f.RowCounts.Refused, f.Error)
		}
	}
	return nil
}

// Monday writes the five files of a Monday morning with 200 new orders into the folder of the demo shop, and gives their
// paths. They are not taken in; those of an earlier Monday make way. From 08:50 on, a day's orders are the same at any hour.
func Monday(ctx context.Context, folder string, now time.Time) ([]string, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s, err := monday(now)
	if err != nil {
		return nil, err
	}
	w := &writer{folder: filepath.Join(folder, "files", "月曜日"), at: now.Add(-5 * time.Minute)}
	if err := w.clear(); err != nil {
		return nil, err
	}
	err = errors.Join(w.rakuten(s), w.yahoo(s), w.amazon(s, jst.DateOf(now), true))
	return w.paths, err
}

// company is the shop that isn't there.
var company = desk.Company{
	Name: "茶と布 みせばん堂", Zip: "4200031", Address: "静岡県静岡市葵区呉服町9-99-1 架空ビル2F", Phone: "054-000-1234", Email: "info@misebando.example.jp",
	Message: "お買い上げいただき、ありがとうございます。品物に不都合がございましたら、お手数ですがご連絡ください。",
}
