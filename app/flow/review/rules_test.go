package review_test

import (
	"slices"
	"strings"
	"testing"

	"miseban/app/flow/review"
	"miseban/app/judge"
	"miseban/app/order"
)

func (s *shop) publish(rules string) {
	s.Helper()
	if _, _, err := s.s.Desk.PublishRules(ctx, "店番ルール 1\n"+rules, "", tuesday); err != nil {
		s.Fatal(err)
	}
}

func (s *shop) encloses(id int64) []string {
	s.Helper()
	_, j, err := s.s.Desk.Judged(ctx, id, tuesday)
	if err != nil {
		s.Fatal(err)
	}
	return j.Encloses
}

// One look serves all orders that a rule stopped, although it compared another address on each; another address asks again.
func TestOneAnswerServesAllOrdersOfARule(t *testing.T) {
	s := newShop(t)
	s.publish(`ルール "坂の上"
  条件 お届け先のどれか(住所 含む "神宮前")
  動作 確認 "坂の上です。台車を積みますか"`)
	s.take("20261121.csv", asked{}, asked{street: "神宮前4-5-6"}, asked{street: "恵比寿1-1-1"})
	q := s.only("rule")
	if len(q.Orders) != 2 {
		t.Fatalf("%d orders stand in the question, want 2", len(q.Orders))
	}
	if err := s.answer(q, judge.ActAccept, ""); err != nil {
		t.Fatal(err)
	}
	if got := s.statuses(); got != "ready_to_print ready_to_print ready_to_print" {
		t.Error(got)
	}
	s.take("20261122.csv", asked{}, asked{street: "神宮前7-8-9"}, asked{street: "恵比寿1-1-1"})
	if got := s.statuses(); got != "ready_to_print needs_review ready_to_print" {
		t.Errorf("another address than the one she looked at: %s", got)
	}
	s.undo()
	s.undo()
	if got := s.statuses(); got != "needs_review needs_review ready_to_print" {
		t.Errorf("the answer put back: %s", got)
	}
}

// 確認した covers what rules ask, too, and can be put back.
func TestAcceptingCoversTheQuestionsOfRules(t *testing.T) {
	s := newShop(t)
	s.publish(`ルール "包装"
  条件 コメント 含む "包装"
  動作
    確認 "包装紙を選んでください"
    料金 "包装代" 330円 税10%
    チラシ "秋の新茶"`)
	s.take("1.csv", asked{comment: "包装してください"})
	kinds := []string{}
	for _, q := range s.questions() {
		kinds = append(kinds, q.Kind)
	}
	slices.Sort(kinds)
	if got := strings.Join(kinds, " "); got != "comment fee_settled leaflet rule" {
		t.Fatalf("asked: %s", got)
	}
	if _, err := review.Accept(ctx, s.s.Desk, s.s.Desk.Rows(), false, tuesday); err != nil || s.statuses() != "ready_to_print" {
		t.Fatalf("%s %v", s.statuses(), err)
	}
	if got := s.encloses(1); len(got) > 0 {
		t.Errorf("advertising that nobody looked at lies in a 楽天 parcel: %v", got)
	}
	if _, err := review.Accept(ctx, s.s.Desk, s.s.Desk.Rows(), true, tuesday); err != nil || len(s.questions()) != 4 {
		t.Errorf("asked again: %d questions, %v", len(s.questions()), err)
	}
}

// The leaflet's own question decides whether it goes in.
func TestALeafletGoesInOnlyWhereSheSaysSo(t *testing.T) {
	for act, want := range map[judge.Act][]string{judge.ActLeaveOut: nil, judge.ActAccept: {"秋の新茶"}} {
		s := newShop(t)
		s.publish(`ルール "案内"
  条件 明細のどれか(商品名 含む "煎茶")
  動作 チラシ "秋の新茶"`)
		s.take("1.csv", asked{}, asked{})
		q := s.only("leaflet")
		if len(q.Orders) != 2 {
			t.Fatalf("%d orders", len(q.Orders))
		}
		if err := s.answer(q, act, ""); err != nil {
			t.Fatal(err)
		}
		if got := s.statuses(); got != "ready_to_print ready_to_print" {
			t.Errorf("%s: %s", act, got)
		}
		for id := int64(1); id <= 2; id++ {
			if got := s.encloses(id); !slices.Equal(got, want) {
				t.Errorf("%s: order %d has %v in its parcel, want %v", act, id, got, want)
			}
		}
		if s.undo(); s.statuses() != "needs_review needs_review" {
			t.Errorf("%s put back: %s", act, s.statuses())
		}
	}
}

// 保留をやめる lets go what she held and what a rule held, in one act; another rule's hold and her 確認 are no part of it.
func TestLettingGoWhatARuleHolds(t *testing.T) {
	s := newShop(t)
	s.publish(`ルール "色違い"
  条件 コメント 含む "青"
  動作 保留 "青は店長に聞く"
ルール "あとから来る"
  条件 コメント 含む "青"
  動作 保留 "負けるほう"`)
	s.take("1.csv", asked{comment: "青でお願いします"}, asked{comment: "青でお願いします"}, asked{})
	rows := s.s.Desk.Rows()
	if _, err := review.Hold(ctx, s.s.Desk, rows[:2], "電話のあとで", false, tuesday); err != nil {
		t.Fatal(err)
	}
	if _, err := review.Accept(ctx, s.s.Desk, rows, false, tuesday); err != nil || s.statuses() != "on_hold on_hold ready_to_print" {
		t.Fatalf("%s %v", s.statuses(), err)
	}
	if _, err := review.Hold(ctx, s.s.Desk, s.s.Desk.Rows()[:1], "", true, tuesday); err != nil || s.statuses() != "ready_to_print on_hold ready_to_print" {
		t.Fatalf("let go: %s %v", s.statuses(), err)
	}
	in, err := s.s.Desk.Input(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	var released []string
	for _, x := range in.Decisions {
		if x.Kind == order.Accept && strings.HasPrefix(x.Subject, "hold:") {
			released = append(released, x.Subject)
		}
	}
	if !slices.Equal(released, []string{"hold:色違い"}) {
		t.Errorf("let go: %q; the rule that lost holds nothing", released)
	}
	// Asking again is about her looking: the rule's hold stays let go.
	if _, err := review.Accept(ctx, s.s.Desk, s.s.Desk.Rows()[:1], true, tuesday); err != nil || s.statuses() != "needs_review on_hold ready_to_print" {
		t.Errorf("asked again: %s %v", s.statuses(), err)
	}
	s.undo()
	if s.undo(); s.statuses() != "on_hold on_hold ready_to_print" {
		t.Errorf("put back: %s", s.statuses())
	}
}
