package order

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"miseban/app/jst"
)

// Correction is a fact that the owner typed over the mall's. It survives every re-import and wins.
type Correction struct {
	OrderID int64
	// Target is what the fact is of: "" the order itself, "orderer", "dest:"+key of the destination, "line:"+key of the
	// line. "line:+1" and "dest:+1" are a line and a destination of the owner's own: they are there as long as one
	// correction of them is.
	Target string
	Field  string
	Value  string // in the form that Clean gives; empty = known to be empty
	At     jst.Moment
	Was    *string // the mall's value when the owner corrected, as text; Untold = no file told it; nil = not kept
}

// Untold stands in Correction.Was for a value that no file had told. It is no text that a file or a person can give.
const Untold = "\x1f"

// Correct lays the corrections over the facts and gives the effective facts. Corrections whose target is gone are given
// back, so that the order stops for review; they are never dropped. The facts given are not changed. The result does not
// depend on the order of the corrections; of two for one fact the later one wins.
//
// A line or destination that keeps its place but would have another key (its price or address was corrected) has its old
// key as its id in the effective facts, so that further corrections still find it under both.
func Correct(f *Facts, corrections []Correction) (effective *Facts, lost []Correction) {
	if len(corrections) == 0 {
		return f, nil
	}
	l := layer{e: *f, at: indexOf(f), moved: map[int]int{}, pinned: map[int]bool{}, goneDests: map[int]Correction{}, goneLines: map[int]bool{}}
	l.e.Destinations, l.e.Lines = slices.Clone(f.Destinations), slices.Clone(f.Lines)
	sorted := slices.Clone(corrections)
	slices.SortStableFunc(sorted, func(a, b Correction) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Target, b.Target), cmp.Compare(a.Field, b.Field))
	})
	l.own(sorted)
	moot := map[string]bool{}
	for _, c := range sorted {
		if l.set(c) {
			continue
		}
		if c.Field == "gone" && l.at.vanished(c.Target) {
			moot[c.Target] = true // she took it out, and now the mall did
			continue
		}
		lost = append(lost, c)
	}
	lost = slices.DeleteFunc(lost, func(c Correction) bool { return moot[c.Target] })
	return l.finish(f, lost)
}

// layer is the corrections on their way over the facts.
type layer struct {
	e         Facts
	at        index
	moved     map[int]int        // line → the destination that it goes to now
	pinned    map[int]bool       // destinations that were corrected
	goneDests map[int]Correction // taken out by the owner
	goneLines map[int]bool
}

// own adds the lines and destinations that are the owner's own, by number.
func (l *layer) own(corrections []Correction) {
	for _, c := range corrections {
		kind, n := ownTarget(c.Target)
		if n == 0 || c.Field == "gone" || !settable(kind, c.Field, c.Value) {
			continue
		}
		id := "+" + strconv.Itoa(n)
		if _, _, ok := l.at.find(c.Target); ok {
			continue
		}
		if kind == "dest" {
			l.at.dests = append(l.at.dests, id)
		} else {
			l.at.lines = append(l.at.lines, id)
		}
	}
	byNumber := func(a, b string) int {
		x, _ := strconv.Atoi(a[1:])
		y, _ := strconv.Atoi(b[1:])
		return cmp.Compare(x, y)
	}
	slices.SortFunc(l.at.dests[len(l.e.Destinations):], byNumber)
	slices.SortFunc(l.at.lines[len(l.e.Lines):], byNumber)
	for _, id := range l.at.dests[len(l.e.Destinations):] {
		l.e.Destinations = append(l.e.Destinations, Destination{ID: id})
	}
	for _, id := range l.at.lines[len(l.e.Lines):] {
		l.e.Lines = append(l.e.Lines, Line{ID: id})
	}
}

func (l *layer) set(c Correction) bool {
	kind, i, ok := l.at.find(c.Target)
	if !ok {
		return false
	}
	switch kind {
	case "":
		return setFact(orderFields, &l.e, c.Field, c.Value)
	case "orderer":
		return setFact(personFields, &l.e.Orderer, c.Field, c.Value)
	case "dest":
		if c.Field == "gone" {
			l.goneDests[i] = c
			return true
		}
		l.pinned[i] = true
		return setFact(destFields, &l.e.Destinations[i], c.Field, c.Value)
	}
	switch c.Field {
	case "gone":
		l.goneLines[i] = true
		return true
	case "dest":
		_, to, ok := l.at.find("dest:" + c.Value)
		if ok {
			l.moved[i] = to
		}
		return ok
	}
	return setFact(lineFields, &l.e.Lines[i], c.Field, c.Value)
}

// finish gives what was moved its keys, and takes out what the owner took out.
func (l *layer) finish(f *Facts, lost []Correction) (*Facts, []Correction) {
	for i := range f.Destinations {
		// Lines find a destination without an id by name and address: keep finding it.
		d := &l.e.Destinations[i]
		if !l.pinned[i] || d.ID != "" {
			continue
		}
		d.ID = l.at.dests[i]
		for j := range l.e.Lines {
			if l.e.Lines[j].Dest == l.at.dests[i] {
				l.e.Lines[j].Dest = d.Key()
			}
		}
	}
	for i, to := range l.moved {
		l.e.Lines[i].Dest = l.e.Destinations[to].Key()
	}
	var lines []Line
	var keys []string
	for i, x := range l.e.Lines {
		if !l.goneLines[i] {
			lines, keys = append(lines, x), append(keys, l.at.lines[i])
		}
	}
	if !slices.EqualFunc(LineKeys(lines), keys, func(a, b string) bool { return bare(a) == bare(b) }) {
		for i := range lines {
			if lines[i].ID == "" {
				lines[i].ID = keys[i]
			}
		}
	}
	l.e.Lines = lines
	var places []Destination
	for i, d := range l.e.Destinations {
		c, gone := l.goneDests[i]
		if gone && slices.ContainsFunc(lines, func(x Line) bool { return l.e.DestinationOf(x) == i }) {
			gone = false // its goods would go to somebody else
			lost = append(lost, c)
		}
		if !gone {
			places = append(places, d)
		}
	}
	l.e.Destinations = places
	return &l.e, lost
}

// String names the correction for a sentence, without the value.
func (c Correction) String() string {
	if n := Label(c.Target, c.Field); n != "" {
		return n
	}
	return fmt.Sprintf("%s %s", c.Target, c.Field)
}

// Shown is a value of a field for a sentence.
func Shown(field, value string) string {
	switch {
	case value == Untold:
		return "（ファイルにありませんでした）"
	case value == "":
		return "（空）"
	case field == "gone":
		return "取り消し"
	case field == "paid" && value == "yes":
		return "入金済み"
	case field == "paid":
		return "未入金"
	}
	return strings.NewReplacer("\x1f", " ", "\n", " / ").Replace(value)
}
