package command_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"miseban/ui/command"
)

// goodsShop is a shop folder that is worked on by commands alone, as a scheduled task does.
type goodsShop struct {
	t      *testing.T
	folder string
	stderr string // of the last call
}

// call runs a command with a fixed clock and wants an exit code; it gives stdout.
func (s *goodsShop) call(want int, args ...string) string {
	s.t.Helper()
	var out, errOut bytes.Buffer
	args = append([]string{"--data", filepath.Join(s.folder, "data"), "--now", "2026-10-07T12:00:00+09:00"}, args...)
	code := command.Run(context.Background(), args, strings.NewReader(""), &out, &errOut)
	s.stderr = errOut.String()
	if code != want {
		s.t.Fatalf("%v: exit %d, want %d\n%s%s", args[4:], code, want, out.String(), s.stderr)
	}
	return out.String()
}

// ask runs a command with --json and reads its one document.
func (s *goodsShop) ask(want int, v any, args ...string) {
	s.t.Helper()
	if err := json.Unmarshal([]byte(s.call(want, append(args, "--json")...)), v); err != nil {
		s.t.Fatalf("%v: %v", args, err)
	}
}

func (s *goodsShop) csv(name string, lines ...string) string {
	s.t.Helper()
	b, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte(strings.Join(lines, "\r\n") + "\r\n"))
	if err != nil {
		s.t.Fatal(err)
	}
	path := filepath.Join(s.folder, name)
	if err := os.WriteFile(path, b, 0o644); err != nil {
		s.t.Fatal(err)
	}
	return path
}

func (s *goodsShop) statusOf(no string) string {
	s.t.Helper()
	var all struct {
		Orders []struct {
			No     string `json:"order_no"`
			Status string `json:"status"`
		} `json:"orders"`
	}
	s.ask(0, &all, "orders")
	for _, o := range all.Orders {
		if o.No == no {
			return o.Status
		}
	}
	s.t.Fatalf("no order %s", no)
	return ""
}

func newGoodsShop(t *testing.T) *goodsShop {
	s := &goodsShop{t: t, folder: t.TempDir()}
	s.call(0, "import", "../../app/mall/testdata/rakuten.sample.csv", "../../app/mall/testdata/amazon_orders.sample.txt")
	return s
}

type proposal struct {
	Suppliers []struct {
		Supplier string `json:"supplier"`
		CanIssue bool   `json:"can_issue"`
		Lines    []struct {
			SKU          string   `json:"sku"`
			Demand       int      `json:"demand"`
			Stock        *int     `json:"stock"`
			OnOrder      int      `json:"on_order"`
			ReorderPoint *int     `json:"reorder_point"`
			Target       *int     `json:"target"`
			Lot          int      `json:"lot"`
			Quantity     int      `json:"quantity"`
			Arithmetic   string   `json:"arithmetic"`
			Orders       []string `json:"orders"`
		} `json:"lines"`
	} `json:"suppliers"`
}

