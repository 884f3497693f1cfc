package stock

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

type claim struct{ shop, sku string }

// proposer holds the catalogue in the forms in which codes and names are looked up.
type proposer struct {
	codes   *Codes
	skus    []SKU
	forms   []codeForm
	loose   map[string][]int // form → SKUs
	bare    map[string][]int
	jan     map[string][]int
	affixes map[string][]affix
	mapped  map[codeKey][]MallCode // code and variant, of any shop
	byCode  map[string]int         // SKU → index
	claims  map[claim]string       // SKU of a shop → a code that is it already

	names   []string // distinct, as compared
	named   [][]int  // their SKUs
	nearby  *pieces  // of the loose codes
	similar *pieces  // of the names
}

func newProposer(catalogue []SKU, mapped []MallCode, codes *Codes, unmapped, seen []Sighting) *proposer {
	p := &proposer{codes: codes, loose: map[string][]int{}, bare: map[string][]int{}, jan: map[string][]int{}, mapped: map[codeKey][]MallCode{},
		byCode: map[string]int{}, claims: map[claim]string{}}
	name := map[string]int{}
	var looseCodes []string
	for _, s := range catalogue {
		if _, twice := p.byCode[s.Code]; twice {
			continue
		}
		f, i := formOf(s.Code), len(p.skus)
		p.skus, p.forms = append(p.skus, s), append(p.forms, f)
		p.byCode[s.Code] = i
		p.loose[f.loose] = append(p.loose[f.loose], i)
		p.bare[f.bare] = append(p.bare[f.bare], i)
		looseCodes = append(looseCodes, f.loose)
		if s.Jan != "" {
			j := strings.TrimLeft(s.Jan, "0")
			p.jan[j] = append(p.jan[j], i)
		}
		n := nameText(s.Name)
		if n == "" {
			continue
		}
		at, had := name[n]
		if !had {
			at = len(p.names)
			name[n] = at
			p.names, p.named = append(p.names, n), append(p.named, nil)
		}
		p.named[at] = append(p.named[at], i)
	}
	p.nearby, p.similar = newPieces(3, looseCodes), newPieces(2, p.names)
	p.affixes = affixesOf(unmapped, seen, func(loose string) bool { return len(p.loose[loose]) == 1 })
	for _, m := range mapped {
		if _, known := p.byCode[m.SKU]; !known {
			continue
		}
		k := codeKey{"", Key(m.Code), VariantKey(m.Code, m.Variant)}
		p.mapped[k] = append(p.mapped[k], m)
		p.claims[claim{Key(m.Shop), m.SKU}] = cmp.Or(m.Variant, m.Code)
	}
	for i := range seen {
		s := &seen[i]
		if sku, ok := codes.Resolve(s.shops(), s.Code, s.Variant); ok {
			p.claims[claim{Key(s.Shop), sku}] = s.ownCode()
		}
	}
	return p
}

// evidence collects what speaks for each SKU.
type evidence map[int]*Proposal

func (e evidence) add(i, score int, sure bool, reason string) {
	had := e[i]
	if had == nil {
		e[i] = &Proposal{Score: score, Reason: reason, Sure: sure}
		return
	}
	// What makes it sure is the reason to read.
	if sure && !had.Sure || sure == had.Sure && score > had.Score {
		had.Reason = reason
	}
	had.Sure, had.Score = had.Sure || sure, max(had.Score, score)
}

func (p *proposer) propose(s *Sighting) []Proposal {
	e := evidence{}
	p.same(s, e)
	equal := len(e) // SKUs that could be meant by equality
	p.item(s, e)
	p.elsewhere(s, e)
	if equal == 0 { // what is written the same needs nothing that is merely similar beside it
		p.near(s, e)
		p.alike(s, e)
	}
	list := make([]Proposal, 0, len(e))
	for i, x := range e {
		x.SKU, x.Title = p.skus[i].Code, p.skus[i].Title()
		if x.Sure {
			p.doubt(s, x, equal)
		}
		list = append(list, *x)
	}
	slices.SortFunc(list, func(a, b Proposal) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.SKU, b.SKU))
	})
	return list[:min(len(list), mostProposed)]
}

// doubt takes a proposal's sureness away where something else could be meant, and says what.
func (p *proposer) doubt(s *Sighting, x *Proposal, equal int) {
	why := ""
	_, said, _ := p.codes.said(s.shops(), s.Code, s.Variant)
	switch {
	case said: // and yet it resolves to none
		why = "このコードには、食い違う対応がすでにあります"
	case equal > 1:
		why = fmt.Sprintf("同じ書き方になるSKUが%dつあります", equal)
	case s.Differs && VariantKey(s.Code, s.Variant) == "":
		why = "受注によって色・サイズなどの選択肢が違います"
	default:
		for _, shop := range append(s.shops(), "") {
			if other := p.claims[claim{Key(shop), x.SKU}]; other != "" {
				why = "このSKUには別のコード「" + other + "」があります"
				break
			}
		}
	}
	if why != "" {
		x.Sure = false
		x.Reason += "（" + why + "）"
	}
}

// keepUnique leaves no SKU as the sure one of two codes of a shop.
func (p *proposer) keepUnique(list []CodeProposal) {
	wanted := map[claim]int{}
	for i := range list {
		if sku, ok := list[i].Sure(); ok {
			wanted[claim{Key(list[i].Shop), sku}]++
		}
	}
	for i := range list {
		for j := range list[i].Proposals {
			x := &list[i].Proposals[j]
			if x.Sure && wanted[claim{Key(list[i].Shop), x.SKU}] > 1 {
				x.Sure = false
				x.Reason += "（この店の別のコードも、同じSKUと同じ書き方になります）"
			}
		}
	}
}
