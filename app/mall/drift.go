package mall

import (
	"fmt"
	"slices"
	"strings"

	"miseban/app/mapping"
)

// Drift is how the columns of a file differ from those of the mall's file that it is, or is like.
type Drift struct {
	Format     *Format
	Recognised bool     // the format reads the file as it is; else it would with the renames
	Added      []string // columns that no known layout has: they are not read
	Moved      int      // columns that stand in another order than in the nearest known layout; it makes no difference
	Gone       []string // columns that decide, by their known names, and are not there
	Renames    []Rename // what may be the same column under a new name, the surest first
	Safe       bool     // all columns that decide are there: order number, state, quantity, recipient, goods
	Says       []string // Japanese: what exactly differs, and what that means
}

// Rename is a column that may have a new name. It is a question: nothing is read by it until the owner has said yes.
type Rename struct {
	Known, Name string  // the known name, and the one in the file
	Confidence  float64 // 0 to 1
	Decides     bool    // the known column is one of those that decide
	Question    string  // Japanese
}

// deciding are the meanings without which an order cannot be taken for what it is, as groups of which one is enough, with
// what their lack means.
var deciding = []struct {
	any  []mapping.Meaning
	lack string
}{
	{[]mapping.Meaning{mapping.OrderNo}, "注文番号が分からないため、受注として読めません。"},
	{[]mapping.Meaning{mapping.Status, mapping.Paid}, "出荷してよいかどうかが分かりません。"},
	{[]mapping.Meaning{mapping.Qty}, "商品の個数が分かりません。"},
	{[]mapping.Meaning{mapping.Dest + mapping.PartName, mapping.Dest + mapping.PartFamily}, "届け先の氏名が分かりません。"},
	{[]mapping.Meaning{mapping.ItemName, mapping.ItemCode, mapping.SKU}, "商品が分かりません。"},
}

// Drifted compares a header with the known layouts of the format that it is or, if it is none, with the format that it
// resembles and would be under other names. The rows below the header, if given, let the content speak for or against a new
// name. nil: nothing worth saying differs, or it resembles nothing.
func Drifted(header []string, rows [][]string) *Drift {
	h := newColumns(header)
	if f, _ := Recognise(header); f != nil {
		d := driftOf(f, h, header, rows)
		d.Recognised = true
		if len(d.Added)+d.Moved+len(d.Gone)+len(d.Renames) == 0 {
			return nil
		}
		d.say()
		return d
	}
	var best *Drift
	most := 0
	for _, f := range formats {
		shared := sharedWith(f, h)
		// Less than a third in common is another mall's file, of which some names are the same.
		if shared < 3 || shared*3 < len(h.at) || shared <= most {
			continue
		}
		d := driftOf(f, h, header, rows)
		if len(d.Renames) > 0 && f.fits(newColumns(renamedHeader(header, d.renames()))) {
			best, most = d, shared
		}
	}
	if best != nil {
		best.Safe = false
		best.say()
	}
	return best
}

// sharedWith counts the columns that the nearest layout of the format has as well.
func sharedWith(f *Format, h *Columns) int {
	_, n := nearest(f, h)
	return n
}

// nearest gives the layout with which the header shares the most columns.
func nearest(f *Format, h *Columns) (names []string, shared int) {
	for _, layout := range f.known {
		n := 0
		for _, name := range layout {
			if h.has(name) {
				n++
			}
		}
		if n > shared || names == nil {
			names, shared = layout, n
		}
	}
	return names, shared
}

// needed gives the names that the reader of the format asks for and a known layout has, with their meanings.
func needed(f *Format) (names []string, means []mapping.Named) {
	seen := map[string]bool{}
	var all []string
	for _, layout := range f.known {
		for _, name := range layout {
			if k := plain(name); k != "" && !seen[k] {
				seen[k] = true
				all = append(all, name)
			}
		}
	}
	whole := newColumns(all)
	f.bind(whole, Options{})
	byName := mapping.NameMeans(all)
	for i, name := range all {
		if whole.asked[plain(name)] {
			names, means = append(names, name), append(means, byName[i])
		}
	}
	return names, means
}

