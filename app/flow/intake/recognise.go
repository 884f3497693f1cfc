package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"miseban/app/flow/desk"
	"miseban/app/mall"
	"miseban/app/mapping"
	"miseban/app/table"
	"miseban/store"
)

// recognised is what a file is: its format, how its header fits, and how it is to be opened again.
type recognised struct {
	format *mall.Format // nil: none that is known
	match  mall.Match
	drift  *mall.Drift // how it differs from the mall's file that it is or is like; nil = it does not
	layout layout
}

// layout says how a file is to be opened, where its content alone does not tell. It is kept with the batch.
type layout struct {
	Encoding  table.Encoding `json:"encoding,omitempty"`
	Delimiter string         `json:"delimiter,omitempty"`
	HeaderRow int            `json:"header_row,omitempty"`
	Unnamed   int            `json:"unnamed,omitempty"` // the file has no header, and so many columns
}

// open opens a file as the layout says.
func (l layout) open(r io.ReaderAt, size int64, name string) (*table.Table, error) {
	if l.Unnamed > 0 {
		var err error
		if r, size, err = table.WithHeader(r, size, mapping.Unnamed(l.Unnamed), l.Encoding, l.Delimiter[0]); err != nil {
			return nil, err
		}
	}
	return table.OpenAs(r, size, name, l.options())
}

func (l layout) options() table.Options {
	o := table.Options{Encoding: l.Encoding, HeaderRow: l.HeaderRow}
	if l.Delimiter != "" {
		o.Delimiter = l.Delimiter[0]
	}
	return o
}

func (l layout) json() json.RawMessage {
	if l == (layout{}) {
		return nil
	}
	b, _ := json.Marshal(l) // strings and a number
	return b
}

// looked is how many records are looked at to find a header that is not the first.
const looked = 20

// recognise opens a file as the format that it is: one of the malls', or one that the owner has explained. An error is a
// fault of the file as a whole; a file that is no format is none. forced, if given, is what the owner says it is.
func recognise(r io.ReaderAt, size int64, name string, own []mapping.Mapping, forced *mapping.Mapping) (*table.Table, recognised, error) {
	if forced != nil {
		return openOwn(r, size, name, *forced)
	}
	var found recognised
	t, err := table.OpenAs(r, size, name, table.Options{})
	if err == nil {
		found.format, found.match = mall.Recognise(t.Header())
	}
	if len(own) > 0 && (found.format == nil || hasHeader(own, t.Header())) {
		if glance, err := table.Preview(r, size, name, table.Options{}, looked); err == nil {
			if m, ok := mapping.Recognise(own, glance.Records); ok {
				closeTable(t)
				return openAt(r, size, name, *m, glance)
			}
		}
	}
	if err != nil {
		return nil, found, err
	}
	found.drift = mall.Drifted(t.Header(), nil)
	return t, found, nil
}

// hasHeader says whether the header is, name by name, one that the owner has explained: then her word goes before what is
// known of the mall.
func hasHeader(own []mapping.Mapping, header []string) bool {
	return slices.ContainsFunc(own, func(m mapping.Mapping) bool { return slices.Equal(m.Header, header) })
}

func closeTable(t *table.Table) {
	if t != nil {
		_ = t.Close() // of a file that is only read
	}
}

func openOwn(r io.ReaderAt, size int64, name string, m mapping.Mapping) (*table.Table, recognised, error) {
	o := table.Options{Encoding: table.Encoding(m.Encoding)}
	if m.Delimiter != "" {
		o.Delimiter = m.Delimiter[0]
	}
	glance, err := table.Preview(r, size, name, o, looked)
	if err != nil {
		return nil, recognised{}, err
	}
	return openAt(r, size, name, m, glance)
}

func openAt(r io.ReaderAt, size int64, name string, m mapping.Mapping, glance table.Glance) (*table.Table, recognised, error) {
	var found recognised
	row := m.HeaderRowIn(glance.Records)
	found.layout = layout{Encoding: glance.Encoding, Delimiter: string(rune(glance.Delimiter)), HeaderRow: 1}
	switch {
	case row > 0:
		found.layout.HeaderRow = glance.HeaderRow(row - 1)
	case m.HeaderRow == 0 && glance.Kind != table.XLSX && len(glance.Records) > 0:
		found.layout.Unnamed = len(glance.Records[0])
	default:
		return nil, found, &notAsExplained{name, m.Name}
	}
	if glance.Kind == table.XLSX {
		found.layout.Encoding, found.layout.Delimiter = "", ""
	}
	var err error
	if found.format, err = mall.Own(m); err != nil {
		return nil, found, err
	}
	t, err := found.layout.open(r, size, name)
	return t, found, err
}

// notAsExplained says that a file does not have the columns of the owner's format.
type notAsExplained struct{ file, format string }

func (n *notAsExplained) Error() string { return "file is not " + n.format }

// Japanese says what to do.
func (n *notAsExplained) Japanese() string {
	return "「" + n.file + "」の列は、読み方「" + n.format + "」と合いません。何も変更していません。ファイルと読み方の組み合わせを確かめてください。"
}

// ownMappings gives what the owner has explained of order files. One that can't be read any more is passed over.
func ownMappings(ctx context.Context, d *desk.Desk) ([]mapping.Mapping, error) {
	var out []mapping.Mapping
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		all, err := r.Mappings()
		for _, m := range all {
			if mapping.Kind(m.Kind) != mapping.Orders {
				continue
			}
			if x, err := mapping.Parse(bytes.NewReader(m.Body)); err == nil {
				out = append(out, x)
			}
		}
		return err
	})
	return out, err
}

// formatNamed gives a format by its id, the owner's own included; nil if there is none any more.
func formatNamed(own []mapping.Mapping, id string) *mall.Format {
	name, isOwn := strings.CutPrefix(id, mall.OwnPrefix)
	if !isOwn {
		return mall.ByID(id)
	}
	for _, m := range own {
		if m.Name == name {
			if f, err := mall.Own(m); err == nil {
				return f
			}
		}
	}
	return nil
}

// driftFault says that columns which decide are missing under their names, and may be there under others: the owner is asked.
type driftFault struct{ drift *mall.Drift }

func (f *driftFault) Error() string {
	return "columns of " + f.drift.Format.ID + " have changed: " + strings.Join(f.drift.Gone, ", ")
}

// Japanese says what exactly differs and what to do.
func (f *driftFault) Japanese() string {
	return strings.Join(f.drift.Says, "") + "何も変更していません。「読み方を決める」で列の意味を確かめると、次から自動で読みます。"
}

// asks says whether a recognised file must not be read before the owner has said which column is which.
func asks(d *mall.Drift) bool {
	return d != nil && d.Recognised && !d.Safe && slices.ContainsFunc(d.Renames, func(r mall.Rename) bool { return r.Decides })
}
