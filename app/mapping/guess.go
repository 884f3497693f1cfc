package mapping

import (
	"fmt"
	"slices"
	"strings"
)

// Limits of what is looked at.
const (
	maxRecords = 200
	maxColumns = 1_000
)

// Proposal is what the columns of a file seem to mean.
type Proposal struct {
	Kind      Kind
	HeaderRow int      // 1 = the first record; 0 = the file has no header
	Header    []string // the names as in the file; 列1, 列2 … where it has none
	Columns   []Column // one for each column, in the file's order
	Values    Values   // what the texts of status and paid columns seem to mean
	Texts     Texts    // the different texts that stand in them, also those that nobody knows
}

// Column is what one column seems to mean.
type Column struct {
	At         int // from 0
	Name       string
	Means      Meaning  // empty: nothing that is read
	Confidence float64  // 0 to 1; from 0.9 on it is as good as certain
	Reason     string   // Japanese
	Samples    []string // the first different values, at most three
	Others     []Choice // what else it could mean, the likeliest first
}

// Choice is a meaning that a column could have.
type Choice struct {
	Means      Meaning
	Confidence float64
}

// least is the confidence below which nothing is proposed.
const least = 0.3

// Guess finds the header and proposes for each column a meaning, from its name and from what its cells look like. The
// records are the first of a file, at most 200 are looked at. A meaning that is no part of several columns is proposed
// once: the best column has it, the others get their next choice or none. Nothing is proposed for sure: the owner decides.
func Guess(kind Kind, records [][]string) Proposal {
	return guess(kind, records, map[int][]profile{})
}

// guess is Guess; what the columns look like below a header row is kept in looked, for a guess of another kind.
func guess(kind Kind, records [][]string, looked map[int][]profile) Proposal {
	if len(records) > maxRecords {
		records = records[:maxRecords]
	}
	at := headerAt(kind, records)
	header, rows := split(records, at)
	g := guesser{kind: kind, header: header, rows: rows, named: at > 0}
	if g.profiles = looked[at]; g.profiles == nil {
		g.look()
		looked[at] = g.profiles
	}
	g.nameAll()
	g.weigh()
	g.assign()
	if kind == Orders {
		g.compare()
		g.assign()
	}
	p := Proposal{Kind: kind, HeaderRow: at, Header: header, Columns: g.columns()}
	p.Values, p.Texts = valuesOf(p, rows)
	return p
}

// Confidence is the mean confidence of the columns that have a meaning, weighed down by each needed meaning that is missing.
func (p Proposal) Confidence() float64 {
	sum, n := 0.0, 0
	for _, c := range p.Columns {
		if c.Means != "" {
			sum += c.Confidence
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n) / float64(1+len(missing(p.Kind, p.meanings())))
}

func (p Proposal) meanings() map[Meaning]int {
	have := map[Meaning]int{}
	for _, c := range p.Columns {
		if c.Means != "" {
			have[c.Means]++
		}
	}
	return have
}

// Unnamed gives the names that the columns of a file without a header have: 列1, 列2 ….
func Unnamed(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = unnamed(i)
	}
	return names
}

func unnamed(at int) string { return fmt.Sprintf("列%d", at+1) }

// split gives the names and the rows below them.
func split(records [][]string, at int) (header []string, rows [][]string) {
	width := 0
	for _, r := range records[min(len(records), max(0, at-1)):] {
		width = max(width, min(len(r), maxColumns))
	}
	header = make([]string, width)
	for i := range header {
		if at > 0 && i < len(records[at-1]) {
			header[i] = strings.TrimSpace(strings.TrimPrefix(records[at-1][i], "\uFEFF"))
		} else if at == 0 {
			header[i] = unnamed(i)
		}
	}
	for _, r := range records[at:] {
		if !slices.ContainsFunc(r, func(c string) bool { return c != "" }) {
			continue
		}
		rows = append(rows, r)
	}
	return header, rows
}

// option is a meaning that a column could have, with what speaks for it.
type option struct {
	meaning Meaning
	name    float64 // from the name alone; 0 = the name says nothing
	score   float64
	part    bool
	reason  string
}

type guesser struct {
	kind     Kind
	header   []string
	rows     [][]string
	named    bool
	profiles []profile
	options  [][]option
	chosen   []int // of options, by column; -1 = none
}

func (g *guesser) look() {
	seen := make(map[string]shape, 256)
	g.profiles = make([]profile, len(g.header))
	for i := range g.header {
		g.profiles[i] = profileOf(g.rows, i, seen)
	}
}

