package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"miseban/app/jst"
	"miseban/app/order"
)

// Purged is the deed that marks an order whose personal data was taken out. Its snapshot (PurgedOrder) keeps the identity
// keys that the orderer had, by which she is still known when she comes back.
const Purged order.DeedKind = "purged"

// PurgedOrder is the snapshot of the deed Purged.
type PurgedOrder struct {
	Keys []byte `json:"keys"` // orders.keys as they were: hashes, no plain data
}

// PurgedKeys gives the identity keys that an order had when it was purged; false when it was not.
func PurgedKeys(deeds []order.Deed) ([]byte, bool) {
	for _, d := range deeds {
		if d.Kind == Purged {
			var p PurgedOrder
			err := json.Unmarshal([]byte(d.Snapshot), &p)
			return p.Keys, err == nil
		}
	}
	return nil, false
}

// PurgedOrders gives the orders whose personal data was taken out, and when.
func (r *Reader) PurgedOrders() (map[int64]jst.Moment, error) {
	out := map[int64]jst.Moment{}
	err := r.each(func(rows *sql.Rows) error {
		var id int64
		var at jst.Moment
		err := rows.Scan(&id, &at)
		out[id] = at
		return err
	}, "SELECT order_id, at FROM deed WHERE kind=?", Purged)
	return out, err
}

// Purge is what is to be taken out of the file.
type Purge struct {
	Orders    []int64 // not purged yet
	Originals []int64 // batches whose files go
	// Deposits that the owner ignored and that came in before this day lose payer and memo; empty = none. Those that paid
	// purged orders alone do anyway.
	DepositsBefore jst.Date
	At             jst.Moment
	NotGift        func(name string) bool      // recipients that never make a gift; nil = none
	Fingerprint    func(f *order.Facts) string // judge.Fingerprint
}

// PurgeCounts says how much was taken out.
type PurgeCounts struct {
	Orders, Readings, Corrections, Decisions, Mails, Slips, Originals, Reports, Deposits, History int
}

// keyUncleaned is set from a purge until its traces are gone from free pages and backups.
const keyUncleaned = "purge_uncleaned"

// Uncleaned says whether a purge was written whose traces are still in free pages or backups: the power went in between.
func (r *Reader) Uncleaned() (bool, error) {
	var since jst.Moment
	err := r.Setting(keyUncleaned, &since)
	return since != 0, err
}

// Purge takes personal data out, within the transaction of w, and keeps no images of it: it can't be undone. The caller
// cleans up afterwards (Scour, backups) and then says so (Cleaned).
func (w *Writer) Purge(p Purge) (PurgeCounts, error) {
	var n PurgeCounts
	if err := w.cursor(0); err != nil { // no images of what goes
		return n, err
	}
	if err := w.exec("CREATE TEMP TABLE IF NOT EXISTS purging(id INTEGER PRIMARY KEY)"); err != nil {
		return n, err
	}
	if err := w.exec("DELETE FROM temp.purging"); err != nil {
		return n, err
	}
	for _, id := range p.Orders {
		if err := w.exec("INSERT OR IGNORE INTO temp.purging VALUES(?)", id); err != nil {
			return n, err
		}
		if err := w.purgeOrder(id, p, &n); err != nil {
			return n, fmt.Errorf("purge order %d: %w", id, err)
		}
	}
	for _, step := range []func(Purge, *PurgeCounts) error{w.purgeMails, w.purgeHistory, w.purgeOriginals, w.purgeReports, w.purgeDeposits} {
		if err := step(p, &n); err != nil {
			return n, err
		}
	}
	if err := w.exec("DROP TABLE temp.purging"); err != nil {
		return n, err
	}
	if err := w.PutSetting(keyUncleaned, p.At); err != nil {
		return n, err
	}
	return n, w.cursor(w.entry)
}

// storedBody is a reading that has its body itself.
type storedBody struct {
	batch int64
	facts *order.Facts
}

func (w *Writer) bodies(id int64) ([]storedBody, error) {
	var out []storedBody
	err := w.each(func(rows *sql.Rows) error {
		var batch int64
		var body []byte
		if err := rows.Scan(&batch, &body); err != nil {
			return err
		}
		if _, echo := echoed(body); echo {
			return nil // it says what another one says, whatever that is
		}
		f, err := order.Decode(body)
		out = append(out, storedBody{batch, f})
		return err
	}, "SELECT batch_id, body FROM reading WHERE order_id=? ORDER BY batch_id", id)
	return out, err
}

