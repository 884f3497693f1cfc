package store

import (
	"context"
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed schema_v1.sql
var schemaV1 string

//go:embed schema_v2.sql
var schemaV2 string

//go:embed schema_v3.sql
var schemaV3 string

// migrations bring the file from version i to i+1, each in one transaction with its version. What a version made is never
// edited: files of it exist.
var migrations = []string{
	schemaV1 + journalTriggers(journaledV1),
	schemaV2 + journalTriggers(named(journaled, "correction", "mapping", "deposit", "maker_stock")),
	schemaV3 + journalTriggers(named(journaled, "rule_version", "saved_search")),
}

// journaledTable is a table whose every change is kept as images before and after, so that it can be undone.
type journaledTable struct {
	name string
	key  []string // primary key columns
	rest []string
}

func (t journaledTable) columns() []string { return append(append([]string{}, t.key...), t.rest...) }

// journaledV1 are the journaled tables of the first version.
var journaledV1 = []journaledTable{
	{"shop", []string{"id"}, []string{"mall", "name", "code", "todo_since", "mail_since", "no_comment_ok"}},
	{"correction", []string{"order_id", "target", "field"}, []string{"value", "at"}},
	{"decision", []string{"order_id", "kind", "subject"}, []string{"body", "at"}},
	{"deed", []string{"order_id", "kind", "ref"}, []string{"at", "snapshot"}},
	{"phrase", []string{"text"}, []string{"shown", "since"}},
	{"payment_word", []string{"text"}, []string{"class"}},
	{"setting", []string{"key"}, []string{"value"}},
	{"sku", []string{"code"}, []string{"body"}},
	{"supplier", []string{"name"}, []string{"body"}},
	{"mall_code", []string{"shop", "code", "variant"}, []string{"sku"}},
	{"movement", []string{"ref", "sku", "kind"}, []string{"qty", "at", "entry"}},
	{"purchase", []string{"no"}, []string{"supplier", "at", "state", "body"}},
	{"purchase_line", []string{"no", "n"}, []string{"sku", "qty", "received", "body"}},
}

// journaled are the tables of facts that the owner makes. Readings are undone as a batch, the outbox is never undone.
var journaled = append(without(journaledV1, "correction"),
	// A column that is added later comes last, as it does in the images of before.
	journaledTable{"correction", []string{"order_id", "target", "field"}, []string{"value", "at", "was"}},
	journaledTable{"mapping", []string{"name"}, []string{"kind", "body"}},
	journaledTable{"deposit", []string{"key"}, []string{"account", "day", "payer", "amount", "memo", "state", "orders", "at"}},
	journaledTable{"maker_stock", []string{"sku"}, []string{"body"}},
	journaledTable{"rule_version", []string{"n"}, []string{"at", "note", "text"}},
	journaledTable{"saved_search", []string{"name"}, []string{"place", "condition", "tab"}},
)

// named gives the tables of those names.
func named(tables []journaledTable, names ...string) []journaledTable {
	return slices.DeleteFunc(slices.Clone(tables), func(t journaledTable) bool { return !slices.Contains(names, t.name) })
}

// without gives the tables but those of these names.
func without(tables []journaledTable, names ...string) []journaledTable {
	return slices.DeleteFunc(slices.Clone(tables), func(t journaledTable) bool { return slices.Contains(names, t.name) })
}

// image is the SQL that writes a row as JSON; row is "new", "old" or empty.
func (t journaledTable) image(row string) string {
	return "json_object(" + jsonPairs(t.columns(), row) + ")"
}

func jsonPairs(columns []string, row string) string {
	pairs := make([]string, len(columns))
	for i, c := range columns {
		v := c
		if row != "" {
			v = row + "." + c
		}
		pairs[i] = "'" + c + "', " + v
	}
	return strings.Join(pairs, ", ")
}

// journalTriggers writes the triggers that keep the journal, so that no statement can forget to.
func journalTriggers(tables []journaledTable) string {
	var b strings.Builder
	for _, t := range tables {
		pk := func(row string) string { return "json_object(" + jsonPairs(t.key, row) + ")" }
		// A row written as it was is no change.
		add := func(event, pk, before, after string) {
			fmt.Fprintf(&b, `
CREATE TRIGGER journal_%s_%s AFTER %s ON %s BEGIN
  INSERT INTO journal_change(entry, tbl, pk, before, after) SELECT entry, '%s', %s, %s, %s FROM journal_cursor WHERE entry > 0 AND %s IS NOT %s;
END;`, t.name, strings.ToLower(event), event, t.name, t.name, pk, before, after, before, after)
		}
		add("INSERT", pk("new"), "NULL", t.image("new"))
		add("UPDATE", pk("new"), t.image("old"), t.image("new"))
		add("DELETE", pk("old"), t.image("old"), "NULL")
	}
	return b.String()
}

func (s *Store) migrate(ctx context.Context) error {
	var version int
	if err := s.w.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return fmt.Errorf("read schema version: %w", translate(err))
	}
	if version > len(migrations) {
		return fmt.Errorf("schema version %d, this program knows %d: %w", version, len(migrations), ErrNewer)
	}
	isNew := version == 0 // nothing is in it yet that a backup could keep
	for ; version < len(migrations); version++ {
		if err := s.step(ctx, version, isNew); err != nil {
			return fmt.Errorf("migrate to schema version %d: %w", version+1, translate(err))
		}
	}
	return nil
}

func (s *Store) step(ctx context.Context, from int, isNew bool) error {
	if !isNew {
		if _, err := s.Backup(ctx, "migration"); err != nil {
			return err
		}
	}
	tx, err := s.w.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, migrations[from]); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version=%d", from+1)); err != nil {
		return err
	}
	return tx.Commit()
}
