package buy

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"miseban/app/mall"
	"miseban/app/stock"
	"miseban/app/table"
)

// source is a file of the owner's, read to its end.
type source struct {
	name     string // without its folder
	encoding string
	hash     string // SHA-256 of the content
	rows     int    // data rows that are not blank
	problems []Problem
	notes    []Problem // of the heading
}

// reading turns a heading and rows into what they say: one of app/stock's readers.
type reading func(titles []string, next stock.Next) ([]stock.Problem, error)

// readFile reads a whole table file whose headings are called as h says; columns are those that the reading knows. Rows that can't be trusted as rows (stray quotes, lost characters) are problems and
// don't reach the reading. An error is a fault of the file as a whole: nothing of it may be used.
func readFile(ctx context.Context, path string, h Headings, columns [][]string, read reading) (*source, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, unreadable(path, err)
	}
	if info.IsDir() {
		return nil, &fault{"フォルダです。中のファイルを選んでください。何も変更していません。", fmt.Errorf("read %s: is a folder", path)}
	}
	s := &source{name: filepath.Base(path)}
	t, err := table.OpenAs(f, info.Size(), s.name, h.Table)
	if err != nil {
		return nil, wordedRead(path, err)
	}
	s.encoding = string(t.Encoding)
	if m, _ := mall.Recognise(t.Header()); m != nil {
		// A mall's order file has a 商品番号 too: read as a catalogue it would leave a product for every order line.
		return nil, tell("「%s」は%sです。受注の取り込みを使ってください。何も変更していません。", s.name, m.Name)
	}
	titles, own, err := h.translate(t.Header(), columns)
	if err != nil {
		return nil, err
	}
	s.notes = h.missing(t.Header())
	var broken error
	found, err := read(titles, func() ([]string, int, error) {
		cells, line, err := s.next(ctx, t)
		if err != nil && !errors.Is(err, io.EOF) {
			broken = err
		}
		return cells, line, err
	})
	switch {
	case broken != nil:
		return nil, wordedRead(path, broken)
	case err != nil:
		return nil, &fault{text: err.Error()}
	case s.rows == 0:
		return nil, t.HeaderOnly()
	}
	for _, p := range found {
		if title, translated := own[p.Column]; translated {
			p.Column = title
		}
		s.problems = append(s.problems, problemOf(p))
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, unreadable(path, err)
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return nil, unreadable(path, err)
	}
	s.hash = hex.EncodeToString(sum.Sum(nil))
	return s, nil
}

func wordedRead(path string, err error) error {
	if _, ok := Sentence(err); ok || errors.Is(err, context.Canceled) {
		return err
	}
	return unreadable(path, err)
}

// next gives the next row that can be trusted.
func (s *source) next(ctx context.Context, t *table.Table) ([]string, int, error) {
	for {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		row, err := t.Next()
		if err != nil {
			return nil, 0, err
		}
		cells, blank, lost := make([]string, row.Len()), true, -1
		for i := range cells {
			cells[i] = row.Cell(i)
			blank = blank && strings.TrimSpace(cells[i]) == ""
			if lost < 0 && row.Damaged(i) {
				lost = i
			}
		}
		if blank {
			continue
		}
		s.rows++
		var fault *table.RowError
		// Missing cells at the end say nothing (Excel drops them); cells too many are told by the reading.
		if errors.As(row.Problem(), &fault) && fault.Kind == table.FaultTextAfterQuote {
			s.problems = append(s.problems, Problem{Row: row.Line, Message: "引用符（\"）の使い方が正しくないため、この行を読めません。"})
			continue
		}
		if lost >= 0 {
			p := Problem{Row: row.Line, Value: cells[lost], Message: "読めない文字（外字など）が入っています。書き直してください。"}
			if lost < len(t.Header()) {
				p.Column = t.Header()[lost]
			}
			s.problems = append(s.problems, p)
			continue
		}
		return cells, row.Line, nil
	}
}
