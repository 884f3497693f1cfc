package command

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"miseban/app/flow/buy"
	"miseban/app/flow/desk"
	"miseban/app/flow/open"
	"miseban/app/stock"
)

var goodsCommands = slices.Concat([]*command{
	{name: "products import", args: "ファイル [--dry-run]", does: "商品（SKU）の一覧を取り込みます（CSV・TSV・XLSX）。", flags: dryRun, run: importing(buy.ImportProducts), help: productsHelp},
	{name: "products export", args: "ファイル.xlsx", does: "商品の一覧を、取り込みできる形のExcelファイルに書き出します。", run: runExport,
		help: `在庫とモールの商品コードも入ります。同じ名前のファイルは置き換えます。
JSON: {"file","products":N}`},
	{name: "stock import", args: "ファイル [--dry-run]", does: "数えた在庫（棚卸）を取り込みます。", flags: dryRun, run: importing(buy.ImportStock),
		help: `列：SKU と 在庫（必須）。ほかの列は使いません。いまの在庫と違う数だけを、棚卸として記録します。
商品にないSKUの行は取り込まず、終了コードは 1 です。` + goodsJSON},
	{name: "suppliers import", args: "ファイル [--dry-run]", does: "仕入先の一覧を取り込みます。", flags: dryRun, run: importing(buy.ImportSuppliers),
		help: "列（見出しはどれか一つ。順番は自由）：\n" + columnsText(stock.SupplierColumns()) + "空欄は、前の値を残します。最低発注額は税抜です。" + goodsJSON},
}, makerCommands, codeCommands, purchaseCommands)

var dryRun = map[string]bool{"dry-run": false}

const goodsJSON = `
--dry-run は何も書きません。「undo」で元に戻せます。
JSON: {"file","encoding","rows","row_counts":{"new","changed","same","refused"},"problems":[{"row","column","value","message"}],"notes":[…],"columns":["…"],"unused_columns":["…"],"counted":N,"mall_codes":N,"new_suppliers":["…"],"dry_run"}`

var productsHelp = "列（見出しはどれか一つ。順番は自由。SKU だけが必須）：\n" + columnsText(stock.ProductColumns()) +
	`モールの商品コード：「楽天商品番号」「Amazon SKU」「Yahoo!商品コード」「モール商品コード」「モール商品コード（店舗名）」など。一つの欄に ; か改行で区切って並べられます。
空欄は、前の値を残します（0にはしません）。在庫は棚卸として記録し、同じファイルを二度取り込んでも二度目の在庫数は使いません。
知らない仕入先は、名前だけで登録します。読めない行があると、その行だけを見送り、終了コードは 1 です。` + goodsJSON

// columnsText lists columns with their other names, one a line.
func columnsText(columns [][]string) string {
	var b strings.Builder
	for _, c := range columns {
		fmt.Fprintf(&b, "  %s", c[0])
		if len(c) > 1 {
			fmt.Fprintf(&b, "（%s）", strings.Join(c[1:], "・"))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// goodsImport is one of the use cases that take a file about goods in.
type goodsImport func(ctx context.Context, d *desk.Desk, path string, now time.Time, dryRun bool) (buy.GoodsReport, error)

func importing(f goodsImport) func(*call) error {
	return func(c *call) error {
		if len(c.args) != 1 {
			return usage("取り込むファイルをひとつ書いてください。")
		}
		run := func(s *open.Shop) error {
			r, err := f(c.ctx, s.Desk, c.args[0], c.now, c.has("dry-run"))
			if err != nil {
				return bought(err)
			}
			return c.tellGoods(r)
		}
		if c.has("dry-run") {
			if err := c.reading(run); !errors.Is(err, open.ErrMissing) {
				return err
			}
		}
		return c.writing(run)
	}
}

// bought words a fault of the purchasing use cases; others are left to the usual words.
func bought(err error) error {
	if text, ok := buy.Sentence(err); ok {
		return told(text)
	}
	return err
}

func (c *call) tellGoods(r buy.GoodsReport) error {
	if c.json {
		if err := c.writeJSON(r); err != nil {
			return err
		}
	}
	n := r.RowCounts
	c.print("%s：新規%d 変更%d 同じ%d 拒否%d（%d行）　在庫の変更%d件", r.File, n.New, n.Changed, n.Same, n.Refused, r.Rows, r.Counted)
	if len(r.Suppliers) > 0 {
		c.print("  新しい仕入先：%s", strings.Join(r.Suppliers, "、"))
	}
	if len(r.Unused) > 0 {
		c.print("  使わなかった列：%s", strings.Join(r.Unused, "、"))
	}
	c.tellProblems(r.Problems)
	c.tellProblems(r.Notes)
	if n.Refused > 0 {
		return silently
	}
	return nil
}

func (c *call) tellProblems(list []buy.Problem) {
	for _, p := range list {
		fmt.Fprintf(c.err, "  %s\n", p.Text())
	}
}

func runExport(c *call) error {
	if len(c.args) != 1 || !strings.HasSuffix(strings.ToLower(c.args[0]), ".xlsx") {
		return usage("書き出すファイルを「商品.xlsx」の形でひとつ書いてください。")
	}
	return c.reading(func(s *open.Shop) error {
		n, err := buy.ExportProducts(c.ctx, s.Desk, c.args[0])
		if err != nil {
			return bought(err)
		}
		if c.json {
			return c.writeJSON(map[string]any{"file": c.args[0], "products": n})
		}
		c.print("%s に商品%d件を書き出しました。", c.args[0], n)
		return nil
	})
}
