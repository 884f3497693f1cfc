package intake

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/text/encoding/japanese"

	"miseban/app/flow/desk"
	"miseban/app/mall"
	"miseban/app/platform/folder"
	"miseban/app/table"
	"miseban/store"
)

// reasonColumn is the column that a file of refused rows has more than the mall's own; an import passes over it.
const reasonColumn = "店番：読めない理由"

// ExportRefused writes the rows of a file's refused orders into a file of their own, with the mall's columns and one more
// that says why, so that they can be set right and imported again. Text stays in the encoding of the file; a workbook's
// rows become CSV in UTF-8 with a byte order mark, which Excel opens as it should. It gives the number of rows.
func ExportRefused(ctx context.Context, d *desk.Desk, f FileReport, to string) (rows int, err error) {
	if f.format == nil {
		own, err := ownMappings(ctx, d)
		if err != nil {
			return 0, fmt.Errorf("export refused rows of %s: %w", f.File, err)
		}
		if f.format = formatNamed(own, f.Format); f.format == nil {
			return 0, fmt.Errorf("export refused rows of %s: format %s: %w", f.File, f.Format, &unknownFile{why: "このファイルの読み方は、もうありません。"})
		}
	}
	err = f.original(ctx, d, func(open func() (*table.Table, error)) error {
		return folder.WriteWhole(to, func(w io.Writer) error {
			rows, err = writeRefused(ctx, f, open, w)
			return err
		})
	})
	if err != nil {
		return 0, fmt.Errorf("export refused rows of %s: %w", f.File, err)
	}
	return rows, nil
}

// original calls f with a way to open the file as often as needed: as it is kept, or, when nothing of it came in, where it lies.
func (r FileReport) original(ctx context.Context, d *desk.Desk, f func(open func() (*table.Table, error)) error) error {
	if r.Batch == 0 {
		return f(func() (*table.Table, error) {
			text, err := os.ReadFile(r.path)
			if err != nil {
				return nil, &unreadable{r.path, err}
			}
			return r.layout.open(bytes.NewReader(text), int64(len(text)), r.File)
		})
	}
	return d.Store().Read(ctx, func(q *store.Reader) error {
		batches, err := q.Batches()
		if err != nil {
			return err
		}
		i := slices.IndexFunc(batches, func(b store.Batch) bool { return b.ID == r.Batch })
		if i < 0 {
			return fmt.Errorf("batch %d: %w", r.Batch, store.ErrNotFound)
		}
		return f(func() (*table.Table, error) { return reopened(q, batches[i]) })
	})
}

func writeRefused(ctx context.Context, f FileReport, open func() (*table.Table, error), to io.Writer) (int, error) {
	t, err := open()
	if err != nil {
		return 0, err
	}
	// Twice through the file: an order is refused with all its rows, wherever they stand.
	refused := map[int]string{} // row → why
	numbers := map[string][]int{}
	whole := map[string]bool{}
	note := func(rows []mall.RowRef, why string) {
		for _, r := range rows {
			if refused[r.Number] == "" {
				refused[r.Number] = why
			}
		}
	}
	_, err = mall.Read(ctx, t, f.format, func(p mall.Parsed) error {
		for _, r := range p.Rows {
			numbers[p.No] = append(numbers[p.No], r.Number)
		}
		return nil
	}, func(r mall.Refusal) {
		whole[r.No] = r.No != ""
		note(r.Rows, "同じ受注のほかの行が読めません。")
		for _, p := range r.Problems {
			refused[p.Row] = strings.TrimPrefix(p.Column+"："+p.Message, "：")
		}
	})
	if err != nil {
		return 0, err
	}
	for no := range whole {
		for _, n := range numbers[no] {
			refused[n] = "同じ受注のほかの行が読めません。"
		}
	}
	if t, err = open(); err != nil {
		return 0, err
	}
	w := rowWriter{to: bufio.NewWriter(to), delimiter: t.Delimiter, quote: t.Kind != table.TSV}
	if t.Encoding == table.CP932 {
		w.to = bufio.NewWriter(japanese.ShiftJIS.NewEncoder().Writer(to))
	} else {
		fmt.Fprint(w.to, "\uFEFF")
	}
	header := t.Header()
	if !slices.Contains(header, reasonColumn) {
		header = append(slices.Clone(header), reasonColumn)
	}
	w.row(header)
	n := 0
	for {
		row, err := t.Next()
		if errors.Is(err, io.EOF) {
			return n, w.to.Flush()
		}
		if err != nil {
			return n, err
		}
		why, bad := refused[row.Number]
		if !bad {
			continue
		}
		n++
		cells := make([]string, len(header))
		for i := range cells[:len(cells)-1] {
			cells[i] = writable(row.Cell(i))
		}
		cells[len(cells)-1] = strings.NewReplacer("〜", "～", "−", "－").Replace(why) // as CP932 has them
		w.row(cells)
	}
}

// writable puts 〓 for what was lost in the file: it can't be written, and she is to see where it stood.
func writable(s string) string { return strings.NewReplacer("\uFFFD", "〓", "\x1a", "〓").Replace(s) }

type rowWriter struct {
	to        *bufio.Writer
	delimiter byte
	quote     bool
}

func (w rowWriter) row(cells []string) {
	for i, c := range cells {
		if i > 0 {
			w.to.WriteByte(w.delimiter)
		}
		if !w.quote {
			w.to.WriteString(strings.NewReplacer("\t", " ", "\n", " ").Replace(c))
			continue
		}
		w.to.WriteByte('"')
		w.to.WriteString(strings.ReplaceAll(c, `"`, `""`))
		w.to.WriteByte('"')
	}
	w.to.WriteString("\r\n")
}
