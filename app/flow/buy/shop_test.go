package buy_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/japanese"

	"miseban/app/flow/buy"
	"miseban/app/flow/desk"
	"miseban/app/flow/intake"
	"miseban/app/flow/revert"
	"miseban/app/jst"
	"miseban/app/purchase"
	"miseban/store"
)

var (
	ctx  = context.Background()
	noon = time.Date(2026, 10, 7, 12, 0, 0, 0, jst.Zone) // a Wednesday, an hour after the newest order of the samples
)

// shop is the owner's shop file in a folder of its own.
type shop struct {
	t      *testing.T
	folder string
	st     *store.Store
	*desk.Desk
}

func newShop(t *testing.T) *shop {
	t.Helper()
	s := &shop{t: t, folder: t.TempDir()}
	var err error
	if s.st, err = store.Open(ctx, filepath.Join(s.folder, "miseban.db")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.st.Close() })
	if s.Desk, err = desk.Open(ctx, s.st); err != nil {
		t.Fatal(err)
	}
	return s
}

// withOrders takes the week's order files of 楽天 and Amazon in.
func (s *shop) withOrders() *shop {
	s.t.Helper()
	r, err := intake.Import(ctx, s.Desk, []string{"../../mall/testdata/rakuten.sample.csv", "../../mall/testdata/amazon_orders.sample.txt"}, intake.Options{Now: noon})
	if err != nil {
		s.t.Fatal(err)
	}
	if r.Refused() {
		s.t.Fatalf("the sample orders were refused: %+v", r)
	}
	return s
}

// cp932 writes lines as Excel of Windows saves a CSV.
func (s *shop) cp932(name string, lines ...string) string {
	s.t.Helper()
	b, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte(strings.Join(lines, "\r\n") + "\r\n"))
	if err != nil {
		s.t.Fatal(err)
	}
	return s.file(name, b)
}

func (s *shop) file(name string, content []byte) string {
	s.t.Helper()
	path := filepath.Join(s.folder, name)
	if err := os.WriteFile(path, content, 0o644); err != nil {
		s.t.Fatal(err)
	}
	return path
}

// xlsx writes rows as a workbook.
func (s *shop) xlsx(name string, rows ...[]any) string {
	s.t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	for i, row := range rows {
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			s.t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if _, err := book.WriteTo(&b); err != nil {
		s.t.Fatal(err)
	}
	return s.file(name, b.Bytes())
}

// catalogue is the file of products with which most stories begin.
func (s *shop) catalogue() string {
	return s.cp932("商品.csv",
		"商品コード,商品名,カラー,仕入先,仕入先品番,仕入単価,在庫,発注点,補充目標,ロット,取寄せ",
		`tea-sencha-100,静岡県産 深蒸し煎茶 100g,,花田製茶,HS-1,"1,600",3,4,10,5,`,
		"towel-imabari-f-ai,今治タオル フェイス,藍,今治織物,,480,7,2,10,,",
		"kyusu-tokoname,常滑焼 急須,,,,,,,,,○")
}

func (s *shop) products(path string) buy.GoodsReport {
	s.t.Helper()
	r, err := buy.ImportProducts(ctx, s.Desk, path, noon, false)
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

func (s *shop) propose() map[string]purchase.Line {
	s.t.Helper()
	all, err := buy.Propose(ctx, s.Desk)
	if err != nil {
		s.t.Fatal(err)
	}
	out := map[string]purchase.Line{}
	for _, p := range all {
		for _, l := range p.Lines {
			out[l.SKU] = l
		}
	}
	return out
}

func (s *shop) issue(supplier string, edits map[string]int) []buy.Issued {
	s.t.Helper()
	out, err := buy.Issue(ctx, s.Desk, supplier, edits, filepath.Join(s.folder, "発注書"), hanamichi, noon)
	if err != nil {
		s.t.Fatal(err)
	}
	return out
}

var hanamichi = desk.Company{Name: "くらしの道具 はなみち", Zip: "1500001", Address: "東京都渋谷区神宮前1-2-3", Phone: "03-0000-1234", Email: "shop@example.jp"}

func (s *shop) status(no string) string {
	s.t.Helper()
	r, err := s.Find(no)
	if err != nil {
		s.t.Fatal(err)
	}
	return r.Status.ID()
}

func (s *shop) why(no string) string {
	s.t.Helper()
	r, err := s.Find(no)
	if err != nil {
		s.t.Fatal(err)
	}
	return r.Why
}

func (s *shop) undo() {
	s.t.Helper()
	r, err := revert.Newest(ctx, s.Desk, noon.Add(time.Minute))
	if err != nil {
		s.t.Fatal(err)
	}
	if len(r.Kept) > 0 {
		s.t.Fatalf("undoing %q kept %+v", r.Title, r.Kept)
	}
}

// picture is everything that the file holds about goods, and every order as the list shows it.
func (s *shop) picture() string {
	s.t.Helper()
	var b strings.Builder
	err := s.st.Read(ctx, func(r *store.Reader) error {
		body := func(key string, body []byte) error {
			fmt.Fprintf(&b, "%s %s\n", key, body)
			return nil
		}
		if err := r.EachSKU(body); err != nil {
			return err
		}
		if err := r.EachSupplier(body); err != nil {
			return err
		}
		codes, err := r.MallCodes()
		if err != nil {
			return err
		}
		moves, err := r.Movements()
		if err != nil {
			return err
		}
		bought, err := r.Purchases()
		if err != nil {
			return err
		}
		for _, v := range []any{codes, moves, bought} {
			j, err := json.Marshal(v)
			if err != nil {
				return err
			}
			fmt.Fprintf(&b, "%s\n", j)
		}
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
	for _, r := range s.Rows() {
		fmt.Fprintln(&b, r.No, r.Status.ID(), r.Why)
	}
	return b.String()
}

// japanese checks that a fault has words for the owner.
func sentence(t *testing.T, err error, parts ...string) {
	t.Helper()
	if err == nil {
		t.Fatal("it went through")
	}
	text, ok := buy.Sentence(err)
	if !ok {
		t.Fatalf("no words for %v", err)
	}
	for _, p := range parts {
		if !strings.Contains(text, p) {
			t.Errorf("%q does not say %q", text, p)
		}
	}
}
