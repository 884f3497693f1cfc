package firstday

import (
	"strings"

	"miseban/app/habit/phrase"
	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/rule"
)

// Survey gathers what a year of orders has in common. It is for one goroutine.
type Survey struct {
	probes *rule.Program
	rules  []rule.Rule
	today  jst.Date
	usual  *payment.Table

	orders   Tally // all that are not cancelled
	shops    map[int64]*shopSeen
	wordings map[string]*wordingSeen
	manners  *phraseSeen
	options  map[Option]*optionSeen
	fired    map[string]*Tally
	times    [4]int        // orders that were the first, second, third, later ones of a person
	repeats  map[int64]int // orders of a customer
	maybe    int           // orders of candidates
	methods  map[string]*Tally
	goods    map[string]*goodSeen
	paces    map[string]*paceSeen
}

type shopSeen struct {
	shop order.Shop
	Tally
	cancelled int
	noComment int
	old       int // open ones from more than a fortnight ago
}

type wordingSeen struct {
	Tally
	shops  map[string]bool
	codFee int // orders with a fee for cash on delivery
}

// phraseSeen are the sentences of good manners: greetings, thanks, closings.
type phraseSeen struct {
	Tally
	keys      map[string]string // under which they are released → as a customer wrote it
	wordings  map[string]int
	alone     int // orders whose whole comment is good manners
	cancelled int
	people    map[int64]bool // of the first few
}

// NewSurvey makes an empty survey of a day. The error is a fault of the program: its own rules don't compile.
func NewSurvey(today jst.Date) (*Survey, []rule.Fault) {
	set := &rule.Set{Rules: probes()}
	p, faults := rule.Compile(set)
	return &Survey{probes: p, rules: set.Rules, today: today, usual: payment.New(), shops: map[int64]*shopSeen{}, wordings: map[string]*wordingSeen{}, manners: &phraseSeen{keys: map[string]string{}, wordings: map[string]int{}, people: map[int64]bool{}},
		options: map[Option]*optionSeen{}, fired: map[string]*Tally{}, repeats: map[int64]int{}, methods: map[string]*Tally{}, goods: map[string]*goodSeen{}, paces: map[string]*paceSeen{}}, faults
}

// at gives the entry of a key and makes it when it is not there.
func at[K comparable, V any](m map[K]*V, k K, fresh func() *V) *V {
	v := m[k]
	if v == nil {
		v = fresh()
		m[k] = v
	}
	return v
}

func newTally() *Tally { return &Tally{} }

// Add takes one order in.
func (v *Survey) Add(s *Seen) {
	f := s.In.Facts
	shop := at(v.shops, s.In.Shop.ID, func() *shopSeen { return &shopSeen{shop: s.In.Shop} })
	if d := s.day(); s.Open && d != "" && d < v.today.AddDays(-daysOpen) {
		shop.old++
	}
	if s.Cancelled {
		shop.cancelled++
		v.phrasesOf(s)
		return
	}
	shop.add(s, "")
	v.orders.add(s, "")
	if f.NoComment {
		shop.noComment++
	}
	if t := order.Value(f.PaymentText); t != "" {
		if _, known := v.usual.Class(t); !known {
			w := at(v.wordings, t, func() *wordingSeen { return &wordingSeen{shops: map[string]bool{}} })
			w.add(s, "")
			w.shops[s.In.Shop.Name] = true
			if order.Value(f.CODFee) > 0 {
				w.codFee++
			}
		}
	}
	v.phrasesOf(s)
	v.optionsOf(s)
	v.people(s)
	parcel := false
	for _, i := range v.probes.Run(&s.Subject).Fired {
		r := &v.rules[i]
		if r.Name == ruleMailbin {
			parcel = true
			continue
		}
		at(v.fired, r.Name, newTally).add(s, "")
	}
	v.mailbin(s, parcel)
	v.pace(s)
}

// daysOpen is for how long an order is open at most in a shop that goes on: older ones have gone out.
const daysOpen = 14

// phrasesOf takes the sentences of good manners out of the comment. What asks or tells anything is none, however polite.
func (v *Survey) phrasesOf(s *Seen) {
	c := strings.TrimSpace(order.Value(s.In.Facts.Comment))
	if c == "" || s.In.Facts.NoComment {
		return
	}
	text := []rune(c)
	p := v.manners
	all := phrase.Cut(c)
	n := 0
	for _, x := range all {
		if !x.Courtesy {
			continue
		}
		n++
		shown := strings.TrimSpace(string(text[x.From:x.To]))
		if p.keys[x.Key] == "" {
			p.keys[x.Key] = shown
		}
		if !s.Cancelled && (p.wordings[shown] > 0 || len(p.wordings) < mostTexts) {
			p.wordings[shown]++
		}
	}
	switch {
	case n == 0:
	case s.Cancelled:
		p.cancelled++
	default:
		p.add(s, c)
		if n == len(all) {
			p.alone++
		}
		if len(p.people) < Few && s.Customer != 0 {
			p.people[s.Customer] = true
		}
	}
}

func (v *Survey) people(s *Seen) {
	v.times[min(s.Earlier, len(v.times)-1)]++
	if s.Customer != 0 {
		v.repeats[s.Customer]++
	}
	if s.Candidate {
		v.maybe++
	}
}
