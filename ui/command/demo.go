package command

import (
	"miseban/app/flow/demo"
	"miseban/app/flow/open"
)

var demoCommands = []*command{
	{name: "demo", args: "[--monday]", does: "見本の店（架空の人と注文）を作ります。", flags: map[string]bool{"monday": false}, run: runDemo,
		help: `--data がないときは、見本だけのフォルダを使います。--data には空のフォルダを指定してください。店のデータがあるフォルダには作りません。
12週間分の注文が入った店と、まだ取り込んでいない「月曜日の朝」の受注ファイル5つ（200件）を作ります。見本の店からメールは送れません。
--monday は、できている見本の店に、月曜日のファイルだけを作ります。
JSON: {"folder","orders":N,"shops":N,"products":N,"files":["…"],"monday":["…"]}（files は、作って取り込んだファイル）`},
}

func runDemo(c *call) error {
	if len(c.args) > 0 {
		return usage("demo に余分な言葉があります。")
	}
	own, err := open.DefaultFolder()
	if err != nil {
		return err
	}
	if c.data == own {
		if c.data, err = open.DemoFolder(); err != nil {
			return err
		}
	}
	if err := demo.Check(c.data); err != nil {
		return shown(err)
	}
	if c.has("monday") && !open.IsDemo(c.data) {
		return told("まだ見本の店がありません。先に「demo」で作ってください。")
	}
	s, err := open.Writing(c.ctx, c.data)
	if err != nil {
		return err
	}
	defer s.Close()
	report, err := demo.Fill(c.ctx, s.Desk, s.Folder, c.now)
	if err != nil {
		return shown(err)
	}
	monday, err := demo.Monday(c.ctx, s.Folder, c.now)
	if err != nil {
		return err
	}
	if c.json {
		files := report.Files
		if files == nil {
			files = []string{}
		}
		return c.writeJSON(map[string]any{"folder": s.Folder, "orders": report.Orders, "shops": report.Shops, "products": report.Products, "files": files, "monday": monday})
	}
	c.print("見本の店：%s", s.Folder)
	c.print("  受注%d件・店舗%d・商品%d点（どれも架空です）", report.Orders, report.Shops, report.Products)
	c.print("月曜日の朝の受注ファイル（200件。まだ取り込んでいません）：")
	for _, p := range monday {
		c.print("  %s", p)
	}
	c.print("窓で開く：miseban --data \"%s\"　上のファイルを窓に落とすと取り込みます。", s.Folder)
	c.print("窓を使わずに取り込む：miseban import --data \"%s\" ファイル…", s.Folder)
	return nil
}

// shown words a fault of the demo shop; others are left to the usual words.
func shown(err error) error {
	if text, ok := demo.Sentence(err); ok {
		return told(text)
	}
	return err
}
