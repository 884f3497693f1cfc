package order

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"miseban/app/jst"
)

// Reading is one order as one file told it.
type Reading struct {
	Fresh jst.Moment // when the mall wrote the file: the time in its name, else its modification time
	Hash  string     // of the file; breaks ties of Fresh
	Facts *Facts
}

// Fold makes the facts of an order from all its readings: per field the freshest known value wins, unknown never does.
// The result does not depend on the order of the readings. A line that a fresher complete file no longer lists is gone
// and leaves an alert. The readings are not changed; with one reading its facts themselves are returned.
func Fold(readings []Reading) *Facts {
	if len(readings) == 1 && !readings[0].Facts.Refreshed {
		return readings[0].Facts
	}
	sorted := slices.Clone(readings)
	slices.SortFunc(sorted, func(a, b Reading) int {
		return cmp.Or(cmp.Compare(a.Fresh, b.Fresh), cmp.Compare(a.Hash, b.Hash))
	})
	out := &Facts{}
	headless := true
	gone := map[string]string{}
	for _, r := range sorted {
		f := r.Facts
		lay(reflect.ValueOf(out).Elem(), reflect.ValueOf(f).Elem())
		if f.Head {
			// A comment column in any file answers the question for good.
			out.NoComment = f.NoComment && (headless || out.NoComment)
			headless = false
		}
		out.Head = out.Head || f.Head
		out.Refreshed = f.Refreshed
		if f.Refreshed {
			out.Listed = Known(r.Fresh)
		}
		out.Lines = foldLines(out.Lines, f.Lines, f.AllLines, gone)
		out.Destinations = foldDestinations(out.Destinations, f.Destinations, out.Lines)
		out.AllLines = out.AllLines || f.AllLines
	}
	if out.Comment != nil {
		out.NoComment = false
	}
	if len(gone) > 0 {
		names := make([]string, 0, len(gone))
		for _, n := range gone {
			names = append(names, n)
		}
		slices.Sort(names)
		alerts := append(slices.Clone(Value(out.Alerts)), Alert{"line_gone",
			fmt.Sprintf("新しいファイルから明細がなくなりました（%s）。モールで変更された内容を確認してください。", strings.Join(names, "、"))})
		out.Alerts = &alerts
	}
	return out
}

// lay copies every known (non-nil pointer) field of from over to, and the same inside embedded structures.
func lay(to, from reflect.Value) {
	for i := range from.NumField() {
		f := from.Field(i)
		switch f.Kind() {
		case reflect.Pointer:
			if !f.IsNil() {
				to.Field(i).Set(f)
			}
		case reflect.Struct:
			lay(to.Field(i), f)
		}
	}
}

func foldDestinations(have, fresh []Destination, lines []Line) []Destination {
	out := slices.Clone(have)
	for _, d := range fresh {
		i := slices.IndexFunc(out, func(o Destination) bool { return sameDestination(o, d) })
		// An order of one destination keeps it: a fresher file that words the address anew has changed it, not added one.
		if i < 0 && len(fresh) == 1 && len(out) == 1 {
			i = 0
		}
		if i < 0 {
			out = append(out, d)
			continue
		}
		if d.ID != "" {
			out[i].ID = d.ID
		}
		lay(reflect.ValueOf(&out[i]).Elem(), reflect.ValueOf(d))
	}
	// With several, those that the fresher file no longer names are gone with their lines; one to which a line still goes
	// stays, or the line would go to somebody else.
	if len(fresh) > 0 && len(out) > len(fresh) {
		out = slices.DeleteFunc(out, func(o Destination) bool {
			return !slices.ContainsFunc(fresh, func(d Destination) bool { return sameDestination(o, d) }) &&
				!slices.ContainsFunc(lines, func(l Line) bool { return l.Dest == o.Key() })
		})
	}
	return out
}

func sameDestination(a, b Destination) bool {
	if a.ID != "" && b.ID != "" {
		return a.ID == b.ID
	}
	return Value(a.Name) == Value(b.Name) && Value(a.Address) == Value(b.Address)
}

// LineKeys gives for each line a key that finds it again in a later file: the mall's line id, else code, SKU, options,
// price and how many such lines came before it.
func LineKeys(lines []Line) []string {
	keys := make([]string, len(lines))
	seen := map[string]int{}
	for i, l := range lines {
		if l.ID != "" {
			keys[i] = "#" + l.ID
			continue
		}
		price := ""
		if l.UnitPrice != nil {
			price = l.UnitPrice.String()
		}
		k := strings.Join([]string{Value(l.Code), Value(l.SKU), strings.Join(Value(l.Options), "\x1e"), price, l.Dest}, "\x1f")
		keys[i] = fmt.Sprintf("%s\x1f%d", k, seen[k])
		seen[k]++
	}
	return keys
}

func foldLines(have, fresh []Line, all bool, gone map[string]string) []Line {
	if len(fresh) == 0 {
		return have
	}
	for _, k := range LineKeys(fresh) {
		delete(gone, k)
	}
	out := slices.Clone(have)
	found := make([]bool, len(have))
	for i, at := range matchLines(have, fresh) {
		l := fresh[i]
		if at < 0 {
			out = append(out, l)
			continue
		}
		found[at] = true
		lay(reflect.ValueOf(&out[at]).Elem(), reflect.ValueOf(l))
		if l.ID != "" {
			out[at].ID = l.ID
		}
		if l.Dest != "" {
			out[at].Dest = l.Dest
		}
	}
	if !all {
		return out
	}
	keys := LineKeys(have)
	kept := out[:0]
	for i, l := range out {
		if i >= len(have) || found[i] {
			kept = append(kept, l)
			continue
		}
		gone[keys[i]] = Value(l.Name)
	}
	return kept
}

// matchLines gives for each fresh line the index of the one in have that it tells of anew, or -1: the one of the same id;
// where a layout has no ids (an owner's short template), the first not yet taken whose known values agree, one of the
// same quantity before others.
func matchLines(have, fresh []Line) []int {
	at := make([]int, len(fresh))
	taken := make([]bool, len(have))
	match := func(same func(h, f Line) bool) {
		for i, f := range fresh {
			if at[i] >= 0 {
				continue
			}
			for j, h := range have {
				if !taken[j] && same(h, f) {
					at[i], taken[j] = j, true
					break
				}
			}
		}
	}
	for i := range at {
		at[i] = -1
	}
	match(func(h, f Line) bool { return h.ID != "" && h.ID == f.ID })
	alike := func(h, f Line) bool {
		return (h.ID == "" || f.ID == "") && agree(h.Code, f.Code) && agree(h.SKU, f.SKU) && agree(h.Name, f.Name) &&
			agree(h.UnitPrice, f.UnitPrice) && (h.Options == nil || f.Options == nil || slices.Equal(*h.Options, *f.Options)) &&
			(h.Dest == f.Dest || h.Dest == "" || f.Dest == "" || strings.HasPrefix(h.Dest, "#") != strings.HasPrefix(f.Dest, "#"))
	}
	match(func(h, f Line) bool { return alike(h, f) && agree(h.Qty, f.Qty) })
	match(alike)
	return at
}

// agree tells whether two values can be one: equal, or one of them unknown.
func agree[T comparable](a, b *T) bool { return a == nil || b == nil || *a == *b }
