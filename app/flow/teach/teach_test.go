package teach_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/flow/revert"
	"miseban/app/flow/review"
	"miseban/app/flow/teach"
	"miseban/app/habit"
	"miseban/app/judge"
	"miseban/app/rule"
)

// shop is a shop in which one thing after another happens.
type shop struct {
	*testing.T
	d      *desk.Desk
	now    time.Time
	serial int
}

func newShop(t *testing.T) *shop {
	t.Helper()
	s, err := open.Writing(ctx, filepath.Join(t.TempDir(), "店番"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &shop{T: t, d: s.Desk, now: monday}
}

// cells are what is special about an order of a file.
type cells map[string]string

func says(comment string) cells { return cells{"コメント": comment} }

// take imports a file with orders, and gives their numbers.
func (s *shop) take(orders ...cells) []string {
	s.Helper()
	s.now = s.now.Add(time.Hour)
	var sold []*bought
	var nos []string
	for _, special := range orders {
		s.serial++
		b := &bought{no: fmt.Sprintf("123456-%s-%010d", s.now.Format("20060102"), s.serial)}
		b.cells = map[string]string{"注文番号": b.no, "ステータス": "300", "注文日時": s.now.Format("2006-01-02 15:04:05"), "支払方法名": "クレジットカード", "配送方法": "宅配便", "請求金額": "1080",
			"注文者姓": "山田", "注文者名": fmt.Sprint("花子", s.serial), "送付先姓": "山田", "送付先名": fmt.Sprint("花子", s.serial), "送付先住所都道府県": "東京都", "送付先住所郡市区": "渋谷区", "送付先住所それ以降の住所": fmt.Sprint("神宮前1-2-", s.serial),
			"送付先電話番号1": "090", "送付先電話番号2": "0000", "送付先電話番号3": fmt.Sprintf("%04d", s.serial), "商品名": "煎茶", "商品番号": fmt.Sprint("tea-", s.serial), "単価": "1080", "個数": "1"}
		for k, v := range special {
			b.cells[k] = v
		}
		sold, nos = append(sold, b), append(nos, b.no)
	}
	path := filepath.Join(s.TempDir(), "受注_"+s.now.Format("20060102-1504")+".csv")
	write(s.T, path, sold)
	if r, err := intake.Import(ctx, s.d, []string{path}, intake.Options{Now: s.now}); err != nil || r.Refused() {
		s.Fatalf("%+v %v", r, err)
	}
	return nos
}

func (s *shop) row(no string) *desk.Row {
	s.Helper()
	r, err := s.d.Find(no)
	if err != nil {
		s.Fatal(err)
	}
	return r
}

// asks gives the kinds of question of an order.
func (s *shop) asks(no string) string {
	s.Helper()
	_, j, err := s.d.Judged(ctx, s.row(no).ID, s.now)
	if err != nil {
		s.Fatal(err)
	}
	var out []string
	for _, q := range j.Questions {
		out = append(out, q.Kind)
	}
	return strings.Join(out, " ")
}

// answer answers every open question in the same way.
func (s *shop) answer(act judge.Act, text string) {
	s.Helper()
	for range 20 {
		qs, err := review.Questions(ctx, s.d, s.now)
		if err != nil {
			s.Fatal(err)
		}
		if len(qs) == 0 {
			return
		}
		s.now = s.now.Add(time.Minute)
		i := slices.IndexFunc(qs[0].Answers, func(a judge.Answer) bool { return a.Act == act })
		if i < 0 {
			s.Fatalf("%s has no answer %s", qs[0].Kind, act)
		}
		if _, err := review.Answer(ctx, s.d, qs[0], qs[0].Answers[i], text, s.now); err != nil {
			s.Fatal(err)
		}
	}
	s.Fatal("the questions don't end")
}

// pass takes orders one by one, each answered by itself.
func (s *shop) pass(act judge.Act, text string, orders ...cells) {
	s.Helper()
	for _, o := range orders {
		s.take(o)
		s.answer(act, text)
	}
}

func (s *shop) proposals() []teach.Proposal {
	s.Helper()
	s.now = s.now.Add(time.Minute)
	out, err := teach.Proposals(ctx, s.d, nil, s.now)
	if err != nil {
		s.Fatal(err)
	}
	return out
}

// one gives the only proposal there is.
func (s *shop) one() teach.Proposal {
	s.Helper()
	ps := s.proposals()
	if len(ps) != 1 {
		s.Fatalf("%d proposals: %+v", len(ps), ps)
	}
	return ps[0]
}

func (s *shop) tell(p teach.Proposal, act judge.Act) {
	s.Helper()
	s.now = s.now.Add(time.Minute)
	if _, err := teach.Answer(ctx, s.d, p, act, s.now); err != nil {
		s.Fatal(err)
	}
}

// learned gives what was learned, without refusals.
func (s *shop) learned() []teach.Learned {
	s.Helper()
	all, err := teach.List(ctx, s.d, s.now)
	if err != nil {
		s.Fatal(err)
	}
	return slices.DeleteFunc(all, func(l teach.Learned) bool { return l.Sort == teach.RefusedSort })
}

func (s *shop) undo() {
	s.Helper()
	if r, err := revert.Newest(ctx, s.d, s.now); err != nil || len(r.Kept)+len(r.Failed) > 0 {
		s.Fatalf("%+v %v", r, err)
	}
}

// Three customers wish the same, she lets all of them pass: the sentence is proposed with its evidence, learned, used, listed,
// and forgotten when she says so; then it is proposed again only from new answers.
func TestASentenceFromItsFirstAnswerToItsEnd(t *testing.T) {
	s := newShop(t)
	s.pass(judge.ActAccept, "", says("置き配希望"), says("お世話になります。置き配でお願いします。"))
	if ps := s.proposals(); len(ps) != 0 {
		t.Fatalf("after two answers: %+v", ps)
	}
	s.pass(judge.ActAccept, "", says("置き配を希望します。よろしくお願いします"))
	p := s.one()
	if p.Sort != habit.Phrase || len(p.From) != 3 || p.Saves != 3 || p.Question.Text != "「置き配希望」" || !strings.Contains(p.Question.Note, p.From[2].OrderNo) || len(p.Question.Answers) != 3 {
		t.Errorf("%+v", p)
	}
	s.tell(p, teach.Learn)
	nos := s.take(says("置き配をお願い致します！"), says("置き配しないでください"), says("置き配希望。急ぎです。"))
	if s.asks(nos[0]) != "" || s.asks(nos[1]) != "comment" || s.asks(nos[2]) != "comment" {
		t.Errorf("asks %q, %q, %q", s.asks(nos[0]), s.asks(nos[1]), s.asks(nos[2]))
	}
	all := s.learned()
	if len(all) != 1 || all[0].Used != 1 || len(all[0].From) != 3 || all[0].Since.Date() != p.From[0].At.Date() || !strings.Contains(all[0].Text, "置き配希望") {
		t.Errorf("%+v", all)
	}
	if len(s.proposals()) != 0 {
		t.Error("what is learned is proposed again")
	}
	if _, err := teach.Revoke(ctx, s.d, all[0].Key, s.now); err != nil {
		t.Fatal(err)
	}
	if s.asks(nos[0]) != "comment" || len(s.learned()) != 0 || len(s.proposals()) != 0 {
		t.Errorf("revoked: asks %q, learned %+v", s.asks(nos[0]), s.learned())
	}
	s.undo()
	if s.asks(nos[0]) != "" || len(s.learned()) != 1 || len(s.learned()[0].From) != 3 {
		t.Error("the revocation can't be undone")
	}
	if _, err := teach.Revoke(ctx, s.d, "phrase:no such", s.now); !errors.Is(err, teach.ErrUnknown) {
		t.Error(err)
	}
}

// A proposal that she refused comes again only when three more answers speak for it, or never.
func TestARefusedProposal(t *testing.T) {
	s := newShop(t)
	again := []cells{says("置き配希望"), says("置き配希望です"), says("置き配でお願いします")}
	s.pass(judge.ActAccept, "", again...)
	s.tell(s.one(), teach.Once)
	s.pass(judge.ActAccept, "", again[:2]...)
	if ps := s.proposals(); len(ps) != 0 {
		t.Fatalf("asked again after two answers: %+v", ps)
	}
	s.pass(judge.ActAccept, "", again[2])
	p := s.one()
	if len(p.From) != 3 {
		t.Errorf("%d answers speak for it", len(p.From))
	}
	s.tell(p, teach.Never)
	s.pass(judge.ActAccept, "", again...)
	if ps := s.proposals(); len(ps) != 0 {
		t.Fatalf("asked though she never wants to be: %+v", ps)
	}
	all, err := teach.List(ctx, s.d, s.now)
	if err != nil || len(all) != 1 || all[0].Sort != teach.RefusedSort || !strings.Contains(all[0].Text, "置き配") {
		t.Fatalf("%+v %v", all, err)
	}
	if _, err := teach.Revoke(ctx, s.d, all[0].Key, s.now); err != nil {
		t.Fatal(err)
	}
	s.one()
	if _, err := teach.Answer(ctx, s.d, s.one(), judge.ActAccept, s.now); !errors.Is(err, teach.ErrAnswer) {
		t.Error(err)
	}
}

// One other answer to the same sentence, and nothing is proposed; what she has asked the customer first is no equal answer.
func TestACounterexample(t *testing.T) {
	for name, other := range map[string]func(*shop){
		"asked": func(s *shop) { s.pass(judge.ActAsk, "", says("置き配希望")) },
		"noted": func(s *shop) { s.pass(judge.ActNote, "置き配にしました。", says("置き配希望")) },
		"asked, then let go": func(s *shop) {
			no := s.take(says("置き配希望"))[0]
			s.answer(judge.ActAsk, "")
			rows := []*desk.Row{s.row(no)}
			s.now = s.now.Add(time.Minute)
			if _, err := review.Ask(ctx, s.d, rows, "", true, s.now); err != nil {
				s.Fatal(err)
			}
			s.answer(judge.ActAccept, "")
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newShop(t)
			s.pass(judge.ActAccept, "", says("置き配希望"), says("置き配希望です"))
			other(s)
			s.pass(judge.ActAccept, "", says("置き配でお願いします"))
			if ps := s.proposals(); len(ps) != 0 {
				t.Errorf("%+v", ps)
			}
			if name == "asked" {
				s.undo() // of the last acceptance
				s.undo() // of its import
				s.undo() // of the other answer: it was a slip
				s.pass(judge.ActAccept, "", says("置き配でお願い致します"), says("置き配希望です。"))
				s.one()
			}
		})
	}
}

// What can't be meant the same way next time is not proposed.
func TestWhatIsNeverProposed(t *testing.T) {
	s := newShop(t)
	for _, c := range []string{"12月3日に届けてください", "置き配できますか？", "3個まとめて送ってください", strings.Repeat("とても長い話をします", 5)} {
		s.pass(judge.ActAccept, "", says(c), says(c), says(c), says(c))
	}
	if ps := s.proposals(); len(ps) != 0 {
		t.Errorf("%+v", ps)
	}
}

// She lets メール便 with a wished day pass three times: a rule is proposed that says just that, published as proposed, and it
// stops where she has answered otherwise.
func TestARuleFromThreeAnswers(t *testing.T) {
	s := newShop(t)
	wish := func(more cells) cells {
		c := cells{"配送方法": "ゆうパケット", "お届け日指定": s.now.AddDate(0, 0, 6).Format("2006-01-02")}
		for k, v := range more {
			c[k] = v
		}
		return c
	}
	s.pass(judge.ActAsk, "", wish(cells{"配送方法": "ネコポス"}))
	s.pass(judge.ActAccept, "", wish(nil), wish(nil), wish(nil))
	asked := 0
	sim := func(_ context.Context, set *rule.Set) (string, error) {
		asked++
		return fmt.Sprintf("ルール%d", len(set.Rules)), nil
	}
	ps, err := teach.Proposals(ctx, s.d, sim, s.now)
	if err != nil || len(ps) != 1 || ps[0].Rule == nil || asked != 1 || ps[0].Change != "ルール1" || ps[0].Saves != 3 {
		t.Fatalf("%+v %v", ps, err)
	}
	p := ps[0]
	if !strings.Contains(p.Question.Text, "ゆうパケット") || p.Rule.Then[0].Kind != rule.Pass || p.Rule.Then[0].Text != "conflict_mailbin_wish" {
		t.Errorf("%s: %+v", p.Question.Text, p.Rule)
	}
	if err := s.d.SaveDraft(ctx, "店番ルール 1\n\nルール \"下書き\"\n  条件\n    ギフト\n  動作\n    ラベル \"贈り物\"\n", s.now); err != nil {
		t.Fatal(err)
	}
	s.tell(p, teach.Learn)
	if draft, ok, err := s.d.Draft(ctx); err != nil || !ok || !strings.Contains(draft.Text, "下書き") || !strings.Contains(draft.Text, p.Rule.Name) {
		t.Errorf("what she was writing: %+v %v %v", draft, ok, err)
	}
	if text := s.d.Rules().Text; !strings.Contains(text, "ゆうパケット") {
		t.Errorf("published:\n%s", text)
	}
	nos := s.take(wish(nil), wish(cells{"配送方法": "ネコポス"}))
	if s.asks(nos[0]) != "" || s.asks(nos[1]) != "conflict_mailbin_wish" {
		t.Errorf("asks %q and %q", s.asks(nos[0]), s.asks(nos[1]))
	}
	all := s.learned()
	if len(all) != 1 || all[0].Sort != habit.Rule || all[0].Used < 1 || len(all[0].From) != 3 || len(s.proposals()) != 0 {
		t.Errorf("%+v", all)
	}
	// It is put back: the rule goes, and the order asks again.
	gone, err := teach.PutBack(ctx, s.d, []*desk.Row{s.row(nos[0])}, s.now)
	if err != nil || len(gone) != 1 || s.asks(nos[0]) != "conflict_mailbin_wish" || len(s.learned()) != 0 || len(s.proposals()) != 0 {
		t.Errorf("%+v %v, asks %q", gone, err, s.asks(nos[0]))
	}
	s.undo()
	if s.asks(nos[0]) != "" || len(s.learned()) != 1 {
		t.Error("the withdrawal can't be undone")
	}
	if _, err := teach.PutBack(ctx, s.d, []*desk.Row{s.row(nos[1])}, s.now); !errors.Is(err, teach.ErrNothing) {
		t.Error(err)
	}
}

// What she always does by her own hand with some goods, and with nothing else, becomes a rule.
func TestARuleFromWhatSheDoesByHand(t *testing.T) {
	for name, tc := range map[string]struct {
		do   func(*shop, *desk.Row) error
		want rule.ActionKind
	}{
		"amounts hidden": {func(s *shop, r *desk.Row) error {
			_, err := review.Prices(ctx, s.d, []*desk.Row{r}, false, false, s.now)
			return err
		}, rule.Prices},
		"put aside": {func(s *shop, r *desk.Row) error {
			_, err := review.Hold(ctx, s.d, []*desk.Row{r}, "紙袋が来るまで", false, s.now)
			return err
		}, rule.HoldUntil},
	} {
		t.Run(name, func(t *testing.T) {
			s := newShop(t)
			bag := cells{"商品番号": "bag-1", "商品名": "名入れ紙袋"}
			for range 3 {
				nos := s.take(bag, nil, nil)
				s.now = s.now.Add(time.Minute)
				if err := tc.do(s, s.row(nos[0])); err != nil {
					t.Fatal(err)
				}
			}
			p := s.one()
			if p.Rule == nil || p.Rule.Then[0].Kind != tc.want || !strings.Contains(p.Question.Text, "bag-1") {
				t.Fatalf("%s: %+v", p.Question.Text, p.Rule)
			}
			s.take(bag) // this one she leaves as it is
			if ps := s.proposals(); len(ps) != 0 {
				t.Errorf("proposed against a counterexample: %s", ps[0].Question.Text)
			}
		})
	}
}

// A wording that she lets pass in the list, without saying what it is.
func TestAPaymentWording(t *testing.T) {
	s := newShop(t)
	for range 3 {
		for _, no := range s.take(cells{"支払方法名": "はまかぜカード"}, cells{"支払方法名": "村の券"}) {
			s.now = s.now.Add(time.Minute)
			if _, err := review.Accept(ctx, s.d, []*desk.Row{s.row(no)}, false, s.now); err != nil {
				t.Fatal(err)
			}
		}
	}
	p := s.one()
	if p.Sort != habit.Word || !strings.Contains(p.Question.Text, "はまかぜカード") || !strings.Contains(p.Question.Text, "クレジットカード") {
		t.Errorf("%+v", p)
	}
	s.tell(p, teach.Learn)
	no := s.take(cells{"支払方法名": "はまかぜカード"})[0]
	if all := s.learned(); s.asks(no) != "" || len(all) != 1 || all[0].Used == 0 {
		t.Errorf("asks %q, learned %+v", s.asks(no), all)
	}
	if _, err := teach.Revoke(ctx, s.d, s.learned()[0].Key, s.now); err != nil || s.asks(no) != "payment_word" || len(s.learned()) != 0 {
		t.Errorf("%v, asks %q, learned %+v", err, s.asks(no), s.learned())
	}
}

// She asks the customer about an order that a learned sentence let through: the sentence is withdrawn, once. When she undoes that, it
// stays. An order that only greets may be put aside as often as she likes.
func TestOnePutBackWithdraws(t *testing.T) {
	s := newShop(t)
	s.pass(judge.ActPhrase, "", says("置き配希望"), says("よろしくお願いします。"))
	watch := func() []teach.Withdrawn {
		t.Helper()
		s.now = s.now.Add(time.Minute)
		gone, err := teach.Watch(ctx, s.d, s.now)
		if err != nil {
			t.Fatal(err)
		}
		return gone
	}
	if gone := watch(); len(gone) != 0 || len(s.learned()) != 2 {
		t.Fatalf("%+v, learned %+v", gone, s.learned())
	}
	nos := s.take(says("よろしくお願いいたします"), says("置き配でお願いします。よろしくお願いします。"), nil)
	for i, want := range []int{0, 1, 0} {
		s.now = s.now.Add(time.Minute)
		if _, err := review.Ask(ctx, s.d, []*desk.Row{s.row(nos[i])}, "どこに置くか", false, s.now); err != nil {
			t.Fatal(err)
		}
		gone := watch()
		if len(gone) != want {
			t.Fatalf("order %d: %+v", i, gone)
		}
		if want == 1 && (!strings.Contains(gone[0].Why, nos[i]) || len(s.learned()) != 1 || gone[0].Entry == 0) {
			t.Errorf("%+v, learned %+v", gone, s.learned())
		}
	}
	if _, err := revert.Entry(ctx, s.d, withdrawal(s), s.now); err != nil {
		t.Fatal(err)
	}
	if gone := watch(); len(gone) != 0 || len(s.learned()) != 2 {
		t.Errorf("after she undid it: %+v, learned %+v", gone, s.learned())
	}
}

// withdrawal finds the newest withdrawal in the history.
func withdrawal(s *shop) int64 {
	s.Helper()
	done, err := revert.Timeline(ctx, s.d, 50)
	if err != nil {
		s.Fatal(err)
	}
	for _, d := range done {
		if d.Kind == "teach" && strings.Contains(d.Title, "戻された") {
			return d.Entry
		}
	}
	s.Fatal("no withdrawal in the history")
	return 0
}

// What she said in one answer is listed too.
func TestWhatSheSaidAtOnceIsListed(t *testing.T) {
	s := newShop(t)
	s.pass(judge.ActPhrase, "", says("置き配希望"))
	s.take(cells{"支払方法名": "村の券"})
	s.answer(judge.ActPayment, "")
	sorts := map[habit.Sort]int{}
	for _, l := range s.learned() {
		sorts[l.Sort]++
		if l.Text == "" || l.Key == "" || l.From == nil {
			t.Errorf("%+v", l)
		}
	}
	if sorts[habit.Phrase] != 1 || sorts[habit.Word] != 1 || len(sorts) != 2 {
		t.Errorf("%v", sorts)
	}
}
