package command

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"miseban/app/flow/desk"
	"miseban/app/flow/open"
	"miseban/app/flow/publish"
	"miseban/app/flow/simulate"
	"miseban/app/jst"
	"miseban/app/rule"
)

var ruleCommands = []*command{
	{name: "rules show", args: "[--version 番号] [--sentences]", does: "公開中のルール（--version では以前の版）をファイルの形で書き出します。--sentences では文で並べます。",
		flags: map[string]bool{"version": true, "sentences": false}, run: runRulesShow,
		help: `JSON: {"version":N,"text":"…","rules":[{"name","sentence","note","off"}],"built_ins_off":["…"]}（version 0 は、まだ公開していないことを表します）`},
	{name: "rules check", args: "ファイル", does: "ルールのファイルに間違いがないかを確かめます。どこも変更しません。", run: runRulesCheck,
		help: `間違いは「ファイル:行:文字:文」の形で全部書きます。JSON: {"ok":bool,"faults":[{"line","column","rule","text"}]}`},
	{name: "rules test", args: "ファイル", does: "ルールのファイルに付いたテストを行います。どこも変更しません。", run: runRulesTest,
		help: `JSON: {"passed":N,"failed":N,"missing":N,"tests":[{"order","pass","missing","got"}]}`},
	{name: "rules publish", args: "ファイル [--note 文] [--mails] [--force]", does: "ルールを公開します。テストに合格しないルールは、--force がなければ公開しません。", flags: publishFlags, run: runRulesPublish,
		help: "--mails では、変わる受注のうちルールがメールを送ると決めたものを送信待ちにします。\n" + publishHelp},
	{name: "rules versions", does: "公開したルールの版と、前の版との違いです。", run: runRulesVersions,
		help: `JSON: {"versions":[{"version","at","note","in_force","differences":["…"]}]}`},
	{name: "rules rollback", args: "番号 [--note 文] [--force]", does: "以前の版のルールを、新しい版として公開し直します。", flags: map[string]bool{"note": true, "force": false}, run: runRulesRollback,
		help: publishHelp},
	{name: "rules health", args: "[--since 日付]", does: "使われていない、隠れている、ぶつかっている、いつも手で戻しているルールを、証拠と直し方とともに挙げます。", flags: map[string]bool{"since": true}, run: runRulesHealth,
		help: `JSON: {"findings":[{"kind","rule","other","text","count","of","orders":["…"],"proposals":[{"title","text","simulation":{…}}]}]}
kind: never_fired shadowed conflict put_back`},
}

var publishFlags = map[string]bool{"note": true, "mails": false, "force": false}

const publishHelp = `JSON: {"version":N,"tests":[…],"simulation":{…},"mails":{"queued","already","held","refused"}}（mails は --mails のときだけで、ほかは null）`

// ruled words the faults of rules.
func ruled(err error) error {
	if text, ok := publish.Sentence(err); ok {
		return told(text)
	}
	return err
}

// ruleFile reads the one file that the call names; - is the standard input.
func (c *call) ruleFile() (text string, err error) {
	if len(c.args) != 1 {
		return "", usage("ルールのファイルをひとつ書いてください。")
	}
	var b []byte
	if c.args[0] == "-" {
		b, err = io.ReadAll(c.in)
	} else {
		b, err = os.ReadFile(c.args[0])
	}
	switch {
	case errors.Is(err, os.ErrNotExist):
		return "", told("「" + c.args[0] + "」というファイルがありません。何も変更していません。")
	case err != nil:
		return "", told("「" + filepath.Base(c.args[0]) + "」を読めません。ファイルを確かめてください。何も変更していません。")
	}
	return publish.Decode(b), nil
}

// faults writes what is wrong with a rule set, all of it, and says so; nothing when err is something else.
func (c *call) faults(err error) error {
	var bad *desk.RulesError
	if !errors.As(err, &bad) {
		return ruled(err)
	}
	type fault struct {
		Line   int    `json:"line"`
		Column int    `json:"column"`
		Rule   string `json:"rule"`
		Text   string `json:"text"`
	}
	all := []fault{}
	for _, f := range bad.Faults {
		all = append(all, fault{f.At.Line, f.At.Column, f.Rule, f.Text})
		if !c.json {
			fmt.Fprintf(c.err, "%s:%d:%d: %s\n", c.args[0], f.At.Line, f.At.Column, f.Text)
		}
	}
	if c.json {
		if err := c.writeJSON(map[string]any{"ok": false, "faults": all}); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(c.err, "間違いが %d件あります。公開中のルールは変わっていません。\n", len(all))
	}
	return silently
}

