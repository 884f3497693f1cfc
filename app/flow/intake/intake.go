// Package intake takes the malls' order files in (取込): it reads a file to its end, compares it with what is known,
// has it judged, and writes it as one batch that can be undone. One file is one batch; a file that can't be used leaves
// everything untouched, and one bad row costs only its order.
package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/mall"
	"miseban/app/mapping"
	"miseban/app/order"
	"miseban/store"
)

// Options are what the owner says about an import. The zero value lets everything be recognised.
type Options struct {
	Shop          string           // name of the shop; needed when a mall has several that the file can't tell apart
	Format        string           // id of the format, the owner's own ("own:NAME") included; empty = recognised by content
	Mapping       *mapping.Mapping // what the columns mean; nil = recognised by content
	AsItIs        bool             // read a file whose columns have changed without asking which is which
	ShippedBefore jst.Date         // orders placed before this day are history; empty = as the shop is set
	DryRun        bool             // nothing is written
	Now           time.Time
	Progress      func(file string, part float64) // part of the whole import, from 0 to 1; nil = not wanted

	own []mapping.Mapping
}

// Import takes files in, one after another, and says what became of each. A folder stands for the order files in it. An error
// is a fault of the shop file or of the context; a file that can't be read is told in its report.
func Import(ctx context.Context, d *desk.Desk, paths []string, o Options) (Report, error) {
	report := Report{Files: []FileReport{}}
	paths, barren, passed := spread(ctx, d, paths)
	if ctx.Err() != nil {
		return report, fmt.Errorf("look into folders: %w", ctx.Err())
	}
	report.Passed = passed
	for _, p := range barren {
		err := &nothingHere{filepath.Base(p)}
		report.Files = append(report.Files, FileReport{path: p, File: filepath.Base(p), Error: Sentence(err), cause: err, Problems: []Problem{}})
	}
	var err error
	if o.own, err = ownMappings(ctx, d); err != nil {
		return report, fmt.Errorf("read the owner's formats: %w", err)
	}
	progress := o.Progress
	before := newBeforehand(ctx, d, o.DryRun || len(d.Rows()) == 0)
	defer before.settle()
	seen := tally{}
	for i, path := range paths {
		if progress != nil {
			o.Progress = func(file string, part float64) { progress(file, (float64(i)+part)/float64(len(paths))) }
		}
		file, err := one(ctx, d, path, o, before, seen)
		if err != nil {
			if ctx.Err() != nil || isStoreFault(err) {
				return report, err
			}
			file = FileReport{path: path, File: filepath.Base(path), Error: Sentence(err), cause: err, Problems: []Problem{}}
		}
		report.Files = append(report.Files, file)
	}
	report.Orders = seen.counts()
	for i := range report.Files {
		f := &report.Files[i]
		f.Changed = slices.DeleteFunc(f.Changed, func(c Changed) bool { return seen[tallyKey(f.Shop, c.key)] == isNew })
	}
	return report, nil
}

func isStoreFault(err error) bool {
	return slices.ContainsFunc([]error{store.ErrFull, store.ErrReadOnly, store.ErrDamaged, store.ErrNewer}, func(f error) bool { return errors.Is(err, f) })
}

// one takes one file in. The backup is waited for ahead of the first thing that is written.
func one(ctx context.Context, d *desk.Desk, path string, o Options, before *beforehand, seen tally) (FileReport, error) {
	name := filepath.Base(path)
	g, err := gather(ctx, path, o, before.hashed, func(part float64) {
		if o.Progress != nil {
			o.Progress(name, part*0.5)
		}
	})
	if err != nil {
		return FileReport{}, err
	}
	shop, err := shopFor(d.Shops(), g, o.Shop)
	if err != nil {
		return FileReport{}, err
	}
	// Written with the orders of the file as one act.
	moved := o.ShippedBefore != "" && shop.TodoSince != o.ShippedBefore
	if moved {
		shop.TodoSince = o.ShippedBefore
	}
	if shop.MailSince == "" {
		// The first import of old files sends nothing: mail concerns orders from today on.
		shop.MailSince = jst.DateOf(o.Now)
	}
	report := FileReport{path: path, format: g.format, layout: g.layout, File: name, Format: g.format.ID, Name: g.format.Name, Unsure: g.format.Unsure, Encoding: g.encoding, Shop: shop.Name, Rows: g.rows,
		Problems: g.problems, Unknown: g.match.Unknown}
	if g.drift != nil {
		report.Drift = g.drift.Says
	}
	if report.Problems == nil {
		report.Problems = []Problem{}
	}
	report.RowCounts.Refused, report.Orders.Refused = g.refusedRows(), g.refusedOrders()
	for no := range g.refused {
		seen.note(shop.Name, no, refused)
	}
	for i := range g.nameless {
		seen.note(name, fmt.Sprint("row ", i), refused)
	}
	if len(g.orders) == 0 {
		if report.RowCounts.Refused > 0 {
			report.Error = "読める受注がありませんでした。どの行にも問題があります。何も取り込んでいません。"
		}
		return report, nil
	}
	again, err := sameFile(ctx, d, g, shop.ID)
	if err != nil {
		return report, err
	}
	if again {
		report.Again = true
		for _, x := range g.orders {
			report.RowCounts.Same += x.rows
			report.Orders.Same++
			seen.note(shop.Name, x.no, same)
		}
		if moved && !o.DryRun {
			err = d.SetShop(ctx, shop, o.Now)
		}
		return report, err
	}
	incoming, changed, err := compare(ctx, d, g, shop, &report, seen)
	if err != nil || o.DryRun {
		return report, err
	}
	if err := before.wait(); err != nil {
		return report, err
	}
	return report, bring(ctx, d, g, shop, incoming, changed, &report, o)
}

