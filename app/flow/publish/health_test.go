package publish_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"miseban/app/flow/desk"
	"miseban/app/flow/publish"
	"miseban/app/flow/review"
	"miseban/app/flow/simulate"
	"miseban/app/judge"
	"miseban/app/rule"
)

const setHead = "店番ルール 1\n"

func ruleText(name, when string, then ...string) string {
	return fmt.Sprintf("ルール \"%s\"\n  条件 %s\n  動作\n    %s\n", name, when, strings.Join(then, "\n    "))
}

// busy is a shop with thirty orders: every third is paid on delivery, every fifth costs 12,000 yen.
func busy(t *testing.T) *day {
	d := shop(t)
	var all []sold
	for i := range 30 {
		all = append(all, usual(fmt.Sprint(10+i), func(o *sold) {
			o.Phone = fmt.Sprintf("090-0000-%04d", 2000+i)
			if i%3 == 0 {
				o.Pay = "代金引換"
			}
			if i%5 == 0 {
				o.Total = 12_000
			}
		}))
	}
	d.take("rakuten-20261124-0800.csv", all...)
	return d
}

func (d *day) publish(text string, o publish.Options) publish.Report {
	d.t.Helper()
	o.Now = d.now
	r, err := publish.Publish(d.ctx, d.desk(), text, o)
	if err != nil {
		var bad *desk.RulesError
		if errors.As(err, &bad) {
			d.t.Fatalf("%v %+v", err, bad.Faults)
		}
		d.t.Fatal(err)
	}
	return r
}

func (d *day) health() []publish.Finding {
	d.t.Helper()
	book, err := simulate.Load(d.ctx, d.desk(), "", d.now, nil)
	if err != nil {
		d.t.Fatal(err)
	}
	found, err := publish.Health(d.ctx, book, d.desk().Rules().Program, d.now)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, f := range found {
		for _, p := range f.Proposals {
			if p.Simulation == nil || p.Simulation.Orders != len(book.Orders) {
				d.t.Fatalf("%s: the proposal 「%s」 is not simulated", f.Rule, p.Title)
			}
			if _, faults := rule.Parse(p.Text); len(faults) > 0 {
				d.t.Fatalf("%s: the proposal 「%s」 is no set: %+v", f.Rule, p.Title, faults)
			}
		}
	}
	return found
}

// only gives the one finding about a rule.
func only(t *testing.T, found []publish.Finding, name string) publish.Finding {
	t.Helper()
	var mine []publish.Finding
	for _, f := range found {
		if f.Rule == name {
			mine = append(mine, f)
		}
	}
	if len(mine) != 1 {
		t.Fatalf("%d findings about %s: %+v", len(mine), name, mine)
	}
	return mine[0]
}

func TestARuleThatNoOrderFiresIsSaid(t *testing.T) {
	d := busy(t)
	d.publish(setHead+ruleText("百万円", "請求金額 >= 1000000", `ラベル "大口"`)+ruleText("代引", "支払区分 = 代金引換", `ラベル "代引"`), publish.Options{})
	found := d.health()
	f := only(t, found, "百万円")
	if f.Kind != publish.NeverFired || f.Count != 0 || f.Of != 30 || len(f.Proposals) != 1 || len(f.Proposals[0].Simulation.Changed) != 0 {
		t.Fatalf("%+v", f)
	}
	if len(found) != 1 {
		t.Fatalf("%d findings", len(found))
	}
}

func TestARuleBehindAStopIsShadowed(t *testing.T) {
	d := busy(t)
	d.publish(setHead+ruleText("代引", "支払区分 = 代金引換", `ラベル "代引"`, "ここで終わる")+ruleText("高い代引", "支払区分 = 代金引換、請求金額 >= 10000", `確認 "高い代引です"`), publish.Options{})
	f := only(t, d.health(), "高い代引")
	// Of thirty every fifteenth is both: two.
	if f.Kind != publish.Shadowed || f.Other != "代引" || f.Count != 2 {
		t.Fatalf("%+v", f)
	}
	if up := f.Proposals[0]; len(up.Simulation.Changed) != 2 || !strings.Contains(up.Title, "上に移す") || up.Simulation.After[judge.NeedsReview] != 2 {
		t.Fatalf("%s changes %d: %+v", up.Title, len(up.Simulation.Changed), up.Simulation.After)
	}
}

func TestARuleThatAlwaysLosesIsShadowed(t *testing.T) {
	d := busy(t)
	d.publish(setHead+ruleText("みな宅配便", "すべての注文", `配送方法 "宅配便"`)+ruleText("高い品", "請求金額 >= 10000", `配送方法 "保険付き"`), publish.Options{})
	f := only(t, d.health(), "高い品")
	if f.Kind != publish.Shadowed || f.Other != "みな宅配便" || f.Count != 6 {
		t.Fatalf("%+v", f)
	}
	if gone := f.Proposals[0]; len(gone.Simulation.Changed) != 0 {
		t.Fatalf("without it %d orders change", len(gone.Simulation.Changed))
	}
	if up := f.Proposals[1]; len(up.Simulation.Changed) != 6 {
		t.Fatalf("moved up it changes %d orders", len(up.Simulation.Changed))
	}
}

