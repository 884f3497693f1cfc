// Package ship brings orders out of the door: the plan of what would go now and why the rest would not, the packing
// slips of a batch, and the one act of the day (出す) that prints, marks and queues mails together.
package ship

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/mail"
	"miseban/app/order"
	"miseban/app/platform/folder"
	"miseban/app/slip"
	"miseban/store"
)

// Faults of printing.
var (
	ErrNothing = errors.New("no order to print")
	ErrWaiting = errors.New("orders still wait for something")
	ErrExists  = errors.New("the file is already there")
)

// Mailer queues a mail about an order in the transaction of the act; it says whether one was queued.
type Mailer interface {
	Queue(w *store.Writer, in judge.Input, j judge.Judgement, event mail.Event, now time.Time) (bool, error)
}

func companyOf(ctx context.Context, d *desk.Desk) (desk.Company, error) {
	var c desk.Company
	err := d.Store().Read(ctx, func(r *store.Reader) error { return r.Setting(desk.CompanyKey, &c) })
	return c, err
}

// Print is a request for slips.
type Print struct {
	Orders  []*desk.Row
	Out     string // the PDF's path
	Replace bool   // an existing file of that name is replaced
	Preview bool   // marks nothing
	Force   bool   // also orders that still wait for something
	Mails   Mailer // nil = no mail is queued
	Kind    string // of the journal entry; "slips" when empty
	Now     time.Time
}

// Printed says what was printed.
type Printed struct {
	Path     string      `json:"path"`
	Run      string      `json:"run"`
	Orders   int         `json:"orders"`
	Slips    int         `json:"slips"`
	Hidden   int         `json:"price_hidden"` // slips without the goods' amounts
	Reissue  int         `json:"reissued"`
	AsBefore []string    `json:"as_before,omitempty"` // reissued orders whose slip would be another if it were made now: rules or settings have changed since
	Mails    int         `json:"mails"`
	Encloses []Enclosure `json:"encloses,omitempty"`
	Missing  []Missing   `json:"missing_glyphs"`
	Waiting  []string    `json:"waiting,omitempty"` // with ErrWaiting: the orders and what they wait for
	Entry    int64       `json:"-"`
}

type sheet struct {
	row   *desk.Row
	in    judge.Input
	j     judge.Judgement
	slips []slip.Slip
	again bool // a reissue: the page as it was
}

// Slips writes the PDF of the orders' slips and marks them as printed, in one act. A printed order is reissued as the
// same page with the mark 再発行, also when rules have since added a fee or a note: what lies in the parcel and what the
// customer was told stay as they were, and AsBefore names the order. A new page is made after it was put back. Nothing is marked when the file can't be written.
func Slips(ctx context.Context, d *desk.Desk, p Print) (Printed, error) {
	res := Printed{Path: p.Out, Missing: []Missing{}, Run: jst.At(p.Now).Time().Format("20060102-150405")}
	if len(p.Orders) == 0 {
		return res, ErrNothing
	}
	if !p.Replace {
		if _, err := os.Stat(p.Out); err == nil {
			return res, fmt.Errorf("write %s: %w", filepath.Base(p.Out), ErrExists)
		}
	}
	sheets, err := layOut(ctx, d, p, &res)
	if err != nil {
		return res, err
	}
	docs := make([]slip.Document, 0, res.Slips)
	for _, s := range sheets {
		for _, x := range s.slips {
			docs = append(docs, slip.Layout(x))
		}
	}
	var pdf bytes.Buffer
	if err := slip.WritePDF(&pdf, docs, slip.Options{Title: "納品書"}); err != nil {
		return res, err
	}
	part := p.Out + ".part"
	if err := writeSynced(part, pdf.Bytes()); err != nil {
		return res, err
	}
	defer os.Remove(part)
	if !p.Preview {
		if err := mark(ctx, d, p, sheets, &res); err != nil {
			return res, err
		}
	}
	if err := os.Rename(part, p.Out); err != nil {
		return res, fmt.Errorf("write slips: %w", err)
	}
	return res, nil
}

