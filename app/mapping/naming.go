package mapping

import (
	"slices"
	"strings"
)

// nameAll finds what each column's name can mean.
func (g *guesser) nameAll() {
	g.options = make([][]option, len(g.header))
	if !g.named {
		return
	}
	persons := make([]person, len(g.header))
	for i, name := range g.header {
		keys, surety := variants(name)
		for v, key := range keys {
			if key == "" {
				continue
			}
			found := g.inTable(key, surety[v])
			if g.kind == Orders && len(found) == 0 || key == "name" {
				persons[i] = readPerson(key)
				persons[i].weight *= surety[v]
				if persons[i].part == "" && persons[i].side == Dest {
					found = g.ofDestination(persons[i].rest, surety[v])
				}
			}
			for _, o := range found {
				g.add(i, o)
			}
			if len(found) > 0 || persons[i].part != "" {
				break
			}
		}
	}
	if g.kind == Orders {
		g.people(persons)
	}
}

func (g *guesser) add(i int, o option) {
	for j := range g.options[i] {
		if g.options[i][j].meaning == o.meaning {
			if o.name > g.options[i][j].name {
				g.options[i][j] = o
			}
			return
		}
	}
	g.options[i] = append(g.options[i], o)
}

// inTable looks a key up, with the number behind it and without.
func (g *guesser) inTable(key string, surety float64) []option {
	found, ok := nameTable[g.kind][key]
	if stem, n := numbered(key); !ok && n > 0 && n < 10 {
		for _, c := range nameTable[g.kind][stem] {
			// カラー1, ラッピング名2: parts of what several columns may hold
			if a, _ := AboutOf(g.kind, c.meaning); a.Several {
				found = append(found, c)
			}
		}
	}
	out := make([]option, 0, len(found))
	for _, c := range found {
		out = append(out, option{meaning: c.meaning, name: c.weight * surety, part: c.part})
	}
	return out
}

// ofDestination looks up what a recipient's column may hold besides name and address: 配送先 熨斗（のし）.
func (g *guesser) ofDestination(rest string, surety float64) []option {
	return slices.DeleteFunc(g.inTable(rest, 0.97*surety), func(o option) bool { return !more[o.meaning] })
}

// people settles whose name, address or telephone each column is. A column that does not say is the orderer's where the
// recipient's stands under its own name, and the recipient's where the orderer's does; else it belongs to the person whose
// columns it follows, and where nobody is named to the recipient: an order file says where the goods go.
func (g *guesser) people(persons []person) {
	explicit := map[string]bool{} // side+part that a name says
	sides := map[string]bool{}
	for _, p := range persons {
		if p.part != "" && p.side != "" && !p.sender {
			explicit[p.side+p.part] = true
			sides[p.side] = true
		}
	}
	family := map[string]bool{}
	for _, p := range persons {
		if p.part == PartFamily {
			family[p.side] = true
		}
	}
	last, distance := "", 0
	for i, p := range persons {
		distance++
		if p.part == "" {
			continue
		}
		part := p.part
		if part == PartGiven && !family[p.side] && p.rest == "名" {
			part = PartName // 受取人名
		}
		if part == PartEmail {
			g.add(i, option{meaning: OrdererEmail, name: p.weight * map[bool]float64{true: 0.6, false: 1}[p.side == Dest]})
			continue
		}
		switch {
		case p.sender && sides[Orderer] && !sides[Dest]:
			g.add(i, option{meaning: Meaning(Dest + part), name: p.weight * 0.9})
			continue
		case p.sender:
			g.add(i, option{meaning: Meaning(Orderer + part), name: p.weight * 0.7})
			continue
		case p.side != "":
			g.add(i, option{meaning: Meaning(p.side + part), name: p.weight})
			last, distance = p.side, 0
			continue
		}
		has := func(side string) bool {
			return explicit[side+part] || (part == PartName || part == PartFamily) && (explicit[side+PartName] || explicit[side+PartFamily])
		}
		side, weight := "", 0.95
		switch {
		case has(Dest) && has(Orderer):
			continue
		case has(Dest):
			side = Orderer
		case has(Orderer):
			side = Dest
		case last != "" && distance <= 3:
			side, distance = last, 0
		default:
			side, weight = Dest, 0.93
			if !sides[Dest] && !sides[Orderer] && g.before(persons, i, part) {
				side, weight = Orderer, 0.7 // the same part comes again behind it
			}
		}
		other := map[string]string{Dest: Orderer, Orderer: Dest}[side]
		g.add(i, option{meaning: Meaning(side + part), name: p.weight * weight})
		g.add(i, option{meaning: Meaning(other + part), name: p.weight * 0.5})
	}
}

