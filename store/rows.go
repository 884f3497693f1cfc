package store

import (
	"database/sql"
	"encoding/binary"
	"fmt"
)

// PackRows packs the numbers of an order's rows in its file, ascending, small: the differences as varints.
func PackRows(rows []int) []byte {
	out := make([]byte, 0, len(rows)+2)
	last := 0
	for _, r := range rows {
		out = binary.AppendUvarint(out, uint64(r-last))
		last = r
	}
	return out
}

// UnpackRows gives the numbers back.
func UnpackRows(packed []byte) []int {
	var out []int
	last := 0
	for len(packed) > 0 {
		d, n := binary.Uvarint(packed)
		if n <= 0 {
			break
		}
		last += int(d)
		out = append(out, last)
		packed = packed[n:]
	}
	return out
}

// Place says where an order stands in a file that is kept.
type Place struct {
	Batch Batch
	Rows  []int // numbers of its records, from 1; empty: the file was taken in before they were kept, or there is no file
}

// Places gives every file that tells of an order, the freshest first; files of undone imports are not among them.
func (r *Reader) Places(orderID int64) ([]Place, error) {
	var out []Place
	err := r.each(func(rows *sql.Rows) error {
		var p Place
		var packed []byte
		var layout string
		b := &p.Batch
		if err := rows.Scan(&b.ID, &b.Entry, &b.ShopID, &b.File, &b.Format, &b.Encoding, &b.Hash, &b.FreshAt, &b.ImportedAt, &layout, &packed); err != nil {
			return fmt.Errorf("read places of order %d: %w", orderID, translate(err))
		}
		b.Layout, p.Rows = []byte(layout), UnpackRows(packed)
		out = append(out, p)
		return nil
	}, `SELECT b.id, b.entry, b.shop_id, b.file, b.format, b.encoding, b.hash, b.fresh_at, b.imported_at, b.layout, r.rows
		FROM reading r JOIN batch b ON b.id=r.batch_id WHERE r.order_id=? ORDER BY b.fresh_at DESC, b.hash DESC`, orderID)
	return out, err
}

// HasOriginal says whether a batch's file is still kept.
func (r *Reader) HasOriginal(batchID int64) (bool, error) {
	var n int
	err := r.one([]any{&n}, "SELECT EXISTS(SELECT 1 FROM original WHERE batch_id=?)", batchID)
	return n != 0, err
}
