package stock

// Proposal is a SKU that an item of a mall may be. Nothing is mapped by it: the owner says so.
type Proposal struct {
	SKU    string `json:"sku"`
	Title  string `json:"title"`  // its name with the variant
	Score  int    `json:"score"`  // 0 to 100, for sorting
	Reason string `json:"reason"` // Japanese
	// Sure: the codes differ only in how people write a code, no other SKU and no other code of the shop could be meant.
	Sure bool `json:"sure"`
}

// CodeProposal is an item that no SKU was found for, with up to three that it may be, the likeliest first.
type CodeProposal struct {
	Sighting
	Proposals []Proposal `json:"proposals"`
}

// Sure gives the SKU of the sure proposal, if there is one.
func (c *CodeProposal) Sure() (sku string, ok bool) {
	for _, p := range c.Proposals {
		if p.Sure {
			return p.SKU, true
		}
	}
	return "", false
}

// Mapping says that the item is that SKU.
func (s *Sighting) Mapping(sku string) MallCode {
	return MallCode{Shop: s.Shop, Code: s.Code, Variant: s.Variant, SKU: sku}
}

// AllSure gives the mappings of all sure proposals, for the owner to take in one act.
func AllSure(list []CodeProposal) []MallCode {
	var out []MallCode
	for i := range list {
		if sku, ok := list[i].Sure(); ok {
			out = append(out, list[i].Mapping(sku))
		}
	}
	return out
}

// Unmapped gives the items that resolve to no SKU and of which the owner has not said that they are none.
func Unmapped(codes *Codes, seen []Sighting) []Sighting {
	var out []Sighting
	for _, s := range seen {
		if _, ok := codes.Resolve(s.shops(), s.Code, s.Variant); !ok && !codes.Ignored(s.shops(), s.Code, s.Variant) {
			out = append(out, s)
		}
	}
	return out
}

// mostProposed is how many SKUs are proposed for a code.
const mostProposed = 3

// Proposals lists the items of order lines that resolve to no SKU of the catalogue, each with the SKUs that it may be: by
// its code written another way, code and variant joined, JAN, the shop's own prefix, another shop's mapping, a similar code,
// a similar name with the colour or size chosen. The order of seen is kept. The result depends on nothing else.
func Proposals(catalogue []SKU, mapped []MallCode, seen []Sighting) []CodeProposal {
	skus := make([]string, len(catalogue))
	for i, s := range catalogue {
		skus[i] = s.Code
	}
	codes := NewCodes(skus, mapped)
	unmapped := Unmapped(codes, seen)
	if len(unmapped) == 0 || len(catalogue) == 0 {
		out := make([]CodeProposal, len(unmapped))
		for i, s := range unmapped {
			out[i] = CodeProposal{s, []Proposal{}}
		}
		return out
	}
	p := newProposer(catalogue, mapped, codes, unmapped, seen)
	out := make([]CodeProposal, len(unmapped))
	for i, s := range unmapped {
		out[i] = CodeProposal{s, p.propose(&s)}
	}
	p.keepUnique(out)
	return out
}
