// Package learn is how the program comes to read a file that it does not know (読み方): it shows the beginning of the file, proposes
// what each column means, lets the owner see the first orders as they would be read, and keeps what she decided as a format of
// her own that is recognised next time.
package learn

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/mall"
	"miseban/app/mapping"
	"miseban/app/order"
	"miseban/app/table"
	"miseban/store"
)

// sampled is how many records of a file are looked at.
const sampled = 200

// File is the beginning of a file with what it seems to be.
type File struct {
	Path     string
	Name     string // without the folder
	Glance   table.Glance
	Kind     mapping.Kind
	Sure     float64 // of the kind, 0 to 1
	Proposal mapping.Proposal
	Drift    *mall.Drift // a known mall's file under other names; nil = it is none
}

// Open looks at a file. An empty kind is guessed. An error is a fault of the file as a whole, with its sentence.
func Open(path string, kind mapping.Kind) (File, error) {
	out := File{Path: path, Name: filepath.Base(path), Kind: kind, Sure: 1}
	err := with(path, func(f *os.File, size int64) error {
		var err error
		out.Glance, err = table.Preview(f, size, out.Name, table.Options{}, sampled)
		return err
	})
	if err != nil {
		return out, fmt.Errorf("look at %s: %w", out.Name, err)
	}
	if out.Kind == "" {
		out.Kind, out.Sure = mapping.GuessKind(out.Glance.Records)
	}
	out.Proposal = mapping.Guess(out.Kind, out.Glance.Records)
	if at := out.Proposal.HeaderRow; at > 0 && out.Kind == mapping.Orders {
		out.Drift = mall.Drifted(out.Glance.Records[at-1], out.Glance.Records[at:])
	}
	return out, nil
}

// As gives the same file looked at as another kind.
func (f File) As(kind mapping.Kind) File {
	f.Kind, f.Proposal = kind, mapping.Guess(kind, f.Glance.Records)
	return f
}

// Mapping gives what is proposed, under a name.
func (f File) Mapping(name string, at order.Mall) mapping.Mapping {
	m := f.Proposal.Mapping(name, string(at))
	if f.Glance.Kind != table.XLSX {
		m.Encoding, m.Delimiter = string(f.Glance.Encoding), string(rune(f.Glance.Delimiter))
	}
	return m
}

// Trial is how a file would be read.
type Trial struct {
	Rows     int            // data rows
	Orders   int            // orders in them
	Refused  int            // rows that could not be read
	First    []*order.Facts // the first orders
	Numbers  []string       // their numbers
	Problems []mall.Problem // the first of them
}

// shown is how many orders and problems a trial shows.
const shown = 5

// Try reads a file of orders as a mapping says, without keeping anything.
func Try(ctx context.Context, path string, m mapping.Mapping) (Trial, error) {
	var out Trial
	format, err := mall.Own(m)
	if err != nil {
		return out, err
	}
	err = with(path, func(f *os.File, size int64) error {
		o := table.Options{Encoding: table.Encoding(m.Encoding)}
		if m.Delimiter != "" {
			o.Delimiter = m.Delimiter[0]
		}
		glance, err := table.Preview(f, size, filepath.Base(path), o, sampled)
		if err != nil {
			return err
		}
		var r io.ReaderAt = f
		switch {
		case m.HeaderRow > 0 && m.HeaderRow <= len(glance.Records):
			o.HeaderRow = glance.HeaderRow(m.HeaderRow - 1)
		case m.HeaderRow == 0 && glance.Kind != table.XLSX && len(glance.Records) > 0:
			o.HeaderRow, o.Encoding, o.Delimiter = 1, glance.Encoding, glance.Delimiter
			if r, size, err = table.WithHeader(f, size, mapping.Unnamed(len(glance.Records[0])), o.Encoding, o.Delimiter); err != nil {
				return err
			}
		default:
			return &noHeader{}
		}
		t, err := table.OpenAs(r, size, filepath.Base(path), o)
		if err != nil {
			return err
		}
		defer t.Close()
		seen := map[string]bool{}
		out.Rows, err = mall.Read(ctx, t, format, func(p mall.Parsed) error {
			if !seen[p.No] {
				seen[p.No] = true
				out.Orders++
				if len(out.First) < shown {
					facts := *p.Facts
					out.First, out.Numbers = append(out.First, &facts), append(out.Numbers, p.No)
				}
			}
			return nil
		}, func(r mall.Refusal) {
			out.Refused += len(r.Rows)
			for _, p := range r.Problems {
				if len(out.Problems) < shown {
					out.Problems = append(out.Problems, p)
				}
			}
		})
		return err
	})
	return out, err
}

type noHeader struct{}

func (*noHeader) Error() string { return "no header row" }

// Japanese says what to do.
func (*noHeader) Japanese() string {
	return "見出しの行が見つかりません。見出しの行の番号を確かめてください。見出しのないExcelファイルは、1行目に列の名前を入れてください。何も変更していません。"
}

// Save keeps a mapping as a format of the owner's own; the same name again replaces it.
func Save(ctx context.Context, d *desk.Desk, m mapping.Mapping, now time.Time) (int64, error) {
	for _, p := range mapping.Check(m) {
		if p.Stops {
			return 0, &incomplete{p.Text}
		}
	}
	var body bytes.Buffer
	if err := m.Write(&body); err != nil {
		return 0, err
	}
	return d.Act(ctx, "mapping", "ファイルの読み方："+m.Name, now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		return nil, w.PutMapping(store.Mapping{Name: m.Name, Kind: string(m.Kind), Body: body.Bytes()})
	})
}

type incomplete struct{ text string }

func (i *incomplete) Error() string { return "mapping is incomplete" }

// Japanese says what is missing.
func (i *incomplete) Japanese() string { return i.text + "何も変更していません。" }

// Forget takes a format of the owner's own away; what was imported by it stays.
func Forget(ctx context.Context, d *desk.Desk, name string, now time.Time) (int64, error) {
	return d.Act(ctx, "mapping", "ファイルの読み方を消す："+name, now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		return nil, w.DropMapping(name)
	})
}

// Saved gives the owner's own formats of a kind (empty: all), by name.
func Saved(ctx context.Context, d *desk.Desk, kind mapping.Kind) ([]mapping.Mapping, error) {
	out := []mapping.Mapping{}
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		all, err := r.Mappings()
		for _, m := range all {
			x, err := mapping.Parse(bytes.NewReader(m.Body))
			if err == nil && (kind == "" || x.Kind == kind) {
				out = append(out, x)
			}
		}
		return err
	})
	return out, err
}

// Load reads a mapping from a file.
func Load(path string) (mapping.Mapping, error) {
	f, err := os.Open(path)
	if err != nil {
		return mapping.Mapping{}, &unreadable{err}
	}
	defer f.Close()
	return mapping.Parse(io.LimitReader(f, 1<<21))
}

type unreadable struct{ err error }

func (u *unreadable) Error() string { return u.err.Error() }
func (u *unreadable) Unwrap() error { return u.err }

// Japanese says what to do.
func (u *unreadable) Japanese() string {
	if errors.Is(u.err, os.ErrNotExist) {
		return "ファイルが見つかりません。名前と場所を確かめてください。何も変更していません。"
	}
	return "ファイルを開けません。ほかのプログラムで開いているときは、閉じてからもう一度お試しください。何も変更していません。"
}

func with(path string, f func(*os.File, int64) error) error {
	file, err := os.Open(path)
	if err != nil {
		return &unreadable{err}
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return &unreadable{err}
	}
	return f(file, info.Size())
}
