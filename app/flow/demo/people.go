package demo

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"
)

// person is a fictional customer.
type person struct {
	id                     int
	family, older, given   string // older = the family name in its old spelling, as she writes it at one mall
	familyKana, givenKana  string
	zip                    string // seven digits
	pref, city, rest, home string // home = the building; may be empty
	phone                  [3]string
}

func (p *person) name() string { return p.family + " " + p.given }
func (p *person) kana() string { return p.familyKana + " " + p.givenKana }

// olderFamily is the family name in its old spelling where it has one.
func (p *person) olderFamily() string {
	if p.older != "" {
		return p.older
	}
	return p.family
}

// masked is the relay address that a mall makes for her: n hexadecimal digits.
func (p *person) masked(mall string, n int) string {
	h := sha256.Sum256(fmt.Appendf(nil, "%s %d", mall, p.id))
	return hex.EncodeToString(h[:])[:n]
}

// The parts of the crowd, by index.
const (
	regulars  = 48  // those who buy often
	newcomers = 280 // from here on: those who first come on a Monday
	crowd     = 520 // all
	household = 500 // from here on: somebody else in a regular's house
)

var buildings = []string{"", "", "", "", "サンハイツ", "コーポみどり", "グリーンハイツ", "メゾン若葉", "サクラマンション", "ハイツ青葉", "パークタワー", "レジデンス南"}

// people makes the crowd: always the same one, whatever the day.
func people() ([]*person, error) {
	r := rand.New(rand.NewPCG(2026, 1124))
	families, err := list("families.tsv")
	if err != nil {
		return nil, err
	}
	givens, err := list("givens.tsv")
	if err != nil {
		return nil, err
	}
	places, err := list("places.tsv")
	if err != nil {
		return nil, err
	}
	numbers := r.Perm(8999) // the last four digits, each once
	taken := map[string]bool{}
	folk := make([]*person, 0, crowd)
	for len(folk) < crowd {
		f, g := families[r.IntN(len(families))], givens[r.IntN(len(givens))]
		if len(folk) < 6 { // some who are known in two spellings come back at another mall
			f = oldSpelling(families, len(folk))
		}
		if taken[f[0]+g[0]] {
			continue
		}
		taken[f[0]+g[0]] = true
		p := &person{id: len(folk), family: f[0], given: g[0], familyKana: f[1], givenKana: g[1]}
		if len(f) > 2 {
			p.older = f[2]
		}
		p.live(r, places[r.IntN(len(places))], fmt.Sprintf("%04d", 1001+numbers[p.id]))
		if p.id >= household {
			at := folk[p.id-household]
			p.zip, p.pref, p.city, p.rest, p.home, p.phone = at.zip, at.pref, at.city, at.rest, at.home, at.phone
			p.family, p.older, p.familyKana = at.family, at.older, at.familyKana
			if p.given == at.given {
				continue
			}
		}
		folk = append(folk, p)
	}
	return folk, nil
}

func oldSpelling(families [][]string, n int) []string {
	for _, f := range families {
		if len(f) > 2 {
			if n == 0 {
				return f
			}
			n--
		}
	}
	return families[0]
}

// live gives her a house at a place, and a telephone that nobody has: after the prefix, the exchange is all zeros.
func (p *person) live(r *rand.Rand, place []string, last string) {
	p.pref, p.city, p.zip = place[0], place[1], place[3]
	p.rest = fmt.Sprintf("%s%d-%d", place[2], 1+r.IntN(9), 1+r.IntN(28))
	if r.IntN(3) > 0 {
		p.rest += fmt.Sprintf("-%d", 1+r.IntN(24))
	}
	if b := buildings[r.IntN(len(buildings))]; b != "" {
		p.home = fmt.Sprintf("%s%d0%d", b, 1+r.IntN(5), 1+r.IntN(9))
	}
	switch area := place[4]; {
	case area == "" || r.IntN(4) > 0:
		p.phone = [3]string{[]string{"090", "080", "070"}[r.IntN(3)], "0000", last}
	case len(area) == 2:
		p.phone = [3]string{area, "0000", last}
	default:
		p.phone = [3]string{area, "000", last}
	}
}

// withoutNumber takes the street number from the end of an address.
func withoutNumber(rest string) string { return strings.TrimRight(rest, "0123456789-") }