func (w *Writer) purgeOrder(id int64, p Purge, n *PurgeCounts) error {
	bodies, err := w.bodies(id)
	if err != nil {
		return err
	}
	before, err := w.Readings(id)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	corrections, err := w.Corrections(id)
	if err != nil {
		return err
	}
	m := newMasker(p.NotGift)
	for _, b := range bodies {
		m.orderer(order.Value(b.facts.Orderer.Name), order.Value(b.facts.Orderer.Address))
	}
	for _, c := range corrections {
		if c.Target == "orderer" && c.Field == "name" {
			m.orderer(c.Value, "")
		}
	}
	masked := make([]order.Correction, len(corrections))
	for i, c := range corrections {
		masked[i] = m.correction(c)
	}
	for _, b := range bodies {
		body, err := order.Encode(m.facts(b.facts))
		if err != nil {
			return err
		}
		if err := w.exec("UPDATE reading SET body=? WHERE order_id=? AND batch_id=?", body, id, b.batch); err != nil {
			return err
		}
		n.Readings++
	}
	if len(corrections) > 0 {
		if err := w.exec("DELETE FROM correction WHERE order_id=?", id); err != nil {
			return err
		}
	}
	for _, c := range masked {
		if err := w.PutCorrection(c); err != nil {
			return err
		}
		n.Corrections++
	}
	var was, is string
	if len(before) > 0 && p.Fingerprint != nil {
		after, err := w.Readings(id)
		if err != nil {
			return err
		}
		old, _ := order.Correct(order.Fold(before), corrections)
		now, _ := order.Correct(order.Fold(after), masked)
		was, is = p.Fingerprint(old), p.Fingerprint(now)
	}
	if err := w.purgeDecisions(id, m, was, is, n); err != nil {
		return err
	}
	if err := w.purgeDeeds(id, m, was, is, p.At); err != nil {
		return err
	}
	n.Orders++
	return nil
}

// purgeDecisions takes the owner's free words out of the decisions, and out of what an acceptance covers the values that it
// names; was and is are the fingerprints of the order before and after.
func (w *Writer) purgeDecisions(id int64, m *masker, was, is string, n *PurgeCounts) error {
	all, err := w.Decisions(id)
	if err != nil {
		return err
	}
	for i, d := range all {
		next := d
		switch d.Kind {
		case order.Hold, order.Ask, order.SlipNote, order.Cancel, order.MarkPaid:
			next.Body = m.text(d.Body)
		default:
			next.Body = m.scrub(d.Body)
		}
		if d.Kind == order.Accept {
			next.Subject = maskSubject(d.Subject, m, was, is, i+1)
		} else {
			next.Subject = m.scrub(d.Subject)
		}
		if next == d {
			continue
		}
		if err := w.exec("UPDATE decision SET subject=?, body=? WHERE order_id=? AND kind=? AND subject=?", next.Subject, next.Body, id, d.Kind, d.Subject); err != nil {
			return err
		}
		n.Decisions++
	}
	return nil
}

// maskSubject masks what an acceptance covers. The digests of a telephone or an address go, too: a telephone can be found
// by trying all of them.
func maskSubject(subject string, m *masker, was, is string, n int) string {
	kind, of, ok := strings.Cut(subject, ":")
	if !ok {
		return subject
	}
	switch kind {
	case "changed_after_print", "changed_after_ship":
		if of == was && was != "" {
			return kind + ":" + is
		}
		return kind + ":" + numbered(n)
	case "address", "phone", "comment", "correction_lost", "correction_stale":
		return kind + ":" + numbered(n)
	}
	return m.scrub(subject)
}

// purgeDeeds sets the deeds' fingerprints to those of the masked order, and marks it as purged.
func (w *Writer) purgeDeeds(id int64, m *masker, was, is string, at jst.Moment) error {
	all, err := w.Deeds(id)
	if err != nil {
		return err
	}
	for _, d := range all {
		if d.Kind == Purged {
			continue
		}
		snapshot := m.scrub(d.Snapshot)
		var fields map[string]json.RawMessage
		if json.Unmarshal([]byte(snapshot), &fields) == nil && fields["fingerprint"] != nil {
			var print string
			if err := json.Unmarshal(fields["fingerprint"], &print); err == nil && print != "" {
				next := "purged"
				if print == was {
					next = is
				}
				snapshot = strings.Replace(snapshot, `"`+print+`"`, `"`+next+`"`, 1)
			}
		}
		if snapshot != d.Snapshot {
			d.Snapshot = snapshot
			if err := w.PutDeed(d); err != nil {
				return err
			}
		}
	}
	var keys []byte
	if err := w.one([]any{&keys}, "SELECT keys FROM orders WHERE id=?", id); err != nil {
		return err
	}
	snapshot, err := json.Marshal(PurgedOrder{keys})
	if err != nil {
		return err
	}
	return w.PutDeed(order.Deed{OrderID: id, Kind: Purged, At: at, Snapshot: string(snapshot)})
}
