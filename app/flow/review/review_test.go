package review_test

import (
	"context"
	"errors"
	"fmt"
	"os"
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
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/stock"
	"miseban/store"
)

var (
	ctx     = context.Background()
	tuesday = time.Date(2026, 11, 24, 9, 0, 0, 0, jst.Zone)
)

// shop is a shop with one 楽天 file in it.
type shop struct {
	*testing.T
	s      *open.Shop
	folder string
}

func newShop(t *testing.T) *shop {
	t.Helper()
	s, err := open.Writing(ctx, filepath.Join(t.TempDir(), "店番"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &shop{t, s, t.TempDir()}
}

// asked is what is special about an order of the file: comment, payment, recipient, street.
type asked struct{ comment, pay, to, street, phone string }

func (s *shop) take(name string, orders ...asked) {
	s.Helper()
	var b strings.Builder
	b.WriteString("注文番号,ステータス,注文日時,支払方法名,請求金額,注文者姓,注文者名,送付先姓,送付先名,送付先住所都道府県,送付先住所郡市区,送付先住所それ以降の住所,送付先電話番号1,送付先電話番号2,送付先電話番号3,商品名,商品番号,単価,個数,お届け日指定,コメント\r\n")
	for i, o := range orders {
		or := func(v, usual string) string {
			if v == "" {
				return usual
			}
			return v
		}
		fmt.Fprintf(&b, "123456-20261120-%010d,300,2026-11-20 10:0%d:00,%s,1080,山田,花子,%s,東京都,渋谷区,%s,%s,煎茶,tea,1080,1,,%s\r\n", i+1, i, or(o.pay, "クレジットカード"), or(o.to, "山田,花子"),
			or(o.street, "神宮前1-2-3"), or(o.phone, "090,0000,1001"), o.comment)
	}
	path := filepath.Join(s.folder, name)
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		s.Fatal(err)
	}
	if r, err := intake.Import(ctx, s.s.Desk, []string{path}, intake.Options{Now: tuesday}); err != nil || r.Refused() {
		s.Fatalf("%+v %v", r, err)
	}
}

func (s *shop) questions() []review.Asked {
	s.Helper()
	q, err := review.Questions(ctx, s.s.Desk, tuesday)
	if err != nil {
		s.Fatal(err)
	}
	return q
}

// only gives the one question of a kind.
func (s *shop) only(kind string) review.Asked {
	s.Helper()
	var found []review.Asked
	for _, q := range s.questions() {
		if q.Kind == kind {
			found = append(found, q)
		}
	}
	if len(found) != 1 {
		s.Fatalf("%d questions %s", len(found), kind)
	}
	return found[0]
}

func (s *shop) answer(q review.Asked, act judge.Act, text string) error {
	s.Helper()
	i := slices.IndexFunc(q.Answers, func(a judge.Answer) bool { return a.Act == act })
	if i < 0 {
		s.Fatalf("%s has no answer %s", q.Kind, act)
	}
	_, err := review.Answer(ctx, s.s.Desk, q, q.Answers[i], text, tuesday)
	return err
}

func (s *shop) statuses() string {
	var out []string
	for _, r := range s.s.Desk.Rows() {
		out = append(out, r.Status.ID())
	}
	return strings.Join(out, " ")
}

func (s *shop) undo() revert.Result {
	s.Helper()
	r, err := revert.Newest(ctx, s.s.Desk, tuesday)
	if err != nil {
		s.Fatal(err)
	}
	return r
}

// Two customers wrote the same, three paid by a new wording: two questions, one answer each, for all orders and those to come.
func TestOneAnswerServesAll(t *testing.T) {
	s := newShop(t)
	same := "急ぎでお願いします。"
	s.take("1.csv", asked{comment: same}, asked{comment: same}, asked{pay: "村の商品券"}, asked{pay: "村の商品券"}, asked{pay: "村の商品券", comment: "はじめまして"})
	qs := s.questions()
	if len(qs) != 3 || len(s.only("payment_word").Orders) != 3 {
		t.Fatalf("%d questions", len(qs))
	}
	if len(qs[0].Orders) < 2 || len(qs[2].Orders) != 1 {
		t.Error("questions about many orders come first")
	}
	if err := s.answer(s.only("payment_word"), judge.ActPayment, ""); err != nil {
		t.Fatal(err)
	}
	for _, q := range s.questions() {
		if q.Kind == "comment" && len(q.Orders) == 2 {
			if err := s.answer(q, judge.ActPhrase, ""); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := s.statuses(); got != "ready_to_print ready_to_print ready_to_print ready_to_print needs_review" {
		t.Errorf("%s", got)
	}
	s.take("2.csv", asked{}, asked{}, asked{}, asked{}, asked{}, asked{comment: "急ぎでお願いします", pay: "村の商品券"})
	if got := s.s.Desk.Rows()[5].Status; got != judge.ReadyToPrint {
		t.Errorf("the next order of that kind: %s", got.ID())
	}
}

// Every answer does what its words say, is one entry of the history, and can be taken back.
func TestEveryAnswer(t *testing.T) {
	for name, tc := range map[string]struct {
		order asked
		kind  string
		act   judge.Act
		text  string
		after string
	}{
		"goes on":       {asked{comment: "急ぎ"}, "comment", judge.ActAccept, "", "ready_to_print"},
		"with a note":   {asked{comment: "急ぎ"}, "comment", judge.ActNote, "早めに出しました。", "ready_to_print"},
		"asked":         {asked{comment: "急ぎ"}, "comment", judge.ActAsk, "", "awaiting_reply"},
		"learned":       {asked{comment: "急ぎ"}, "comment", judge.ActPhrase, "", "ready_to_print"},
		"put aside":     {asked{street: "神宮前"}, "address", judge.ActHold, "", "on_hold"},
		"number added":  {asked{street: "神宮前"}, "address", judge.ActFix, "東京都渋谷区神宮前4-5-6", "ready_to_print"},
		"phone typed":   {asked{phone: "12,3,4"}, "phone", judge.ActFix, "０９０－００００－１００２", "ready_to_print"},
		"mapped":        {asked{pay: "村の商品券"}, "payment_word", judge.ActPayment, "", "ready_to_print"},
		"gift as it is": {asked{pay: "代金引換", to: "佐藤,太郎"}, "conflict_cod_gift", judge.ActAccept, "", "ready_to_print"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newShop(t)
			s.T = t
			s.take("1.csv", tc.order)
			if s.statuses() != "needs_review" {
				t.Fatalf("at first: %s", s.statuses())
			}
			if err := s.answer(s.only(tc.kind), tc.act, tc.text); err != nil {
				t.Fatal(err)
			}
			if got := s.statuses(); got != tc.after {
				t.Errorf("%s, want %s", got, tc.after)
			}
			if r := s.undo(); r.Reversed == 0 || len(r.Kept) > 0 || !strings.Contains(r.Title, "→") {
				t.Errorf("%+v", r)
			}
			if got := s.statuses(); got != "needs_review" {
				t.Errorf("after undo: %s", got)
			}
		})
	}
}

// An answer that needs a text gets one that can be, or nothing happens.
func TestAnswersThatNeedAText(t *testing.T) {
	s := newShop(t)
	s.take("1.csv", asked{phone: "12,3,4"})
	q := s.only("phone")
	for text, want := range map[string]error{"": review.ErrNeedsText, "  ": review.ErrNeedsText, "なし": review.ErrValue} {
		if err := s.answer(q, judge.ActFix, text); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", text, err, want)
		}
	}
	if s.statuses() != "needs_review" {
		t.Error(s.statuses())
	}
	if got := review.Present(q, q.Answers[0]); got != "1234" {
		t.Errorf("the present value is %q", got)
	}
}

// First the street, then the telephone of one place that has no id: both corrections hold, also after the next file.
func TestTwoThingsWrongWithOnePlace(t *testing.T) {
	s := newShop(t)
	wrong := asked{street: "神宮前", phone: "12,3,4"}
	s.take("20261121.csv", wrong)
	if err := s.answer(s.only("address"), judge.ActFix, "東京都渋谷区神宮前4-5-6"); err != nil {
		t.Fatal(err)
	}
	if err := s.answer(s.only("phone"), judge.ActFix, "090-0000-1002"); err != nil {
		t.Fatal(err)
	}
	s.take("20261122.csv", wrong)
	if s.statuses() != "ready_to_print" {
		t.Errorf("%s: %+v", s.statuses(), s.questions())
	}
	in, err := s.s.Desk.Input(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	if d := in.Facts.Destinations[0]; *d.Address != "東京都渋谷区神宮前4-5-6" || *d.Phone != "09000001002" {
		t.Errorf("%s %s", *d.Address, *d.Phone)
	}
}

// A correction survives a file that says what it said; when the mall names another place the owner is asked.
func TestACorrectionOutlivesTheNextFile(t *testing.T) {
	s := newShop(t)
	s.take("20261121.csv", asked{})
	in, err := s.s.Desk.Input(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	place := "dest:" + in.Facts.Destinations[0].Key()
	if _, err := review.Correct(ctx, s.s.Desk, s.s.Desk.Row(1), place, "name", "田中 実", false, tuesday); err != nil {
		t.Fatal(err)
	}
	s.take("20261122.csv", asked{comment: "急ぎ"})
	if r := s.s.Desk.Row(1); r.Recipient != "田中 実" {
		t.Errorf("recipient %q", r.Recipient)
	}
	s.take("20261123.csv", asked{street: "恵比寿9-9"})
	if q := s.only("correction_lost"); !strings.Contains(q.Text, "お届け先名") {
		t.Errorf("%+v", q.Question)
	}
}

// Values are brought into their form, and what can't be one is refused.
func TestCorrecting(t *testing.T) {
	s := newShop(t)
	s.take("1.csv", asked{})
	row := s.s.Desk.Row(1)
	for _, tc := range []struct {
		target, field, value string
		want                 error
	}{
		{"", "total", "1,980円", nil}, {"", "total", "-1", review.ErrValue}, {"", "total", "", review.ErrValue}, {"", "total", "たくさん", review.ErrValue},
		{"", "wish_date", "2026/11/30", nil}, {"", "wish_date", "", nil}, {"", "wish_date", "あした", review.ErrValue},
		{"orderer", "zip", "〒150-0001", nil}, {"orderer", "zip", "15", review.ErrValue}, {"orderer", "email", "shop＠example.com", nil}, {"orderer", "email", "あ", review.ErrValue},
		{"", "colour", "red", review.ErrField}, {"planet", "name", "x", review.ErrField},
	} {
		if _, err := review.Correct(ctx, s.s.Desk, row, tc.target, tc.field, tc.value, false, tuesday); !errors.Is(err, tc.want) {
			t.Errorf("%s %s %q: %v, want %v", tc.target, tc.field, tc.value, err, tc.want)
		}
	}
	in, err := s.s.Desk.Input(ctx, 1)
	if err != nil || *in.Facts.Total != 1980 || *in.Facts.Orderer.Zip != "1500001" || order.Value(in.Facts.WishDate) != "" {
		t.Errorf("%+v %v", in.Facts, err)
	}
	if _, err := review.Correct(ctx, s.s.Desk, row, "", "total", "", true, tuesday); err != nil {
		t.Fatal(err)
	}
	if in, err = s.s.Desk.Input(ctx, 1); err != nil || *in.Facts.Total != 1080 {
		t.Errorf("put back: %v %v", in.Facts.Total, err)
	}
}

// Shipping takes the goods off the shelf, once; putting it back puts them back.
func TestShippingAndTheShelf(t *testing.T) {
	s := newShop(t)
	s.take("1.csv", asked{})
	if _, err := s.s.Desk.Act(ctx, "stock", "棚卸", tuesday, desk.AllOpen, func(w *store.Writer) ([]int64, error) {
		return nil, errors.Join(w.PutSKU("tea", stock.SKU{Code: "tea"}), w.PutMovement(stock.Movement{SKU: "tea", Kind: stock.Count, Qty: 5, At: jst.At(tuesday.AddDate(0, 0, -1)), Ref: "棚卸"}))
	}); err != nil {
		t.Fatal(err)
	}
	rows := s.s.Desk.Rows()
	shelf := func() int { return s.s.Desk.Goods().OnHand["tea"] }
	for range 2 { // the second time changes nothing more
		if _, err := review.Ship(ctx, s.s.Desk, rows, false, tuesday); err != nil {
			t.Fatal(err)
		}
		if shelf() != 4 || s.statuses() != "awaiting_notice" {
			t.Errorf("%d on the shelf, %s", shelf(), s.statuses())
		}
	}
	if _, err := review.Notified(ctx, s.s.Desk, rows, false, tuesday); err != nil || s.statuses() != "shipped" {
		t.Errorf("%s %v", s.statuses(), err)
	}
	if _, err := review.Ship(ctx, s.s.Desk, rows, true, tuesday); err != nil || shelf() != 5 || s.statuses() != "ready_to_print" {
		t.Errorf("put back: %d on the shelf, %s, %v", shelf(), s.statuses(), err)
	}
	s.undo()
	if shelf() != 4 || s.statuses() != "shipped" {
		t.Errorf("undone: %d on the shelf, %s", shelf(), s.statuses())
	}
}

// An act about no order is none.
func TestNoOrderNoAct(t *testing.T) {
	s := newShop(t)
	for name, err := range map[string]error{
		"hold":   second(review.Hold(ctx, s.s.Desk, nil, "", false, tuesday)),
		"accept": second(review.Accept(ctx, s.s.Desk, nil, false, tuesday)),
		"ship":   second(review.Ship(ctx, s.s.Desk, nil, false, tuesday)),
	} {
		if !errors.Is(err, review.ErrNothingToDo) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func second(_ int64, err error) error { return err }
