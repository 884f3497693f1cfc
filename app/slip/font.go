package slip

import (
	"fmt"
	"sync"

	"github.com/signintech/gopdf/fontmaker/core"

	"miseban/assets/fonts"
)

// pt is one typographic point in mm.
const pt = 25.4 / 72

// metrics are the advances of one font, in thousandths of the font size; 0 in known means that there is no glyph.
type metrics struct {
	plane0 [0x10000]uint16
	known  [0x10000 / 64]uint64
	beyond map[rune]uint16 // characters over U+FFFF, such as 𠮷
}

// regular and bold are parsed at the first use and then kept. The fonts are part of the program, so failing to read
// them is a broken build and not an event of the owner's day.
var (
	regular = sync.OnceValue(func() *metrics { return mustRead(fonts.Regular) })
	bold    = sync.OnceValue(func() *metrics { return mustRead(fonts.Bold) })
)

func mustRead(ttf []byte) *metrics {
	m, err := readMetrics(ttf)
	if err != nil {
		panic(fmt.Sprintf("embedded font: %v", err))
	}
	return m
}

// readMetrics takes advances and coverage out of the cmap (formats 4 and 12) and hmtx tables.
func readMetrics(ttf []byte) (*metrics, error) {
	var p core.TTFParser
	if err := p.ParseFontData(ttf); err != nil {
		return nil, fmt.Errorf("read font: %w", err)
	}
	m := &metrics{beyond: map[rune]uint16{}}
	widths, em := p.Widths(), p.UnitsPerEm()
	advance := func(glyph uint) uint16 {
		glyph = min(glyph, p.NumberOfHMetrics()-1)
		return uint16(widths[glyph] * 1000 / em)
	}
	for seg := range p.SegCount {
		for c := p.StartCount[seg]; c <= p.EndCount[seg] && c < 0xFFFF; c++ {
			glyph := c
			if off := p.IdRangeOffset[seg]; off != 0 {
				i := off/2 + (c - p.StartCount[seg]) - (p.SegCount - seg)
				if i >= uint(len(p.GlyphIdArray)) || p.GlyphIdArray[i] == 0 {
					continue
				}
				glyph = p.GlyphIdArray[i]
			}
			if glyph = (glyph + p.IdDelta[seg]) & 0xFFFF; glyph == 0 {
				continue
			}
			m.plane0[c] = advance(glyph)
			m.known[c/64] |= 1 << (c % 64)
		}
	}
	for _, g := range p.GroupingTables() {
		for c := max(g.StartCharCode, 0x10000); c <= g.EndCharCode; c++ {
			m.beyond[rune(c)] = advance(g.GlyphID + c - g.StartCharCode)
		}
	}
	return m, nil
}

func (m *metrics) has(r rune) bool {
	if r >= 0x10000 {
		_, ok := m.beyond[r]
		return ok
	}
	return r >= 0 && m.known[r/64]&(1<<(r%64)) != 0
}

func (m *metrics) advance(r rune) int {
	if r >= 0x10000 {
		return int(m.beyond[r])
	}
	return int(m.plane0[r])
}

// prints says whether both weights can show the character.
func prints(r rune) bool { return regular().has(r) && bold().has(r) }

// style is how a text is set.
type style struct {
	size float64 // pt
	bold bool
	gray uint8
}

func (st style) metrics() *metrics {
	if st.bold {
		return bold()
	}
	return regular()
}

// width gives the advance of a text in mm.
func (st style) width(s string) float64 {
	m, sum := st.metrics(), 0
	for _, r := range s {
		sum += m.advance(r)
	}
	return float64(sum) / 1000 * st.size * pt
}

// baseline gives where the baseline lies in a line of height h mm that begins at y: the em box (0.88 above, 0.12 below)
// is centred.
func (st style) baseline(y, h float64) float64 { return y + h/2 + 0.38*st.size*pt }
