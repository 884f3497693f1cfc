package store

import (
	"database/sql"
	"errors"
	"fmt"

	"miseban/app/jst"
)

// RuleVersion is a published rule set.
type RuleVersion struct {
	N    int
	At   jst.Moment
	Note string
	Text string
}

// RuleVersions gives all published rule sets, newest first.
func (r *Reader) RuleVersions() ([]RuleVersion, error) {
	var out []RuleVersion
	err := r.each(func(rows *sql.Rows) error {
		var v RuleVersion
		if err := rows.Scan(&v.N, &v.At, &v.Note, &v.Text); err != nil {
			return fmt.Errorf("read rule version: %w", translate(err))
		}
		out = append(out, v)
		return nil
	}, "SELECT n, at, note, text FROM rule_version ORDER BY n DESC")
	return out, err
}

// RulesInForce gives the published rule set; N is 0 when there is none.
func (r *Reader) RulesInForce() (RuleVersion, error) {
	var v RuleVersion
	err := r.q.QueryRowContext(r.ctx, "SELECT n, at, note, text FROM rule_version ORDER BY n DESC LIMIT 1").Scan(&v.N, &v.At, &v.Note, &v.Text)
	if errors.Is(err, sql.ErrNoRows) {
		return v, nil
	}
	if err != nil {
		return v, fmt.Errorf("read rules: %w", translate(err))
	}
	return v, nil
}

// PutRules publishes a rule set: it gets the next number.
func (w *Writer) PutRules(v RuleVersion) (int, error) {
	now, err := w.RulesInForce()
	if err != nil {
		return 0, err
	}
	return now.N + 1, w.exec("INSERT INTO rule_version(n, at, note, text) VALUES(?,?,?,?)", now.N+1, v.At, v.Note, v.Text)
}

// RuleDraft is a rule set that is being written.
type RuleDraft struct {
	At      jst.Moment
	BasedOn int // the version that it began as; 0 = none
	Text    string
}

// RuleDraft gives the draft; ok is false when there is none.
func (r *Reader) RuleDraft() (d RuleDraft, ok bool, err error) {
	err = r.q.QueryRowContext(r.ctx, "SELECT at, based_on, text FROM rule_draft").Scan(&d.At, &d.BasedOn, &d.Text)
	if errors.Is(err, sql.ErrNoRows) {
		return d, false, nil
	}
	if err != nil {
		return d, false, fmt.Errorf("read rule draft: %w", translate(err))
	}
	return d, true, nil
}

// PutRuleDraft keeps the draft.
func (w *Writer) PutRuleDraft(d RuleDraft) error {
	return w.exec("INSERT INTO rule_draft(one, at, based_on, text) VALUES(1,?,?,?) ON CONFLICT DO UPDATE SET at=excluded.at, based_on=excluded.based_on, text=excluded.text", d.At, d.BasedOn, d.Text)
}

// DropRuleDraft forgets the draft.
func (w *Writer) DropRuleDraft() error { return w.exec("DELETE FROM rule_draft") }

// SavedSearch is a condition that the owner keeps under a name.
type SavedSearch struct {
	Name      string
	Place     int    // in the order of tabs
	Condition string // rule.FormatCond
	Tab       bool   // it stands above the list, with its count
}

// SavedSearches gives all of them in their order.
func (r *Reader) SavedSearches() ([]SavedSearch, error) {
	var out []SavedSearch
	err := r.each(func(rows *sql.Rows) error {
		var s SavedSearch
		if err := rows.Scan(&s.Name, &s.Place, &s.Condition, &s.Tab); err != nil {
			return fmt.Errorf("read saved search: %w", translate(err))
		}
		out = append(out, s)
		return nil
	}, "SELECT name, place, condition, tab FROM saved_search ORDER BY place, name")
	return out, err
}

// PutSavedSearch writes a saved search; the same name again replaces it.
func (w *Writer) PutSavedSearch(s SavedSearch) error {
	return w.exec("INSERT INTO saved_search(name, place, condition, tab) VALUES(?,?,?,?) ON CONFLICT DO UPDATE SET place=excluded.place, condition=excluded.condition, tab=excluded.tab",
		s.Name, s.Place, s.Condition, s.Tab)
}

// DropSavedSearch forgets a saved search.
func (w *Writer) DropSavedSearch(name string) error {
	return w.exec("DELETE FROM saved_search WHERE name=?", name)
}
