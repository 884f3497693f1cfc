package command

import (
	"errors"
	"io"
	"strings"

	"miseban/app/flow/desk"
	"miseban/app/flow/find"
	"miseban/app/flow/open"
	"miseban/app/judge"
	"miseban/app/yen"
)

var orderCommands = []*command{
	{name: "orders", args: "[--status ID] [--where 条件] [--search 文字] [--shop 店舗]", does: "受注の一覧です。", flags: map[string]bool{"status": true, "where": true, "search": true, "shop": true}, run: runOrders,
		help: "JSON: {\"orders\":[…]}（null は、ファイルに書かれていないことを表します）\nstatus: " + statusIDs() + "\nwhere: ルールと同じ書き方の条件。例: --where 'payment = cod and total >= 10000'　--where '明細のどれか(商品名 含む \"名入れ\")'"},
	{name: "counts", does: "ステータスごとの受注の数です。", run: runCounts, help: `JSON: {"total":N,"statuses":{…},"shops":{"店舗":{"total":N,"statuses":{…}}}}`},
}

func statusIDs() string {
	ids := []string{}
	for _, s := range judge.Statuses() {
		ids = append(ids, s.ID())
	}
	return strings.Join(ids, " ")
}

func runOrders(c *call) error {
	var filter desk.Filter
	if id := c.flags["status"]; id != "" {
		s, ok := judge.StatusNamed(id)
		if !ok {
			return usage("ステータス「" + id + "」はありません。" + statusIDs())
		}
		filter.Status = s
	}
	filter.Search = c.flags["search"]
	return c.reading(func(s *open.Shop) error {
		if name := c.flags["shop"]; name != "" {
			for _, shop := range s.Desk.Shops() {
				if shop.Name == name {
					filter.ShopID = shop.ID
				}
			}
			if filter.ShopID == 0 {
				return usage("「" + name + "」という店舗はありません。")
			}
		}
		rows, err := c.selected(s, filter)
		if err != nil {
			return err
		}
		if c.json {
			return c.writeOrders(s, rows)
		}
		for _, r := range rows {
			at := "—          "
			if r.OrderedAt != 0 {
				at = r.OrderedAt.Time().Format("01/02 15:04")
			}
			c.print("%s  %-24s  %s  %s  %s円  %s", at, r.No, r.Status.Name(), r.Name, amount(r.Total), r.Why)
		}
		c.print("%d件", len(rows))
		return nil
	})
}

// selected gives the orders of a filter for which the condition holds, where the call has one.
func (c *call) selected(s *open.Shop, filter desk.Filter) ([]*desk.Row, error) {
	if !c.has("where") {
		return s.Desk.Select(filter), nil
	}
	cond, err := condition(c.flags["where"])
	if err != nil {
		return nil, err
	}
	return find.Where(c.ctx, s.Desk, cond, filter, c.now)
}

func amount(y *yen.Yen) string {
	if y == nil {
		return "—"
	}
	return y.String()
}

// writeOrders writes the orders one by one, so that a hundred thousand need no memory.
func (c *call) writeOrders(s *open.Shop, rows []*desk.Row) error {
	if _, err := io.WriteString(c.out, "{\"orders\":["); err != nil {
		return err
	}
	first := true
	err := s.Desk.EachJudged(c.ctx, rows, c.now, func(_ *desk.Row, in judge.Input, j judge.Judgement) error {
		if !first {
			if _, err := io.WriteString(c.out, ","); err != nil {
				return err
			}
		}
		first = false
		return c.writeJSON(makeOrderJSON(in, j))
	})
	if err != nil {
		return err
	}
	_, err = io.WriteString(c.out, "]}\n")
	return err
}

func runCounts(c *call) error {
	type counts struct {
		Total    int            `json:"total"`
		Statuses map[string]int `json:"statuses"`
	}
	return c.reading(func(s *open.Shop) error {
		all := counts{Statuses: map[string]int{}}
		shops := map[string]*counts{}
		for _, r := range s.Desk.Rows() {
			name := s.Desk.Shop(r.ShopID).Name
			if shops[name] == nil {
				shops[name] = &counts{Statuses: map[string]int{}}
			}
			for _, n := range []*counts{&all, shops[name]} {
				n.Total++
				n.Statuses[r.Status.ID()]++
			}
		}
		if c.json {
			return c.writeJSON(struct {
				counts
				Shops map[string]*counts `json:"shops"`
			}{all, shops})
		}
		for _, st := range judge.Statuses() {
			if n := all.Statuses[st.ID()]; n > 0 {
				c.print("%-16s %6d", st.Name(), n)
			}
		}
		c.print("合計 %d件", all.Total)
		return nil
	})
}

func reasonName(id string) string {
	if n := judge.Flag(id).Name(); n != "" {
		return n
	}
	if n := judge.Blocker(id).Name(); n != "" {
		return n
	}
	return id
}

// rowsOf finds the orders of the numbers; the first that is not there is the fault.
func rowsOf(s *open.Shop, numbers []string) ([]*desk.Row, error) {
	out := make([]*desk.Row, 0, len(numbers))
	var errs []error
	for _, n := range numbers {
		r, err := s.Desk.Find(n)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		out = append(out, r)
	}
	return out, errors.Join(errs...)
}