// sameFile says whether a file with this content and of this time is already in for the shop. The same content from another time
// is a reading of its own: from later on what it says holds again, whatever the mall has said in between.
func sameFile(ctx context.Context, d *desk.Desk, g *gathered, shop int64) (bool, error) {
	found := false
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		batches, err := r.Batches()
		found = slices.ContainsFunc(batches, func(b store.Batch) bool {
			return b.Hash == g.hash && b.FreshAt == g.fresh && b.ShopID == shop && b.UndoneAt == 0
		})
		return err
	})
	return found, err
}

func bring(ctx context.Context, d *desk.Desk, g *gathered, shop order.Shop, incoming []desk.Incoming, changed []Changed, report *FileReport, o Options) error {
	f, err := os.Open(g.path)
	if err != nil {
		return &unreadable{g.path, err}
	}
	defer f.Close()
	if o.Progress != nil {
		o.Progress(report.File, 0.6)
	}
	// Compressed while the orders are judged and written.
	original := store.Pack(&unchanged{f, sha256.New(), g})
	b := &desk.Bring{Shop: shop, Orders: incoming, Original: original,
		Batch: store.Batch{File: report.File, Format: g.format.ID, Encoding: g.encoding, Hash: g.hash, FreshAt: g.fresh, ImportedAt: jst.At(o.Now), Lists: g.format.Lists, Layout: g.layout.json()},
		Report: func(batch, _ int64, row func(int64) *desk.Row) (json.RawMessage, error) {
			report.Batch = batch
			for i := range changed {
				if r := row(changed[i].OrderID); r != nil {
					changed[i].OrderNo, changed[i].Status = r.No, r.Status.Name()
				}
			}
			report.Changed = changed
			return json.Marshal(report)
		}}
	if g.purged > 0 {
		b.Original = nil // it would bring the personal data back
	}
	if report.Entry, err = d.Bring(ctx, b, o.Now); err != nil || b.Original == nil {
		original.Discard()
	}
	if o.Progress != nil {
		o.Progress(report.File, 1)
	}
	return err
}

// unchanged reads a file again and fails at its end when it is no longer what was gathered.
type unchanged struct {
	f *os.File
	h hash.Hash
	g *gathered
}

func (u *unchanged) Read(b []byte) (int, error) {
	n, err := u.f.Read(b)
	u.h.Write(b[:n])
	if errors.Is(err, io.EOF) && hex.EncodeToString(u.h.Sum(nil)) != u.g.hash {
		return n, &unreadable{u.g.path, errors.New("the file changed while it was read")}
	}
	return n, err
}

// Faults that concern a file as a whole.
type unreadable struct {
	path string
	err  error
}

func (u *unreadable) Error() string { return fmt.Sprintf("read %s: %v", filepath.Base(u.path), u.err) }
func (u *unreadable) Unwrap() error { return u.err }

// Japanese says what to do.
func (u *unreadable) Japanese() string {
	switch {
	case errors.Is(u.err, fs.ErrNotExist):
		return "ファイルが見つかりません。名前と場所を確かめてください。何も変更していません。"
	case errors.Is(u.err, fs.ErrPermission), held(u.err):
		return "ファイルを開けません。Excelなどほかのプログラムで開いているときは、閉じてからもう一度お試しください。何も変更していません。"
	case strings.Contains(u.err.Error(), "is a folder"):
		return "フォルダです。中のファイルを選んでください。何も変更していません。"
	}
	return "ファイルを最後まで読めませんでした。もう一度ダウンロードしてお試しください。何も変更していません。"
}

// held tells whether another program keeps the file to itself: Windows' ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION, by
// number, since the words follow the language of Windows.
func held(err error) bool {
	var no syscall.Errno
	return runtime.GOOS == "windows" && errors.As(err, &no) && (no == 32 || no == 33)
}

// unknownFile says that nobody has said yet what the columns mean.
type unknownFile struct {
	why   string
	drift *mall.Drift // the known format that it would be under other names; nil = none
}

func (u *unknownFile) Error() string { return "no known format" }
func (u *unknownFile) Japanese() string {
	if u.drift != nil {
		return strings.Join(u.drift.Says, "")
	}
	return u.why
}

// nothingHere says that a folder has no order file in it.
type nothingHere struct{ folder string }

func (n *nothingHere) Error() string { return "no order file in " + n.folder }

// Japanese says what to do.
func (n *nothingHere) Japanese() string {
	return "フォルダ「" + n.folder + "」の中に、読める受注ファイルがありませんでした。何も変更していません。フォルダを確かめてください。"
}

// whichShop says that a mall has several shops and the file does not tell which.
type whichShop struct {
	mall  order.Mall
	shops []string
}

func (w *whichShop) Error() string { return "several shops on " + string(w.mall) }
func (w *whichShop) Japanese() string {
	return w.mall.Name() + "の店舗が複数あります（" + strings.Join(w.shops, "、") + "）。どの店舗のファイルかを選んでください。何も変更していません。"
}

// wrongShop says that the shop named is on another mall.
type wrongShop struct {
	name string
	mall order.Mall
}

func (w *wrongShop) Error() string {
	return "shop " + w.name + " is on another mall than " + string(w.mall)
}
func (w *wrongShop) Japanese() string {
	return "「" + w.name + "」は" + w.mall.Name() + "の店舗ではありません。ファイルと店舗の組み合わせを確かめてください。何も変更していません。"
}

// Sentence words a fault for the owner in one place.
func Sentence(err error) string {
	var told interface{ Japanese() string }
	if errors.As(err, &told) {
		return told.Japanese()
	}
	return "ファイルを取り込めませんでした。何も変更していません。もう一度ダウンロードしてお試しください。"
}
