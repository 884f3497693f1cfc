package store

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
)

// purgedImage stands in the journal for the image of a row whose personal data was taken out. No row is ever equal to it,
// so an act that touched such a row leaves it alone when it is undone.
const purgedImage = `{"purged":true}`

// ofPurged is the SQL condition that a row is of an order being purged.
const ofPurged = "order_id IN (SELECT id FROM temp.purging)"

// purgeMails empties the mails of the orders; the keys stay. One that has not gone out can't any more.
func (w *Writer) purgeMails(p Purge, n *PurgeCounts) error {
	var err error
	n.Mails, err = w.changed(`UPDATE outbox SET recipient='', subject='', body='',
		answer=CASE WHEN state IN ('queued','held','failed') THEN '個人情報を消したため、取り下げました。' WHEN answer='' THEN '' ELSE ? END,
		state=CASE WHEN state IN ('queued','held','failed') THEN 'withdrawn' WHEN state='sending' THEN 'unknown' ELSE state END
		WHERE `+ofPurged+" AND (recipient<>'' OR subject<>'' OR body<>'')", PurgeMark)
	if err != nil {
		return err
	}
	n.Slips, err = w.changed("DELETE FROM paper WHERE " + ofPurged)
	return err
}

// purgeHistory takes the images of the orders' rows out of the journal; that something was done stays.
func (w *Writer) purgeHistory(p Purge, n *PurgeCounts) error {
	var err error
	n.History, err = w.changed(`UPDATE journal_change SET pk=json_object('order_id', CAST(pk ->> '$.order_id' AS INTEGER), 'kind', coalesce(pk ->> '$.kind', '')),
		before=CASE WHEN before IS NULL THEN NULL ELSE ?1 END, after=?1
		WHERE tbl IN ('correction','decision','deed') AND CAST(pk ->> '$.order_id' AS INTEGER) IN (SELECT id FROM temp.purging)`, purgedImage)
	return err
}

func (w *Writer) purgeOriginals(p Purge, n *PurgeCounts) error {
	for _, batch := range p.Originals {
		gone, err := w.changed("DELETE FROM original WHERE batch_id=?", batch)
		if err != nil {
			return err
		}
		if gone > 0 {
			n.Originals++
		}
		if err := w.purgeReport(batch, true, n); err != nil {
			return err
		}
	}
	return nil
}

// purgeReports takes what is personal out of the reports of imports that told of the orders.
func (w *Writer) purgeReports(p Purge, n *PurgeCounts) error {
	var batches []int64
	err := w.each(func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		batches = append(batches, id)
		return err
	}, "SELECT DISTINCT batch_id FROM reading WHERE "+ofPurged+" ORDER BY batch_id")
	if err != nil {
		return err
	}
	for _, id := range batches {
		if err := w.purgeReport(id, false, n); err != nil {
			return err
		}
	}
	return nil
}

// purgeReport empties the values in a report: of the orders being purged and of those purged before, or (all) of every one,
// with the values of the rows that could not be read.
func (w *Writer) purgeReport(batch int64, all bool, n *PurgeCounts) error {
	var text string
	if err := w.one([]any{&text}, "SELECT report FROM batch WHERE id=?", batch); err != nil {
		return err
	}
	report := map[string]any{}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&report); err != nil {
		return fmt.Errorf("report of batch %d: %w", batch, err)
	}
	gone, err := w.purgedNumbers(batch)
	if err != nil {
		return err
	}
	touched := false
	each := func(list string, f func(map[string]any)) {
		items, _ := report[list].([]any)
		for _, item := range items {
			x, _ := item.(map[string]any)
			no, _ := x["order_no"].(string)
			if x != nil && (all || gone[no]) {
				f(x)
			}
		}
	}
	blank := func(x map[string]any, field, by string) {
		if s, _ := x[field].(string); s != "" && s != by {
			x[field], touched = by, true
		}
	}
	each("problems", func(x map[string]any) { blank(x, "value", PurgeMark); blank(x, "message", purgedMessage) })
	each("changed", func(x map[string]any) {
		changes, _ := x["changes"].([]any)
		for _, c := range changes {
			if c, _ := c.(map[string]any); c != nil && personalLabel(c["field"]) {
				blank(c, "old", PurgeMark)
				blank(c, "new", PurgeMark)
			}
		}
	})
	if !touched {
		return nil
	}
	n.Reports++
	// The order of a report's fields makes no difference to who reads it.
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(report); err != nil {
		return fmt.Errorf("report of batch %d: %w", batch, err)
	}
	return w.SetReport(batch, bytes.TrimSpace(out.Bytes()))
}

