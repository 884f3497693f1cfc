package command

import (
	"errors"
	"strings"

	"miseban/app/flow/desk"
	"miseban/app/flow/find"
	"miseban/app/flow/open"
	"miseban/app/flow/review"
	"miseban/app/order"
	"miseban/app/rule"
)

var searchCommands = []*command{
	{name: "searches", does: "保存した検索の一覧と、いま当てはまる受注の数です。", run: runSearches, help: `JSON: {"searches":[{"name","condition","sentence","tab","orders","error"}]}（error は、読めない条件のときだけ）`},
	{name: "searches save", args: "名前 条件 [--tab]", does: "条件に名前を付けて保存します（同じ名前は置き換えます）。", flags: map[string]bool{"tab": false}, run: runSaveSearch,
		help: `条件はルールと同じ書き方です。例: miseban searches save 高額の代引 'payment = cod and total >= 10000' --tab
--tab を付けると、窓の一覧の上にタブとして出ます。`},
	{name: "searches drop", args: "名前", does: "保存した検索を削除します。", run: runDropSearch},
	{name: "label", args: "名前 注文番号… [--off]", does: "お店のラベルを付けます（--off で外します）。", flags: offFlag, run: marking(order.Labelled)},
	{name: "tick", args: "名前 注文番号… [--off]", does: "お店のチェック欄に印を付けます（--off で外します）。", flags: offFlag, run: marking(order.Ticked)},
}

// condition reads the words of a call as a condition; what is wrong with them is a fault in the call.
func condition(text string) (rule.Cond, error) {
	cond, err := find.Read(text)
	var bad *find.Error
	if errors.As(err, &bad) {
		lines := make([]string, len(bad.Faults))
		for i, f := range bad.Faults {
			lines[i] = find.Say(f)
		}
		return cond, usage("条件を読めません。\n  " + strings.Join(lines, "\n  "))
	}
	return cond, err
}

type searchJSON struct {
	Name      string `json:"name"`
	Condition string `json:"condition"`
	Sentence  string `json:"sentence"`
	Tab       bool   `json:"tab"`
	Orders    int    `json:"orders"`
	Error     string `json:"error,omitempty"`
}

func runSearches(c *call) error {
	return c.reading(func(s *open.Shop) error {
		all, err := find.Saved(c.ctx, s.Desk)
		if err != nil {
			return err
		}
		out, finder := []searchJSON{}, find.New(s.Desk)
		for _, x := range all {
			one := searchJSON{Name: x.Name, Condition: x.Text, Tab: x.Tab}
			var bad *find.Error
			switch {
			case errors.As(x.Err, &bad):
				one.Error = bad.Japanese()
			case x.Err != nil:
				return x.Err
			default:
				one.Sentence = rule.Sentence(&x.Cond)
				if one.Orders, err = finder.Count(c.ctx, x.Cond, c.now); err != nil {
					return err
				}
			}
			out = append(out, one)
		}
		if c.json {
			return c.writeJSON(map[string]any{"searches": out})
		}
		for _, x := range out {
			tab := "　　"
			if x.Tab {
				tab = "タブ"
			}
			if x.Error != "" {
				c.print("       —  %s  %s  %s", tab, x.Name, x.Error)
				continue
			}
			c.print("%7d件  %s  %s：%s", x.Orders, tab, x.Name, x.Sentence)
		}
		c.print("保存した検索 %d件", len(out))
		return nil
	})
}

func runSaveSearch(c *call) error {
	if len(c.args) != 2 {
		return usage("名前と条件を書いてください。条件は引用符で囲みます。")
	}
	cond, err := condition(c.args[1])
	if err != nil {
		return err
	}
	return c.writing(func(s *open.Shop) error {
		name, err := find.Named(c.args[0])
		if err == nil {
			_, err = find.Save(c.ctx, s.Desk, name, cond, c.has("tab"), c.now)
		}
		if err != nil && !errors.Is(err, review.ErrNothingToDo) {
			return worded(err)
		}
		n, err := find.New(s.Desk).Count(c.ctx, cond, c.now)
		if err != nil {
			return err
		}
		if c.json {
			return c.writeJSON(searchJSON{Name: name, Condition: rule.FormatCond(&cond), Sentence: rule.Sentence(&cond), Tab: c.has("tab"), Orders: n})
		}
		c.print("検索「%s」を保存しました：%s（いま%d件）", name, rule.Sentence(&cond), n)
		return nil
	})
}

func runDropSearch(c *call) error {
	if len(c.args) != 1 {
		return usage("検索の名前をひとつ書いてください。")
	}
	return c.writing(func(s *open.Shop) error {
		if _, err := find.Drop(c.ctx, s.Desk, c.args[0], c.now); err != nil {
			return worded(err)
		}
		if c.json {
			return c.writeJSON(map[string]string{"dropped": c.args[0]})
		}
		c.print("検索「%s」を削除しました。", c.args[0])
		return nil
	})
}

// marking puts a label or a tick on orders, or takes it away; what is so already is no fault.
func marking(kind order.DecisionKind) func(*call) error {
	return func(c *call) error {
		if len(c.args) < 2 {
			return usage("名前と注文番号を書いてください。")
		}
		name, err := find.Named(c.args[0])
		if err != nil {
			return usage(err.Error())
		}
		return c.writing(func(s *open.Shop) error {
			rows, err := rowsOf(s, c.args[1:])
			if err != nil {
				return err
			}
			_, err = find.Mark(c.ctx, s.Desk, rows, kind, map[string]bool{name: !c.has("off")}, c.now)
			if err != nil && !errors.Is(err, review.ErrNothingToDo) {
				return worded(err)
			}
			return c.writeMarks(s, rows)
		})
	}
}

func (c *call) writeMarks(s *open.Shop, rows []*desk.Row) error {
	type marks struct {
		OrderNo string   `json:"order_no"`
		Labels  []string `json:"labels"`
		Checks  []string `json:"checks"`
	}
	out := []marks{}
	for _, r := range rows {
		now := s.Desk.Row(r.ID)
		out = append(out, marks{now.No, append([]string{}, now.Labels...), append([]string{}, now.Checks...)})
		c.print("%s：ラベル %s　チェック %s", now.No, listed(now.Labels), listed(now.Checks))
	}
	if c.json {
		return c.writeJSON(map[string]any{"orders": out})
	}
	return nil
}

func listed(names []string) string {
	if len(names) == 0 {
		return "なし"
	}
	return strings.Join(names, "、")
}

// worded gives the owner's sentence of a fault that has one.
func worded(err error) error {
	var said interface{ Japanese() string }
	if errors.As(err, &said) {
		return told(said.Japanese())
	}
	return err
}
