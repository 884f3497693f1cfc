package customer

import (
	"slices"
	"testing"
)

func everyday() (population, []Keys) {
	p := newPopulation(8, 40000, 20000, 120000)
	keys := make([]Keys, len(p.contacts))
	for i, c := range p.contacts {
		keys[i] = KeysOf(c, Ignore{})
	}
	return p, keys
}

func BenchmarkKeysOf(b *testing.B) {
	p := newPopulation(8, 400, 200, 1200)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		KeysOf(p.contacts[i%len(p.contacts)], Ignore{})
	}
}

// The whole book of a busy shop: below 0.3 s on one core is the aim.
func BenchmarkLink120k(b *testing.B) {
	p, keys := everyday()
	var book *Book
	b.ReportAllocs()
	for b.Loop() {
		book = Link(keys, nil, Usual())
	}
	precision, recall := p.quality(func(i int) int64 { return book.Customer(int64(i + 1)) })
	b.ReportMetric(precision, "precision")
	b.ReportMetric(recall, "recall")
	candidates := 0
	for i := range keys {
		if book.Repeater(keys[i].Order) == 0 && len(book.Candidate(keys[i].Order)) > 0 {
			candidates++
		}
	}
	b.ReportMetric(float64(candidates), "candidates")
	b.ReportMetric(float64(len(book.Customers())), "customers")
}

// The same orders in no order, with a thousand decisions.
func BenchmarkLink120kShuffledWithDecisions(b *testing.B) {
	_, keys := everyday()
	book := Link(keys, nil, Usual())
	var decisions []Decision
	for i := range 1000 {
		o := book.Orders(int64(i*100 + 1))
		if len(o) > 1 {
			decisions = append(decisions, Decision{A: o[0], B: o[len(o)-1], Same: i%5 == 0})
		}
	}
	keys = slices.Clone(keys)
	for i := range keys {
		j := (i * 7919) % len(keys)
		keys[i], keys[j] = keys[j], keys[i]
	}
	b.ReportAllocs()
	for b.Loop() {
		Link(keys, decisions, Usual())
	}
}

// All answers for all orders, as when everything is judged again.
func BenchmarkAnswers120k(b *testing.B) {
	_, keys := everyday()
	book := Link(keys, nil, Usual())
	b.ReportAllocs()
	for b.Loop() {
		for i := range keys {
			o := keys[i].Order
			book.Repeater(o)
			book.Kind(o)
			book.Candidate(o)
		}
	}
}

// Two hundred new orders on Monday.
func BenchmarkTouched200(b *testing.B) {
	_, keys := everyday()
	book := Link(keys[:len(keys)-200], nil, Usual())
	fresh := keys[len(keys)-200:]
	var touched []int64
	b.ReportAllocs()
	for b.Loop() {
		touched = book.Touched(fresh)
	}
	b.ReportMetric(float64(len(touched)), "orders")
}
