package window_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"miseban/app/judge"
)

var questionHead = regexp.MustCompile(`^質問 (\d+) / (\d+)　(.*)$`)

// question is the heading of the question that is asked now: which of how many, and what about.
func (s *sitting) question() (at, of, title string) {
	for _, x := range s.texts() {
		if m := questionHead.FindStringSubmatch(x); m != nil {
			return m[1], m[2], m[3]
		}
	}
	return "", "", ""
}

// typed are the texts that she types where the first answer corrects something.
var typed = map[string]string{
	"住所に番地がありません":         "静岡県静岡市葵区呉服町9-99-1 サンハイツ203",
	"お届け先の電話番号が正しくないようです": "090-0000-1234",
}

// answerAll answers every question with the key 1 and tells how many there were.
func (s *sitting) answerAll() int {
	s.t.Helper()
	n := 0
	for {
		_, _, title := s.question()
		if title == "" {
			return n
		}
		if n++; n > 60 {
			s.t.Fatalf("the questions do not end; the last is %s", title)
		}
		s.press("1")
		if !s.dialogOpen() {
			continue
		}
		text := typed[title]
		if text == "" {
			s.t.Fatalf("%s asks for a text:\n%s", title, s.screen())
		}
		s.press("Ctrl+A")
		s.write(text)
		s.press("Ctrl+Enter")
		if s.dialogOpen() {
			s.t.Fatalf("%s: %q is not taken:\n%s", title, text, s.screen())
		}
	}
}

// Monday, from bringing up the window to the stack of slips: the fewest actions are the measure of the whole window.
func TestHerMonday(t *testing.T) {
	s := demoShop(t)
	s.expect("今日", "見本の店です。人物と注文はすべて架空で、メールは送られません。", "出荷の計画")
	before := len(s.shop.Desk.Rows())

	s.picks = append(s.picks, s.mondayFiles())
	s.press("Ctrl+O")
	s.expect("取り込み結果", "新しい受注", "200", "すべての行に行き先があります。")
	if n := len(s.shop.Desk.Rows()); n != before+200 {
		t.Fatalf("%d orders, before the import %d", n, before)
	}

	s.press("Enter")
	at, of, _ := s.question()
	if at != "1" || of == "" {
		t.Fatalf("no first question:\n%s", s.screen())
	}
	questions := s.answerAll()
	s.expect("お聞きすることはありません")
	if n := len(s.with(judge.NeedsReview)); n != 0 {
		t.Errorf("%d orders still wait for her word", n)
	}
	ready := s.with(judge.ReadyToPrint)
	if len(ready) < 100 {
		t.Fatalf("%d orders are ready, most of 200 should be", len(ready))
	}

	s.press("Ctrl+Enter")
	pdfs, err := filepath.Glob(filepath.Join(s.slips, "2026-11-30", "*.pdf"))
	if err != nil || len(pdfs) != 1 {
		t.Fatalf("slips %q, %v:\n%s", pdfs, err, s.screen())
	}
	if b, err := os.ReadFile(pdfs[0]); err != nil || !strings.HasPrefix(string(b), "%PDF-") || len(b) < 50_000 {
		t.Errorf("%s: %d bytes, %v", pdfs[0], len(b), err)
	}
	for _, r := range ready {
		if st := s.status(r.ID); st != judge.ReadyToShip {
			t.Errorf("%s is %s after 出す", r.No, st.Name())
		}
	}
	s.expect("今日の分は終わりました", "出しました：受注")
	t.Logf("actions from the window to the PDF: %d (%d questions, %d orders in one stack)", s.keys, questions, len(ready))
	// One key for each question, and for the day: files, on, out. What she types herself comes on top.
	if most := 3 + questions + 2*3; s.keys > most {
		t.Errorf("%d actions, %d are enough", s.keys, most)
	}

	s.press("Ctrl+Z")
	for _, r := range ready {
		if st := s.status(r.ID); st != judge.ReadyToPrint {
			t.Errorf("%s is %s after taking 出す back", r.No, st.Name())
		}
	}
	s.expect("元に戻しました")
	s.press("Ctrl+Enter")
	if n := len(s.with(judge.ReadyToShip)); n < len(ready) {
		t.Errorf("%d orders wait for the courier after 出す once more, %d were printed", n, len(ready))
	}
}

// She changes her mind: back to the question before, and an answer taken back asks again.
func TestBackThroughTheQuestions(t *testing.T) {
	s := afterImport(t)
	_, of, first := s.question()
	s.press("→")
	at, _, second := s.question()
	if at != "2" || second == first {
		t.Fatalf("→ leads from %q to %s %q", first, at, second)
	}
	s.press("Backspace")
	if at, _, title := s.question(); at != "1" || title != first {
		t.Errorf("Backspace leads to %s %q, not to %q", at, title, first)
	}
	s.press("Backspace") // there is none before the first
	if _, _, title := s.question(); title != first {
		t.Errorf("Backspace on the first question leads to %q", title)
	}
	s.press("1")
	if at, total, title := s.question(); at != "2" || total != of || title != second {
		t.Errorf("after the answer: %s / %s %q, not 2 / %s %q", at, total, title, of, second)
	}
	s.press("Ctrl+Z")
	if _, total, title := s.question(); total != of || !s.sees(first) {
		t.Errorf("the answer was taken back and nothing is asked again: %s %q", total, title)
	}
}

// A sentence on the slip, a corrected address: the dialog keeps what was typed until it is right, Esc changes nothing.
func TestAnswersThatAskForAText(t *testing.T) {
	s := afterImport(t)
	waiting := len(s.with(judge.NeedsReview))
	for range 40 {
		if _, _, title := s.question(); strings.HasPrefix(title, "コメントに初めての文") {
			break
		}
		s.press("→")
	}
	s.press("2")
	if !s.dialogOpen() || !s.sees("納品書に書く一言") {
		t.Fatalf("no field for the sentence:\n%s", s.screen())
	}
	s.press("Ctrl+Enter") // nothing typed yet
	if !s.dialogOpen() {
		t.Error("an empty sentence was taken")
	}
	s.write("領収書を同封しました。")
	s.press("Esc")
	if s.dialogOpen() || len(s.with(judge.NeedsReview)) != waiting {
		t.Error("Esc did not leave everything as it was")
	}
	s.press("2")
	s.write("領収書を同封しました。")
	s.press("Ctrl+Enter")
	if s.dialogOpen() || len(s.with(judge.NeedsReview)) >= waiting {
		t.Errorf("the sentence was not taken: %d orders wait as before", len(s.with(judge.NeedsReview)))
	}

	for range 40 {
		if _, _, title := s.question(); title == "お届け先の電話番号が正しくないようです" {
			break
		}
		s.press("→")
	}
	s.press("1")
	fields := s.fields()
	if len(fields) != 1 || fields[0].Text == "" {
		t.Fatalf("the field does not begin with the present number:\n%s", s.screen())
	}
	s.press("Ctrl+A")
	s.write("あとで聞く")
	s.press("Ctrl+Enter")
	s.expect("電話番号がありません。")
	if _, _, title := s.question(); title != "お届け先の電話番号が正しくないようです" {
		t.Errorf("a number that is none was taken: %q is asked now", title)
	}
}
