package store

import (
	"database/sql"
	"fmt"
)

// Mapping is what the columns of one kind of the owner's own files mean: the document of app/mapping.
type Mapping struct {
	Name string // hers, unique
	Kind string // orders, products, statement …
	Body []byte
}

// Mappings gives all of them, by name.
func (r *Reader) Mappings() ([]Mapping, error) {
	var out []Mapping
	err := r.each(func(rows *sql.Rows) error {
		var m Mapping
		if err := rows.Scan(&m.Name, &m.Kind, &m.Body); err != nil {
			return fmt.Errorf("read mapping: %w", translate(err))
		}
		out = append(out, m)
		return nil
	}, "SELECT name, kind, body FROM mapping ORDER BY name")
	return out, err
}

// PutMapping writes a mapping; the same name again replaces it.
func (w *Writer) PutMapping(m Mapping) error {
	return w.exec("INSERT INTO mapping(name, kind, body) VALUES(?,?,?) ON CONFLICT DO UPDATE SET kind=excluded.kind, body=excluded.body", m.Name, m.Kind, string(m.Body))
}

// DropMapping forgets a mapping.
func (w *Writer) DropMapping(name string) error {
	return w.exec("DELETE FROM mapping WHERE name=?", name)
}
