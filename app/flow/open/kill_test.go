package open_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/flow/revert"
	"miseban/app/flow/review"
	"miseban/app/order"
	"miseban/store"
)

// The test binary called again with a folder in this variable is the owner at work, until it is killed.
const atWork = "MISEBAN_TEST_AT_WORK"

func TestMain(m *testing.M) {
	if folder := os.Getenv(atWork); folder != "" {
		if err := work(folder); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

var tuesday = time.Date(2026, 11, 24, 9, 0, 0, 0, time.FixedZone("JST", 9*60*60))

func file(folder string, n int) (path, no string, err error) {
	no = fmt.Sprintf("123456-20261123-%010d", n)
	path = filepath.Join(folder, fmt.Sprintf("rakuten-%d.csv", n))
	text := "注文番号,ステータス,注文日時,支払方法名,請求金額,注文者姓,注文者名,送付先姓,送付先名,送付先住所都道府県,送付先住所郡市区,送付先住所それ以降の住所,商品名,単価,個数,コメント\r\n" +
		no + ",300,2026-11-23 10:00:00,クレジットカード,1080,山田,花子,山田,花子,東京都,渋谷区,神宮前1-2-3,煎茶,1080,1,\r\n"
	return path, no, os.WriteFile(path, []byte(text), 0o600)
}

// work acts without end and says each act on stdout after it is done: "hold NO note", "import NO", "undo NO".
func work(folder string) error {
	ctx := context.Background()
	s, err := open.Writing(ctx, folder)
	if err != nil {
		return err
	}
	first := 0
	for _, r := range s.Desk.Rows() {
		n, _ := strconv.Atoi(r.Key[len(r.Key)-10:])
		first = max(first, n)
	}
	for n := first + 1; ; n++ {
		path, no, err := file(filepath.Dir(folder), n)
		if err != nil {
			return err
		}
		report, err := intake.Import(ctx, s.Desk, []string{path}, intake.Options{Now: tuesday})
		if err != nil || report.Refused() {
			return fmt.Errorf("import %+v: %w", report, err)
		}
		fmt.Println("import", no)
		for i := range 5 {
			rows := s.Desk.Rows()
			r := rows[rand.IntN(len(rows))]
			note := fmt.Sprintf("%d-%d", n, i)
			if _, err := review.Hold(ctx, s.Desk, []*desk.Row{r}, note, false, tuesday); err != nil {
				return err
			}
			fmt.Println("hold", r.Key, note)
		}
		if n%3 == 0 {
			// The newest order: the one before may still be paid, when the power went between its two acts.
			rows := s.Desk.Rows()
			last := rows[len(rows)-1:]
			entry, err := review.Pay(ctx, s.Desk, last, false, tuesday)
			if err != nil {
				return err
			}
			if _, err := revert.Entry(ctx, s.Desk, entry, tuesday); err != nil {
				return err
			}
			fmt.Println("undo", last[0].Key)
		}
	}
}

// Promise 7: the power goes at any moment. Whatever the owner was told is done is there, the file is sound, and the next
// start needs no repair.
func TestThePowerGoes(t *testing.T) {
	ctx := context.Background()
	folder := filepath.Join(t.TempDir(), "店番")
	told := map[string]string{} // order → the newest note that was acknowledged
	paid := ""
	for cut := range 20 {
		p := exec.Command(os.Args[0])
		p.Env = append(os.Environ(), atWork+"="+folder)
		var says strings.Builder
		p.Stderr = &says
		out, err := p.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Start(); err != nil {
			t.Fatal(err)
		}
		acts := 0
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			w := strings.Fields(lines.Text())
			switch w[0] {
			case "import":
				told[w[1]] = ""
			case "hold":
				told[w[1]] = w[2]
			case "undo":
				paid = w[1]
			}
			if acts++; acts == 1 {
				time.AfterFunc(time.Duration(rand.IntN(120))*time.Millisecond, func() { p.Process.Kill() })
			}
		}
		if err := p.Wait(); err == nil || says.Len() > 0 {
			t.Fatalf("the program ended by itself: %v %s", err, says.String())
		}
		if acts == 0 {
			t.Fatalf("cut %d: no act was done", cut)
		}
		path := filepath.Join(folder, open.FileName)
		if _, err := store.Inspect(ctx, path); err != nil {
			t.Fatalf("cut %d: %v", cut, err)
		}
		s, err := open.Writing(ctx, folder)
		if err != nil {
			t.Fatalf("cut %d: %v", cut, err)
		}
		if err := s.Desk.Warm(ctx, tuesday); err != nil {
			t.Fatalf("cut %d: %v", cut, err)
		}
		for no, note := range told {
			r, err := s.Desk.Find(no)
			if err != nil {
				t.Fatalf("cut %d: %v", cut, err)
			}
			in, err := s.Desk.Input(ctx, r.ID)
			if err != nil {
				t.Fatal(err)
			}
			held := ""
			for _, d := range in.Decisions {
				switch d.Kind {
				case order.Hold:
					held = d.Body
				case order.MarkPaid:
					if no == paid && acts > 0 && !newest(t, s, order.MarkPaid) {
						t.Errorf("cut %d: %s is paid again after the undo was acknowledged", cut, no)
					}
				}
			}
			if !notBefore(held, note) {
				t.Errorf("cut %d: %s has the note %q, acknowledged was %q", cut, no, held, note)
			}
			if note != "" && r.Status.ID() != "on_hold" {
				t.Errorf("cut %d: %s is shown as %s", cut, no, r.Status.ID())
			}
			told[no] = held // an act may have been done and its word not have come through
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d orders after 20 power cuts", len(told))
}

// newest says whether the newest act that can be undone is of the kind: done, but not yet taken back when the power went.
func newest(t *testing.T, s *open.Shop, kind order.DecisionKind) bool {
	t.Helper()
	var e store.JournalEntry
	if err := s.Desk.Store().Read(context.Background(), func(r *store.Reader) (err error) { e, err = r.NewestUndoable(); return err }); err != nil {
		t.Fatal(err)
	}
	return e.Kind == string(kind)
}

// notBefore says whether note a was written at or after note b; notes are numbers "order-act".
func notBefore(a, b string) bool {
	num := func(s string) (x, y int) { fmt.Sscanf(s, "%d-%d", &x, &y); return }
	ax, ay := num(a)
	bx, by := num(b)
	return b == "" || ax > bx || ax == bx && ay >= by
}