func runRulesShow(c *call) error {
	if len(c.args) != 0 {
		return usage("余分な言葉があります。")
	}
	n := 0
	if v, ok := c.flags["version"]; ok {
		var err error
		if n, err = strconv.Atoi(v); err != nil || n < 1 {
			return usage("--version は版の番号です。")
		}
	}
	return c.reading(func(s *open.Shop) error {
		text, err := publish.VersionText(c.ctx, s.Desk, n)
		if err != nil {
			return ruled(err)
		}
		if n == 0 {
			n = s.Desk.Rules().Version
		}
		set, _ := rule.Parse(text)
		type one struct {
			Name     string `json:"name"`
			Sentence string `json:"sentence"`
			Note     string `json:"note"`
			Off      bool   `json:"off"`
		}
		rules, off := []one{}, []string{}
		for i := range set.Rules {
			r := &set.Rules[i]
			rules = append(rules, one{r.Name, rule.RuleSentence(r), r.Note, r.Off})
		}
		for _, x := range set.Off {
			off = append(off, x.ID)
		}
		switch {
		case c.json:
			return c.writeJSON(map[string]any{"version": n, "text": text, "rules": rules, "built_ins_off": off})
		case n == 0:
			c.print("# ルールはまだ公開していません。")
		case c.has("sentences"):
			for i, r := range rules {
				state := ""
				if r.Off {
					state = "（停止中）"
				}
				c.print("%d. %s%s", i+1, r.Name, state)
				c.print("   %s", r.Sentence)
				if r.Note != "" {
					c.print("   %s", strings.ReplaceAll(r.Note, "\n", "\n   "))
				}
			}
		default:
			c.print("%s", strings.TrimRight(text, "\n"))
		}
		return nil
	})
}

func runRulesCheck(c *call) error {
	text, err := c.ruleFile()
	if err != nil {
		return err
	}
	set, _, err := desk.ReadRules(text)
	if err != nil {
		return c.faults(err)
	}
	if c.json {
		return c.writeJSON(map[string]any{"ok": true, "faults": []any{}})
	}
	c.print("間違いはありません（ルール %d、テスト %d）。", len(set.Rules), len(set.Tests))
	return nil
}

type testJSON struct {
	Order   string `json:"order"`
	Pass    bool   `json:"pass"`
	Missing bool   `json:"missing"`
	Got     string `json:"got"`
}

func testsJSON(all []publish.TestResult) []testJSON {
	out := []testJSON{}
	for _, t := range all {
		out = append(out, testJSON{t.Test.Order, t.Pass, t.Missing, t.Got})
	}
	return out
}

// printTests writes the tests that a person has to know of.
func (c *call) printTests(all []publish.TestResult) {
	passed, missing := 0, 0
	for _, t := range all {
		switch {
		case t.Pass:
			passed++
		case t.Missing:
			missing++
			c.print("－ %s：%s", t.Test.Order, t.Got)
		default:
			c.print("✗ %s：%s", t.Test.Order, t.Got)
		}
	}
	if len(all) == 0 {
		c.print("テストはありません。")
		return
	}
	if missing > 0 {
		c.print("テスト %d/%d 合格（ほかに %d件は、受注がないため試していません）", passed, len(all)-missing, missing)
		return
	}
	c.print("テスト %d/%d 合格", passed, len(all))
}

func runRulesTest(c *call) error {
	text, err := c.ruleFile()
	if err != nil {
		return err
	}
	_, p, err := desk.ReadRules(text)
	if err != nil {
		return c.faults(err)
	}
	return c.reading(func(s *open.Shop) error {
		all, err := publish.RunTests(c.ctx, s.Desk, p, c.now)
		if err != nil {
			return err
		}
		failed := len(publish.Failed(all))
		if c.json {
			passed, missing := 0, 0
			for _, t := range all {
				if t.Pass {
					passed++
				}
				if t.Missing {
					missing++
				}
			}
			err = c.writeJSON(map[string]any{"passed": passed, "failed": failed, "missing": missing, "tests": testsJSON(all)})
		} else {
			c.printTests(all)
		}
		if err == nil && failed > 0 {
			return silently
		}
		return err
	})
}

func runRulesPublish(c *call) error {
	text, err := c.ruleFile()
	if err != nil {
		return err
	}
	if _, _, err := desk.ReadRules(text); err != nil {
		return c.faults(err)
	}
	return c.writing(func(s *open.Shop) error {
		r, err := publish.Publish(c.ctx, s.Desk, text, publish.Options{Note: c.flags["note"], Mails: c.has("mails"), Force: c.has("force"), Now: c.now})
		return c.published(r, err)
	})
}

func runRulesRollback(c *call) error {
	if len(c.args) != 1 {
		return usage("戻す版の番号をひとつ書いてください。")
	}
	n, err := strconv.Atoi(c.args[0])
	if err != nil || n < 1 {
		return usage("版の番号を書いてください。")
	}
	return c.writing(func(s *open.Shop) error {
		r, err := publish.Rollback(c.ctx, s.Desk, n, publish.Options{Note: c.flags["note"], Force: c.has("force"), Now: c.now})
		return c.published(r, err)
	})
}

