package stock

import (
	"slices"
	"sort"
	"strings"
)

// MallCode says which SKU of the catalogue a shop's item is.
type MallCode struct {
	Shop    string // the shop, or (from a file with a column such as 楽天商品番号) the mall's name; empty = every shop
	Code    string // the mall's item code, or its SKU code where that alone names the variant
	Variant string // the mall's SKU code within the item; empty = Code says it all
	SKU     string // empty = the owner says that it is no product of the catalogue (送料, ラッピング, 名入れ)
}

// noVariant is what 楽天 writes as SKU管理番号 of an item without variants; every such item has the same one.
const noVariant = "normal-inventory"

type codeKey struct{ shop, item, variant string }

// Codes finds the SKU for what a mall calls an item. It never guesses: a code that could mean two SKUs means none.
type Codes struct {
	explicit  map[codeKey]string // "" = ambiguous, or no product
	ignored   map[codeKey]bool   // explicitly no product
	variants  map[codeKey]bool   // (shop, item) known to have several variants
	catalogue map[string][]string
}

// NewCodes takes the catalogue's SKU codes and the mappings that the owner made or imported.
func NewCodes(skus []string, mappings []MallCode) *Codes {
	c := &Codes{explicit: map[codeKey]string{}, ignored: map[codeKey]bool{}, variants: map[codeKey]bool{}, catalogue: map[string][]string{}}
	for _, s := range skus {
		k := Key(s)
		if k != "" && !slices.Contains(c.catalogue[k], s) {
			c.catalogue[k] = append(c.catalogue[k], s)
		}
	}
	for _, m := range mappings {
		k := codeKey{Key(m.Shop), Key(m.Code), VariantKey(m.Code, m.Variant)}
		if k.item == "" {
			continue
		}
		if k.variant != "" {
			c.variants[codeKey{k.shop, k.item, ""}] = true
		}
		if had, ok := c.explicit[k]; ok && (had != m.SKU || had == "" && !c.ignored[k]) {
			c.explicit[k] = ""
			delete(c.ignored, k)
			continue
		}
		c.explicit[k] = m.SKU
		if m.SKU == "" {
			c.ignored[k] = true
		}
	}
	return c
}

// Resolve finds the catalogue's SKU for a line of an order of a shop: shops are the names under which mappings for it may
// stand, the nearest first (the shop's own, its mall's); itemCode is the mall's item code, itemSKU its code of the variant
// (both as in the file, either may be empty). An explicit mapping wins, the nearest before one for every shop; then
// a catalogue SKU equal to itemSKU; then one equal to itemCode, but only where itemSKU is empty or the same: an item whose
// variant is not known is left for the owner. What she says is no product is none, whatever the catalogue has.
func (c *Codes) Resolve(shops []string, itemCode, itemSKU string) (sku string, ok bool) {
	k, found, known := c.said(shops, itemCode, itemSKU)
	switch {
	case found:
		return c.explicit[k], c.explicit[k] != ""
	case VariantKey(itemCode, itemSKU) != "":
		return c.inCatalogue(itemSKU)
	case known:
		return "", false
	}
	return c.inCatalogue(itemCode)
}

// Ignored tells whether the owner has said that the item is no product of the catalogue.
func (c *Codes) Ignored(shops []string, itemCode, itemSKU string) bool {
	k, found, _ := c.said(shops, itemCode, itemSKU)
	return found && c.ignored[k]
}

// said finds the mapping that decides; severalVariants tells that there is none and the item is known to have variants.
func (c *Codes) said(shops []string, itemCode, itemSKU string) (k codeKey, found, severalVariants bool) {
	item, variant := Key(itemCode), VariantKey(itemCode, itemSKU)
	for i := range len(shops) + 1 {
		sh := "" // behind the shops: every shop
		if i < len(shops) {
			sh = Key(shops[i])
		}
		for _, k := range [2]codeKey{{sh, item, variant}, {sh, variant, ""}} {
			if k.item == "" {
				continue
			}
			if _, ok := c.explicit[k]; ok {
				return k, true, false
			}
		}
		severalVariants = severalVariants || c.variants[codeKey{sh, item, ""}]
	}
	return codeKey{}, false, severalVariants
}

// Ambiguous lists mappings that name different SKUs for the same code, for the owner to settle; sorted.
func (c *Codes) Ambiguous() []MallCode {
	var out []MallCode
	for k, sku := range c.explicit {
		if sku == "" && !c.ignored[k] {
			out = append(out, MallCode{Shop: k.shop, Code: k.item, Variant: k.variant})
		}
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.Shop != b.Shop {
			return a.Shop < b.Shop
		}
		if a.Code != b.Code {
			return a.Code < b.Code
		}
		return a.Variant < b.Variant
	})
	return out
}

func (c *Codes) inCatalogue(code string) (string, bool) {
	found := c.catalogue[Key(code)]
	switch {
	case len(found) == 1:
		return found[0], true
	case slices.Contains(found, strings.TrimSpace(code)): // A-1 and a-1 are two SKUs: only the very same text decides
		return strings.TrimSpace(code), true
	}
	return "", false
}

// VariantKey is the variant's key, or empty where the variant says no more than the item code.
func VariantKey(item, variant string) string {
	v := Key(variant)
	if v == Key(item) || v == noVariant {
		return ""
	}
	return v
}
