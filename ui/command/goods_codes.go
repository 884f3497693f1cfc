package command

import (
	"strings"

	"miseban/app/flow/buy"
	"miseban/app/flow/open"
	"miseban/app/stock"
)

var codeCommands = []*command{
	{name: "codes", does: "商品（SKU）に対応していないモールの商品コードと、その候補を見せます。", run: runCodes,
		help: `出荷前の受注と、いちばん新しい受注から12か月ぶんの受注の明細を見ます。出荷前の明細が多い順です。
◎ は、書き方（全角・半角、「-」や「_」、先頭の0など）だけが違い、ほかのSKUやほかのコードと紛れないものです。どれも、対応づけるまでは使われません。
JSON: {"codes":[{"shop","mall","code","variant","name","options":["…"],"lines":N,"open":N,"newest","differs",
 "proposals":[{"sku","title","score","reason","sure"}]}],"sure":N}（lines は明細の数、open はそのうち出荷前、differs は色・サイズが受注ごとに違うもの）`},
	{name: "codes map", args: "店舗 コード [バリエーション] SKU", does: "モールの商品コードを、商品（SKU）に対応づけます。", run: runCodesMap,
		help: `店舗には、店舗の名前かモールの名前を書きます（"" はすべての店舗）。前の対応は置き換えます。「undo」で元に戻せます。
JSON: {"mapped":[{"shop","code","variant","sku"}]}（前と同じときは空）`},
	{name: "codes accept", does: "◎ の候補を、すべて一度に対応づけます。", run: runCodesAccept, help: `「undo」で元に戻せます。
JSON: {"mapped":[{"shop","code","variant","sku"}]}`},
	{name: "codes ignore", args: "店舗 コード [バリエーション]", does: "商品ではないコード（送料・ラッピング・名入れなど）として、一覧から外します。", run: runCodesIgnore,
		help: `在庫を引き当てません。codes map で対応づけると、商品に戻ります。「undo」でも元に戻せます。
JSON: {"mapped":[{"shop","code","variant","sku"}]}（sku は空）`},
}

type mallCodeJSON struct {
	Shop    string `json:"shop"`
	Code    string `json:"code"`
	Variant string `json:"variant"`
	SKU     string `json:"sku"`
}

func runCodes(c *call) error {
	if len(c.args) > 0 {
		return usage("codes に余分な言葉があります。")
	}
	return c.reading(func(s *open.Shop) error {
		list, err := buy.Unmapped(c.ctx, s.Desk)
		if err != nil {
			return err
		}
		sure := len(stock.AllSure(list))
		if c.json {
			if list == nil {
				list = []buy.CodeProposal{}
			}
			return c.writeJSON(map[string]any{"codes": list, "sure": sure})
		}
		for i := range list {
			x := &list[i]
			c.print("%s　%s　%s　明細%d（出荷前%d）", x.Shop, strings.TrimSpace(x.Code+" "+x.Variant), strings.TrimSpace(x.Name+" "+strings.Join(x.Options, " ")), x.Lines, x.Open)
			for _, p := range x.Proposals {
				mark := "　"
				if p.Sure {
					mark = "◎"
				}
				c.print("  %s %-24s %s　%s", mark, p.SKU, p.Title, p.Reason)
			}
		}
		switch {
		case len(list) == 0:
			c.print("商品に対応していないコードはありません。")
		default:
			c.print("対応していないコード %d件（◎ %d件）", len(list), sure)
		}
		return nil
	})
}

func runCodesMap(c *call) error {
	var m stock.MallCode
	switch a := c.args; len(a) {
	case 3:
		m = stock.MallCode{Shop: a[0], Code: a[1], SKU: a[2]}
	case 4:
		m = stock.MallCode{Shop: a[0], Code: a[1], Variant: a[2], SKU: a[3]}
	default:
		return usage("店舗、コード、（あればバリエーション、）SKU の順に書いてください。")
	}
	if strings.TrimSpace(m.SKU) == "" {
		return usage("SKU が空です。商品ではないコードは「codes ignore」で外せます。")
	}
	return c.mapCodes(func(*open.Shop) ([]stock.MallCode, error) { return []stock.MallCode{m}, nil })
}

func runCodesIgnore(c *call) error {
	if len(c.args) != 2 && len(c.args) != 3 {
		return usage("店舗、コード、（あれば）バリエーション の順に書いてください。")
	}
	m := stock.MallCode{Shop: c.args[0], Code: c.args[1]}
	if len(c.args) == 3 {
		m.Variant = c.args[2]
	}
	return c.mapCodes(func(*open.Shop) ([]stock.MallCode, error) { return []stock.MallCode{m}, nil })
}

func runCodesAccept(c *call) error {
	if len(c.args) > 0 {
		return usage("codes accept に余分な言葉があります。")
	}
	return c.mapCodes(func(s *open.Shop) ([]stock.MallCode, error) {
		list, err := buy.Unmapped(c.ctx, s.Desk)
		return stock.AllSure(list), err
	})
}

// mapCodes maps what choose gives and tells what was mapped.
func (c *call) mapCodes(choose func(*open.Shop) ([]stock.MallCode, error)) error {
	return c.writing(func(s *open.Shop) error {
		codes, err := choose(s)
		if err != nil {
			return err
		}
		entry, err := buy.MapCodes(c.ctx, s.Desk, codes, c.now)
		if err != nil {
			return bought(err)
		}
		if entry == 0 {
			codes = nil
		}
		if c.json {
			list := []mallCodeJSON{}
			for _, m := range codes {
				list = append(list, mallCodeJSON(m))
			}
			return c.writeJSON(map[string]any{"mapped": list})
		}
		for _, m := range codes {
			to := m.SKU
			if to == "" {
				to = "商品ではないコード"
			}
			c.print("%s　%s　→　%s", m.Shop, strings.TrimSpace(m.Code+" "+m.Variant), to)
		}
		if len(codes) == 0 {
			c.print("変わるものはありません。")
		}
		return nil
	})
}
