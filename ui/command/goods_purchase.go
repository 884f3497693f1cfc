package command

import (
	"errors"
	"fmt"
	"strings"

	"miseban/app/flow/buy"
	"miseban/app/flow/desk"
	"miseban/app/flow/open"
	"miseban/app/purchase"
	"miseban/app/stock"
	"miseban/app/yen"
)

var purchaseCommands = []*command{
	{name: "allocate", args: "[--dry-run]", does: "在庫を、出荷前の受注へ古い順に割り当てます（引当）。", flags: dryRun, run: runAllocate,
		help: `引当は受注・在庫・発注残からいつも計算されています。このコマンドは計算し直して、結果を見せます。--dry-run は何も書きません。
JSON: {"skus":[{"sku","name","on_hand","demand","allocated","free","shortage","on_order","waiting":[{"order_no","qty","on_order"}]}],"orders_short":[{"order_no","status","lines":[{"sku","want","got"}]}]}（on_hand が null のSKUは、在庫を管理していません）`},
	{name: "purchase propose", does: "仕入先ごとの発注の提案を、計算つきで見せます。", run: runPropose,
		help: `（空き在庫＋発注残）−不足 が発注点以下になったSKUを、補充目標まで、ロット単位で提案します。取寄せのSKUは受注のぶんだけです。
在庫を管理していないSKUは提案しません。仕入先のないSKUは「仕入先未設定」に並び、発注できません（can_issue が false）。金額は税抜です。
JSON: {"suppliers":[{"supplier","can_issue","amount","unknown_cost","minimum":"none|reached|missed|unsure","minimum_amount","missing","lines":[{"sku","supplier_code","name","variant","demand","stock","on_order","free","shortage","reorder_point","target","lot","to_order","quantity","cost","amount","arithmetic","orders":["…"],"maker":{"supplier","qty","state","next_date","next_text","at"}}]}]}
（maker はメーカーの在庫表の内容で、なければ null。state は has few out coming ended ask。欠品や次回入荷は arithmetic の終わりにも付きます）`},
	{name: "purchase issue", args: "[--supplier 仕入先] --out フォルダ", does: "提案どおりに発注書（Excel）を作り、発注として記録します。",
		flags: map[string]bool{"supplier": true, "out": true}, run: runIssue,
		help: `--supplier がないときは、仕入先の決まっている提案をすべて発注します。発注したぶんは発注残になり、次の提案から引かれます。
ある名前のファイルは上書きしません。「undo」で記録を元に戻しても、作ったファイルは残ります。
JSON: {"issued":[{"no","supplier","path","lines","amount","unknown_cost","minimum","missing"}],"without_supplier":["SKU"]}`},
	{name: "purchase receive", args: "ファイル [--again]", does: "入荷を取り込みます。在庫が増え、待っていた受注が進みます。", flags: map[string]bool{"again": false}, run: runReceive,
		help: "列（見出しはどれか一つ）：\n" + columnsText(stock.DeliveredColumns()) + `SKU と 入荷数 は必須です。発注番号がない行は、そのSKUのいちばん古い発注に入れます。
同じファイルは二度取り込めません。同じ内容の入荷がもう一度あったときは --again を付けます。
発注より多い入荷も在庫に入れ、over で知らせます。読めない行があると、その行だけを見送り、終了コードは 1 です。
JSON: {"file","rows","refused","problems":[{"row","column","value","message"}],"received":[{"sku","purchase","qty"}],"over":[…],"unmanaged":["SKU"],"complete":["発注番号"],"moved":[{"order_no","status"}]}`},
}

