package demo

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/japanese"

	assets "miseban/assets/demo"

	"miseban/app/jst"
	"miseban/app/order"
)

// oneLine puts a text into one line: a tab-separated report has no other.
func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }

// heading reads the column names of a mall's file.
func heading(name, separator string) ([]string, error) {
	b, err := assets.Files.ReadFile(name + ".header.txt")
	if err != nil {
		return nil, fmt.Errorf("read heading: %w", err)
	}
	return strings.Split(strings.TrimRight(string(b), "\r\n"), separator), nil
}

// writer makes files in one folder, each with the time at which the mall would have written it.
type writer struct {
	folder string
	at     time.Time
	paths  []string
}

// path names a file with the moment of its download, as the program reads its freshness.
func (w *writer) path(name, ext string) string {
	return filepath.Join(w.folder, name+"_"+w.at.In(jst.Zone).Format("20060102-1504")+ext)
}

// clear takes away what the malls' files of an earlier day left in the folder.
func (w *writer) clear() error {
	found, err := os.ReadDir(w.folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look for earlier files of the demo: %w", err)
	}
	for _, e := range found {
		for _, name := range []string{rakutenFile, yahooFile, yahooItemFile, amazonFile, unshippedFile} {
			if !strings.HasPrefix(e.Name(), name+"_20") {
				continue
			}
			if err := os.Remove(filepath.Join(w.folder, e.Name())); err != nil {
				return fmt.Errorf("take away an earlier file of the demo: %w", err)
			}
			break
		}
	}
	return nil
}

// Names of the malls' files; the moment of the download follows.
const (
	rakutenFile   = "楽天_受注"
	yahooFile     = "Yahoo_注文"
	yahooItemFile = "Yahoo_注文商品"
	amazonFile    = "Amazon_注文レポート"
	unshippedFile = "Amazon_未出荷注文レポート"
)

// keep writes a file for good; a file of that name is replaced.
func (w *writer) keep(path string, content []byte) error {
	if err := os.MkdirAll(w.folder, 0o700); err != nil {
		return fmt.Errorf("make folder of the demo's files: %w", err)
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	if err := os.Chtimes(path, w.at, w.at); err != nil {
		return fmt.Errorf("date %s: %w", filepath.Base(path), err)
	}
	w.paths = append(w.paths, path)
	return nil
}

// csv writes a file as the malls do: CP932, every cell in quotes, lines ended by CRLF.
func (w *writer) csv(path string, names []string, rows []row) error {
	quoted := func(cells []string) string {
		for i, c := range cells {
			cells[i] = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
		}
		return strings.Join(cells, ",") + "\r\n"
	}
	return w.table(path, names, rows, quoted)
}

// tsv writes a report as Amazon does: CP932, tabs, no quotes.
func (w *writer) tsv(path string, names []string, rows []row) error {
	return w.table(path, names, rows, func(cells []string) string { return strings.Join(cells, "\t") + "\r\n" })
}

func (w *writer) table(path string, names []string, rows []row, line func([]string) string) error {
	var b strings.Builder
	b.WriteString(line(append([]string(nil), names...)))
	for _, r := range rows {
		cells := make([]string, len(names))
		for i, n := range names {
			cells[i] = r[n]
		}
		b.WriteString(line(cells))
	}
	content, err := japanese.ShiftJIS.NewEncoder().String(b.String())
	if err != nil {
		return fmt.Errorf("write %s in CP932: %w", filepath.Base(path), err)
	}
	return w.keep(path, []byte(content))
}

// rakuten, yahoo and amazon write what the malls' dashboards would give for the orders.
func (w *writer) rakuten(s *shopping) error {
	names, err := heading("rakuten", ",")
	if err != nil {
		return err
	}
	return w.csv(w.path(rakutenFile, ".csv"), names, rakutenRows(s.of(order.Rakuten)))
}

func (w *writer) yahoo(s *shopping) error {
	orders, err := heading("yahoo_order", ",")
	if err != nil {
		return err
	}
	items, err := heading("yahoo_item", ",")
	if err != nil {
		return err
	}
	sales := s.of(order.Yahoo)
	if err := w.csv(w.path(yahooFile, ".csv"), orders, yahooOrderRows(sales)); err != nil {
		return err
	}
	return w.csv(w.path(yahooItemFile, ".csv"), items, yahooItemRows(sales))
}

func (w *writer) amazon(s *shopping, today jst.Date, unshipped bool) error {
	orders, err := heading("amazon_orders", "\t")
	if err != nil {
		return err
	}
	rows := amazonRows(s.of(order.Amazon), today)
	if err := w.tsv(w.path(amazonFile, ".txt"), orders, rows); err != nil || !unshipped {
		return err
	}
	open, err := heading("amazon_unshipped", "\t")
	if err != nil {
		return err
	}
	return w.tsv(w.path(unshippedFile, ".txt"), open, rows)
}

// products writes the list of goods as an Excel file.
func (w *writer) products(c *catalogue) error {
	book := excelize.NewFile()
	defer book.Close()
	const sheet = "Sheet1"
	rows := [][]any{{"SKU", "商品名", "カラー・サイズ", "仕入先", "仕入先品番", "仕入単価", "税率", "在庫", "発注点", "補充目標", "ロット", "発売日", "棚番", "楽天商品番号", "Amazon SKU", "Yahoo!商品コード"}}
	for _, g := range c.goods {
		_, variant, _ := strings.Cut(g.variant, ":")
		other := ""
		if g.single() && g.item != g.sku {
			other = g.item
		}
		rows = append(rows, []any{g.sku, g.name, variant, g.supplier, g.theirs, g.cost, fmt.Sprintf("%d%%", g.tax), count(g.stock), count(g.reorder), count(g.target),
			g.lot, string(g.release), g.shelf, other, g.amazon, other})
	}
	for i := range rows {
		if err := book.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &rows[i]); err != nil {
			return fmt.Errorf("write products: %w", err)
		}
	}
	if err := book.SetColWidth(sheet, "A", "C", 26); err != nil {
		return fmt.Errorf("write products: %w", err)
	}
	b, err := book.WriteToBuffer()
	if err != nil {
		return fmt.Errorf("write products: %w", err)
	}
	return w.keep(filepath.Join(w.folder, "商品一覧.xlsx"), b.Bytes())
}

// count is a number's cell; an unknown one is empty.
func count(s string) any {
	var n int
	if _, err := fmt.Sscan(s, &n); err != nil {
		return nil
	}
	return n
}

// suppliers writes the list of suppliers.
func (w *writer) suppliers() error {
	names := []string{"仕入先", "メールアドレス", "担当者", "最低発注額", "リードタイム", "備考"}
	var rows []row
	for _, cells := range [][]string{
		{"有限会社みなみ原製茶", "order@minamihara.example.jp", "営業部 大井様", "20000", "4", "毎週火曜・金曜に出荷"},
		{"しまなみ織布株式会社", "juchu@shimanami.example.jp", "受注係 越智様", "30000", "7", ""},
		{"株式会社ことり窯", "kotori@kotorigama.example.jp", "伊奈様", "15000", "10", "割れ物のため月・木の出荷のみ"},
	} {
		r := row{}
		for i, n := range names {
			r[n] = cells[i]
		}
		rows = append(rows, r)
	}
	return w.csv(filepath.Join(w.folder, "仕入先一覧.csv"), names, rows)
}
