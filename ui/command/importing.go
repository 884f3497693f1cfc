package command

import (
	"fmt"
	"strings"

	"miseban/app/flow/inbox"
	"miseban/app/flow/intake"
	"miseban/app/flow/learn"
	"miseban/app/flow/open"
	"miseban/app/flow/send"
	"miseban/app/jst"
	"miseban/app/mall"
)

var importCommands = []*command{
	{name: "import", args: "ファイル… [--shop 店舗] [--format ID] [--mapping 読み方.json] [--as-is] [--shipped-before 日付] [--dry-run]", does: "モールの受注ファイルを取り込みます（形式と文字コードは自動で見分けます）。フォルダは、中の受注ファイルだけを取り込みます。",
		flags: map[string]bool{"shop": true, "format": true, "mapping": true, "as-is": false, "shipped-before": true, "dry-run": false}, run: runImport,
		help: `--mapping は「formats learn」で作った読み方です。--as-is は、列の名前が変わったファイルをそのまま読みます。
--shipped-before より前の注文は、出荷済みの履歴として扱います。--dry-run は何も書きません。
読めない行があると、その受注だけを見送り、終了コードは 1 です。
JSON: {"files":[{"file","format","encoding","shop","rows","row_counts":{"new","changed","same","refused"},"orders":{…},"problems":[{"row","column","message"}],"changed":[{"order_no","changes":[{"field","old","new"}]}],"batch"}]}`},
	{name: "imports", does: "取り込んだファイルの一覧です。", run: runImports, help: `JSON: {"batches":[{"batch","file","format","shop","imported_at","undone"}]}`},
	{name: "undo", args: "[取込番号]", does: "取り込み、または新しい操作を元に戻します（番号なしは、いちばん新しい操作）。", run: runUndo,
		help: `戻せたもの、そのままにしたもの（あとで変更されたため）を数えて知らせます。送ったメールと印刷した紙は戻りません。
JSON: {"title","reversed":N,"kept":[{"order_no","reason"}],"failed":[]}`},
	{name: "original", args: "注文番号", does: "受注の元の行を、取り込んだファイルのすべての列で見ます。", run: runOriginal,
		help: `JSON: {"sheets":[{"batch","file","format","fresh_at","imported_at","header":["…"],"rows":[{"row":N,"cells":["…"]}],"missing"}]}`},
	{name: "inbox", args: "[on フォルダ | off]", does: "受信フォルダを一度見て、新しい受注ファイルを取り込みます。", run: runInbox, flags: map[string]bool{"present": false, "file": false},
		help: `on は見るフォルダを決めます（--present は今あるファイルも、--file は取り込んだファイルを「店番 取り込み済み」フォルダへ）。off でやめます。
JSON: import と同じ形です。`},
	formatsCommand,
}

func runImport(c *call) error {
	if len(c.args) == 0 {
		return usage("取り込むファイルを書いてください。")
	}
	o := intake.Options{Shop: c.flags["shop"], Format: c.flags["format"], DryRun: c.has("dry-run"), Now: c.now}
	if s := c.flags["shipped-before"]; s != "" {
		d, err := jst.ParseDate(s)
		if err != nil {
			return usage("--shipped-before は 2026-11-24 の形で書いてください。")
		}
		o.ShippedBefore = d
	}
	o.AsItIs = c.has("as-is")
	if path := c.flags["mapping"]; path != "" {
		m, err := learn.Load(path)
		if err != nil {
			return err
		}
		o.Mapping = &m
	}
	if o.Format != "" && !strings.HasPrefix(o.Format, mall.OwnPrefix) && mall.ByID(o.Format) == nil {
		return usage("「" + o.Format + "」という形式はありません。「miseban formats」で一覧を見られます。")
	}
	return c.writing(func(s *open.Shop) error { return c.take(s, c.args, o) })
}

// take imports files, tells what became of them, and queues the mails that follow.
func (c *call) take(s *open.Shop, paths []string, o intake.Options) error {
	report, err := intake.Import(c.ctx, s.Desk, paths, o)
	if err != nil {
		// What came in before the fault stays, and is said.
		for _, f := range report.Files {
			c.tellFile(f)
		}
		return err
	}
	if c.json {
		if err := c.writeJSON(report); err != nil {
			return err
		}
	}
	for _, f := range report.Files {
		c.tellFile(f)
	}
	if report.Passed > 0 {
		fmt.Fprintf(c.err, "フォルダの中のほかのファイル %d個は、受注ファイルではないため触っていません。\n", report.Passed)
	}
	if !o.DryRun {
		// Mails that follow from the import; without automatic mail there are none.
		if _, err := send.Confirm(c.ctx, s.Desk, c.now); err != nil {
			return err
		}
		if _, err := inbox.Put(c.ctx, s.Desk, report); err != nil {
			return err
		}
	}
	if report.Refused() {
		return silently
	}
	return nil
}

func (c *call) tellFile(f intake.FileReport) {
	if f.Error != "" {
		fmt.Fprintf(c.err, "%s：%s\n", f.File, f.Error)
		if f.CanExplain() {
			fmt.Fprintln(c.err, "  コマンドでは「miseban formats learn ファイル --out 読み方.json」で読み方の下書きを作り、「import --mapping 読み方.json」で取り込めます。")
		}
		return
	}
	again := ""
	if f.Again {
		again = "（同じファイルを取り込み済みです）"
	}
	c.print("%s：%s・%s　受注 新規%d 更新%d 同じ%d 拒否%d（%d行）%s", f.File, f.Name, f.Shop, f.Orders.New, f.Orders.Changed, f.Orders.Same, f.Orders.Refused, f.Rows, again)
	for _, says := range f.Drift {
		fmt.Fprintf(c.err, "  %s\n", says)
	}
	for _, p := range f.Problems {
		fmt.Fprintf(c.err, "  %d行目 %s：%s\n", p.Row, p.Column, p.Message)
	}
}

func runImports(c *call) error {
	return c.reading(func(s *open.Shop) error {
		out, err := intake.Batches(c.ctx, s.Desk)
		if err != nil {
			return err
		}
		if c.json {
			return c.writeJSON(map[string]any{"batches": out})
		}
		for _, b := range out {
			state := ""
			if b.Undone {
				state = "　元に戻しました"
			}
			c.print("%4d  %s  %s（%s）%s", b.ID, b.ImportedAt.Time().Format("2006/01/02 15:04"), b.File, b.Shop, state)
		}
		return nil
	})
}
