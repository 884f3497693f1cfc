package command

import (
	"sort"

	"miseban/app/flow/desk"
	"miseban/app/flow/open"
	"miseban/app/flow/simulate"
	"miseban/app/judge"
	"miseban/app/yen"
)

var simulateCommands = []*command{
	{name: "simulate", args: "ファイル [--since 日付]", does: "ルールのファイルを公開すると、どの受注がどう変わるかを見ます。どこも変更しません。", flags: map[string]bool{"since": true}, run: runSimulate,
		help: `出荷していない受注はいまのまま、終わった受注はまだ何もしていないものとして比べます。
JSON: {"orders":N,"unchanged":N,"changed":[{"order_no","open","before":{"status","flags",…},"after":{…},"because":["ルール名"]}],
"statuses":{"before":{…},"after":{…}},"mails":[{"order_no","event"}],"fees":[{"order_no","name","yen","tax_rate","rule"}],"fees_yen":N,"slips":N,
"fired":{"ルール名":N},"elapsed_ms":N}（changed は、出荷していない受注が先です）`},
}

type sideJSON struct {
	Status    string      `json:"status"`
	Blockers  []string    `json:"blockers"`
	Flags     []string    `json:"flags"`
	Labels    []string    `json:"labels"`
	Checks    []string    `json:"checks"`
	Method    *string     `json:"method"`
	HidePrice []bool      `json:"hide_price"` // per destination
	Fees      []judge.Fee `json:"fees"`
	Mails     []string    `json:"mails"`
	Encloses  []string    `json:"encloses"`
	Notes     []string    `json:"notes"`
	Priority  int         `json:"priority"`
	Rules     []string    `json:"rules"`
}

type changeJSON struct {
	OrderNo string   `json:"order_no"`
	Open    bool     `json:"open"`
	Before  sideJSON `json:"before"`
	After   sideJSON `json:"after"`
	Because []string `json:"because"`
}

type intentJSON struct {
	OrderNo string `json:"order_no"`
	Event   string `json:"event"`
}

type addedJSON struct {
	OrderNo string `json:"order_no"`
	judge.Fee
}

type simulationJSON struct {
	Orders    int                       `json:"orders"`
	Unchanged int                       `json:"unchanged"`
	Changed   []changeJSON              `json:"changed"`
	Statuses  map[string]map[string]int `json:"statuses"`
	Mails     []intentJSON              `json:"mails"`
	Fees      []addedJSON               `json:"fees"`
	FeesYen   yen.Yen                   `json:"fees_yen"` // the difference, tax included
	Slips     int                       `json:"slips"`
	Elapsed   int64                     `json:"elapsed_ms"`
}

func sideOf(s *simulate.Side) sideJSON {
	out := sideJSON{Status: s.Status.ID(), Blockers: []string{}, Flags: []string{}, Labels: list(s.Labels), Checks: list(s.Checks), Method: notEmpty(&s.Method), HidePrice: list(s.Hide),
		Fees: list(s.Fees), Mails: list(s.Mails), Encloses: list(s.Encloses), Notes: list(s.Notes), Priority: s.Priority, Rules: []string{}}
	for _, b := range s.Blockers {
		out.Blockers = append(out.Blockers, string(b))
	}
	for _, f := range s.Flags {
		out.Flags = append(out.Flags, string(f))
	}
	for _, r := range s.Rules {
		out.Rules = append(out.Rules, r.Name)
	}
	return out
}

func simulationOf(s *simulate.Simulation) simulationJSON {
	out := simulationJSON{Orders: s.Orders, Unchanged: s.Unchanged, Changed: []changeJSON{}, Statuses: map[string]map[string]int{"before": {}, "after": {}},
		Mails: []intentJSON{}, Fees: []addedJSON{}, FeesYen: s.FeesYen, Slips: s.Slips, Elapsed: s.Elapsed.Milliseconds()}
	for i := range s.Changed {
		x := &s.Changed[i]
		out.Changed = append(out.Changed, changeJSON{x.Order.Row.No, x.Order.Open, sideOf(&x.Before), sideOf(&x.After), list(x.Because)})
	}
	for st, n := range s.Before {
		out.Statuses["before"][st.ID()] = n
	}
	for st, n := range s.After {
		out.Statuses["after"][st.ID()] = n
	}
	for _, m := range s.Mails {
		out.Mails = append(out.Mails, intentJSON{m.Order.Row.No, m.Event})
	}
	for _, f := range s.Fees {
		out.Fees = append(out.Fees, addedJSON{f.Order.Row.No, f.Fee})
	}
	return out
}

// printSimulation writes the difference for people.
func (c *call) printSimulation(s *simulate.Simulation) {
	for i := range s.Changed {
		x := &s.Changed[i]
		because := ""
		for _, b := range x.Because {
			because += "  " + b
		}
		past := ""
		if !x.Order.Open {
			past = "（済み）"
		}
		c.print("%-24s%s %s → %s%s", x.Order.Row.No, past, x.Before.Status.Name(), x.After.Status.Name(), because)
	}
	var moved []judge.Status
	for _, st := range judge.Statuses() {
		if s.Before[st] != s.After[st] {
			moved = append(moved, st)
		}
	}
	sort.Slice(moved, func(i, j int) bool { return moved[i] < moved[j] })
	for _, st := range moved {
		c.print("%s %d → %d", st.Name(), s.Before[st], s.After[st])
	}
	c.print("変わる %d件　変わらない %d件　メール %d通　料金 %d行（%s円）　納品書 %d枚", len(s.Changed), s.Unchanged, len(s.Mails), len(s.Fees), s.FeesYen, s.Slips)
	if s.Open < s.Orders {
		c.print("終わった受注 %d件は、まだ何もしていないものとして比べています。", s.Orders-s.Open)
	}
}

func runSimulate(c *call) error {
	since, err := c.since()
	if err != nil {
		return err
	}
	text, err := c.ruleFile()
	if err != nil {
		return err
	}
	_, draft, err := desk.ReadRules(text)
	if err != nil {
		return c.faults(err)
	}
	return c.reading(func(s *open.Shop) error {
		book, err := simulate.Load(c.ctx, s.Desk, since, c.now, nil)
		if err != nil {
			return err
		}
		sim, err := book.Compare(c.ctx, s.Desk.Rules().Program, draft)
		if err != nil {
			return err
		}
		if c.json {
			out := struct {
				simulationJSON
				Fired map[string]int `json:"fired"`
			}{simulationOf(sim), map[string]int{}}
			for i, r := range draft.Set().Rules {
				out.Fired[r.Name] = sim.Fired[i]
			}
			return c.writeJSON(out)
		}
		c.printSimulation(sim)
		return nil
	})
}
