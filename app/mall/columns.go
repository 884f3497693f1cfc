package mall

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Columns finds the columns of one file by name. Names are compared after NFKC and trimming; where one stands twice the
// first is meant.
type Columns struct {
	at     map[string]int
	names  []string // the header as it is
	absent []string // names that the reader asked for in vain
	asked  map[string]bool
}

// column is the place of one column in a file; at < 0: the file does not have it.
type column struct {
	at   int
	name string
}

func (c column) there() bool { return c.at >= 0 }

func newColumns(header []string) *Columns {
	h := &Columns{at: make(map[string]int, len(header)), names: header, asked: map[string]bool{}}
	for i, name := range header {
		if k := plain(name); k != "" {
			if _, twice := h.at[k]; !twice {
				h.at[k] = i
			}
		}
	}
	return h
}

func plain(name string) string {
	return strings.TrimSpace(norm.NFKC.String(strings.TrimPrefix(name, "\uFEFF")))
}

// find gives the column of that name.
func (h *Columns) find(name string) column {
	k := plain(name)
	at, ok := h.at[k]
	if !ok {
		at = -1
		if !h.asked[k] {
			h.absent = append(h.absent, name)
		}
	}
	h.asked[k] = true
	return column{at, name}
}

// has tells whether the column is there, without asking for it.
func (h *Columns) has(name string) bool { _, ok := h.at[plain(name)]; return ok }

// all tells whether every one of the columns is in the file.
func all(columns ...column) bool {
	for _, c := range columns {
		if !c.there() {
			return false
		}
	}
	return true
}
