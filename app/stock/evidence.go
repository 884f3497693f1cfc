package stock

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// same finds SKUs whose code is the item's, written another way.
func (p *proposer) same(s *Sighting, e evidence) {
	if VariantKey(s.Code, s.Variant) != "" {
		variant := formOf(s.Variant)
		p.equal(variant, e, 0, "バリエーションのコードが", len(variant.loose) >= 4)
		p.equal(formOf(s.Code+"-"+s.Variant), e, -1, "商品コードとバリエーションのコードをつなぐと、", true)
		p.barcode(variant, e)
	} else {
		item := formOf(s.Code)
		p.equal(item, e, 0, "コードが", true)
		p.barcode(item, e)
	}
	if len(e) > 0 {
		return
	}
	own := Key(s.ownCode())
	for _, a := range p.affixes[s.Shop] {
		rest, ok := a.without(own)
		if !ok {
			continue
		}
		for _, i := range p.loose[formOf(rest).loose] {
			e.add(i, 88, a.wide, "この店のコードに共通する「"+a.text+"」を除くと同じコードです")
		}
	}
}

// equal adds the SKUs that have the form; whole says whether so much of a code can be sure at all.
func (p *proposer) equal(f codeForm, e evidence, less int, of string, whole bool) {
	if f.loose == "" {
		return
	}
	for _, i := range append(slices.Clone(p.loose[f.loose]), p.bare[f.bare]...) {
		how, sure, ok := sameness(f, p.forms[i])
		if !ok {
			continue
		}
		score := 97
		if f.loose != p.forms[i].loose {
			score = 94
		}
		if !sure {
			score -= 10
		}
		if of != "コードが" && f.key == p.forms[i].key {
			how = "同じです"
		}
		e.add(i, score+less, sure && whole, of+how)
	}
}

// barcode adds the SKUs whose JAN the code is.
func (p *proposer) barcode(f codeForm, e evidence) {
	if j := janOf(f); j != "" {
		for _, i := range p.jan[j] {
			e.add(i, 98, true, "JANコードと同じです")
		}
	}
}

// item adds the SKUs whose code is the whole item's. Which of its variants they are is not known, so it is never sure.
func (p *proposer) item(s *Sighting, e evidence) {
	if VariantKey(s.Code, s.Variant) == "" || Key(s.Code) == "" {
		return
	}
	for _, i := range p.loose[formOf(s.Code).loose] {
		e.add(i, 60, false, "商品コードは同じですが、バリエーション「"+s.Variant+"」がこのSKUかは分かりません")
	}
}

// elsewhere adds what the same code is in another shop.
func (p *proposer) elsewhere(s *Sighting, e evidence) {
	for _, m := range p.mapped[codeKey{"", Key(s.Code), VariantKey(s.Code, s.Variant)}] {
		i := p.byCode[m.SKU]
		shop := cmp.Or(m.Shop, "すべての店")
		e.add(i, 93, false, "「"+shop+"」では同じコードがこのSKUです")
	}
}

// The measure of similar codes: so much of the code must be the same; below it a common beginning of so many characters.
const (
	similarCode = 0.72
	samePrefix  = 5
)

// near adds SKUs whose code is similar.
func (p *proposer) near(s *Sighting, e evidence) {
	own := formOf(s.ownCode()).loose
	tried := []string{own}
	if item := formOf(s.Code).loose; item != own && item != "" {
		tried = append(tried, item+own)
	}
	for _, code := range tried {
		for _, t := range p.nearby.alike(p.nearby.cut(code)) {
			i := int(t)
			d, longest, digits := distance(code, p.forms[i].loose)
			if d == 0 || longest == 0 {
				continue
			}
			same := 1 - float64(d)/float64(longest)
			prefix := commonPrefix(code, p.forms[i].loose)
			if same < similarCode && (prefix < samePrefix || 2*prefix < longest) {
				continue
			}
			score, reason := 20+int(math.Round(60*same)), fmt.Sprintf("コードが似ています（違いは%d文字）", d)
			if digits {
				score, reason = score-15, "コードが似ていますが、数字が違います"
			}
			e.add(i, score, false, reason)
		}
	}
}

// similarName is how much of a name must be in the other.
const similarName = 0.6

// alike adds SKUs with a similar name, those first whose colour and size were chosen. A name alone is never sure.
func (p *proposer) alike(s *Sighting, e evidence) {
	name := nameText(s.Name)
	if name == "" {
		return
	}
	mine := p.similar.cut(name)
	words := wordsOf(s)
	for _, t := range p.similar.alike(mine) {
		theirs := p.similar.texts[t]
		like := p.similar.held(theirs, mine)
		if len(mine) >= 4 {
			like = max(like, 0.9*p.similar.held(mine, theirs))
		}
		if like < similarName {
			continue
		}
		for _, i := range p.named[t] {
			fits, chosen := variantFits(p.skus[i].Variant, words)
			score := 30 + int(math.Round(30*like+22*fits))
			if had := e[i]; had != nil && had.Score > score {
				had.Score = min(had.Score+int(2*fits+1), 99)
				continue
			}
			reason := "商品名が似ています"
			if len(chosen) > 0 {
				reason = "商品名が似ていて、「" + strings.Join(chosen, "・") + "」が合います"
			}
			e.add(i, score, false, reason)
		}
	}
}

// wordsOf gives the words in which an order line says a colour or a size: its options' values, its variant's code and name.
func wordsOf(s *Sighting) []string {
	var out []string
	for _, o := range s.Options {
		_, value := splitOption(o)
		out = append(out, strings.FieldsFunc(value, breaks)...)
	}
	out = append(out, strings.FieldsFunc(Key(s.Name), breaks)...)
	return append(out, strings.FieldsFunc(Key(s.Variant), func(r rune) bool { return breaks(r) || r == '-' || r == '_' })...)
}

func breaks(r rune) bool { return strings.ContainsRune(" /・,、()（）[]【】「」:;\t\n", r) }

// variantFits tells how much of a SKU's colour and size the words say, from 0 to 1, and which; a SKU without a variant fits a
// little everywhere.
func variantFits(variant string, words []string) (fits float64, which []string) {
	parts := strings.Fields(variant)
	if len(parts) == 0 {
		return 0.3, nil
	}
	for _, part := range parts {
		k, best := Key(part), 0.0
		for _, w := range words {
			switch {
			case w == k:
				best = 1
			case strings.Contains(w, k) && k[0] >= 0x80: // 藍色 says 藍; XL does not say L
				best = max(best, 0.7)
			}
		}
		fits += best
		if best > 0 {
			which = append(which, part)
		}
	}
	return fits / float64(len(parts)), which
}
