package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/table"
	"miseban/store"
)

// Sheet is what one file says about an order, column by column, as the mall wrote it.
type Sheet struct {
	Batch      int64      `json:"batch"`
	File       string     `json:"file"`
	Format     string     `json:"format"`
	FreshAt    jst.Moment `json:"fresh_at"`
	ImportedAt jst.Moment `json:"imported_at"`
	Header     []string   `json:"header"`
	Rows       []SheetRow `json:"rows"`
	Missing    string     `json:"missing,omitempty"` // Japanese: why there are no rows to show
}

// SheetRow is one row of the file.
type SheetRow struct {
	Number int      `json:"row"` // among the file's records, from 1
	Cells  []string `json:"cells"`
}

// Original gives every row of every file that tells of an order, with all its columns, the freshest file first. It reads
// the kept files, so it takes a moment where one holds a whole year.
func Original(ctx context.Context, d *desk.Desk, orderID int64) ([]Sheet, error) {
	out := []Sheet{}
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		places, err := r.Places(orderID)
		if err != nil {
			return err
		}
		for _, p := range places {
			s, err := sheet(ctx, r, p)
			if err != nil {
				return err
			}
			out = append(out, s)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("original rows of order %d: %w", orderID, err)
	}
	return out, nil
}

func sheet(ctx context.Context, r *store.Reader, p store.Place) (Sheet, error) {
	b := p.Batch
	s := Sheet{Batch: b.ID, File: b.File, Format: b.Format, FreshAt: b.FreshAt, ImportedAt: b.ImportedAt, Header: []string{}, Rows: []SheetRow{}}
	kept, err := r.HasOriginal(b.ID)
	switch {
	case err != nil:
		return s, err
	case b.Format == HandFormat:
		s.Missing = "手入力の受注のため、元のファイルはありません。"
		return s, nil
	case !kept:
		s.Missing = "個人情報の消去で、元のファイルは消してあります。"
		return s, nil
	case len(p.Rows) == 0:
		s.Missing = "行の位置を記録する前に取り込んだファイルです。同じファイルを取り込み直すと見られます。"
		return s, nil
	}
	t, err := reopened(r, b)
	if err != nil {
		return s, err
	}
	defer t.Close()
	s.Header = slices.Clone(t.Header())
	last := p.Rows[len(p.Rows)-1]
	for {
		if err := ctx.Err(); err != nil {
			return s, err
		}
		row, err := t.Next()
		if errors.Is(err, io.EOF) {
			return s, nil
		}
		if err != nil {
			return s, err
		}
		if _, ours := slices.BinarySearch(p.Rows, row.Number); ours {
			cells := make([]string, max(row.Len(), len(s.Header)))
			for i := range cells {
				cells[i] = row.Cell(i)
			}
			s.Rows = append(s.Rows, SheetRow{row.Number, cells})
		}
		if row.Number >= last {
			return s, nil
		}
	}
}

// reopened opens the kept file of a batch as it was opened when it came in.
func reopened(r *store.Reader, b store.Batch) (*table.Table, error) {
	var file bytes.Buffer
	if err := r.Original(b.ID, &file); err != nil {
		return nil, err
	}
	var l layout
	if len(b.Layout) > 0 {
		if err := json.Unmarshal(b.Layout, &l); err != nil {
			return nil, fmt.Errorf("layout of batch %d: %w", b.ID, err)
		}
	}
	return l.open(bytes.NewReader(file.Bytes()), int64(file.Len()), b.File)
}

// HandFormat is the format of a batch that is no file: an order that the owner entered.
const HandFormat = "hand"
