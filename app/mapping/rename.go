package mapping

import "fmt"

// Named is a column whose name says what it means.
type Named struct {
	Means      Meaning
	Confidence float64 // from the name alone
}

// NameMeans gives what each column of an order file's header means by its name alone, as Guess would have it; an empty
// Means where the name says nothing.
func NameMeans(header []string) []Named {
	g := guesser{kind: Orders, header: header, named: true}
	g.look()
	g.nameAll()
	out := make([]Named, len(header))
	for i, options := range g.options {
		for _, o := range options {
			if o.name > out[i].Confidence {
				out[i] = Named{o.meaning, o.name}
			}
		}
	}
	return out
}

// Alike tells how alike two column names are, from 0 to 1: 1 for names that differ in width, case or signs alone, else the
// share of pairs of characters that they have in common.
func Alike(a, b string) float64 {
	x, y := []rune(Key(a)), []rune(Key(b))
	if string(x) == string(y) {
		return 1
	}
	if len(x) < 2 || len(y) < 2 {
		return 0
	}
	pairs := make(map[[2]rune]int, len(x))
	for i := 1; i < len(x); i++ {
		pairs[[2]rune{x[i-1], x[i]}]++
	}
	common := 0
	for i := 1; i < len(y); i++ {
		if p := [2]rune{y[i-1], y[i]}; pairs[p] > 0 {
			pairs[p]--
			common++
		}
	}
	return float64(2*common) / float64(len(x)+len(y)-2)
}

// Suits tells whether the cells of a column look as those of an order file's meaning must: how many of how many do, and
// whether that speaks for it, against it, or says nothing (0), with a Japanese phrase.
func Suits(m Meaning, rows [][]string, at int) (speaks int, phrase string) {
	if len(rows) > maxRecords {
		rows = rows[:maxRecords]
	}
	p := profileOf(rows, at, map[string]shape{})
	f, ok := looks[Orders][m]
	if !ok || p.filled == 0 || at < 0 {
		return 0, ""
	}
	right, sharp := f.fit(&p)
	counted := fmt.Sprintf("中身の %d/%d が%s", int(right*float64(p.filled)+0.5), p.filled, f.as)
	switch {
	case right < 0.5:
		return -1, counted
	case sharp && right >= 0.9:
		return 1, counted
	}
	return 0, ""
}
