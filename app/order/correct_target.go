package order

import (
	"slices"
	"strconv"
	"strings"
)

// index finds what a correction hangs on: the keys of an order's destinations and lines. A correction changes none that
// another one hangs on, since they are the keys that the malls' facts give.
type index struct {
	f            *Facts
	dests, lines []string
}

func indexOf(f *Facts) index {
	x := index{f: f, lines: LineKeys(f.Lines)}
	for _, d := range f.Destinations {
		x.dests = append(x.dests, d.Key())
	}
	return x
}

// find gives what a target is of and its place among the destinations or lines.
func (x index) find(target string) (kind string, i int, ok bool) {
	kind, key, _ := strings.Cut(target, ":")
	switch kind {
	case "", "orderer":
		return kind, 0, key == ""
	case "dest":
		i = slices.IndexFunc(x.dests, func(k string) bool { return bare(k) == bare(key) })
		if i < 0 {
			i = x.destOnceCalled(bare(key))
		}
		return kind, i, i >= 0
	case "line":
		i = slices.IndexFunc(x.lines, func(k string) bool { return bare(k) == bare(key) })
		if i < 0 {
			i = x.lineOnceCalled(bare(key))
		}
		return kind, i, i >= 0
	}
	return kind, 0, false
}

// bare takes off the # that a corrected or an own thing's key has in the effective facts.
func bare(key string) string {
	if b, ok := strings.CutPrefix(key, "#"); ok && (strings.Contains(b, "\x1f") || ownNumber(b) > 0) {
		return b
	}
	return key
}

// destOnceCalled finds the one destination that had this name and address before a later file gave it an id, or told
// what was not known of it; -1 for none or several.
func (x index) destOnceCalled(key string) int {
	name, address, ok := strings.Cut(key, "\x1f")
	if !ok {
		return -1
	}
	found := -1
	for i, d := range x.f.Destinations {
		if couldBe(name, Value(d.Name)) && couldBe(address, Value(d.Address)) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

// lineOnceCalled finds the line that had this key before a later file gave it an id, or told what was not known of it:
// among those whose other values are the same, the n-th, as Fold itself matches them. -1 for none.
func (x index) lineOnceCalled(key string) int {
	p := strings.Split(key, "\x1f")
	if len(p) < 6 {
		return -1
	}
	n, err := strconv.Atoi(p[len(p)-1])
	if err != nil {
		return -1
	}
	for i, l := range x.f.Lines {
		if x.lineCouldBe(p, l) {
			if n == 0 {
				return i
			}
			n--
		}
	}
	return -1
}

func (x index) lineCouldBe(p []string, l Line) bool {
	price := ""
	if l.UnitPrice != nil {
		price = l.UnitPrice.String()
	}
	return sameGoods(p, l) && couldBe(p[3], price) && x.goesTo(strings.Join(p[4:len(p)-1], "\x1f"), l)
}

// sameGoods compares code, SKU and options of a key's parts.
func sameGoods(p []string, l Line) bool {
	return couldBe(p[0], Value(l.Code)) && couldBe(p[1], Value(l.SKU)) && couldBe(p[2], strings.Join(Value(l.Options), "\x1e"))
}

// goesTo says whether the line goes to the destination of a key, or to what that has become.
func (x index) goesTo(dest string, l Line) bool {
	if couldBe(dest, l.Dest) {
		return true
	}
	i := slices.IndexFunc(x.f.Destinations, func(d Destination) bool { return d.Key() == l.Dest })
	return i >= 0 && x.destOnceCalled(dest) == i
}

// couldBe says whether a value now known can be the one of a key, in which nothing stands for the unknown.
func couldBe(was, is string) bool { return was == "" || was == is }

// vanished says that a line or destination of the mall is no more, and that none is left that could be it with another price.
func (x index) vanished(target string) bool {
	kind, key, _ := strings.Cut(target, ":")
	key = bare(key)
	if strings.HasPrefix(key, "#") {
		return true // by the mall's own id
	}
	p := strings.Split(key, "\x1f")
	switch {
	case kind == "dest" && len(p) == 2:
		return !slices.ContainsFunc(x.f.Destinations, func(d Destination) bool { return couldBe(p[0], Value(d.Name)) })
	case kind == "line" && len(p) >= 6:
		return !slices.ContainsFunc(x.f.Lines, func(l Line) bool { return sameGoods(p, l) })
	}
	return false
}

// ownTarget gives the number of a line or destination of the owner's own; 0 when it is the mall's.
func ownTarget(target string) (kind string, n int) {
	kind, key, _ := strings.Cut(target, ":")
	if kind != "line" && kind != "dest" {
		return kind, 0
	}
	return kind, ownNumber(bare(key))
}

func ownNumber(key string) int {
	digits, ok := strings.CutPrefix(key, "+")
	if !ok {
		return 0
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || strconv.Itoa(n) != digits {
		return 0
	}
	return n
}

// IsOwn says whether a target is a line or a destination of the owner's own.
func IsOwn(target string) bool {
	_, n := ownTarget(target)
	return n > 0
}

// NewTarget gives the target of a further line ("line") or destination ("dest") of the owner's own, f being the effective
// facts, or the malls' with the corrections beside them.
func NewTarget(f *Facts, kind string, corrections ...Correction) string {
	last := 0
	note := func(target string) {
		if k, n := ownTarget(target); k == kind {
			last = max(last, n)
		}
	}
	for _, t := range Targets(f) {
		note(t)
	}
	for _, c := range corrections {
		note(c.Target)
	}
	return kind + ":+" + strconv.Itoa(last+1)
}

// Targets gives the target of every part of an order that can be corrected: the order, the orderer, its destinations,
// its lines. The facts may be the malls' or the effective ones; a target is the same in both.
func Targets(f *Facts) []string {
	x := indexOf(f)
	out := []string{"", "orderer"}
	for _, k := range x.dests {
		out = append(out, "dest:"+bare(k))
	}
	for _, k := range x.lines {
		out = append(out, "line:"+bare(k))
	}
	return out
}

// Target gives the target in the form in which it is kept; false when the facts have nothing of it. A target of the
// owner's own is always one.
func Target(f *Facts, target string) (string, bool) {
	if kind, n := ownTarget(target); n > 0 {
		return kind + ":+" + strconv.Itoa(n), true
	}
	x := indexOf(f)
	kind, i, ok := x.find(target)
	switch {
	case !ok:
		return target, false
	case kind == "dest":
		return "dest:" + bare(x.dests[i]), true
	case kind == "line":
		return "line:" + bare(x.lines[i]), true
	}
	return target, true
}
