package review_test

import (
	"errors"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"miseban/app/flow/revert"
	"miseban/app/flow/review"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/store"
)

// TestMain keeps the property tests short: each draw is a whole shop with its file.
func TestMain(m *testing.M) {
	flag.Parse()
	asked := false
	flag.Visit(func(f *flag.Flag) { asked = asked || f.Name == "rapid.checks" })
	if !asked {
		_ = flag.Set("rapid.checks", "10")
	}
	os.Exit(m.Run())
}

func (s *shop) input() judge.Input {
	s.Helper()
	in, err := s.s.Desk.Input(ctx, 1)
	if err != nil {
		s.Fatal(err)
	}
	return in
}

func (s *shop) correct(values ...review.Value) error {
	_, err := review.CorrectAll(ctx, s.s.Desk, s.s.Desk.Row(1), values, tuesday)
	return err
}

func (s *shop) corrections() []order.Correction {
	s.Helper()
	var out []order.Correction
	if err := s.s.Desk.Store().Read(ctx, func(r *store.Reader) (err error) { out, err = r.Corrections(1); return err }); err != nil {
		s.Fatal(err)
	}
	return out
}

// asks gives the questions of the first order, by kind.
func (s *shop) asks() []string {
	var out []string
	for _, q := range s.questions() {
		out = append(out, q.Kind)
	}
	return out
}

// She corrects the wish, then the customer changes it at the mall: exactly one question. Her answer holds until the mall
// says a third thing.
func TestTheMallChangesWhatSheCorrected(t *testing.T) {
	for _, keep := range []bool{true, false} {
		s := newShop(t)
		s.take("20261121.csv", asked{})
		if err := s.correct(review.Value{Target: "orderer", Field: "name", Text: "山田 華子"}, review.Value{Target: "", Field: "comment", Text: "玄関へ"}); err != nil {
			t.Fatal(err)
		}
		if err := s.answer(s.only("comment"), judge.ActAccept, ""); err != nil {
			t.Fatal(err)
		}
		s.take("20261122.csv", asked{})
		if got := s.asks(); len(got) != 0 || s.statuses() != "ready_to_print" {
			t.Fatalf("the mall says the same as before, asked is %v", got)
		}
		s.take("20261123.csv", asked{comment: "早めに"})
		if got := s.asks(); !slices.Equal(got, []string{"correction_stale"}) {
			t.Fatalf("asked is %v", got)
		}
		q := s.only("correction_stale")
		if !strings.Contains(q.Text, "早めに") || !strings.Contains(q.Text, "玄関へ") || !strings.Contains(q.Text, "コメント") {
			t.Errorf("the question: %s", q.Text)
		}
		act, want := judge.ActMall, "早めに"
		if keep {
			act, want = judge.ActAccept, "玄関へ"
		}
		if err := s.answer(q, act, ""); err != nil {
			t.Fatal(err)
		}
		in := s.input()
		if *in.Facts.Comment != want || *in.Facts.Orderer.Name != "山田 華子" {
			t.Errorf("keep %v: comment %q, name %q", keep, *in.Facts.Comment, *in.Facts.Orderer.Name)
		}
		if slices.Contains(s.asks(), "correction_stale") {
			t.Errorf("keep %v: asked again", keep)
		}
		if res := s.undo(); res.Reversed == 0 || len(res.Kept) > 0 {
			t.Errorf("undo: %+v", res)
		}
		if got := s.asks(); !slices.Equal(got, []string{"correction_stale"}) {
			t.Errorf("keep %v: after the undo asked is %v", keep, got)
		}
		if err := s.answer(s.only("correction_stale"), act, ""); err != nil {
			t.Fatal(err)
		}
		s.take("20261124.csv", asked{comment: "やはり遅めに"})
		if slices.Contains(s.asks(), "correction_stale") != keep {
			t.Errorf("keep %v: the mall says a third thing, asked is %v", keep, s.asks())
		}
	}
}

// The mall comes to say what she said: nothing is asked, and her correction stands.
func TestTheMallSaysWhatSheSaid(t *testing.T) {
	s := newShop(t)
	s.take("20261121.csv", asked{comment: "急ぎ"})
	if err := s.correct(review.Value{Field: "comment", Text: "ゆっくりで"}); err != nil {
		t.Fatal(err)
	}
	s.take("20261122.csv", asked{comment: "ゆっくりで"})
	if got := s.asks(); !slices.Equal(got, []string{"comment"}) || len(s.corrections()) != 1 {
		t.Errorf("asked is %v, corrections %v", got, s.corrections())
	}
}