// weigh puts name and content together.
func (g *guesser) weigh() {
	for i := range g.options {
		p := &g.profiles[i]
		for j := range g.options[i] {
			o := &g.options[i][j]
			o.score, o.reason = g.judge(i, *o, p)
		}
		if len(g.options[i]) == 0 && p.filled > 0 {
			g.options[i] = g.byContent(i, p)
		}
	}
}

// judge gives the confidence that a column has the meaning, from its name and its cells, and the reason.
func (g *guesser) judge(i int, o option, p *profile) (float64, string) {
	f, name := looks[g.kind][o.meaning], o.name
	if o.part && o.meaning == BankDate {
		f = fits{want: small, strict: true, as: "年・月・日の数"}
	}
	if p.filled == 0 {
		return name * 0.92, fmt.Sprintf("名前が「%s」です。中身が空なので、名前だけで判断しました。", g.header[i])
	}
	right, sharp := f.fit(p)
	counted := fmt.Sprintf("%d/%d", int(right*float64(p.filled)+0.5), p.filled)
	switch {
	case right < 0.5:
		return name * (0.36 + 0.3*right), fmt.Sprintf("名前は「%s」ですが、%sは%sだけです（%s）。確かめてください。", g.header[i], f.as, counted, quoted(p.samples))
	case right < 0.9:
		return name * (0.5 + 0.45*right), fmt.Sprintf("名前が「%s」ですが、%sでないものがあります（%sが合います）。", g.header[i], f.as, counted)
	case sharp:
		return name + (1-name)*0.5*name, fmt.Sprintf("名前が「%s」で、中身の %s が%sです。", g.header[i], counted, f.as)
	default:
		return name + (1-name)*0.2*name, fmt.Sprintf("名前が「%s」です。", g.header[i])
	}
}

func quoted(samples []string) string {
	if len(samples) == 0 {
		return ""
	}
	r := []rune(samples[0])
	if len(r) > 12 {
		r = append(r[:12], '…')
	}
	return "例：" + string(r)
}

// assign gives each meaning to its best column, the surest first; the losers get their second choice or none.
func (g *guesser) assign() {
	type pair struct {
		column, option int
		score          float64
	}
	var pairs []pair
	for i, options := range g.options {
		for j, o := range options {
			if o.score >= least {
				pairs = append(pairs, pair{i, j, o.score})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return 0
	})
	g.chosen = make([]int, len(g.header))
	for i := range g.chosen {
		g.chosen[i] = -1
	}
	taken := map[Meaning]pair{}
	for _, p := range pairs {
		o := g.options[p.column][p.option]
		if g.chosen[p.column] >= 0 {
			continue
		}
		if best, ok := taken[o.meaning]; ok {
			a, _ := AboutOf(g.kind, o.meaning)
			// More columns of one meaning are parts of it, named as well as the first; where that is the whole, no part is left.
			if !a.Several || o.name == 0 || best.score-p.score > 0.15 || o.part && !g.options[best.column][best.option].part {
				continue
			}
		} else {
			taken[o.meaning] = p
		}
		g.chosen[p.column] = p.option
	}
	g.wholes()
}

// wholes takes away parts where a column tells the whole: 注文者名カナ beside a column with the whole reading.
func (g *guesser) wholes() {
	for _, side := range []string{Orderer, Dest} {
		for part, whole := range map[string]shape{PartZip: zip, PartPhone: phone} {
			m := Meaning(side + part)
			full := false
			for i, j := range g.chosen {
				full = full || j >= 0 && g.options[i][j].meaning == m && g.profiles[i].share(whole) > 0.8
			}
			for i, j := range g.chosen {
				if full && j >= 0 && g.options[i][j].meaning == m && g.profiles[i].filled > 0 && g.profiles[i].share(whole) < 0.2 {
					g.chosen[i] = -1
				}
			}
		}
	}
}

func (g *guesser) columns() []Column {
	out := make([]Column, len(g.header))
	for i, name := range g.header {
		c := Column{At: i, Name: name, Samples: g.profiles[i].samples}
		if j := g.chosen[i]; j >= 0 {
			o := g.options[i][j]
			c.Means, c.Confidence, c.Reason = o.meaning, o.score, o.reason
		} else {
			c.Reason = "この列の意味は分かりませんでした。読まなくてよい列なら、そのままにしてください。"
			if len(g.options[i]) > 0 {
				c.Reason = "似た列がほかにあるため、読まない列にしました。"
			}
		}
		for j, o := range g.options[i] {
			if j != g.chosen[i] && o.score >= 0.2 {
				c.Others = append(c.Others, Choice{o.meaning, o.score})
			}
		}
		slices.SortStableFunc(c.Others, func(a, b Choice) int {
			if a.Confidence > b.Confidence {
				return -1
			}
			if a.Confidence < b.Confidence {
				return 1
			}
			return 0
		})
		out[i] = c
	}
	return out
}
