package rule

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A condition that the owner has begun in the window stays begun in the draft's text, and is refused until she has filled it in.
func TestADraftKeepsWhatIsHalfFilled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := genSet().Filter(func(s *Set) bool { return len(s.Rules) > 0 }).Draw(t, "set")
		half := []Cond{
			{Kind: Compare, Right: []Operand{{}}},
			{Kind: Compare, Left: Operand{Kind: FieldRef, Field: "total"}, Op: AtLeast, Right: []Operand{{}}},
			{Kind: Compare, Left: Operand{Kind: FieldRef, Field: "ordered_on"}, Op: Between, Right: []Operand{{Kind: Today}, {}}},
			{Kind: Compare, Left: Operand{Kind: FieldRef, Field: "flags"}, Op: HasNot, Right: []Operand{{Kind: Word, Text: "gift"}, {}}},
			{Kind: Compare, Left: Operand{Kind: Gather, Agg: Sum, Over: Lines}, Op: More, Right: []Operand{{Kind: Number, Number: 2}}},
			{Kind: Some, Over: Lines, Of: []Cond{{Kind: Compare, Left: Operand{Kind: FieldRef, Field: "item"}, Op: Contains, Right: []Operand{{}}}}},
		}
		rule := &set.Rules[rapid.IntRange(0, len(set.Rules)-1).Draw(t, "rule")]
		rule.When.Of = append(append([]Cond(nil), rule.When.Of...), rapid.SampledFrom(half).Draw(t, "begun"))
		faults := Check(set)
		if len(faults) == 0 || faults[0].Cond == nil || faults[0].Rule != rule.Name || !strings.Contains(faults[0].Text, "未入力") {
			t.Fatalf("the begun condition is told as %v", faults)
		}
		back, faults := Parse(Format(set))
		if len(faults) == 0 {
			t.Fatalf("the draft passes:\n%s", Format(set))
		}
		if !reflect.DeepEqual(placeless(back), placeless(set)) {
			t.Fatalf("the draft\n%s\ncomes back as\n%s", Format(set), Format(back))
		}
	})
}

// The window marks the very node that a fault is about.
func TestAFaultPointsAtItsCondition(t *testing.T) {
	set := read(t, procedure)
	group := &set.Rules[0].When.Of[2]
	group.Of[1].Of[1].Right = nil
	group.Of[0].Right[0] = Operand{Kind: Text, Text: "一万"}
	faults := Check(set)
	if len(faults) != 2 || faults[0].Cond != &group.Of[0] || faults[1].Cond != &group.Of[1].Of[1] {
		t.Errorf("faults %v", faults)
	}
}
