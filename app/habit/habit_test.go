package habit_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"miseban/app/habit"
	"miseban/app/jst"
	"miseban/app/rule"
)

const now = jst.Moment(1_800_000_000)

func known() habit.Known {
	return habit.Known{Phrases: map[string]bool{}, Rules: map[string]bool{}, Learned: map[string][]habit.Trait{}, Now: now}
}

// passed is an answer to a stop of an order with some traits, n hours before now.
func passed(kind string, n int, answer habit.Answer, traits ...habit.Trait) habit.Given {
	return habit.Given{Order: int64(n), No: "1", At: now - jst.Moment(n*3600), Kind: kind, Answer: answer, Traits: traits}
}

func trait(field, value string) habit.Trait { return habit.Trait{Field: field, Value: value} }

// What she lets pass of one shop and stops in the other becomes a rule about that shop; never about what both have.
func TestARuleSaysWhatTheAnswersShareAndTheOthersLack(t *testing.T) {
	both, here, there := trait("method_raw", "ゆうパケット"), trait("shop", "本店"), trait("shop", "支店")
	all := []habit.Given{passed("phone", 1, habit.Goes, both, here), passed("phone", 2, habit.Goes, both, here), passed("phone", 3, habit.Goes, both, here), passed("phone", 4, habit.Other, both, there)}
	ps := habit.Propose(all, known())
	if len(ps) != 1 || !slices.Equal(ps[0].Traits, []habit.Trait{here}) || len(ps[0].From) != 3 || ps[0].Saves != 3 {
		t.Fatalf("%+v", ps)
	}
	all = append(all, passed("phone", 5, habit.Other, here))
	if ps := habit.Propose(all, known()); len(ps) != 0 {
		t.Errorf("proposed against a counterexample: %+v", ps)
	}
}

// One answer about three orders is one answer: nothing is generalised from it.
func TestOneAnswerIsNoHabit(t *testing.T) {
	here := trait("shop", "本店")
	var all []habit.Given
	for i := range 5 {
		g := passed("wish_past", 1, habit.Goes, here)
		g.Order = int64(i)
		all = append(all, g)
	}
	if ps := habit.Propose(all, known()); len(ps) != 0 {
		t.Errorf("%+v", ps)
	}
}

// What a customer wrote, what the mall has not cleared and what is not paid never passes by a learned rule.
func TestWhatNeverPassesByARule(t *testing.T) {
	for _, kind := range []string{"comment", "clearance", "payment_word", "no_payment", "amount_open", "unlisted", "mall_suspect", "cancelled_after_print", "rule"} {
		var all []habit.Given
		for n := range 9 {
			all = append(all, passed(kind, n+1, habit.Goes, trait("shop", "本店"), trait("mall", "rakuten")))
		}
		if ps := habit.Propose(all, known()); len(ps) != 0 {
			t.Errorf("%s: %+v", kind, ps)
		}
	}
}

// Every proposed rule is one that can be written, read again and published.
func TestProposedRulesCanBePublished(t *testing.T) {
	fields := []string{"orderer_email", "orderer_phone", "orderer_name", "address", "name", "sku", "code", "item", "options", "wrapping", "noshi", "method_raw", "payment_text", "prefecture", "shop"}
	values := []string{"ゆうパケット", `「引用」"符号"`, "東京都", "100% 綿、白", "a@example.com", "# 井桁"}
	rapid.Check(t, func(t *rapid.T) {
		var traits []habit.Trait
		for range rapid.IntRange(1, 5).Draw(t, "n") {
			f := rapid.SampledFrom(fields).Draw(t, "field")
			v := rapid.SampledFrom(values).Draw(t, "value")
			if f == "prefecture" {
				v = "東京都"
			}
			traits = append(traits, trait(f, v))
		}
		traits = append(traits, trait("mall", "rakuten"), trait("payment", "cod"), trait("gift", "yes"))
		kind := rapid.SampledFrom([]string{"conflict_cod_gift", "address", habit.Prices, habit.Hold}).Draw(t, "kind")
		answer := map[string]habit.Answer{habit.Prices: habit.Hides, habit.Hold: habit.Holds}[kind]
		if answer == "" {
			answer = rapid.SampledFrom([]habit.Answer{habit.Goes, habit.Noted}).Draw(t, "answer")
		}
		var all []habit.Given
		for n := range 3 {
			g := passed(kind, n+1, answer, traits...)
			if answer == habit.Noted {
				g.Text = "お早めにどうぞ"
			}
			all = append(all, g)
		}
		ps := habit.Propose(all, known())
		if len(ps) != 1 {
			t.Fatalf("%d proposals", len(ps))
		}
		text := rule.Format(&rule.Set{Rules: []rule.Rule{*ps[0].Rule}})
		set, faults := rule.Parse(text)
		if len(faults) > 0 || len(set.Rules) != 1 {
			t.Fatalf("%+v in\n%s", faults, text)
		}
		if _, faults := rule.Compile(set); len(faults) > 0 {
			t.Fatalf("%+v in\n%s", faults, text)
		}
	})
}
