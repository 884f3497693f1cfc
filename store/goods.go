package store

import (
	"database/sql"
	"encoding/json"
	"fmt"

	"miseban/app/jst"
	"miseban/app/stock"
)

// eachBody reads documents of one table into f.
func (r *Reader) eachBody(query string, f func(key string, body []byte) error) error {
	return r.each(func(rows *sql.Rows) error {
		var key string
		var body sql.RawBytes
		if err := rows.Scan(&key, &body); err != nil {
			return fmt.Errorf("read: %w", translate(err))
		}
		return f(key, body)
	}, query)
}

// EachSKU calls f with every SKU's document.
func (r *Reader) EachSKU(f func(code string, body []byte) error) error {
	return r.eachBody("SELECT code, body FROM sku ORDER BY code", f)
}

// SKU gives one SKU's document; ok is false when there is none.
func (r *Reader) SKU(code string) (body []byte, ok bool, err error) {
	err = r.each(func(rows *sql.Rows) error {
		ok = true
		return rows.Scan(&body)
	}, "SELECT body FROM sku WHERE code=?", code)
	return body, ok, err
}

// PutSKU writes an SKU's document.
func (w *Writer) PutSKU(code string, v any) error {
	return w.putBody("INSERT INTO sku(code, body) VALUES(?,?) ON CONFLICT DO UPDATE SET body=excluded.body WHERE body<>excluded.body", code, v)
}

// EachSupplier calls f with every supplier's document.
func (r *Reader) EachSupplier(f func(name string, body []byte) error) error {
	return r.eachBody("SELECT name, body FROM supplier ORDER BY name", f)
}

// PutSupplier writes a supplier's document.
func (w *Writer) PutSupplier(name string, v any) error {
	return w.putBody("INSERT INTO supplier(name, body) VALUES(?,?) ON CONFLICT DO UPDATE SET body=excluded.body WHERE body<>excluded.body", name, v)
}

func (w *Writer) putBody(query, key string, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write %s: %w", key, err)
	}
	return w.exec(query, key, string(body))
}

// MallCodes gives what malls' item codes mean.
func (r *Reader) MallCodes() ([]stock.MallCode, error) {
	var out []stock.MallCode
	err := r.each(func(rows *sql.Rows) error {
		var m stock.MallCode
		if err := rows.Scan(&m.Shop, &m.Code, &m.Variant, &m.SKU); err != nil {
			return err
		}
		out = append(out, m)
		return nil
	}, "SELECT shop, code, variant, sku FROM mall_code ORDER BY shop, code, variant")
	return out, err
}

// PutMallCode maps an item code of a shop to an SKU.
func (w *Writer) PutMallCode(m stock.MallCode) error {
	return w.exec("INSERT INTO mall_code(shop, code, variant, sku) VALUES(?,?,?,?) ON CONFLICT DO UPDATE SET sku=excluded.sku WHERE sku<>excluded.sku", m.Shop, m.Code, m.Variant, m.SKU)
}

// DropMallCode takes a mapping away.
func (w *Writer) DropMallCode(m stock.MallCode) error {
	return w.exec("DELETE FROM mall_code WHERE shop=? AND code=? AND variant=?", m.Shop, m.Code, m.Variant)
}

// EachMakerStock calls f with the document of what a maker says it has of an SKU.
func (r *Reader) EachMakerStock(f func(sku string, body []byte) error) error {
	return r.eachBody("SELECT sku, body FROM maker_stock ORDER BY sku", f)
}

// PutMakerStock writes what a maker says it has of an SKU.
func (w *Writer) PutMakerStock(sku string, v any) error {
	return w.putBody("INSERT INTO maker_stock(sku, body) VALUES(?,?) ON CONFLICT DO UPDATE SET body=excluded.body WHERE body<>excluded.body", sku, v)
}

// DropMakerStock takes it away.
func (w *Writer) DropMakerStock(sku string) error {
	return w.exec("DELETE FROM maker_stock WHERE sku=?", sku)
}

// Movements gives the whole ledger in order of time; within one second in the order in which it was written.
func (r *Reader) Movements() ([]stock.Movement, error) {
	var out []stock.Movement
	err := r.each(func(rows *sql.Rows) error {
		var m stock.Movement
		if err := rows.Scan(&m.Ref, &m.SKU, &m.Kind, &m.Qty, &m.At); err != nil {
			return err
		}
		out = append(out, m)
		return nil
	}, "SELECT ref, sku, kind, qty, at FROM movement ORDER BY at, entry, ref, sku")
	return out, err
}

// PutMovement adds to the ledger; the same reference, SKU and kind replaces it.
func (w *Writer) PutMovement(m stock.Movement) error {
	return w.exec("INSERT INTO movement(ref, sku, kind, qty, at, entry) VALUES(?,?,?,?,?,?) ON CONFLICT DO UPDATE SET qty=excluded.qty, at=excluded.at, entry=excluded.entry",
		m.Ref, m.SKU, m.Kind, m.Qty, m.At, w.entry)
}

// DropMovements takes the movements of a reference back.
func (w *Writer) DropMovements(ref string) error {
	return w.exec("DELETE FROM movement WHERE ref=?", ref)
}

// Purchase is a purchase order that was issued.
type Purchase struct {
	No       string
	Supplier string
	At       jst.Moment
	State    string // issued, closed
	Body     string // JSON
	Lines    []PurchaseLine
}

// PurchaseLine is one SKU of a purchase order.
type PurchaseLine struct {
	SKU           string
	Qty, Received int
	Body          string // JSON: the customer orders it is for, the price
}

// Purchases gives every purchase order, newest first.
func (r *Reader) Purchases() ([]Purchase, error) {
	var out []Purchase
	err := r.each(func(rows *sql.Rows) error {
		var p Purchase
		var l PurchaseLine
		if err := rows.Scan(&p.No, &p.Supplier, &p.At, &p.State, &p.Body, &l.SKU, &l.Qty, &l.Received, &l.Body); err != nil {
			return err
		}
		if n := len(out); n == 0 || out[n-1].No != p.No {
			out = append(out, p)
		}
		out[len(out)-1].Lines = append(out[len(out)-1].Lines, l)
		return nil
	}, "SELECT p.no, p.supplier, p.at, p.state, p.body, l.sku, l.qty, l.received, l.body FROM purchase p JOIN purchase_line l USING(no) ORDER BY p.no DESC, l.n")
	return out, err
}

// InsertPurchase records an issued purchase order.
func (w *Writer) InsertPurchase(p Purchase) error {
	if err := w.exec("INSERT INTO purchase(no, supplier, at, state, body) VALUES(?,?,?,?,?)", p.No, p.Supplier, p.At, p.State, p.Body); err != nil {
		return err
	}
	for i, l := range p.Lines {
		if err := w.exec("INSERT INTO purchase_line(no, n, sku, qty, received, body) VALUES(?,?,?,?,?,?)", p.No, i, l.SKU, l.Qty, l.Received, l.Body); err != nil {
			return err
		}
	}
	return nil
}

// Receive adds to what was received of a line.
func (w *Writer) Receive(no, sku string, qty int) error {
	return w.exec("UPDATE purchase_line SET received=received+? WHERE no=? AND sku=?", qty, no, sku)
}