const purgedMessage = "読めない値がありました。"

// personalLabel says whether a change of this Japanese label (order.Diff) shows personal data.
func personalLabel(label any) bool {
	s, _ := label.(string)
	for _, p := range []string{"注文者", "お届け先", "コメント", "店舗のメモ", "のし", "ラッピング", "メッセージ", "明細"} {
		if strings.HasPrefix(s, p) && s != "ラッピング料" {
			return true
		}
	}
	return false
}

// purgedNumbers gives the numbers, as the key and as shown, of a batch's orders that are purged.
func (w *Writer) purgedNumbers(batch int64) (map[string]bool, error) {
	out := map[string]bool{}
	ids := []int64{}
	err := w.each(func(rows *sql.Rows) error {
		var id int64
		var no string
		err := rows.Scan(&id, &no)
		out[no] = true
		ids = append(ids, id)
		return err
	}, "SELECT o.id, o.no FROM orders o JOIN reading r ON r.order_id=o.id WHERE r.batch_id=? AND EXISTS(SELECT 1 FROM deed d WHERE d.order_id=o.id AND d.kind=?)", batch, Purged)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		bodies, err := w.bodies(id)
		if err != nil {
			return nil, err
		}
		for _, b := range bodies {
			if b.facts.Shown != nil {
				out[*b.facts.Shown] = true
			}
		}
	}
	return out, nil
}

// purgeDeposits takes payer and memo out of deposits that paid purged orders alone, and of old ones that are for no order.
func (w *Writer) purgeDeposits(p Purge, n *PurgeCounts) error {
	const settled = `(payer<>?1 OR memo NOT IN ('', ?1)) AND (state='paid' AND orders<>'[]' AND NOT EXISTS(SELECT 1 FROM json_each(deposit.orders) j
		WHERE NOT EXISTS(SELECT 1 FROM deed d WHERE d.order_id=j.value AND d.kind=?2)) OR state='ignored' AND day<?3)`
	var keys []string
	err := w.each(func(rows *sql.Rows) error {
		var k string
		err := rows.Scan(&k)
		keys = append(keys, k)
		return err
	}, "SELECT key FROM deposit WHERE "+settled, PurgeMark, Purged, p.DepositsBefore)
	if err != nil {
		return err
	}
	for _, k := range keys {
		if err := w.exec("UPDATE deposit SET payer=?, memo=CASE WHEN memo='' THEN '' ELSE ?1 END WHERE key=?2", PurgeMark, k); err != nil {
			return err
		}
		if err := w.exec("UPDATE journal_change SET before=CASE WHEN before IS NULL THEN NULL ELSE ?1 END, after=?1 WHERE tbl='deposit' AND pk ->> '$.key'=?2", purgedImage, k); err != nil {
			return err
		}
	}
	n.Deposits = len(keys)
	return nil
}

// PurgeBatch is one imported file as the purge sees it.
type PurgeBatch struct {
	ID, ShopID int64
	Imported   int64 // moment
	Undone     bool
	Orders     []int64 // that it tells of
}

// BatchesWithOriginal gives the batches whose file is still kept, with the orders of which they tell.
func (r *Reader) BatchesWithOriginal() ([]PurgeBatch, error) {
	var out []PurgeBatch
	err := r.each(func(rows *sql.Rows) error {
		var b PurgeBatch
		var order sql.NullInt64
		if err := rows.Scan(&b.ID, &b.ShopID, &b.Imported, &b.Undone, &order); err != nil {
			return err
		}
		if len(out) == 0 || out[len(out)-1].ID != b.ID {
			out = append(out, b)
		}
		if order.Valid {
			last := &out[len(out)-1]
			last.Orders = append(last.Orders, order.Int64)
		}
		return nil
	}, `SELECT b.id, b.shop_id, b.imported_at, b.undone_at IS NOT NULL, r.order_id FROM batch b LEFT JOIN reading r ON r.batch_id=b.id
		WHERE EXISTS(SELECT 1 FROM original o WHERE o.batch_id=b.id) ORDER BY b.id`)
	return out, err
}
