package customer

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"miseban/app/jst"
)

// A small town: few names and contacts, so that everything meets everything.
func drawOrder(t *rapid.T, number int64) Keys {
	key := func(name string, n int) uint64 {
		if v := rapid.IntRange(0, n).Draw(t, name); v > 0 {
			return hash(name, fmt.Sprint(v))
		}
		return 0
	}
	k := Keys{
		Order: number, OrderedAt: jst.Moment(rapid.IntRange(0, 5).Draw(t, "at")), Cancelled: rapid.IntRange(0, 4).Draw(t, "cancelled") == 0,
		Name: key("name", 6), Kana: key("kana", 8), Phone: key("phone", 6), Mail: key("mail", 6), Address: key("address", 6),
	}
	if k.Name != 0 {
		k.Surname = k.Name%4 + 1
	}
	return k
}

func drawOrders(t *rapid.T, most int) []Keys {
	n := rapid.IntRange(1, most).Draw(t, "orders")
	keys := make([]Keys, n)
	for i := range keys {
		keys[i] = drawOrder(t, int64(10*(i+1)))
	}
	return keys
}

func drawDecisions(t *rapid.T, orders int) []Decision {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Decision {
		return Decision{
			A: int64(10 * rapid.IntRange(1, orders).Draw(t, "a")), B: int64(10 * rapid.IntRange(1, orders).Draw(t, "b")),
			Same: rapid.Bool().Draw(t, "same"), At: jst.Moment(rapid.IntRange(0, 3).Draw(t, "at")),
		}
	}), 0, 6).Draw(t, "decisions")
}

func drawCriteria(t *rapid.T) Criteria {
	c := Usual()
	c.Families = rapid.IntRange(0, 3).Draw(t, "families")
	switch rapid.IntRange(0, 4).Draw(t, "criteria") {
	case 0:
		c.Same = AtLeast(2, Name|Phone|Mail|Address)
	case 1:
		c.Same = []KeySet{Mail, Name | Phone}
	case 2:
		c.Same = []KeySet{Name}
	}
	return c
}

// answers is all that the book says about an order.
func answers(b *Book, order int64) string {
	evidence := b.Evidence(order)
	slices.SortFunc(evidence, func(x, y Evidence) int { return slices.Compare([]int64{x.A, x.B}, []int64{y.A, y.B}) })
	return fmt.Sprint(b.Customer(order), b.Orders(order), b.History(order), b.Repeater(order), b.Candidate(order), b.Kind(order), evidence)
}

func TestNeitherImportNorDecisionOrderMatters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys, criteria := drawOrders(t, 25), drawCriteria(t)
		decisions := drawDecisions(t, len(keys))
		one := Link(keys, decisions, criteria)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "shuffle"), 0))
		keys2, decisions2 := slices.Clone(keys), slices.Clone(decisions)
		r.Shuffle(len(keys2), func(i, j int) { keys2[i], keys2[j] = keys2[j], keys2[i] })
		r.Shuffle(len(decisions2), func(i, j int) { decisions2[i], decisions2[j] = decisions2[j], decisions2[i] })
		two := Link(keys2, decisions2, criteria)
		for _, k := range keys {
			if a, b := answers(one, k.Order), answers(two, k.Order); a != b {
				t.Fatalf("order %d: %s\nshuffled: %s", k.Order, a, b)
			}
		}
	})
}

// What the keys alone say, by comparing every pair of orders until nothing changes.
func TestLinksAreThoseOfComparingEveryPair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys, criteria := drawOrders(t, 20), drawCriteria(t)
		criteria.Families = 0
		b := Link(keys, nil, criteria)
		label := make([]int64, len(keys))
		for i := range keys {
			label[i] = keys[i].Order
		}
		eq := func(x, y uint64) bool { return x != 0 && x == y }
		for changed := true; changed; {
			changed = false
			for i, x := range keys {
				for j, y := range keys {
					for _, c := range criteria.Same {
						ok := (c&Name == 0 || eq(x.Name, y.Name) || eq(x.Kana, y.Kana)) && (c&Phone == 0 || eq(x.Phone, y.Phone)) &&
							(c&Mail == 0 || eq(x.Mail, y.Mail)) && (c&Address == 0 || eq(x.Address, y.Address))
						if ok && label[j] > label[i] {
							label[j], changed = label[i], true
						}
					}
				}
			}
		}
		for i, k := range keys {
			if b.Customer(k.Order) != label[i] {
				t.Fatalf("order %d belongs to %d, by pairs to %d", k.Order, b.Customer(k.Order), label[i])
			}
			if n := len(b.Orders(k.Order)); len(b.Evidence(k.Order)) != n-1 {
				t.Fatalf("%d orders are held by %d links", n, len(b.Evidence(k.Order)))
			}
		}
	})
}

// Candidates and kinds, by their definitions.
func TestCandidatesAndKindsByDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys := drawOrders(t, 15)
		criteria := Usual()
		criteria.Families = 0
		b := Link(keys, drawDecisions(t, len(keys)), criteria)
		for _, x := range keys {
			live, hinted := 0, false
			want := map[int64]bool{}
			for _, y := range keys {
				if b.Customer(y.Order) == b.Customer(x.Order) {
					if !y.Cancelled {
						live++
					}
					for _, z := range keys {
						apart := b.apart[[2]int32{min(b.root[b.position(y.Order)], b.root[b.position(z.Order)]), max(b.root[b.position(y.Order)], b.root[b.position(z.Order)])}]
						if b.Customer(z.Order) != b.Customer(y.Order) && !z.Cancelled && !apart && y.shared(&z)&contactKeys != 0 {
							hinted = true
							if y.Order == x.Order && (z.OrderedAt < x.OrderedAt || z.OrderedAt == x.OrderedAt && z.Order < x.Order) {
								want[z.Order] = true
							}
						}
					}
				}
			}
			kind := New
			if hinted {
				kind = CandidateKind
			}
			if live >= 2 {
				kind = Repeater
			}
			if b.Kind(x.Order) != kind {
				t.Fatalf("order %d is %v, want %v", x.Order, b.Kind(x.Order), kind)
			}
			got := b.Candidate(x.Order)
			if len(got) != len(want) {
				t.Fatalf("order %d has candidates %v, want %v", x.Order, got, want)
			}
			for _, c := range got {
				if !want[c.Order] {
					t.Fatalf("order %d has candidate %v", x.Order, c)
				}
			}
		}
	})
}