func layOut(ctx context.Context, d *desk.Desk, p Print, res *Printed) ([]sheet, error) {
	company, err := companyOf(ctx, d)
	if err != nil {
		return nil, err
	}
	rows := slices.Clone(p.Orders)
	running(rows)
	byID := map[int64]*sheet{}
	err = d.EachJudged(ctx, rows, p.Now, func(r *desk.Row, in judge.Input, j judge.Judgement) error {
		if j.Status != judge.ReadyToPrint && j.Status != judge.ReadyToShip && !p.Force {
			res.Waiting = append(res.Waiting, fmt.Sprintf("%s：%s　%s", r.No, j.Status.Name(), r.Why))
		}
		byID[r.ID] = &sheet{row: r, in: in, j: j, slips: slipsOf(in, j, company, d.Goods(), jst.DateOf(p.Now))}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(res.Waiting) > 0 {
		return nil, ErrWaiting
	}
	out := make([]sheet, 0, len(rows))
	for _, r := range rows {
		s := byID[r.ID]
		if old, err := lastPaper(ctx, d, s.in); err != nil {
			return nil, err
		} else if len(old) > 0 {
			if !samePages(old, s.slips) {
				res.AsBefore = append(res.AsBefore, r.No)
			}
			s.slips, s.again = old, true
			res.Reissue++
		}
		res.Orders++
		res.Slips += len(s.slips)
		out = append(out, *s)
	}
	n := 0
	for i := range out {
		for k := range out[i].slips {
			x := &out[i].slips[k]
			n++
			if !out[i].again {
				x.Running = fmt.Sprintf("%03d/%03d", n, res.Slips)
			}
			if x.Hides() {
				res.Hidden++
			}
			res.Encloses = counted(res.Encloses, *x)
			for _, m := range slip.Missing(*x) {
				res.Missing = append(res.Missing, Missing{out[i].row.No, m.Text()})
			}
		}
	}
	mostFirst(res.Encloses)
	return out, nil
}

func mark(ctx context.Context, d *desk.Desk, p Print, sheets []sheet, res *Printed) error {
	kind := p.Kind
	if kind == "" {
		kind = "slips"
	}
	var err error
	res.Entry, err = d.Act(ctx, kind, fmt.Sprintf("納品書 %d枚を印刷", res.Slips), p.Now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		n := 0
		var err error
		if res.Run, err = w.NewRun(res.Run); err != nil {
			return nil, err
		}
		for _, s := range sheets {
			if s.again || len(s.slips) == 0 {
				n += len(s.slips)
				continue
			}
			snapshot := order.Print{Running: s.slips[0].Running, Fingerprint: judge.Fingerprint(s.in.Facts)}
			for _, x := range s.slips {
				n++
				snapshot.PricesShown = append(snapshot.PricesShown, !x.Hides())
				body, err := json.Marshal(x)
				if err != nil {
					return nil, fmt.Errorf("keep slip: %w", err)
				}
				if err := w.PutPaper(res.Run, n, s.in.ID, body); err != nil {
					return nil, err
				}
			}
			body, err := json.Marshal(snapshot)
			if err != nil {
				return nil, fmt.Errorf("keep print: %w", err)
			}
			if err := w.PutDeed(order.Deed{OrderID: s.in.ID, Kind: order.Printed, Ref: res.Run, At: jst.At(p.Now), Snapshot: string(body)}); err != nil {
				return nil, err
			}
			if p.Mails != nil {
				queued, err := p.Mails.Queue(w, s.in, s.j, mail.OrderConfirmed, p.Now)
				if err != nil {
					return nil, err
				}
				if queued {
					res.Mails++
				}
			}
		}
		return nil, nil
	})
	return err
}

func writeSynced(path string, b []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	if _, err := f.Write(b); err != nil {
		f.Close()
		os.Remove(path)
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	if err := f.Sync(); err != nil {
		f.Close()
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	return f.Close()
}

// Folder is where slips go when the owner has not said otherwise.
func Folder() string { return filepath.Join(folder.Documents(), "店番", "出荷") }

// Out prints everything that can go out into the folder: the one act of the day.
func Out(ctx context.Context, d *desk.Desk, folder string, mails Mailer, now time.Time) (Printed, error) {
	plan, err := Make(ctx, d, now)
	if err != nil {
		return Printed{}, err
	}
	name := "納品書-" + jst.At(now).Time().Format("20060102-1504") + ".pdf"
	for n := 2; ; n++ {
		if _, err := os.Stat(filepath.Join(folder, name)); errors.Is(err, os.ErrNotExist) {
			break
		}
		name = fmt.Sprintf("納品書-%s-%d.pdf", jst.At(now).Time().Format("20060102-1504"), n)
	}
	return Slips(ctx, d, Print{Orders: plan.Ready, Out: filepath.Join(folder, name), Mails: mails, Kind: "ship_out", Now: now})
}