// published tells what came of publishing; failed tests are part of the report.
func (c *call) published(r publish.Report, err error) error {
	var failed *publish.TestsError
	switch {
	case errors.As(err, &failed) && c.json:
		if err := c.writeJSON(map[string]any{"version": nil, "tests": testsJSON(r.Tests), "simulation": nil, "mails": nil}); err != nil {
			return err
		}
		fmt.Fprintln(c.err, failed.Japanese())
		return silently
	case err != nil:
		return ruled(err)
	case c.json:
		var mails any
		if m := r.Mails; m != nil {
			mails = map[string]any{"queued": m.Queued, "already": m.Already, "held": m.Held, "refused": m.Refused}
		}
		return c.writeJSON(map[string]any{"version": r.Version, "tests": testsJSON(r.Tests), "simulation": simulationOf(r.Simulation), "mails": mails})
	}
	c.printTests(r.Tests)
	c.printSimulation(r.Simulation)
	if m := r.Mails; m != nil {
		c.print("メール：%d通を送信待ちにしました（すでにあるもの %d通、止めたもの %d通、送らないもの %d通）", m.Queued, m.Already, len(m.Held), len(m.Refused))
		for _, x := range append(m.Held, m.Refused...) {
			c.print("  %s：%s", x.OrderNo, x.Reason)
		}
	}
	c.print("第%d版を公開しました。", r.Version)
	return nil
}

func runRulesVersions(c *call) error {
	type version struct {
		Version     int        `json:"version"`
		At          jst.Moment `json:"at"`
		Note        string     `json:"note"`
		InForce     bool       `json:"in_force"`
		Differences []string   `json:"differences"`
	}
	return c.reading(func(s *open.Shop) error {
		all, err := publish.Versions(c.ctx, s.Desk)
		if err != nil {
			return err
		}
		out := []version{}
		for _, v := range all {
			out = append(out, version{v.N, v.At, v.Note, v.InForce, list(v.Differences)})
		}
		if c.json {
			return c.writeJSON(map[string]any{"versions": out})
		}
		if len(out) == 0 {
			c.print("ルールはまだ公開していません。")
		}
		for _, v := range out {
			state := ""
			if v.InForce {
				state = "  公開中"
			}
			c.print("第%d版  %s  %s%s", v.Version, v.At.Time().Format("2006/01/02 15:04"), v.Note, state)
			for _, x := range v.Differences {
				c.print("  %s", x)
			}
		}
		return nil
	})
}

func runRulesHealth(c *call) error {
	since, err := c.since()
	if err != nil {
		return err
	}
	type proposal struct {
		Title      string         `json:"title"`
		Text       string         `json:"text"`
		Simulation simulationJSON `json:"simulation"`
	}
	type finding struct {
		Kind      publish.Kind `json:"kind"`
		Rule      string       `json:"rule"`
		Other     *string      `json:"other"`
		Text      string       `json:"text"`
		Count     int          `json:"count"`
		Of        int          `json:"of"`
		Orders    []string     `json:"orders"`
		Proposals []proposal   `json:"proposals"`
	}
	return c.reading(func(s *open.Shop) error {
		book, err := simulate.Load(c.ctx, s.Desk, since, c.now, nil)
		if err != nil {
			return err
		}
		all, err := publish.Health(c.ctx, book, s.Desk.Rules().Program, c.now)
		if err != nil {
			return err
		}
		out := []finding{}
		for _, f := range all {
			x := finding{f.Kind, f.Rule, notEmpty(&f.Other), f.Text, f.Count, f.Of, []string{}, []proposal{}}
			for _, r := range f.Orders {
				x.Orders = append(x.Orders, r.No)
			}
			for _, p := range f.Proposals {
				x.Proposals = append(x.Proposals, proposal{p.Title, p.Text, simulationOf(p.Simulation)})
			}
			out = append(out, x)
		}
		if c.json {
			return c.writeJSON(map[string]any{"findings": out})
		}
		for _, f := range all {
			c.print("%s：%s", f.Kind.Name(), f.Text)
			for _, p := range f.Proposals {
				c.print("  → %s（変わる受注 %d件）", p.Title, len(p.Simulation.Changed))
			}
		}
		c.print("%d件のルールの問題があります（受注 %d件を調べました）。", len(out), len(book.Orders))
		return nil
	})
}

// since reads --since; empty = all orders.
func (c *call) since() (jst.Date, error) {
	v, ok := c.flags["since"]
	if !ok {
		return "", nil
	}
	d, err := jst.ParseDate(v)
	if err != nil {
		return "", usage("--since は 2026-10-01 の形で書いてください。")
	}
	return d, nil
}