// The owner's word is the last: what she split is never one customer, and what she joined is, unless a split forbids it.
func TestDecisionsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys := drawOrders(t, 20)
		decisions := drawDecisions(t, len(keys))
		b := Link(keys, decisions, drawCriteria(t))
		last := map[[2]int64]Decision{}
		for _, d := range decisions {
			pair := [2]int64{min(d.A, d.B), max(d.A, d.B)}
			if old, ok := last[pair]; !ok || d.At > old.At || d.At == old.At && !d.Same {
				last[pair] = d
			}
		}
		for pair, d := range last {
			same := b.Customer(pair[0]) == b.Customer(pair[1])
			unheeded := slices.ContainsFunc(b.Unheeded(), func(u Decision) bool { return u.A == pair[0] && u.B == pair[1] })
			switch {
			case pair[0] == pair[1]:
			case !d.Same && same:
				t.Fatalf("%v is one customer", d)
			case d.Same && same == unheeded:
				t.Fatalf("%v: one customer %v, unheeded %v", d, same, unheeded)
			}
		}
	})
}

// Orders that a change does not touch keep every answer, so that only the touched ones need to be judged again.
func TestUntouchedOrdersKeepTheirAnswers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys, criteria := drawOrders(t, 25), drawCriteria(t)
		decisions := drawDecisions(t, len(keys)+3)
		before := Link(keys, decisions, criteria)
		after := slices.Clone(keys)
		var changed []Keys
		for range rapid.IntRange(1, 3).Draw(t, "changes") {
			i := rapid.IntRange(0, len(keys)+2).Draw(t, "which")
			order := int64(10 * (i + 1))
			if slices.ContainsFunc(changed, func(k Keys) bool { return k.Order == order }) {
				continue
			}
			after = slices.DeleteFunc(after, func(k Keys) bool { return k.Order == order })
			k := drawOrder(t, order)
			switch {
			case i < len(keys) && rapid.IntRange(0, 2).Draw(t, "how") == 0: // cancelled, or not any more
				k = keys[i]
				k.Cancelled = !k.Cancelled
				after = append(after, k)
			case i < len(keys) && rapid.IntRange(0, 2).Draw(t, "goes") == 0: // an import is undone
				k = Keys{Order: order}
			default:
				after = append(after, k)
			}
			changed = append(changed, k)
		}
		touched := before.Touched(changed)
		now := Link(after, decisions, criteria)
		for _, k := range keys {
			if slices.Contains(touched, k.Order) {
				continue
			}
			if a, b := answers(before, k.Order), answers(now, k.Order); a != b {
				t.Fatalf("order %d is not among the touched %v\nbefore %s\nafter  %s", k.Order, touched, a, b)
			}
		}
		for _, k := range changed {
			if !slices.Contains(touched, k.Order) {
				t.Fatalf("changed order %d is not touched", k.Order)
			}
		}
	})
}

func TestUntouchedOrdersKeepTheirAnswersWhenTheOwnerDecides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys, criteria := drawOrders(t, 25), drawCriteria(t)
		decisions, more := drawDecisions(t, len(keys)), drawDecisions(t, len(keys))
		before, after := Link(keys, decisions, criteria), Link(keys, append(slices.Clone(decisions), more...), criteria)
		touched, back := before.TouchedBy(more), after.TouchedBy(more)
		for _, k := range keys {
			if a, b := answers(before, k.Order), answers(after, k.Order); a != b && !(slices.Contains(touched, k.Order) && slices.Contains(back, k.Order)) {
				t.Fatalf("order %d is not among the touched %v, %v\nbefore %s\nafter  %s", k.Order, touched, back, a, b)
			}
		}
	})
}

// Monday's 200 orders must not bring the whole book up for judging again.
func TestANewOrderTouchesItsNeighboursOnly(t *testing.T) {
	p := newPopulation(3, 2000, 1000, 6000)
	keys := make([]Keys, len(p.contacts))
	for i, c := range p.contacts {
		keys[i] = KeysOf(c, Ignore{})
	}
	b := Link(keys[:5990], nil, Usual())
	if n := len(b.Touched(keys[5990:])); n < 10 || n > 600 {
		t.Errorf("ten new orders touch %d of 6000", n)
	}
}

// On people who type as people type, strangers are kept apart; 0.99 is the owner's condition for the mark リピーター.
func TestStrangersAreKeptApart(t *testing.T) {
	p := newPopulation(5, 4000, 2000, 12000)
	keys := make([]Keys, len(p.contacts))
	for i, c := range p.contacts {
		keys[i] = KeysOf(c, Ignore{})
	}
	b := Link(keys, nil, Usual())
	precision, recall := p.quality(func(i int) int64 { return b.Customer(int64(i + 1)) })
	if precision < 0.99 || recall < 0.75 {
		t.Errorf("precision %.4f, recall %.4f", precision, recall)
	}
}