func TestTwoRulesThatWantOtherThingsAreInConflict(t *testing.T) {
	d := busy(t)
	d.publish(setHead+ruleText("代引", "支払区分 = 代金引換", `配送方法 "宅配便"`)+ruleText("高い品", "請求金額 >= 10000", `配送方法 "保険付き"`), publish.Options{})
	f := only(t, d.health(), "高い品")
	if f.Kind != publish.Conflict || f.Other != "代引" || f.Count != 2 || f.Of != 6 {
		t.Fatalf("%+v", f)
	}
	// It is the rule for fewer orders (6 of 10): it is proposed to win.
	if up := f.Proposals[0]; len(up.Simulation.Changed) != 2 || up.Simulation.Changed[0].After.Method != "保険付き" {
		t.Fatalf("%s changes %d", up.Title, len(up.Simulation.Changed))
	}
	if narrow := f.Proposals[1]; len(narrow.Simulation.Changed) != 0 {
		t.Fatalf("%s changes %d", narrow.Title, len(narrow.Simulation.Changed))
	}
}

func TestWhatTheOwnerAlwaysPutsBackIsSaid(t *testing.T) {
	d := busy(t)
	d.publish(setHead+ruleText("高い品は隠す", "請求金額 >= 10000", "金額 非表示")+ruleText("代引を見る", "支払区分 = 代金引換", `確認 "代引です"`), publish.Options{})
	var dear, cod []*desk.Row
	for _, r := range d.desk().Rows() {
		if *r.Total == 12_000 {
			dear = append(dear, r)
		}
		if r.Status.ID() == "needs_review" {
			cod = append(cod, r)
		}
	}
	if len(dear) != 6 || len(cod) != 10 {
		t.Fatalf("%d dear, %d reviewed", len(dear), len(cod))
	}
	d.now = d.now.Add(3600e9)
	if _, err := review.Prices(d.ctx, d.desk(), dear, true, false, d.now); err != nil {
		t.Fatal(err)
	}
	if _, err := review.Accept(d.ctx, d.desk(), cod, false, d.now); err != nil {
		t.Fatal(err)
	}
	found := d.health()
	if f := only(t, found, "代引を見る"); f.Kind != publish.PutBack || f.Count != 10 || f.Of != 10 {
		t.Fatalf("%+v", f)
	}
	// The rule's orders came before it was published: that she put the prices back counts all the same.
	if f := only(t, found, "高い品は隠す"); f.Kind != publish.PutBack || f.Count != 6 {
		t.Fatalf("%+v", f)
	}
}

func TestAFailingTestStopsThePublishing(t *testing.T) {
	d := busy(t)
	first := d.publish(setHead+ruleText("代引", "支払区分 = 代金引換", `確認 "代引です"`), publish.Options{})
	dk := d.desk()
	made, err := publish.TestFrom(d.ctx, dk, d.row("10"), dk.Rules().Program, d.now)
	if err != nil {
		t.Fatal(err)
	}
	if err := publish.Edit(d.ctx, dk, d.now, func(s *rule.Set) error { s.Tests = append(s.Tests, made); return nil }); err != nil {
		t.Fatal(err)
	}
	written, draft, err := publish.Written(d.ctx, dk)
	if err != nil || !draft || !strings.Contains(written, "テスト 楽天:"+rakutenNo("10")) {
		t.Fatalf("%v %v %s", draft, err, written)
	}
	second := d.publish(written, publish.Options{Note: "テストを付けた"})
	if len(second.Tests) != 1 || !second.Tests[0].Pass {
		t.Fatalf("%+v", second.Tests)
	}
	if err := publish.Edit(d.ctx, dk, d.now, func(s *rule.Set) error { s.Rules[0].Off = true; return nil }); err != nil {
		t.Fatal(err)
	}
	off, _, err := publish.Written(d.ctx, dk)
	if err != nil {
		t.Fatal(err)
	}
	before := d.dump(facts...)
	var failed *publish.TestsError
	if _, err := publish.Publish(d.ctx, dk, off, publish.Options{Now: d.now}); !errors.As(err, &failed) || !strings.Contains(failed.Japanese(), rakutenNo("10")) {
		t.Fatalf("%v", err)
	}
	if d.dump(facts...) != before || d.status("10") != "needs_review" {
		t.Fatal("a refused publishing changed something")
	}
	if r := d.publish(off, publish.Options{Force: true}); r.Version != second.Version+1 || d.status("10") != "ready_to_print" || len(publish.Failed(r.Tests)) != 1 {
		t.Fatalf("%+v, %s", r, d.status("10"))
	}
	back, err := publish.Rollback(d.ctx, dk, first.Version, publish.Options{Now: d.now})
	if err != nil || d.status("10") != "needs_review" {
		t.Fatalf("%v %s", err, d.status("10"))
	}
	versions, err := publish.Versions(d.ctx, dk)
	if err != nil || len(versions) != back.Version || !versions[0].InForce || versions[0].Text != versions[len(versions)-1].Text || len(versions[0].Differences) == 0 {
		t.Fatalf("%v %+v", err, versions)
	}
}

func TestABadSetChangesNothing(t *testing.T) {
	d := busy(t)
	d.publish(setHead+ruleText("代引", "支払区分 = 代金引換", `確認 "代引です"`), publish.Options{})
	before := d.dump(facts...)
	var bad *desk.RulesError
	_, err := publish.Publish(d.ctx, d.desk(), setHead+ruleText("月の満ち欠け", "月齢 >= 3", `ラベル "満月"`), publish.Options{Now: d.now, Force: true})
	if !errors.As(err, &bad) || bad.Faults[0].At.Line != 3 || d.dump(facts...) != before {
		t.Fatalf("%v", err)
	}
	if _, err := publish.Rollback(d.ctx, d.desk(), 9, publish.Options{Now: d.now}); !errors.Is(err, publish.ErrNoVersion) {
		t.Fatal(err)
	}
}
