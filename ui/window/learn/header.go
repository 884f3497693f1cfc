package learn

import (
	"strconv"
	"strings"

	"miseban/ui/grid"
)

// headColumns are the columns of the table in which the header is chosen.
func (s *Screen) headColumns() []grid.Column {
	out := []grid.Column{{ID: "row", Title: "行", Width: 48, Align: grid.Right, NoSort: true}}
	for i := range 12 {
		out = append(out, grid.Column{ID: "c" + strconv.Itoa(i), Title: "列" + strconv.Itoa(i+1), Width: 110, NoSort: true})
	}
	return out
}

// mostHeads is how many records can be taken for the header.
const mostHeads = 20

func (s *Screen) fillHeads() {
	var rows grid.Fixed
	records := s.d.file.Glance.Records
	for i, r := range records[:min(len(records), mostHeads)] {
		kind := grid.Plain
		if i+1 == s.d.file.Proposal.HeaderRow {
			kind = grid.Strong
		}
		cells := []grid.Cell{grid.Of(grid.Quiet, strconv.Itoa(i+1))}
		for _, c := range r[:min(len(r), 12)] {
			cells = append(cells, grid.Of(kind, strings.NewReplacer("\r", "", "\n", " ").Replace(c)))
		}
		rows.Lines = append(rows.Lines, grid.Row{Faint: i+1 < s.d.file.Proposal.HeaderRow, Cells: cells})
		rows.Keys = append(rows.Keys, strconv.Itoa(i))
	}
	s.heads.SetRows(rows)
	if h := s.d.file.Proposal.HeaderRow; h > 0 && h <= len(rows.Lines) && !s.heads.Selection().Has(h-1) {
		s.heads.Select(h - 1)
	}
}
