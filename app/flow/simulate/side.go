package simulate

import (
	"slices"

	"miseban/app/judge"
	"miseban/app/yen"
)

// Side is what an order is under one rule set: all that publishing would change.
type Side struct {
	Status   judge.Status
	Blockers []judge.Blocker
	Flags    []judge.Flag
	Labels   []string
	Checks   []string
	Hide     []bool // per destination: no amount on its slip
	FeesOnly bool
	Fees     []judge.Fee
	Mails    []string
	Encloses []string
	Notes    []string
	Method   string
	Priority int
	Asks     []string // subjects of its questions
	Kinds    []string // their kinds, in the same order
	Rules    []judge.Fired
}

// side is a Side with what is compared first.
type side struct{ Side }

func sideOf(j *judge.Judgement) side {
	s := Side{Status: j.Status, Blockers: j.Blockers, Flags: j.Flags, Labels: j.Labels, Checks: j.Checks, Hide: j.Hide, FeesOnly: j.FeesOnly, Fees: j.Fees, Mails: j.Mails,
		Encloses: j.Encloses, Notes: j.Notes, Method: j.Method, Priority: j.Priority, Rules: j.Rules}
	if n := len(j.Questions); n > 0 {
		both := make([]string, 2*n)
		s.Asks, s.Kinds = both[:n:n], both[n:]
		for i, q := range j.Questions {
			s.Asks[i], s.Kinds[i] = q.Subject, q.Kind
		}
	}
	return side{s}
}

// same says whether nothing differs that anybody would see. Which rules fired is no difference by itself, nor is the order of labels.
func (a *side) same(b *side) bool {
	return a.Status == b.Status && a.FeesOnly == b.FeesOnly && a.Method == b.Method && a.Priority == b.Priority && alike(a.Blockers, b.Blockers) &&
		alike(a.Flags, b.Flags) && alike(a.Labels, b.Labels) && alike(a.Checks, b.Checks) && slices.Equal(a.Hide, b.Hide) && alike(a.Mails, b.Mails) &&
		slices.Equal(a.Encloses, b.Encloses) && slices.Equal(a.Notes, b.Notes) && alike(a.Asks, b.Asks) &&
		slices.EqualFunc(a.Fees, b.Fees, func(x, y judge.Fee) bool { return x.Name == y.Name && x.Yen == y.Yen && x.Rate == y.Rate })
}

// alike says whether two short lists have the same members.
func alike[T comparable](a, b []T) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return !slices.ContainsFunc(a, func(x T) bool { return count(a, x) != count(b, x) })
		}
	}
	return true
}

func count[T comparable](list []T, x T) (n int) {
	for _, y := range list {
		if x == y {
			n++
		}
	}
	return n
}

// Same says whether nobody would see a difference between two sides.
func (a *Side) Same(b *Side) bool { return (&side{*a}).same(&side{*b}) }

// SideOf is what a judgement shows.
func SideOf(j *judge.Judgement) Side { return sideOf(j).Side }

// slip says whether the paper of an order would be another.
func (a *side) slip(b *side) bool {
	return a.FeesOnly != b.FeesOnly || !slices.Equal(a.Hide, b.Hide) || !slices.Equal(a.Notes, b.Notes) || !slices.Equal(a.Encloses, b.Encloses) || feeSum(a.Fees) != feeSum(b.Fees) || len(a.Fees) != len(b.Fees)
}

func feeSum(all []judge.Fee) yen.Yen {
	var sum yen.Yen
	for _, f := range all {
		sum += f.Yen
	}
	return sum
}

func (a *side) fired(name string) bool {
	return slices.ContainsFunc(a.Rules, func(f judge.Fired) bool { return f.Name == name })
}

// Blocked says whether the order waits for b.
func (a *Side) Blocked(b judge.Blocker) bool { return slices.Contains(a.Blockers, b) }
