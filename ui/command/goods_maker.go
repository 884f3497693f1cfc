package command

import (
	"fmt"
	"strings"

	"miseban/app/flow/buy"
	"miseban/app/flow/open"
	"miseban/app/stock"
)

var makerCommands = []*command{
	{name: "stock import-maker", args: "ファイル --supplier 仕入先 [--dry-run]", does: "メーカーの在庫表（CSV・TSV・XLSX）を取り込みます。", flags: map[string]bool{"supplier": true, "dry-run": false}, run: runImportMaker,
		help: "列（見出しはどれか一つ。順番は自由。品番・SKU・JAN のどれかと、在庫の列のどれかが必須）：\n" + columnsText(stock.MakerColumns()) +
			"在庫の欄に書ける言葉（数のほかに）：\n" + columnsText(stock.MakerStateWords()) +
			`自分の在庫は変わりません。発注の提案に「メーカー欠品・次回入荷」が付きます。登録のない品番は unknown に並びます（取り込みの失敗ではありません）。
読めない行があると、その行だけを見送り、終了コードは 1 です。--dry-run は何も書きません。「undo」で元に戻せます。
JSON: {"file","encoding","supplier","rows","row_counts":{"new","changed","same","unknown","silent","refused"},"problems":[{"row","column","value","message"}],"notes":[…],
 "unknown":[{"row","code","name","says","elsewhere"}],"short":["SKU"],"columns":["…"],"unused_columns":["…"],"dry_run"}（silent は在庫について何も書いていない行、elsewhere は別の仕入先の商品）`},
}

func runImportMaker(c *call) error {
	if len(c.args) != 1 {
		return usage("取り込むファイルをひとつ書いてください。")
	}
	if strings.TrimSpace(c.flags["supplier"]) == "" {
		return usage("どの仕入先の在庫表かを --supplier で書いてください。")
	}
	run := func(s *open.Shop) error {
		r, err := buy.ImportMakerStock(c.ctx, s.Desk, c.args[0], c.flags["supplier"], c.now, c.has("dry-run"), buy.Headings{})
		if err != nil {
			return bought(err)
		}
		if c.json {
			if err := c.writeJSON(r); err != nil {
				return err
			}
		}
		n := r.RowCounts
		c.print("%s：新規%d 変更%d 同じ%d 登録なし%d 記載なし%d 拒否%d（%d行）", r.File, n.New, n.Changed, n.Same, n.Unknown, n.Silent, n.Refused, r.Rows)
		if len(r.Short) > 0 {
			c.print("  欠品・入荷待ち・廃番：%s", strings.Join(r.Short, "、"))
		}
		if len(r.Unused) > 0 {
			c.print("  使わなかった列：%s", strings.Join(r.Unused, "、"))
		}
		for _, u := range r.Unknown {
			why := "登録のない品番"
			if u.Elsewhere != "" {
				why = "別の仕入先（" + u.Elsewhere + "）の商品"
			}
			fmt.Fprintf(c.err, "  %d行目 %s：%s　%s　%s\n", u.Row, why, u.Code, u.Name, u.Says)
		}
		c.tellProblems(r.Problems)
		c.tellProblems(r.Notes)
		if n.Refused > 0 {
			return silently
		}
		return nil
	}
	if c.has("dry-run") {
		return c.reading(run)
	}
	return c.writing(run)
}
