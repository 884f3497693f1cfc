package revert_test

import (
	"strings"
	"testing"

	"miseban/app/flow/revert"
	"miseban/app/flow/review"
)

// The history says what was done, what was taken back, and of an older act what would stay if it were taken back now.
func TestTheHistory(t *testing.T) {
	s, batch := imported(t)
	rows := s.Desk.Rows()
	if _, err := review.Hold(ctx, s.Desk, rows[:2], "電話", false, tuesday); err != nil {
		t.Fatal(err)
	}
	if _, err := review.Hold(ctx, s.Desk, rows[:1], "明日", false, tuesday); err != nil {
		t.Fatal(err)
	}
	if _, err := review.Pay(ctx, s.Desk, rows[2:], false, tuesday); err != nil {
		t.Fatal(err)
	}
	if _, err := revert.Newest(ctx, s.Desk, tuesday); err != nil {
		t.Fatal(err)
	}
	all, err := revert.Timeline(ctx, s.Desk, 100)
	if err != nil {
		t.Fatal(err)
	}
	var titles, can []string
	for _, d := range all {
		titles = append(titles, d.Title)
		if d.CanUndo() {
			can = append(can, d.Title)
		}
	}
	if got := strings.Join(titles, " / "); !strings.HasPrefix(got, "元に戻す：入金済みにする") || !strings.HasSuffix(got, "取り込み：受注.csv") || len(all) != 5 {
		t.Errorf("%s", got)
	}
	if len(can) != 3 {
		t.Errorf("can be taken back: %s", strings.Join(can, " / "))
	}
	older := all[3]
	if older.Title != "保留：2件" || older.Changes != 2 || older.Batch != 0 {
		t.Fatalf("%+v", older)
	}
	parts, err := revert.Parts(ctx, s.Desk, older.Entry)
	if err != nil || len(parts) != 2 {
		t.Fatalf("%+v %v", parts, err)
	}
	for i, p := range parts {
		if p.OrderNo != rows[i].No || p.What != "保留" || p.Fate != "追加" || p.Later != (i == 0) {
			t.Errorf("%+v", p)
		}
	}
	// What the list foretells is what happens.
	res, err := revert.Entry(ctx, s.Desk, older.Entry, tuesday)
	if err != nil || res.Reversed != 1 || len(res.Kept) != 1 || res.Kept[0].OrderNo != rows[0].No {
		t.Errorf("%+v %v", res, err)
	}
	if in := all[4]; in.Batch != batch || in.Changes < 3 {
		t.Errorf("%+v", in)
	}
	if parts, err := revert.Parts(ctx, s.Desk, all[4].Entry); err != nil || parts[0].What != "取り込んだ受注" || parts[0].OrderNo != rows[0].No {
		t.Errorf("%+v %v", parts, err)
	}
}