// A place without an id is corrected under the name that the window shows: a second correction of a field takes the first
// one's place, and taking it back leaves none.
func TestCorrectingTheSameThingTwice(t *testing.T) {
	s := newShop(t)
	s.take("1.csv", asked{})
	place := func() string { return "dest:" + s.input().Facts.Destinations[0].Key() }
	for _, street := range []string{"東京都渋谷区恵比寿4-5-6", "東京都渋谷区代々木7-8-9"} {
		if err := s.correct(review.Value{Target: place(), Field: "address", Text: street}); err != nil {
			t.Fatal(err)
		}
		if got := *s.input().Facts.Destinations[0].Address; got != street {
			t.Errorf("the address is %s, typed was %s", got, street)
		}
	}
	if all := s.corrections(); len(all) != 1 || *all[0].Was != "東京都渋谷区神宮前1-2-3" {
		t.Errorf("corrections %+v", all)
	}
	form := review.Form(s.input())
	i := slices.IndexFunc(form, func(f review.FormField) bool { return f.Field == "address" && strings.HasPrefix(f.Target, "dest:") })
	if f := form[i]; !f.Corrected || f.Mall != "東京都渋谷区神宮前1-2-3" || f.Value != "東京都渋谷区代々木7-8-9" || f.Changed {
		t.Errorf("the form shows %+v", f)
	}
	if _, err := review.Correct(ctx, s.s.Desk, s.s.Desk.Row(1), place(), "address", "", true, tuesday); err != nil {
		t.Fatal(err)
	}
	if all := s.corrections(); len(all) != 0 {
		t.Errorf("left over: %+v", all)
	}
}

// She adds a line for a friend at another address, changes her mind about the line, then about it all.
func TestALineOfHerOwn(t *testing.T) {
	s := newShop(t)
	s.take("1.csv", asked{})
	f := s.input().Facts
	line, to := order.NewTarget(f, "line"), order.NewTarget(f, "dest")
	if err := s.correct(review.Value{Target: line, Field: "name", Text: "ようかん"}, review.Value{Target: line, Field: "qty", Text: "２"}, review.Value{Target: line, Field: "dest", Text: strings.TrimPrefix(to, "dest:")},
		review.Value{Target: to, Field: "name", Text: "鈴木 次郎"}, review.Value{Target: to, Field: "address", Text: "愛知県名古屋市中区1-1"}); err != nil {
		t.Fatal(err)
	}
	r := s.s.Desk.Row(1)
	if f = s.input().Facts; len(f.Lines) != 2 || len(f.Destinations) != 2 || f.DestinationOf(f.Lines[1]) != 1 || r.Pieces != 3 || !slices.Contains(r.Flags, judge.MultiDestination) {
		t.Errorf("%+v, %d pieces, flags %v", f, r.Pieces, r.Flags)
	}
	s.take("2.csv", asked{comment: "急ぎ"})
	if f = s.input().Facts; len(f.Lines) != 2 {
		t.Errorf("after the next file: %+v", f.Lines)
	}
	for what, v := range map[string]review.Value{"a place from under its goods": {Target: to, Field: "gone", Text: "はい"}, "an own line without a name": {Target: "line:+7", Field: "qty", Text: "1"},
		"goods to nowhere": {Target: line, Field: "dest", Text: "#nowhere"}, "a line that is not there": {Target: "line:#99", Field: "qty", Text: "1"}, "half a piece": {Target: line, Field: "qty", Text: "0.5"}} {
		var told *order.FieldError
		if err := s.correct(v); !errors.Is(err, review.ErrValue) || !errors.As(err, &told) || told.Japanese() == "" {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := s.correct(review.Value{Target: line, Field: "gone", Text: "はい"}, review.Value{Target: to, Field: "gone", Text: "はい"}); err != nil {
		t.Fatal(err)
	}
	if f = s.input().Facts; len(f.Lines) != 1 || len(f.Destinations) != 1 || len(s.corrections()) != 0 {
		t.Errorf("%+v, left over %+v", f, s.corrections())
	}
	s.undo()
	if f = s.input().Facts; len(f.Lines) != 2 || len(f.Destinations) != 2 {
		t.Errorf("undone: %+v", f)
	}
}

// Any corrections, then as many undos: the corrections and the list are as before; and what the list shows in between is
// what judging from scratch shows.
func TestCorrectingAndTakingBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := newShop(t)
		s.take("20261121.csv", asked{}, asked{comment: "急ぎ"})
		before, list := s.corrections(), *s.s.Desk.Row(1)
		acts := 0
		for n := range rapid.IntRange(1, 5).Draw(rt, "acts") {
			now := tuesday.Add(time.Duration(n) * time.Second)
			var values []review.Value
			for range rapid.IntRange(1, 3).Draw(rt, "values") {
				target := rapid.SampledFrom(append(order.Targets(s.input().Facts), "line:+1", "dest:+1")).Draw(rt, "target")
				x := rapid.SampledFrom(order.FieldsOf(target)).Draw(rt, "field")
				values = append(values, review.Value{Target: target, Field: x.ID, Text: rapid.SampledFrom([]string{"", "1", "はい", "2026-11-27", "2026/11/23 9:00", "150-0001", "090-0000-1002", "a@example.com", "8", "新しい"}).Draw(rt, "text")})
			}
			switch _, err := review.CorrectAll(ctx, s.s.Desk, s.s.Desk.Row(1), values, now); {
			case err == nil:
				acts++
			case !errors.Is(err, review.ErrValue) && !errors.Is(err, review.ErrNothingToDo):
				rt.Fatalf("%+v: %v", values, err)
			}
			shown := *s.s.Desk.Row(1)
			if err := s.s.Desk.Rebuild(ctx, tuesday); err != nil {
				rt.Fatal(err)
			}
			if again := *s.s.Desk.Row(1); again.Status != shown.Status || again.Hay != shown.Hay || again.Pieces != shown.Pieces || again.Questions != shown.Questions {
				rt.Fatalf("the list shows %+v, from scratch it is %+v", shown, again)
			}
		}
		for range acts {
			res, err := revert.Newest(ctx, s.s.Desk, tuesday)
			if err != nil || len(res.Kept) > 0 {
				rt.Fatalf("%+v %v", res, err)
			}
			if strings.HasPrefix(res.Title, "取り込み") {
				rt.Fatal("an act that changed nothing was counted")
			}
		}
		if got := s.corrections(); len(got) != len(before) {
			rt.Fatalf("left over %+v", got)
		}
		if again := *s.s.Desk.Row(1); again.Status != list.Status || again.Hay != list.Hay || again.Pieces != list.Pieces {
			rt.Fatalf("the list is %+v, was %+v", again, list)
		}
	})
}

