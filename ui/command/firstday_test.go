package command

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// firstDay calls a command of the first day in the demo shop's folder.
func firstDay(t *testing.T, data string, words ...string) (code int, out, said string) {
	t.Helper()
	var o, e bytes.Buffer
	code = Run(context.Background(), append(words, "--data", data, "--now", "2026-11-23T09:00:00+09:00"), strings.NewReader(""), &o, &e)
	return code, o.String(), e.String()
}

// From a script: the proposals, one accepted, one put aside, taken back, and the letter before and after.
func TestTheFirstDayFromAScript(t *testing.T) {
	data := filepath.Join(t.TempDir(), "見本")
	if code, _, said := firstDay(t, data, "demo"); code != done {
		t.Fatal(said)
	}
	type card struct {
		N                      int
		ID, Kind, State, Title string
		Evidence               []string
		Orders                 int
		Answers                []struct{ Label string }
	}
	list := func() (cards []card) {
		t.Helper()
		code, out, said := firstDay(t, data, "firstday", "--json")
		var got struct {
			Orders int
			Cards  []card
		}
		if err := json.Unmarshal([]byte(out), &got); err != nil || code != done || got.Orders == 0 {
			t.Fatalf("exit %d, %v\n%s\n%s", code, err, out, said)
		}
		return got.Cards
	}
	find := func(id string) card {
		t.Helper()
		for _, c := range list() {
			if c.ID == id {
				return c
			}
		}
		t.Fatalf("no card %s", id)
		return card{}
	}
	noshi := find("option:noshi")
	if noshi.Kind != "option" || noshi.State != "open" || noshi.Orders == 0 || len(noshi.Evidence) == 0 || noshi.Answers[0].Label != "採用" || noshi.Answers[1].Label != "使わない" {
		t.Errorf("%+v", noshi)
	}
	if code, _, said := firstDay(t, data, "firstday", "accept", "1"); code != refused || !strings.Contains(said, "決めることがありません") {
		t.Errorf("exit %d: %s", code, said)
	}
	if code, _, said := firstDay(t, data, "firstday", "accept", "99"); code != refused || !strings.Contains(said, "提案 99 はありません") {
		t.Errorf("exit %d: %s", code, said)
	}
	if code, _, _ := firstDay(t, data, "firstday", "accept"); code != wrong {
		t.Errorf("exit %d without a number", code)
	}
	n := noshi.N
	for _, x := range []struct{ word, state string }{{"accept", "accepted"}, {"back", "open"}, {"dismiss", "dismissed"}, {"back", "open"}, {"accept", "accepted"}} {
		code, out, said := firstDay(t, data, "firstday", x.word, strconv.Itoa(n), "--json")
		if code != done || !strings.Contains(out, `"state": "`+x.state+`"`) || find("option:noshi").State != x.state {
			t.Errorf("%s: exit %d, %s %s", x.word, code, out, said)
		}
	}
	if code, out, _ := firstDay(t, data, "rules", "show", "--draft"); code == done && !strings.Contains(out, "のし") {
		t.Errorf("the draft:\n%s", out)
	}
	code, out, said := firstDay(t, data, "letter", "--json")
	var l struct {
		Orders    int
		NotNeeded int `json:"not_needed"`
		After     struct{ Asked int }
		Accepted  int
		Text      string
	}
	if err := json.Unmarshal([]byte(out), &l); err != nil || code != done || l.Orders == 0 || l.NotNeeded != l.Orders-l.After.Asked || l.Accepted < 1 {
		t.Errorf("exit %d, %v, %+v\n%s", code, err, l, said)
	}
	if code, out, _ := firstDay(t, data, "letter"); code != done || out != l.Text || !strings.Contains(out, "茶と布 みせばん堂 様") {
		t.Errorf("exit %d\n%s", code, out)
	}
	if code, out, _ := firstDay(t, data, "rules", "starters", "gift"); code != done || !strings.HasPrefix(out, "店番ルール 1") {
		t.Errorf("exit %d\n%s", code, out)
	}
	if code, _, said := firstDay(t, data, "rules", "starters", "kissa"); code != refused || !strings.Contains(said, "セットはありません") {
		t.Errorf("exit %d: %s", code, said)
	}
}
