package intake

import (
	"context"
	"io"

	"miseban/app/flow/desk"
	"miseban/app/mall"
	"miseban/app/table"
)

// recognised is what a file is: its format, how its header fits, and how it is to be opened again.
type recognised struct {
	format *mall.Format // nil: none that is known
	match  mall.Match
	layout table.Options
}

// recognise opens a file as the format that it is: one of the malls', or the owner's own. An error is a fault of the file as
// a whole; a file that is no format is none.
func recognise(r io.ReaderAt, size int64, name string, own []*mall.Format) (*table.Table, recognised, error) {
	var found recognised
	t, err := table.OpenAs(r, size, name, found.layout)
	if err != nil {
		return nil, found, err
	}
	found.format, found.match = mall.Recognise(t.Header())
	return t, found, nil
}

// ownFormats gives the formats that the owner has explained.
func ownFormats(ctx context.Context, d *desk.Desk) ([]*mall.Format, error) { return nil, nil }