func runAllocate(c *call) error {
	if len(c.args) > 0 {
		return usage("allocate に余分な言葉があります。")
	}
	show := func(s *open.Shop) error {
		a := buy.Allocated(s.Desk)
		if c.json {
			return c.writeJSON(a)
		}
		for _, x := range a.SKUs {
			if x.OnHand == nil {
				c.print("%-24s %s　在庫は管理していません（受注 %d）", x.SKU, x.Name, x.Demand)
				continue
			}
			c.print("%-24s %s　在庫 %d　引当 %d　空き %d　不足 %d　発注残 %d", x.SKU, x.Name, *x.OnHand, x.Allocated, x.Free, x.Shortage, x.OnOrder)
		}
		for _, o := range a.Orders {
			var lines []string
			for _, l := range o.Lines {
				lines = append(lines, fmt.Sprintf("%s %d点のうち%d点", l.SKU, l.Want, l.Got))
			}
			c.print("  %s　%s　引当：%s", o.OrderNo, o.Name, strings.Join(lines, "、"))
		}
		c.print("在庫の足りない受注 %d件", len(a.Orders))
		return nil
	}
	if c.has("dry-run") {
		return c.reading(show)
	}
	return c.writing(func(s *open.Shop) error {
		if err := s.Desk.Refresh(c.ctx, c.now); err != nil {
			return err
		}
		return show(s)
	})
}

// The JSON of a proposal.
type proposalJSON struct {
	Supplier      string           `json:"supplier"`
	CanIssue      bool             `json:"can_issue"`
	Amount        yen.Yen          `json:"amount"`
	UnknownCost   int              `json:"unknown_cost"`
	Minimum       purchase.Minimum `json:"minimum"`
	MinimumAmount *yen.Yen         `json:"minimum_amount"`
	Missing       *yen.Yen         `json:"missing"`
	Lines         []buyLineJSON    `json:"lines"`
}

type buyLineJSON struct {
	SKU          string   `json:"sku"`
	SupplierCode string   `json:"supplier_code"`
	Name         string   `json:"name"`
	Variant      string   `json:"variant"`
	Demand       int      `json:"demand"`
	Stock        *int     `json:"stock"`
	OnOrder      int      `json:"on_order"`
	Free         int      `json:"free"`
	Shortage     int      `json:"shortage"`
	ReorderPoint *int     `json:"reorder_point"`
	Target       *int     `json:"target"`
	Lot          int      `json:"lot"`
	ToOrder      bool     `json:"to_order"`
	Quantity     int      `json:"quantity"`
	Cost         *yen.Yen `json:"cost"`
	Amount       *yen.Yen `json:"amount"`
	Arithmetic   string   `json:"arithmetic"`
	Orders       []string `json:"orders"`
	// Maker is what the maker's list last said of it; null = nothing.
	Maker *stock.MakerStock `json:"maker"`
}

func makeProposalJSON(p purchase.SupplierProposal, makers map[string]stock.MakerStock) proposalJSON {
	out := proposalJSON{p.Supplier.Name, p.CanIssue, p.Amount, p.UnknownCost, p.Minimum, p.Supplier.MinimumAmount, p.MissingYen, []buyLineJSON{}}
	for _, l := range p.Lines {
		orders := l.Orders
		if orders == nil {
			orders = []string{}
		}
		var maker *stock.MakerStock
		if m, ok := makers[l.SKU]; ok {
			maker = &m
		}
		out.Lines = append(out.Lines, buyLineJSON{l.SKU, l.SupplierCode, l.Name, l.Variant, l.Demand, l.Stock, l.OnOrder, l.Free, l.Shortage,
			l.ReorderPoint, l.Target, l.Lot, l.ToOrder, l.Quantity, l.Cost, l.Amount, l.Arithmetic, orders, maker})
	}
	return out
}

