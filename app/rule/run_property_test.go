package rule

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"miseban/app/jst"
)

func mustCompile(t interface{ Fatalf(string, ...any) }, set *Set) *Program {
	p, faults := Compile(set)
	if len(faults) > 0 {
		t.Fatalf("the set is refused: %+v", faults)
	}
	return p
}

func mustMatch(t interface{ Fatalf(string, ...any) }, c *Cond) *Matcher {
	m, faults := CompileCond(c)
	if len(faults) > 0 {
		t.Fatalf("%s is refused: %+v", Sentence(c), faults)
	}
	return m
}

func TestAConditionSaysWhatItMeansForEveryOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCond(t, TheOrder, 3)
		m := mustMatch(t, &c)
		for range 4 {
			s := drawSubject(t)
			want := plainlyOf(s).cond(&c, TheOrder, -1, -1)
			if got := m.Match(s); got != want {
				t.Fatalf("%s: %d, want %d", Sentence(&c), got, want)
			}
			if got := m.Explain(s).Truth; got != want {
				t.Fatalf("%s is explained as %d, want %d", Sentence(&c), got, want)
			}
		}
	})
}

func TestASetDoesWhatItsRulesSayOneAfterTheOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := drawSet(t)
		p := mustCompile(t, set)
		for range 4 {
			s := drawSubject(t)
			got, want := p.Run(s), fires(set, s)
			got.Until = ""
			if !reflect.DeepEqual(got, want) {
				for i := range set.Rules {
					t.Logf("%d %s", i, RuleSentence(&set.Rules[i]))
				}
				t.Fatalf("got %+v, want %+v", got, want)
			}
		}
	})
}

func TestUntilTheDayThatIsNamedNothingChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := drawSet(t)
		p := mustCompile(t, set)
		s := drawSubject(t)
		first := p.Run(s)
		if first.Until != "" && first.Until <= s.Today {
			t.Fatalf("until %s, today is %s", first.Until, s.Today)
		}
		for n := 1; n <= 40; n++ { // all days that are drawn lie within
			later := *s
			later.Today = s.Today.AddDays(n)
			if first.Until != "" && later.Today >= first.Until {
				break
			}
			got := p.Run(&later)
			if got.Until != first.Until {
				t.Fatalf("on %s until %s, on %s until %s", s.Today, first.Until, later.Today, got.Until)
			}
			if !reflect.DeepEqual(got, first) {
				t.Fatalf("until %s, but on %s %+v is %+v", first.Until, later.Today, first, got)
			}
		}
	})
}

func TestUntilIsTheVeryDayOnWhichOneComparisonChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawComparison(t, TheOrder, 0)
		p := mustCompile(t, &Set{Rules: []Rule{{Name: "期限", When: c, Then: []Action{{Kind: SetLabel, Text: "急ぎ"}}}}})
		s := drawSubject(t)
		first, now := p.Run(s), plainlyOf(s).cond(&c, TheOrder, -1, -1)
		want := jst.Date("")
		for n := 1; n <= 60; n++ {
			later := *s
			later.Today = s.Today.AddDays(n)
			if plainlyOf(&later).cond(&c, TheOrder, -1, -1) != now {
				want = later.Today
				break
			}
		}
		if first.Until != want {
			t.Fatalf("%s on %s: until %q, want %q", Sentence(&c), s.Today, first.Until, want)
		}
	})
}

func TestWhatIsFaultlessCanBeRun(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := genSet().Draw(t, "set")
		if len(Check(set)) > 0 {
			return
		}
		p := mustCompile(t, set)
		s := drawSubject(t)
		p.Run(s)
		for i := range set.Rules {
			if RuleSentence(&set.Rules[i]) == "" || p.Explain(i, s).Text == "" {
				t.Fatalf("rule %d is not worded", i)
			}
		}
	})
}
