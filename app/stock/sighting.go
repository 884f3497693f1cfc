package stock

import (
	"cmp"
	"slices"
	"strings"

	"miseban/app/jst"
)

// Sighting is an item as the order lines of one shop name it.
type Sighting struct {
	Shop    string     `json:"shop"`
	Mall    string     `json:"mall"` // the mall's name: mappings may stand under it too
	Code    string     `json:"code"` // the mall's item code, as in the file
	Variant string     `json:"variant"`
	Name    string     `json:"name"`    // of the newest line
	Options []string   `json:"options"` // of the newest line: カラー:藍
	Lines   int        `json:"lines"`   // order lines that name it
	Open    int        `json:"open"`    // of these, in orders that are still to do
	Newest  jst.Moment `json:"newest"`  // time of the newest such order; 0 = none tells its time
	// Differs: lines of this one code were ordered in several colours or sizes, so the code alone names no SKU.
	Differs bool `json:"differs"`

	colour string // what its lines choose of colour and size, as compared
	chosen bool   // colour is set
}

// shops gives the names under which mappings for the item may stand, the nearest first.
func (s *Sighting) shops() []string { return []string{s.Shop, s.Mall} }

type sightingKey struct{ shop, code, variant string }

// Tally counts the items that order lines name. It is not safe for concurrent use; two tallies can be merged.
type Tally struct{ by map[sightingKey]*Sighting }

// Line is an order line as a Tally sees it.
type Line struct {
	Code, Variant, Name string
	Options             []string
	Open                bool       // its order is still to do
	At                  jst.Moment // of its order; 0 = not told
}

// See counts one order line of a shop. A line without any code can't be found by one, so it is left out.
func (t *Tally) See(shop, mall string, l Line) {
	if strings.TrimSpace(l.Code) == "" && strings.TrimSpace(l.Variant) == "" {
		return
	}
	if t.by == nil {
		t.by = map[sightingKey]*Sighting{}
	}
	k := sightingKey{shop, l.Code, l.Variant}
	s := t.by[k]
	if s == nil {
		s = &Sighting{Shop: shop, Mall: mall, Code: l.Code, Variant: l.Variant, Name: l.Name, Options: l.Options, Newest: l.At}
		s.colour, s.chosen = colourOf(l.Options), len(l.Options) > 0
		t.by[k] = s
	}
	s.Lines++
	if l.Open {
		s.Open++
	}
	if len(l.Options) > 0 && !s.Differs && !(s.chosen && slices.Equal(l.Options, s.Options)) {
		c := colourOf(l.Options)
		s.Differs = s.chosen && c != s.colour
		s.colour, s.chosen = c, true
	}
	// Of two orders of one second the text decides, so that the result does not depend on who comes first.
	if l.At > s.Newest || l.At == s.Newest && cmp.Or(cmp.Compare(l.Name, s.Name), slices.Compare(l.Options, s.Options)) > 0 {
		s.Newest, s.Name, s.Options = l.At, l.Name, l.Options
	}
}

// Merge adds what another tally has counted.
func (t *Tally) Merge(o *Tally) {
	if t.by == nil {
		t.by = map[sightingKey]*Sighting{}
	}
	for k, s := range o.by {
		if had := t.by[k]; had != nil {
			had.add(s)
		} else {
			t.by[k] = s
		}
	}
}

func (s *Sighting) add(o *Sighting) {
	s.Lines += o.Lines
	s.Open += o.Open
	s.Differs = s.Differs || o.Differs || s.chosen && o.chosen && s.colour != o.colour
	if !s.chosen {
		s.colour, s.chosen = o.colour, o.chosen
	}
	if o.Newest > s.Newest || o.Newest == s.Newest && cmp.Or(cmp.Compare(o.Name, s.Name), slices.Compare(o.Options, s.Options)) > 0 {
		s.Newest, s.Name, s.Options = o.Newest, o.Name, o.Options
	}
}

// Sightings gives what was counted, spellings that Codes takes for one code put together: first what most open orders
// wait with, then what was ordered most.
func (t *Tally) Sightings() []Sighting {
	all := make([]*Sighting, 0, len(t.by))
	for _, s := range t.by {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b *Sighting) int {
		return cmp.Or(cmp.Compare(a.Shop, b.Shop), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Variant, b.Variant))
	})
	at := make(map[sightingKey]int, len(all))
	out := make([]Sighting, 0, len(all))
	for _, s := range all {
		k := sightingKey{s.Shop, Key(s.Code), VariantKey(s.Code, s.Variant)}
		if i, ok := at[k]; ok {
			out[i].add(s)
			continue
		}
		at[k] = len(out)
		one := *s
		if one.Options == nil {
			one.Options = []string{}
		}
		out = append(out, one)
	}
	slices.SortStableFunc(out, func(a, b Sighting) int {
		return cmp.Or(cmp.Compare(b.Open, a.Open), cmp.Compare(b.Lines, a.Lines))
	})
	return out
}

// choosing are the words in an option's name that say that its value is another SKU, not a service (のし, ラッピング).
var choosing = []string{"色", "カラー", "サイズ", "柄", "種類", "タイプ", "バリエーション", "容量", "内容量", "color", "colour", "size"}

// colourOf gives what the options choose of colour and size, as one text for comparing.
func colourOf(options []string) string {
	var out []string
	for _, o := range options {
		name, value := splitOption(o)
		if slices.ContainsFunc(choosing, func(w string) bool { return strings.Contains(name, w) }) {
			out = append(out, value)
		}
	}
	slices.Sort(out)
	return strings.Join(out, "\x1f")
}

// splitOption takes カラー:藍 apart, both parts as compared; an option without a name is all value.
func splitOption(o string) (name, value string) {
	k := Key(o)
	if i := strings.IndexAny(k, ":="); i >= 0 {
		return strings.TrimSpace(k[:i]), strings.TrimSpace(k[i+1:])
	}
	return "", k
}
