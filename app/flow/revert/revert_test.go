package revert_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/flow/revert"
	"miseban/app/flow/review"
	"miseban/app/jst"
	"miseban/store"
)

var (
	ctx     = context.Background()
	tuesday = time.Date(2026, 11, 24, 9, 0, 0, 0, jst.Zone)
)

func imported(t *testing.T) (*open.Shop, int64) {
	t.Helper()
	s, err := open.Writing(ctx, filepath.Join(t.TempDir(), "店番"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	text := "注文番号,ステータス,注文日時,支払方法名,請求金額,注文者姓,注文者名,送付先姓,送付先名,商品名,単価,個数,コメント\r\n"
	for i := range 3 {
		text += fmt.Sprintf("123456-20261120-%010d,300,2026-11-20 10:0%d:00,クレジットカード,1080,山田,花子,山田,花子,煎茶,1080,1,\r\n", i+1, i)
	}
	path := filepath.Join(t.TempDir(), "受注.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := intake.Import(ctx, s.Desk, []string{path}, intake.Options{Now: tuesday})
	if err != nil || r.Refused() {
		t.Fatalf("%+v %v", r, err)
	}
	return s, r.Files[0].Batch
}

// The newest act first, then the one before it, until there is none.
func TestTheNewestActFirst(t *testing.T) {
	s, _ := imported(t)
	if _, err := review.Hold(ctx, s.Desk, s.Desk.Rows()[:2], "電話", false, tuesday); err != nil {
		t.Fatal(err)
	}
	r, err := revert.Newest(ctx, s.Desk, tuesday)
	if err != nil || r.Reversed != 2 || len(r.Kept)+len(r.Failed) > 0 || r.Title != "保留：2件" {
		t.Errorf("%+v %v", r, err)
	}
	r, err = revert.Newest(ctx, s.Desk, tuesday)
	if err != nil || r.Title != "取り込み：受注.csv" || len(s.Desk.Rows()) != 0 || len(s.Desk.Shops()) != 0 {
		t.Errorf("%+v %v, %d orders left", r, err, len(s.Desk.Rows()))
	}
	if _, err := revert.Newest(ctx, s.Desk, tuesday); !errors.Is(err, revert.ErrNothing) {
		t.Errorf("%v", err)
	}
}

// The import is taken back though an order of it was worked on: that one stays, by its number and with the reason.
func TestWhatIsKeptIsNamed(t *testing.T) {
	s, batch := imported(t)
	if _, err := review.Pay(ctx, s.Desk, s.Desk.Rows()[1:2], false, tuesday); err != nil {
		t.Fatal(err)
	}
	r, err := revert.Batch(ctx, s.Desk, batch, tuesday)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Kept) != 2 || r.Kept[0].OrderNo != "123456-20261120-0000000002" || r.Kept[0].Reason == "" || r.Kept[1].OrderNo != "" {
		t.Errorf("%+v", r)
	}
	if rows := s.Desk.Rows(); len(rows) != 1 || rows[0].No != "123456-20261120-0000000002" {
		t.Errorf("%d orders left", len(rows))
	}
	for _, b := range []int64{batch, 99, 0, -1} {
		if _, err := revert.Batch(ctx, s.Desk, b, tuesday); !errors.Is(err, revert.ErrNothing) {
			t.Errorf("batch %d: %v", b, err)
		}
	}
	if _, err := revert.Entry(ctx, s.Desk, 99, tuesday); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("%v", err)
	}
}
