package rules_test

import (
	"strings"
	"testing"

	"miseban/app/rule"
)

// From the list of orders she begins a rule: it lies open in the editor, under a name that is free, and is not in the draft until it
// does something.
func TestARuleBegunFromAnOrder(t *testing.T) {
	s := sitDown(t, usual)
	c, faults := rule.ParseCond("請求金額 >= 50000")
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	s.area.Add(rule.Rule{Name: "贈り物", When: rule.Cond{Kind: rule.All, Of: []rule.Cond{c}}})
	s.expect("請求金額", "50,000円")
	if got := s.drafted(); strings.Contains(got, "50000") {
		t.Errorf("a rule that does nothing is in the draft:\n%s", got)
	}
	s.press("Esc")
}

// An order becomes a test of the draft; the same order once more replaces its test.
func TestAnOrderBecomesATest(t *testing.T) {
	s := sitDown(t, usual)
	s.area.AddTest(100002)
	s.area.AddTest(100002)
	if got := s.drafted(); strings.Count(got, "テスト ") != 1 || !strings.Contains(got, "100002") {
		t.Errorf("draft\n%s", got)
	}
}

// A rule that is named elsewhere is shown; one that is no longer there is said to be gone.
func TestARuleIsShown(t *testing.T) {
	s := sitDown(t, usual)
	s.area.ShowRule("贈り物")
	s.press("Enter")
	s.expect("贈り物")
	s.press("Esc")
	s.area.ShowRule("無い")
	if s.shelf.draft != nil {
		t.Error("a draft was made")
	}
}

// The number beside a rule leads to its orders.
func TestTheOrdersOfARule(t *testing.T) {
	s := sitDown(t, usual)
	s.write("o")
	want := rule.FormatCond(&s.shelf.set.Rules[0].When)
	if s.asked != want || want == "" {
		t.Errorf("asked for %q, not %q", s.asked, want)
	}
}
