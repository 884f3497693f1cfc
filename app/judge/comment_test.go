package judge_test

import (
	"testing"

	"miseban/app/judge"
	"miseban/app/order"
)

// Greetings don't divide a question: who wishes the same is answered with one answer, and the answer holds.
func TestOneWishInTwoLettersIsOneQuestion(t *testing.T) {
	ask := func(comment string, more ...change) []judge.Question {
		return one(tea(order.Rakuten, append([]change{says(comment)}, more...)...)).Questions
	}
	a, b := ask("お世話になります。\n置き配でお願いします。"), ask("置き配希望")
	if len(a) != 1 || len(b) != 1 || a[0].Group != b[0].Group || a[0].Subject != b[0].Subject {
		t.Fatalf("%+v, %+v", a, b)
	}
	if len(a[0].Marks) != 1 || len(b[0].Marks) != 1 {
		t.Errorf("marked %v and %v", a[0].Marks, b[0].Marks)
	}
	seen := decide(order.Accept, a[0].Subject, "")
	if q := ask("置き配を希望します。よろしくお願いします。", seen); len(q) != 0 {
		t.Errorf("asks again: %+v", q)
	}
	for _, other := range []string{"置き配しないでください", "置き配希望？", "置き配希望。急ぎです。"} {
		if q := ask(other, seen); len(q) != 1 {
			t.Errorf("%q passes with the acceptance of another comment", other)
		}
	}
}

// Greetings alone are looked at until she has released one.
func TestGreetingsAlone(t *testing.T) {
	w := world()
	comment := tea(order.Rakuten, says("お世話になっております。よろしくお願いいたします。"))
	if j := judge.One(comment, w, tuesday); kinds(j) != "comment" {
		t.Errorf("asks [%s]", kinds(j))
	}
	for _, s := range judge.Sentences("宜しくお願いします") {
		w.Settings.Phrases[s.Key] = true
	}
	if j := judge.One(comment, w, tuesday); kinds(j) != "" || !j.Has(judge.Comment) {
		t.Errorf("asks [%s]", kinds(j))
	}
}
