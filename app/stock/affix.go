package stock

import (
	"cmp"
	"slices"
	"strings"
)

// affix is what a shop writes before or behind the codes of the catalogue, such as r- before all of them.
type affix struct {
	text   string // as compared, with its separator
	before bool
	// wide: nearly every code of the shop has it, so it says nothing of the item. An affix of some codes alone may mean
	// something: set-tea is not tea.
	wide bool
}

// The measure of an affix: codes that have it and are SKUs without it, and their share of all codes that have it. A wide
// one stands on so many of the shop's codes.
const (
	affixCodes = 3
	affixShare = 0.5
	wideCodes  = 5
	wideShare  = 0.8
	leastRest  = 3 // characters that must be left of a code
	// mostAffixes is how many of a shop are looked at, the most frequent ones.
	mostAffixes = 20
)

// affixesOf finds what each shop writes around codes. isSKU tells whether a form without separators is a SKU's.
func affixesOf(unmapped, seen []Sighting, isSKU func(loose string) bool) map[string][]affix {
	type found struct {
		shop string
		affix
	}
	hits := map[found]int{}
	for _, s := range unmapped {
		for _, c := range cutsOf(s.ownCode()) {
			if isSKU(c.rest) {
				hits[found{s.Shop, affix{text: c.text, before: c.before}}]++
			}
		}
	}
	perShop := map[string][]found{}
	for f, n := range hits {
		if n >= affixCodes {
			perShop[f.shop] = append(perShop[f.shop], f)
		}
	}
	keys := map[string][]string{}
	for i := range seen {
		keys[seen[i].Shop] = append(keys[seen[i].Shop], Key(seen[i].ownCode()))
	}
	out := map[string][]affix{}
	for shop, list := range perShop {
		slices.SortFunc(list, func(a, b found) int {
			return cmp.Or(cmp.Compare(hits[b], hits[a]), cmp.Compare(a.text, b.text))
		})
		for _, f := range list[:min(len(list), mostAffixes)] {
			having := 0
			for _, k := range keys[shop] {
				if f.has(k) {
					having++
				}
			}
			if n := hits[f]; float64(n) >= affixShare*float64(having) {
				f.wide = n >= wideCodes && float64(having) >= wideShare*float64(len(keys[shop]))
				out[shop] = append(out[shop], f.affix)
			}
		}
	}
	for _, list := range out {
		slices.SortFunc(list, func(a, b affix) int {
			return cmp.Or(cmp.Compare(len(b.text), len(a.text)), cmp.Compare(a.text, b.text))
		})
	}
	return out
}

func (a affix) has(key string) bool {
	if a.before {
		return strings.HasPrefix(key, a.text)
	}
	return strings.HasSuffix(key, a.text)
}

// without gives the code's key without the affix; ok is false where it has none.
func (a affix) without(key string) (rest string, ok bool) {
	if !a.has(key) {
		return "", false
	}
	if a.before {
		return key[len(a.text):], true
	}
	return key[:len(key)-len(a.text)], true
}

// ownCode is the code that names the item most closely: its variant's where there is one.
func (s *Sighting) ownCode() string {
	if VariantKey(s.Code, s.Variant) != "" {
		return s.Variant
	}
	return s.Code
}

// cut is one way of taking a code apart.
type cut struct {
	affix
	rest string // without separators
}

// cutsOf takes a code apart in every way: behind each character and before each, a separator belonging to the affix.
func cutsOf(code string) []cut {
	f := formOf(code)
	runes := []rune(f.key)
	seps := make([]bool, len(runes))
	for i := range runes {
		seps[i] = separates(runes, i)
	}
	var out []cut
	at, left := 0, len([]rune(f.loose))
	for i := range runes {
		// Before runes[i] stands a prefix, unless a separator would stay at the head of the rest.
		if i > 0 && !seps[i] && left >= leastRest && at > 0 {
			out = append(out, cut{affix{text: string(runes[:i]), before: true}, f.loose[at:]})
		}
		if !seps[i] {
			at += len(string(runes[i]))
			left--
			// Behind it begins a suffix.
			if i+1 < len(runes) && at < len(f.loose) && len([]rune(f.loose[:at])) >= leastRest {
				out = append(out, cut{affix{text: string(runes[i+1:])}, f.loose[:at]})
			}
		}
	}
	return out
}
