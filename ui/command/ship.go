package command

import (
	"errors"
	"fmt"
	"path/filepath"

	"miseban/app/flow/desk"
	"miseban/app/flow/open"
	"miseban/app/flow/ship"
	"miseban/app/judge"
)

var shipCommands = []*command{
	{name: "plan", does: "いま出せる受注と、出せない受注の理由です。", run: runPlan,
		help: `JSON: {"ready":N,"slips":N,"price_hidden":N,"orders":["…"],"left_out":[{"status","count","orders":[{"order_no","reason"}]}],"missing_glyphs":[…]}`},
	{name: "ship-out", args: "--out フォルダ", does: "出せる受注をまとめて出します（納品書・印・メールをひとつの操作で）。", flags: map[string]bool{"out": true}, run: runShipOut,
		help: `JSON: {"path","run","orders","slips","price_hidden","mails","missing_glyphs":[…]}`},
	{name: "slips", args: "--out ファイル.pdf [注文番号…] [--status ID] [--preview] [--force]", does: "納品書をひとつのPDFにまとめ、印刷済みにします。",
		flags: map[string]bool{"out": true, "status": true, "preview": false, "force": false}, run: runSlips,
		help: `注文番号も --status もないときは、印刷待ちの受注すべてです。--preview は印刷済みにしません。
まだ何かを待っている受注があると、--force がないかぎり終了コード 1 で一覧を出します。印刷済みの受注は「再発行」になります。`},
}

func runPlan(c *call) error {
	type reason struct {
		OrderNo string `json:"order_no"`
		Reason  string `json:"reason"`
	}
	type left struct {
		Status string   `json:"status"`
		Count  int      `json:"count"`
		Orders []reason `json:"orders"`
	}
	return c.reading(func(s *open.Shop) error {
		p, err := ship.Make(c.ctx, s.Desk, c.now)
		if err != nil {
			return err
		}
		orders, out := []string{}, []left{}
		for _, r := range p.Ready {
			orders = append(orders, r.No)
		}
		for _, g := range p.LeftOut {
			l := left{Status: g.Status.ID(), Count: len(g.Orders)}
			for _, r := range g.Orders {
				l.Orders = append(l.Orders, reason{r.No, r.Why})
			}
			out = append(out, l)
		}
		if c.json {
			encloses, missing := p.Encloses, p.Missing
			if encloses == nil {
				encloses = []ship.Enclosure{}
			}
			if missing == nil {
				missing = []ship.Missing{}
			}
			return c.writeJSON(map[string]any{"ready": len(p.Ready), "slips": p.Slips, "price_hidden": p.Hidden, "orders": orders, "left_out": out, "encloses": encloses, "missing_glyphs": missing})
		}
		c.print("出せる受注 %d件（納品書 %d枚、うち金額なし %d枚）", len(p.Ready), p.Slips, p.Hidden)
		c.tellEnclosures(p.Encloses)
		for _, g := range p.LeftOut {
			c.print("出さない：%s %d件", g.Status.Name(), len(g.Orders))
			for _, r := range g.Orders {
				c.print("  %s  %s", r.No, r.Why)
			}
		}
		c.tellMissing(p.Missing)
		return nil
	})
}

// tellEnclosures says what to have at hand for packing.
func (c *call) tellEnclosures(all []ship.Enclosure) {
	if t := ship.Enclosures(all); t != "" {
		c.print("%s", t)
	}
}

func (c *call) tellMissing(missing []ship.Missing) {
	for _, m := range missing {
		fmt.Fprintf(c.err, "%s：%s\n", m.OrderNo, m.Text)
	}
}

func runShipOut(c *call) error {
	if c.flags["out"] == "" {
		return usage("--out に保存するフォルダを書いてください。")
	}
	return c.writing(func(s *open.Shop) error {
		mails, err := mailer(c, s)
		if err != nil {
			return err
		}
		res, err := ship.Out(c.ctx, s.Desk, c.flags["out"], mails, c.now)
		return c.tellPrinted(res, err)
	})
}

func runSlips(c *call) error {
	if c.flags["out"] == "" {
		return usage("--out に保存するPDFの名前を書いてください。")
	}
	return c.writing(func(s *open.Shop) error {
		rows, err := rowsOf(s, c.args)
		if err != nil {
			return err
		}
		if len(c.args) == 0 {
			status := judge.ReadyToPrint
			if id := c.flags["status"]; id != "" {
				var ok bool
				if status, ok = judge.StatusNamed(id); !ok {
					return usage("ステータス「" + id + "」はありません。")
				}
			}
			rows = s.Desk.Select(desk.Filter{Status: status})
		}
		out, err := filepath.Abs(c.flags["out"])
		if err != nil {
			return err
		}
		res, err := ship.Slips(c.ctx, s.Desk, ship.Print{Orders: rows, Out: out, Preview: c.has("preview"), Force: c.has("force"), Now: c.now})
		return c.tellPrinted(res, err)
	})
}

func (c *call) tellPrinted(res ship.Printed, err error) error {
	if c.json && (err == nil || errors.Is(err, ship.ErrWaiting)) {
		if werr := c.writeJSON(res); werr != nil {
			return werr
		}
	}
	switch {
	case errors.Is(err, ship.ErrWaiting):
		fmt.Fprintf(c.err, "まだ何かを待っている受注があります。印刷していません。\n")
		for _, w := range res.Waiting {
			fmt.Fprintf(c.err, "  %s\n", w)
		}
		return silently
	case errors.Is(err, ship.ErrNothing):
		return told("印刷できる受注がありません。何も変更していません。")
	case errors.Is(err, ship.ErrExists):
		return told("同じ名前のファイルがすでにあります。別の名前にしてください。何も変更していません。")
	case err != nil:
		return err
	}
	c.tellMissing(res.Missing)
	c.print("納品書 %d枚（受注 %d件、うち金額なし %d枚）を保存しました：%s", res.Slips, res.Orders, res.Hidden, res.Path)
	c.tellEnclosures(res.Encloses)
	for _, no := range res.AsBefore {
		c.print("%s：印刷したときの内容のまま再発行しました。いまのルールや設定では内容が変わります。新しく作るには「印刷待ちに戻す」を使ってください。", no)
	}
	return nil
}