func runPropose(c *call) error {
	if len(c.args) > 0 {
		return usage("purchase propose に余分な言葉があります。")
	}
	return c.reading(func(s *open.Shop) error {
		all, err := buy.Propose(c.ctx, s.Desk)
		if err != nil {
			return err
		}
		if c.json {
			makers, err := buy.MakerStock(c.ctx, s.Desk)
			if err != nil {
				return err
			}
			list := []proposalJSON{}
			for _, p := range all {
				list = append(list, makeProposalJSON(p, makers))
			}
			return c.writeJSON(map[string]any{"suppliers": list})
		}
		for _, p := range all {
			c.print("%s　%s円（税抜）%s", p.Supplier.Name, p.Amount, minimumText(p.Minimum))
			for _, l := range p.Lines {
				c.print("  %-24s %s　%d個　%s", l.SKU, strings.TrimSpace(l.Name+" "+l.Variant), l.Quantity, l.Arithmetic)
			}
		}
		if len(all) == 0 {
			c.print("発注する商品はありません。")
		}
		return nil
	})
}

func minimumText(m purchase.Minimum) string {
	if n := m.Name(); n != "" {
		return "　最低発注額：" + n
	}
	return ""
}

func runIssue(c *call) error {
	if len(c.args) > 0 {
		return usage("purchase issue に余分な言葉があります。")
	}
	if c.flags["out"] == "" {
		return usage("発注書を置くフォルダを --out で書いてください。")
	}
	return c.writing(func(s *open.Shop) error {
		company, err := s.Desk.Company(c.ctx)
		if err != nil {
			return err
		}
		issued, err := buy.Issue(c.ctx, s.Desk, c.flags["supplier"], nil, c.flags["out"], company, c.now)
		nothing := errors.Is(err, buy.ErrNothing) && c.flags["supplier"] == ""
		if err != nil && !nothing {
			return bought(err)
		}
		rest, err := withoutSupplier(c, s.Desk)
		if err != nil {
			return err
		}
		if c.json {
			if issued == nil {
				issued = []buy.Issued{}
			}
			if err := c.writeJSON(map[string]any{"issued": issued, "without_supplier": rest}); err != nil {
				return err
			}
		}
		for _, p := range issued {
			c.print("%s　%s　%d点　%s円（税抜）%s\n  %s", p.No, p.Supplier, p.Lines, p.Amount, minimumText(p.Minimum), p.Path)
		}
		if nothing {
			c.print("発注する商品はありません。")
		}
		if len(rest) > 0 {
			fmt.Fprintf(c.err, "仕入先が決まっていないため、発注していない商品があります：%s\n", strings.Join(rest, "、"))
		}
		return nil
	})
}

// withoutSupplier gives the SKUs that should be bought but have no supplier.
func withoutSupplier(c *call, d *desk.Desk) ([]string, error) {
	all, err := buy.Propose(c.ctx, d)
	out := []string{}
	for _, p := range all {
		if p.CanIssue {
			continue
		}
		for _, l := range p.Lines {
			out = append(out, l.SKU)
		}
	}
	return out, err
}

func runReceive(c *call) error {
	if len(c.args) != 1 {
		return usage("入荷のファイルをひとつ書いてください。")
	}
	receive := buy.Receive
	if c.has("again") {
		receive = buy.ReceiveAgain
	}
	return c.writing(func(s *open.Shop) error {
		r, err := receive(c.ctx, s.Desk, c.args[0], c.now)
		if err != nil {
			return bought(err)
		}
		if c.json {
			if err := c.writeJSON(r); err != nil {
				return err
			}
		}
		for _, a := range r.Received {
			to := "発注なし"
			if a.Purchase != "" {
				to = a.Purchase
			}
			c.print("入荷　%-24s %d個　%s", a.SKU, a.Qty, to)
		}
		for _, a := range r.Over {
			fmt.Fprintf(c.err, "  発注より多く入荷しました：%s %d個\n", a.SKU, a.Qty)
		}
		for _, sku := range r.Unmanaged {
			fmt.Fprintf(c.err, "  在庫を数えていないため、在庫数は分からないままです：%s\n", sku)
		}
		for _, m := range r.Moved {
			c.print("  %s は %s になりました。", m.OrderNo, m.Name)
		}
		c.tellProblems(r.Problems)
		if r.Refused > 0 {
			return silently
		}
		return nil
	})
}
