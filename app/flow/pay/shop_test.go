package pay_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/japanese"

	"miseban/app/flow/desk"
	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/flow/pay"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/yen"
	"miseban/store"
)

var (
	ctx     = context.Background()
	tuesday = time.Date(2026, 11, 24, 9, 0, 0, 0, jst.Zone)
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

type tester interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
	Errorf(string, ...any)
}

// shop is an own cart (EC-CUBE) whose customers pay by bank transfer.
type shop struct {
	t      tester
	s      *open.Shop
	folder string
	now    time.Time
}

func newShop(t *testing.T) *shop {
	t.Helper()
	return shopIn(t, t.TempDir(), t.Cleanup)
}

func shopIn(t tester, folder string, cleanup func(func())) *shop {
	t.Helper()
	s, err := open.Writing(ctx, filepath.Join(folder, "店番"))
	if err != nil {
		t.Fatal(err)
	}
	cleanup(func() { s.Close() })
	return &shop{t, s, folder, tuesday}
}

func (s *shop) desk() *desk.Desk { return s.s.Desk }

// ordered is one order of the cart's file.
type ordered struct {
	no           int
	family, name string
	kana         string // セイ メイ
	total        int
	day          string // 2026-11-20; empty = that day
	pay          string // empty = 銀行振込
	state        string // empty = 新規受付
}

// file writes a file in the encoding of Japanese Windows.
func (s *shop) file(name, text string) string {
	s.t.Helper()
	b, err := japanese.ShiftJIS.NewEncoder().String(text)
	if err != nil {
		s.t.Fatal(err)
	}
	path := filepath.Join(s.folder, name)
	if err := os.WriteFile(path, []byte(b), 0o600); err != nil {
		s.t.Fatal(err)
	}
	return path
}

// take imports orders of the cart.
func (s *shop) take(name string, orders ...ordered) {
	s.t.Helper()
	var b strings.Builder
	b.WriteString("注文ID,注文番号,お名前(姓),お名前(名),お名前(セイ),お名前(メイ),郵便番号,都道府県(名称),住所1,住所2,TEL,合計,支払合計,対応状況(名称),支払方法(名称),受注日,入金日,注文詳細ID,商品名,商品コード,価格,個数,税率,明細区分(名称)," +
		"配送先_お名前(姓),配送先_お名前(名),配送先_お名前(セイ),配送先_お名前(メイ),配送先_郵便番号,配送先_都道府県(名称),配送先_住所1,配送先_住所2,配送先_TEL\r\n")
	for _, o := range orders {
		sei, mei, _ := strings.Cut(o.kana, " ")
		or := func(v, usual string) string {
			if v == "" {
				return usual
			}
			return v
		}
		who := fmt.Sprintf("%s,%s,%s,%s", o.family, o.name, sei, mei)
		fmt.Fprintf(&b, "%d,%d,%s,1500041,東京都,渋谷区架空町,1-2-3,0900000%04d,%d.00,%d.00,%s,%s,%s 09:12:31,,%d1,煎茶 100g,tea-100,%d.00,1,8,商品,%s,1500041,東京都,渋谷区架空町,1-2-3,0900000%04d\r\n",
			o.no, o.no, who, o.no, o.total, o.total, or(o.state, "新規受付"), or(o.pay, "銀行振込"), or(o.day, "2026-11-20"), o.no, o.total, who, o.no)
	}
	r, err := intake.Import(ctx, s.desk(), []string{s.file(name, b.String())}, intake.Options{Now: s.now})
	if err != nil || r.Refused() {
		s.t.Fatalf("%+v %v", r, err)
	}
	// The cart's file has no column for comments; she has said that it needs none.
	for _, x := range s.desk().Shops() {
		if !x.NoCommentOK {
			x.NoCommentOK = true
			if err := s.desk().SetShop(ctx, x, s.now); err != nil {
				s.t.Fatal(err)
			}
		}
	}
}

// statement imports a statement and fails where it is refused.
func (s *shop) statement(name, text string) pay.Report {
	s.t.Helper()
	r, err := pay.Import(ctx, s.desk(), s.file(name, text), pay.Options{}, s.now)
	if err != nil {
		s.t.Fatalf("%s: %v", name, err)
	}
	if sum := r.New + r.Known + r.Withdrawals + r.Blank + len(r.Problems); sum != r.Rows {
		s.t.Errorf("%s: %d rows, counted %d: %+v", name, r.Rows, sum, r)
	}
	return r
}

func (s *shop) row(no string) *desk.Row {
	s.t.Helper()
	r, err := s.desk().Find(no)
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

func (s *shop) status(no string) string { return s.row(no).Status.ID() }

func (s *shop) waits(no string) bool { return s.row(no).Status == judge.AwaitingPayment }

func (s *shop) deposits() []store.Deposit {
	s.t.Helper()
	var out []store.Deposit
	if err := s.desk().Store().Read(ctx, func(r *store.Reader) (err error) { out, err = r.Deposits(); return err }); err != nil {
		s.t.Fatal(err)
	}
	return out
}

// sum is the money of all deposits that are kept.
func (s *shop) sum() (sum yen.Yen) {
	for _, x := range s.deposits() {
		sum += x.Amount
	}
	return sum
}

func (s *shop) look() pay.View {
	s.t.Helper()
	v, err := pay.Look(ctx, s.desk(), s.now)
	if err != nil {
		s.t.Fatal(err)
	}
	return v
}

// open finds an open deposit by its payer.
func (s *shop) open(payer string) pay.Matched {
	s.t.Helper()
	for _, m := range s.look().Open {
		if strings.Contains(m.Deposit.Payer, payer) {
			return m
		}
	}
	s.t.Fatalf("no open deposit of %s: %+v", payer, s.deposits())
	return pay.Matched{}
}