// Whatever files come after a correction, in whatever order: the same order comes of them, with what she typed in it, and
// at most one question about each thing that she corrected.
func TestFilesInAnyOrderAfterACorrection(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		names := []string{"20261121.csv", "20261122.csv", "20261123.csv"}
		var says []asked
		for range names {
			says = append(says, asked{comment: rapid.SampledFrom([]string{"", "急ぎ", "玄関へ"}).Draw(rt, "comment"), pay: rapid.SampledFrom([]string{"", "代金引換"}).Draw(rt, "pay")})
		}
		result := func(turns []int) (*order.Facts, []string) {
			s := newShop(t)
			s.take("20261120.csv", asked{comment: "はじめに"})
			if err := s.correct(review.Value{Field: "comment", Text: "玄関へ"}, review.Value{Target: "orderer", Field: "phone", Text: "090-0000-1009"}); err != nil {
				rt.Fatal(err)
			}
			for _, i := range turns {
				// Each file has one order more than the last, or two of the same content would be one file.
				s.take(names[i], append([]asked{says[i]}, make([]asked, i)...)...)
			}
			var stale []string
			for _, q := range s.questions() {
				if q.Kind == "correction_stale" {
					stale = append(stale, q.Text)
				}
			}
			return s.input().Facts, stale
		}
		f, stale := result([]int{0, 1, 2})
		g, again := result(rapid.Permutation([]int{0, 1, 2}).Draw(rt, "another order"))
		if !order.Same(f, g) || !slices.Equal(stale, again) {
			rt.Fatalf("%+v\n%+v\n%q %q", f, g, stale, again)
		}
		if *f.Comment != "玄関へ" || *f.Orderer.Phone != "09000001009" {
			rt.Fatalf("comment %q, phone %q", *f.Comment, *f.Orderer.Phone)
		}
		want := 0
		if last := says[2].comment; last != "はじめに" && last != "玄関へ" {
			want = 1
		}
		if len(stale) != want {
			rt.Fatalf("the newest file says %q, asked is %q", says[2].comment, stale)
		}
	})
}