// before tells whether another column of that part, with the very same name, follows.
func (g *guesser) before(persons []person, i int, part string) bool {
	for j := i + 1; j < len(persons); j++ {
		if persons[j].part == part && persons[j].side == "" && Key(g.header[j]) == Key(g.header[i]) {
			return true
		}
	}
	return false
}

// byContent proposes meanings for a column whose name says nothing: what its cells alone tell, which is never certain.
func (g *guesser) byContent(i int, p *profile) []option {
	if g.named && (noMeaning(Key(g.header[i])) || g.header[i] == "") {
		return nil
	}
	var out []option
	for _, a := range meanings[g.kind] {
		f := looks[g.kind][a.Meaning]
		if f.alone == 0 || g.named && !essential[a.Meaning] {
			continue
		}
		right, _ := f.fit(p)
		score := f.alone
		switch a.Meaning {
		case OrderNo:
			if !p.keylike() || p.distinct < 2 || p.share(code) < 0.9 || p.share(digit) < 0.9 || len(p.samples[0]) < 4 || p.share(whole) > 0.5 && !p.sameLen {
				continue
			}
		case ItemName:
			if p.share(place) > 0.6 || p.share(person_) > 0.8 || p.share(kana|state|payment_|carrier|code) > 0.5 || p.distinct < 2 {
				continue
			}
		case Status:
			if p.share(state) < 0.8 {
				continue
			}
		case Qty:
			if p.share(small) < 1 || p.distinct < 1 || p.share(zipPart) > 0.1 || p.filled < p.rows {
				continue
			}
		case Payment:
			if p.share(payment_) < 0.8 {
				continue
			}
		case Meaning(Dest + PartName), Meaning(Orderer + PartName):
			if !p.named() {
				continue
			}
		case Meaning(Dest + PartAddress), Meaning(Orderer + PartAddress):
			if p.share(place) < 0.8 {
				continue
			}
		case Meaning(Dest + PartZip), Meaning(Orderer + PartZip):
			if p.share(zip) < 0.8 || p.share(phone) > 0.5 {
				continue
			}
		case Meaning(Dest + PartPhone), Meaning(Orderer + PartPhone):
			if p.share(phone) < 0.8 {
				continue
			}
		case Payer:
			score += 0.2 * p.share(halfKana)
		case "SKU", MakerCode:
			if p.share(code) < 0.9 || p.distinct < p.filled || p.share(barcode) > 0.5 {
				continue
			}
		case "税率", TaxRate:
			if p.share(rate) < 1 || p.distinct > 3 || p.share(flag) > 0.5 {
				continue
			}
		}
		if right < 0.8 {
			continue
		}
		// Two columns of the same shape are first the orderer's, then the recipient's.
		if part, ok := strings.CutPrefix(string(a.Meaning), Orderer); ok && part != PartEmail {
			score -= 0.02
			if !g.again(i, f) {
				score -= 0.1
			} else {
				score += 0.06
			}
		}
		name := "名前からは分かりませんが、"
		if !g.named {
			name = ""
		}
		out = append(out, option{meaning: a.Meaning, score: score * right, reason: name + "中身が" + f.as + "です。"})
	}
	slices.SortStableFunc(out, func(a, b option) int {
		if a.score > b.score {
			return -1
		}
		if a.score < b.score {
			return 1
		}
		return 0
	})
	return out
}

// essential are the meanings that are proposed from content alone also where the column has a name that nobody knows.
var essential = map[Meaning]bool{
	OrderNo: true, Qty: true, ItemName: true, Dest + PartName: true, Dest + PartZip: true, Dest + PartAddress: true, Dest + PartPhone: true,
	OrdererEmail: true, BankDate: true, Payer: true, "SKU": true, MakerCode: true, MakerJan: true, MakerState: true, "JAN": true,
}

// again tells whether a later column looks the same.
func (g *guesser) again(i int, f fits) bool {
	for j := i + 1; j < len(g.profiles); j++ {
		p := &g.profiles[j]
		if tells := f.want & (zip | phone | place | prefecture | kana); tells != 0 && p.share(tells) > 0.8 || f.want&person_ != 0 && p.named() {
			return true
		}
	}
	return false
}

// named tells whether the cells look like different people's names.
func (p *profile) named() bool {
	return p.share(person_) >= 0.9 && p.share(state|payment_|carrier|kana|choice) <= 0.3 && p.distinct >= 2
}
