package intake_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"miseban/app/flow/intake"
)

// Years later: every column of the order's own rows, from each file that told of it, as the mall wrote them.
func TestEveryColumnOfTheOriginalRow(t *testing.T) {
	s := newShop(t)
	sample := filepath.Join("..", "..", "mall", "testdata", "rakuten.sample.csv")
	s.take(intake.Options{}, sample)
	text, err := os.ReadFile(sample)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range s.s.Desk.Rows() {
		sheets, err := intake.Original(context.Background(), s.s.Desk, r.ID)
		if err != nil || len(sheets) != 1 || sheets[0].Missing != "" || sheets[0].File != "rakuten.sample.csv" || len(sheets[0].Header) != 158 {
			t.Fatalf("%s: %+v %v", r.No, sheets, err)
		}
		// The file has so many rows of this order, and they are these.
		if want := bytes.Count(text, []byte(r.No)); len(sheets[0].Rows) != want {
			t.Errorf("%s: %d rows, the file has %d", r.No, len(sheets[0].Rows), want)
		}
		for _, row := range sheets[0].Rows {
			if row.Cells[0] != r.No {
				t.Errorf("row %d is of %s, not of %s", row.Number, row.Cells[0], r.No)
			}
		}
	}
	// A second file that tells of it stands first when it is fresher.
	later := s.rakuten("20261201.csv", "1", "2026-11-20")
	s.take(intake.Options{Shop: "二号店"}, later)
	first := s.rakuten("20261202.csv", "1", "2026-11-20")
	changed, _ := os.ReadFile(first)
	if err := os.WriteFile(first, bytes.Replace(changed, []byte(",300,"), []byte(",500,"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	s.take(intake.Options{Shop: "二号店"}, first)
	rows := s.s.Desk.Rows()
	sheets, err := intake.Original(context.Background(), s.s.Desk, rows[len(rows)-1].ID)
	if err != nil || len(sheets) != 2 || sheets[0].File != "20261202.csv" || sheets[1].File != "20261201.csv" {
		t.Fatalf("%+v %v", sheets, err)
	}
	if sheets[0].Rows[0].Cells[1] != "500" || sheets[1].Rows[0].Cells[1] != "300" {
		t.Errorf("%+v", sheets)
	}
}

// The rows that could not be read go into a file of their own, are set right there, and come in with the next import; what
// was fine is not touched.
func TestRefusedRowsAreSetRight(t *testing.T) {
	s := newShop(t)
	text, err := os.ReadFile(filepath.Join("..", "..", "mall", "testdata", "rakuten.sample.csv"))
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.SplitAfter(text, []byte("\r\n"))
	if len(lines) < 3 {
		t.Fatal("the sample has no rows")
	}
	// The time of the first order.
	broken := bytes.Replace(text, []byte(`"2026-10-05 09:12:31"`), cp932bytes(t, `"いつか"`), 1)
	if bytes.Equal(broken, text) {
		t.Fatal("nothing was broken")
	}
	path := filepath.Join(s.folder, "rakuten-20261006-0900.csv")
	if err := os.WriteFile(path, broken, 0o600); err != nil {
		t.Fatal(err)
	}
	report := s.take(intake.Options{}, path)
	f := report.Files[0]
	if f.Orders.Refused != 1 || f.RowCounts.Refused == 0 {
		t.Fatalf("%+v", f)
	}
	before := len(s.s.Desk.Rows())
	to := filepath.Join(s.folder, "直す.csv")
	n, err := intake.ExportRefused(context.Background(), s.s.Desk, f, to)
	if err != nil || n != f.RowCounts.Refused {
		t.Fatalf("%d rows, %v", n, err)
	}
	out, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(out, cp932bytes(t, "店番：読めない理由")) || !bytes.Contains(out, cp932bytes(t, "いつか")) {
		t.Error("the file says neither what nor why")
	}
	if got := s.take(intake.Options{}, to).Files[0]; got.Orders.Refused != 1 || len(s.s.Desk.Rows()) != before {
		t.Errorf("not set right, and yet: %+v", got)
	}
	if err := os.WriteFile(to, bytes.Replace(out, cp932bytes(t, "いつか"), []byte("2026-10-05 09:12:31"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := s.take(intake.Options{}, to).Files[0]; got.Orders.New != 1 || got.RowCounts.Refused != 0 || len(s.s.Desk.Rows()) != before+1 {
		t.Errorf("set right: %+v, %d orders", got, len(s.s.Desk.Rows()))
	}
	// The same as if it had been right from the start.
	whole := newShop(t)
	whole.take(intake.Options{}, filepath.Join("..", "..", "mall", "testdata", "rakuten.sample.csv"))
	if a, b := len(whole.s.Desk.Rows()), len(s.s.Desk.Rows()); a != b {
		t.Errorf("%d orders, %d in one go", b, a)
	}
}

func cp932bytes(t *testing.T, s string) []byte {
	t.Helper()
	return []byte(strings.Join(cp932(t, s), ""))
}
