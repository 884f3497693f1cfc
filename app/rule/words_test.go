package rule_test

import (
	"strings"
	"testing"

	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/rule"
	"miseban/app/yen"
)

// A test of a rule wants a status by the name that the list of orders shows.
func TestTheStatusesAreThoseOfTheJudge(t *testing.T) {
	all := judge.Statuses()
	if len(all) != len(rule.StatusWords) {
		t.Fatalf("%d statuses, %d words", len(all), len(rule.StatusWords))
	}
	for i, s := range all {
		if w := rule.StatusWords[i]; w.ID != s.ID() || w.Name != s.Name() {
			t.Errorf("%s %s is called %s %s", s.ID(), s.Name(), w.ID, w.Name)
		}
	}
}

// Every field can be asked for by its name and by its id wherever it is seen, and every value by both; no name leads to another.
func TestEveryNameLeadsToItsOwn(t *testing.T) {
	wrap := map[rule.Over]string{rule.TheOrder: "すべて(", rule.Lines: "明細のどれか(", rule.Destinations: "お届け先のどれか("}
	for over, open := range wrap {
		for _, f := range rule.Fields() {
			if seen, ok := rule.FieldNamed(f.ID, over); !ok || seen.Over != f.Over {
				continue
			}
			for _, name := range []string{f.Name, f.ID} {
				op, value := "不明", ""
				if f.Type == rule.SetType {
					op = "がある"
				}
				c, faults := rule.ParseCond(open + name + " " + op + value + ")")
				if len(faults) > 0 || c.Of[0].Left.Field != f.ID {
					t.Errorf("%s%s: %s %v", open, name, rule.FormatCond(&c), faults)
				}
			}
			for _, w := range f.Words {
				for _, name := range []string{w.Name, w.ID, `"` + w.Name + `"`} {
					c, faults := rule.ParseCond(open + f.Name + " = " + name + ")")
					if len(faults) > 0 || c.Of[0].Right[0].Kind != rule.Word || c.Of[0].Right[0].Text != w.ID {
						t.Errorf("%s%s = %s: %s %v", open, f.Name, name, rule.FormatCond(&c), faults)
					}
				}
			}
		}
	}
}

// A word is one of its own field only, and never a part of a longer one.
func TestNoWordIsTakenForAnother(t *testing.T) {
	for _, f := range rule.Fields() {
		if f.Over != rule.TheOrder || len(f.Words) == 0 {
			continue
		}
		own := map[string]bool{}
		for _, w := range f.Words {
			own[w.Name], own[w.ID] = true, true
		}
		for _, other := range rule.Fields() {
			for _, w := range other.Words {
				for _, name := range []string{w.Name, w.Name + "店", "新" + w.Name, w.ID + "x"} {
					c, faults := rule.ParseCond(f.Name + " = " + name)
					if (len(faults) == 0) != own[name] {
						t.Errorf("%s = %s is taken for %s", f.Name, name, rule.FormatCond(&c))
					}
				}
			}
		}
	}
}

// What the window lists can be written: every action by its name and by its id.
func TestActionsByNameAndByID(t *testing.T) {
	for kind, rest := range map[rule.ActionKind]string{rule.SetFlag: "gift off", rule.SetLabel: `"急ぎ" off`, rule.SetCheck: `"電話"`, rule.HoldUntil: `今日+3日 まで "電話"`,
		rule.Review: `"見る"`, rule.Pass: "conflict_cod_gift", rule.Method: `"宅急便"`, rule.Prices: "fees", rule.Enclose: `"カード"`, rule.Leaflet: `"春の案内"`,
		rule.Fee: `"名入れ代" 330円 税10%`, rule.Mail: `"出荷"`, rule.Priority: "-5", rule.SlipNote: `"ありがとうございます"`, rule.ShipOn: "wish_date-3日"} {
		for _, name := range []string{kind.Name(), string(kind)} {
			set, faults := rule.Parse("rule \"x\"\nwhen gift\nthen " + name + " " + rest)
			if len(faults) > 0 || len(set.Rules) != 1 || len(set.Rules[0].Then) != 1 || set.Rules[0].Then[0].Kind != kind {
				t.Errorf("%s %s: %v", name, rest, faults)
			}
		}
	}
	set, faults := rule.Parse("rule \"x\" off\nwhen every_order\nthen stop\nbuiltin off address\ntest " + string(order.Rakuten) + ":1 is status needs_review, flag gift not")
	if len(faults) > 0 || !set.Rules[0].Stop || !set.Rules[0].Off || set.Off[0].ID != "address" || !set.Tests[0].Want[1].Not {
		t.Errorf("%+v %v", set, faults)
	}
}

// A status is asked about in a search; in a rule it would be the result of itself.
func TestTheStatusIsForSearches(t *testing.T) {
	c, faults := rule.ParseCond("ステータス = 確認待ち かつ 請求金額 >= 1000")
	if len(faults) > 0 {
		t.Fatalf("%+v", faults)
	}
	m, faults := rule.CompileCond(&c)
	if len(faults) > 0 {
		t.Fatalf("%+v", faults)
	}
	total := yen.Of(2000)
	for status, want := range map[string]rule.Truth{"needs_review": rule.Yes, "shipped": rule.No} {
		if got := m.Match(&rule.Subject{Status: status, Facts: &order.Facts{Total: total}}); got != want {
			t.Errorf("%s: %d", status, got)
		}
	}
	_, faults = rule.Parse("店番ルール 1\nルール \"a\"\n  条件 ステータス = 確認待ち\n  動作 確認 \"x\"\n")
	if len(faults) != 1 || faults[0].At.Line != 3 || !strings.Contains(faults[0].Text, "検索だけ") {
		t.Errorf("%+v", faults)
	}
}