func driftOf(f *Format, h *Columns, header []string, rows [][]string) *Drift {
	d := &Drift{Format: f, Safe: true}
	known := map[string]bool{}
	for _, layout := range f.known {
		for _, name := range layout {
			known[plain(name)] = true
		}
	}
	reads := newColumns(header)
	f.bind(reads, Options{})
	seen := map[string]bool{}
	for _, name := range header {
		if k := plain(name); k != "" && !known[k] && !reads.asked[k] && !seen[k] {
			seen[k] = true
			d.Added = append(d.Added, name)
		}
	}
	layout, _ := nearest(f, h)
	d.Moved = moved(layout, h)
	names, means := needed(f)
	gone := map[string]bool{}
	here := newColumns(layout)
	for _, group := range deciding {
		var has, lacks []string
		for i, name := range names {
			if !here.has(name) {
				continue // of another of the format's layouts: Yahoo!'s order file has no goods
			}
			if !slices.Contains(group.any, means[i].Means) && !(group.any[0] == mapping.OrderNo && slices.Contains(f.keys, name)) {
				continue
			}
			if h.has(name) {
				has = append(has, name)
			} else {
				lacks = append(lacks, name)
			}
		}
		// A layout that never tells of it lacks nothing.
		if len(has) == 0 && len(lacks) > 0 {
			d.Safe = false
			d.Gone = append(d.Gone, lacks...)
			for _, name := range lacks {
				gone[name] = true
			}
		}
	}
	d.Renames = renames(names, means, gone, h, header, rows, d.Added)
	return d
}

// renames proposes for known columns that are not there the added ones that mean the same by name, or have nearly the same
// name, and whose content does not speak against it. Each column once, the surest first.
func renames(names []string, means []mapping.Named, gone map[string]bool, h *Columns, header []string, rows [][]string, added []string) []Rename {
	// What a new name means depends on its neighbours (名 beside 姓), so it is read within its header.
	byName := mapping.NameMeans(header)
	var all []Rename
	for i, known := range names {
		if h.has(known) {
			continue
		}
		for _, name := range added {
			at := slices.Index(header, name)
			sure, why := 0.9*mapping.Alike(known, name), "名前が似ています"
			if sure < 0.55 {
				sure = 0
			}
			if m := byName[at]; m.Means != "" && m.Means == means[i].Means {
				same := 0.9 * min(1, m.Confidence/0.95, means[i].Confidence/0.95)
				if n, o := number(known), number(name); n != o {
					same *= 0.6 // the second of three is not the first
				}
				if same > sure {
					sure, why = same, "名前の意味が同じです"
				}
			} else if m.Means != "" && means[i].Means != "" {
				sure *= 0.4 // 送付先名 is like 注文者名, and somebody else
			}
			speaks, phrase := mapping.Suits(means[i].Means, rows, at)
			switch {
			case speaks < 0:
				continue
			case speaks > 0:
				sure += (1 - sure) * 0.4
				why += "。" + phrase + "です"
			}
			if sure >= 0.5 {
				all = append(all, Rename{Known: known, Name: name, Confidence: sure, Decides: gone[known], Question: fmt.Sprintf(
					"『%s』の列がなくなり、『%s』が増えました（%s）。『%s』を『%s』として読みますか。", known, name, why, name, known)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Rename) int {
		switch {
		case a.Decides != b.Decides:
			if a.Decides {
				return -1
			}
			return 1
		case a.Confidence > b.Confidence:
			return -1
		case a.Confidence < b.Confidence:
			return 1
		}
		return 0
	})
	taken := map[string]bool{}
	return slices.DeleteFunc(all, func(r Rename) bool {
		if taken["k"+r.Known] || taken["n"+r.Name] {
			return true
		}
		taken["k"+r.Known], taken["n"+r.Name] = true, true
		return false
	})
}

// number gives the digits at the end of a name.
func number(name string) string {
	k := mapping.Key(name)
	return k[len(strings.TrimRight(k, "0123456789")):]
}

// moved counts the columns that must be moved to bring the header into the layout's order: all but the longest run of
// columns that already stand one behind the other.
func moved(layout []string, h *Columns) int {
	var at []int
	for _, name := range layout {
		if i, ok := h.at[plain(name)]; ok && !slices.Contains(at, i) {
			at = append(at, i)
		}
	}
	var tails []int // tails[n]: the smallest last place of a rising run of n+1 columns
	for _, i := range at {
		n, _ := slices.BinarySearch(tails, i)
		if n == len(tails) {
			tails = append(tails, i)
		} else {
			tails[n] = i
		}
	}
	return len(at) - len(tails)
}

func (d *Drift) renames() map[string]string {
	out := make(map[string]string, len(d.Renames))
	for _, r := range d.Renames {
		out[r.Known] = r.Name
	}
	return out
}

// Mapping gives the format with the renames as one of the owner's own, to be saved once she has agreed to them.
func (d *Drift) Mapping(name string, header []string, renames []Rename) mapping.Mapping {
	m := mapping.Mapping{Version: mapping.Version, Name: name, Kind: mapping.Orders, Mall: string(d.Format.Mall), Base: d.Format.ID,
		Rename: map[string]string{}, HeaderRow: 1, Header: slices.Clone(header)}
	for _, r := range renames {
		m.Rename[r.Known] = r.Name
	}
	return m
}