// The week's buying as a script does it: all at the same second of a fixed clock.
func TestBuyingByCommand(t *testing.T) {
	s := newGoodsShop(t)
	const waits = "123456-20261005-0000100001"
	var got struct {
		Counts   map[string]int `json:"row_counts"`
		Problems []struct {
			Row     int    `json:"row"`
			Column  string `json:"column"`
			Message string `json:"message"`
		} `json:"problems"`
		DryRun bool `json:"dry_run"`
	}
	products := s.csv("商品.csv", "SKU,商品名,仕入先,仕入単価,発注点,補充目標,ロット,在庫", "tea-sencha-100,煎茶,花田製茶,600,4,10,5,9", "sara,皿,山田陶器,高い,,,,1")
	s.ask(1, &got, "products", "import", products, "--dry-run")
	if !got.DryRun || got.Counts["new"] != 1 || got.Counts["refused"] != 1 || got.Problems[0].Row != 3 || got.Problems[0].Column != "仕入単価" {
		t.Errorf("dry run: %+v", got)
	}
	s.ask(1, &got, "products", "import", products)
	if got.DryRun || got.Counts["new"] != 1 {
		t.Errorf("import: %+v", got)
	}
	s.call(0, "stock", "import", s.csv("棚卸.csv", "SKU,在庫", "tea-sencha-100,3"))
	if st := s.statusOf(waits); st != "awaiting_stock" {
		t.Errorf("%s is %s", waits, st)
	}
	var allocated struct {
		SKUs []struct {
			SKU    string `json:"sku"`
			OnHand *int   `json:"on_hand"`
			Short  int    `json:"shortage"`
		} `json:"skus"`
		Short []struct {
			No string `json:"order_no"`
		} `json:"orders_short"`
	}
	for _, args := range [][]string{{"allocate", "--dry-run"}, {"allocate"}} {
		s.ask(0, &allocated, args...)
		if x := allocated.SKUs[0]; x.SKU != "tea-sencha-100" || *x.OnHand != 3 || x.Short != 3 || allocated.Short[0].No != waits {
			t.Errorf("%v: %+v", args, allocated)
		}
	}
	var p proposal
	s.ask(0, &p, "purchase", "propose")
	l := p.Suppliers[0].Lines[0]
	if p.Suppliers[0].Supplier != "花田製茶" || l.Demand != 6 || *l.Stock != 3 || l.OnOrder != 0 || *l.ReorderPoint != 4 || *l.Target != 10 || l.Lot != 5 || l.Quantity != 15 || l.Arithmetic == "" || l.Orders[0] != waits {
		t.Errorf("%+v", p)
	}
	var issued struct {
		Issued []struct {
			No   string `json:"no"`
			Path string `json:"path"`
		} `json:"issued"`
	}
	out := filepath.Join(s.folder, "発注書")
	s.ask(0, &issued, "purchase", "issue", "--supplier", "花田製茶", "--out", out)
	if _, err := os.Stat(issued.Issued[0].Path); err != nil || issued.Issued[0].No != "P-20261007-01" {
		t.Errorf("%+v %v", issued, err)
	}
	if st := s.statusOf(waits); st != "awaiting_arrival" {
		t.Errorf("%s is %s", waits, st)
	}
	var again proposal
	s.ask(0, &again, "purchase", "propose")
	if len(again.Suppliers) != 0 {
		t.Errorf("proposed once more: %+v", again)
	}
	s.ask(0, &issued, "purchase", "issue", "--out", out)
	if len(issued.Issued) != 0 {
		t.Errorf("issued nothing: %+v", issued)
	}
	s.call(1, "purchase", "issue", "--supplier", "花田製茶", "--out", out)
	if !strings.Contains(s.stderr, "発注する商品はありません") {
		t.Error(s.stderr)
	}
	delivered := s.csv("入荷.csv", "SKU,入荷数", "tea-sencha-100,15")
	var receipt struct {
		Moved []struct {
			No string `json:"order_no"`
		} `json:"moved"`
	}
	s.ask(0, &receipt, "purchase", "receive", delivered)
	if len(receipt.Moved) == 0 || s.statusOf(waits) != "ready_to_print" {
		t.Errorf("%+v, %s is %s", receipt, waits, s.statusOf(waits))
	}
	s.call(1, "purchase", "receive", delivered)
	if !strings.Contains(s.stderr, "取り込み済み") {
		t.Error(s.stderr)
	}
	s.call(0, "purchase", "receive", delivered, "--again")
	s.call(0, "products", "export", filepath.Join(s.folder, "商品.xlsx"))
	for _, status := range []string{"ready_to_print", "awaiting_arrival", "awaiting_stock", "ready_to_print", "ready_to_print"} {
		s.call(0, "undo")
		if st := s.statusOf(waits); st != status {
			t.Errorf("after an undo %s is %s, want %s", waits, st, status)
		}
	}
}

// Wrong words end with 2, a wrong file with 1 and a sentence.
func TestWrongWordsAndFilesOfGoods(t *testing.T) {
	s := newGoodsShop(t)
	for _, args := range [][]string{{"products", "import"}, {"products", "export", "商品.csv"}, {"purchase", "issue"}, {"purchase", "receive"}, {"stock", "import", "a", "b"}, {"allocate", "--all"}} {
		s.call(2, args...)
	}
	s.call(1, "products", "import", "../../app/mall/testdata/rakuten.sample.csv")
	if !strings.Contains(s.stderr, "受注の取り込み") {
		t.Error(s.stderr)
	}
	s.call(1, "suppliers", "import", filepath.Join(s.folder, "ない.csv"))
	if !strings.Contains(s.stderr, "見つかりません") {
		t.Error(s.stderr)
	}
	occupied := s.csv("ふさがった場所", "x")
	s.call(0, "products", "import", s.csv("商品.csv", "SKU,仕入先,発注点,在庫", "tea-sencha-100,花田製茶,4,0"))
	s.call(1, "purchase", "issue", "--out", occupied)
	if !strings.Contains(s.stderr, "書き込めません") || strings.Contains(s.stderr, "データのフォルダ") {
		t.Error(s.stderr)
	}
}

// Before any data there is: a dry run works, a look says what to do.
func TestGoodsBeforeThereIsData(t *testing.T) {
	s := &goodsShop{t: t, folder: t.TempDir()}
	s.call(1, "purchase", "propose")
	if !strings.Contains(s.stderr, "まだデータがありません") {
		t.Error(s.stderr)
	}
	s.call(0, "products", "import", s.csv("商品.csv", "SKU,在庫", "a,1"), "--dry-run")
}

// The help names every column that a file may have, and the shape of the answer.
func TestHelpOfGoods(t *testing.T) {
	s := &goodsShop{t: t, folder: t.TempDir()}
	for name, parts := range map[string][]string{
		"products import":  {"SKU", "仕入先品番", "補充目標", "取寄せ", "楽天商品番号", "row_counts"},
		"suppliers import": {"最低発注額", "担当者", "row_counts"},
		"purchase receive": {"入荷数", "発注番号", "moved"},
		"purchase propose": {"arithmetic", "reorder_point"},
		"allocate":         {"orders_short"},
	} {
		text := s.call(0, append(strings.Fields(name), "--help")...)
		for _, p := range parts {
			if !strings.Contains(text, p) {
				t.Errorf("the help of %s does not name %s", name, p)
			}
		}
	}
	if all := s.call(0, "help"); slices.ContainsFunc([]string{"stock import", "purchase issue"}, func(c string) bool { return !strings.Contains(all, c) }) {
		t.Error(all)
	}
}
