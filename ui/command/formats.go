package command

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"miseban/app/flow/inbox"
	"miseban/app/flow/intake"
	"miseban/app/flow/learn"
	"miseban/app/flow/open"
	"miseban/app/mall"
	"miseban/app/mapping"
	"miseban/app/order"
)

var formatsCommand = &command{name: "formats", args: "[learn ファイル --out 読み方.json [--kind 種類] | add 読み方.json | forget 名前]", run: runFormats,
	does: "読める形式の一覧です（未検証の項目つき）。learn は知らないファイルの読み方の下書きを作り、add はそれを覚えます。", flags: map[string]bool{"out": true, "kind": true, "name": true, "mall": true},
	help: `learn は、列の名前と中身から意味を推測して JSON に書きます。直してから import --mapping か formats add で使います。
種類: orders products stock suppliers statement makerstock（省略すると推測します）。--name は読み方の名前、--mall はモールの ID です。
JSON: {"formats":[{"id","name","mall","verified","unverified":["…"],"own":false}]}
learn の JSON: {"kind","sure":0.9,"header_row":1,"columns":[{"column","means","confidence","why","samples":["…"]}],"missing":["…"]}`}

func runFormats(c *call) error {
	if len(c.args) == 0 {
		return c.listFormats()
	}
	if len(c.args) != 2 {
		return usage("formats のあとは、learn ファイル・add 読み方.json・forget 名前 のどれかです。")
	}
	switch what := c.args[1]; c.args[0] {
	case "learn":
		return c.learnFormat(what)
	case "add":
		m, err := learn.Load(what)
		if err != nil {
			return err
		}
		return c.writing(func(s *open.Shop) error {
			if _, err := learn.Save(c.ctx, s.Desk, m, c.now); err != nil {
				return err
			}
			c.print("読み方「%s」を覚えました。次から自動で見分けます。", m.Name)
			return nil
		})
	case "forget":
		return c.writing(func(s *open.Shop) error {
			saved, err := learn.Saved(c.ctx, s.Desk, "")
			if err != nil {
				return err
			}
			for _, m := range saved {
				if m.Name == what {
					_, err := learn.Forget(c.ctx, s.Desk, what, c.now)
					c.print("読み方「%s」を消しました。", what)
					return err
				}
			}
			return usage("「" + what + "」という読み方はありません。")
		})
	}
	return usage("formats のあとは、learn ファイル・add 読み方.json・forget 名前 のどれかです。")
}

func (c *call) listFormats() error {
	type format struct {
		ID         string     `json:"id"`
		Name       string     `json:"name"`
		Mall       order.Mall `json:"mall"`
		Verified   bool       `json:"verified"`
		Unverified []string   `json:"unverified"`
		Own        bool       `json:"own"`
	}
	out := []format{}
	for _, f := range mall.Formats() {
		out = append(out, format{f.ID, f.Name, f.Mall, len(f.Unsure) == 0, append([]string{}, f.Unsure...), false})
	}
	// Without a shop file there are only the known ones.
	_ = c.reading(func(s *open.Shop) error {
		saved, err := learn.Saved(c.ctx, s.Desk, mapping.Orders)
		for _, m := range saved {
			out = append(out, format{mall.OwnPrefix + m.Name, m.Name, order.Mall(m.Mall), true, []string{}, true})
		}
		return err
	})
	if c.json {
		return c.writeJSON(map[string]any{"formats": out})
	}
	for _, f := range out {
		mark := ""
		if !f.Verified {
			mark = "　未検証の項目あり"
		}
		if f.Own {
			mark = "　自分の読み方"
		}
		c.print("%-18s %s%s", f.ID, f.Name, mark)
	}
	return nil
}

func (c *call) learnFormat(path string) error {
	f, err := learn.Open(path, mapping.Kind(c.flags["kind"]))
	if err != nil {
		return err
	}
	if f.Kind == "" || f.Kind.Name() == "" {
		return usage("種類は orders products stock suppliers statement makerstock のどれかです。")
	}
	name := c.flags["name"]
	if name == "" {
		name = strings.TrimSuffix(f.Name, filepath.Ext(f.Name))
	}
	m := f.Mapping(name, order.Mall(c.flags["mall"]))
	if f.Drift != nil && !f.Drift.Recognised {
		m = f.Drift.Mapping(name, f.Proposal.Header, f.Drift.Renames)
	}
	missing := []string{}
	for _, p := range mapping.Check(m) {
		missing = append(missing, p.Text)
	}
	if out := c.flags["out"]; out != "" {
		file, err := os.Create(out)
		if err != nil {
			return fmt.Errorf("write %s: %w", filepath.Base(out), err)
		}
		if err := m.Write(file); err != nil {
			file.Close()
			return err
		}
		if err := file.Close(); err != nil {
			return err
		}
	}
	type column struct {
		Column     string   `json:"column"`
		Means      string   `json:"means"`
		Confidence float64  `json:"confidence"`
		Why        string   `json:"why"`
		Samples    []string `json:"samples"`
	}
	columns := []column{}
	for _, x := range f.Proposal.Columns {
		columns = append(columns, column{x.Name, string(x.Means), x.Confidence, x.Reason, append([]string{}, x.Samples...)})
	}
	if c.json {
		return c.writeJSON(map[string]any{"kind": f.Kind, "sure": f.Sure, "header_row": f.Proposal.HeaderRow, "columns": columns, "missing": missing})
	}
	c.print("%s：%sのファイルのようです（見出しは %d行目）", f.Name, f.Kind.Name(), f.Proposal.HeaderRow)
	for _, x := range f.Proposal.Columns {
		if a, ok := mapping.AboutOf(f.Kind, x.Means); ok {
			c.print("  %-20s → %s（%.0f%%）", x.Name, a.Name, x.Confidence*100)
		} else {
			c.print("  %-20s → 読まない", x.Name)
		}
	}
	for _, t := range missing {
		fmt.Fprintf(c.err, "  %s\n", t)
	}
	return nil
}

func runOriginal(c *call) error {
	if len(c.args) != 1 {
		return usage("注文番号をひとつ書いてください。")
	}
	return c.reading(func(s *open.Shop) error {
		row, err := s.Desk.Find(c.args[0])
		if err != nil {
			return err
		}
		sheets, err := intake.Original(c.ctx, s.Desk, row.ID)
		if err != nil {
			return err
		}
		if c.json {
			return c.writeJSON(map[string]any{"sheets": sheets})
		}
		for _, x := range sheets {
			c.print("%s（%s 現在・%s に取り込み）", x.File, x.FreshAt.Time().Format("2006/01/02 15:04"), x.ImportedAt.Time().Format("2006/01/02 15:04"))
			if x.Missing != "" {
				c.print("  %s", x.Missing)
			}
			for _, r := range x.Rows {
				c.print("  %d行目", r.Number)
				for i, cell := range r.Cells {
					if cell != "" && i < len(x.Header) {
						c.print("    %s：%s", x.Header[i], cell)
					}
				}
			}
		}
		return nil
	})
}

func runInbox(c *call) error {
	switch {
	case len(c.args) == 2 && c.args[0] == "on", len(c.args) == 1 && c.args[0] == "off":
		return c.writing(func(s *open.Shop) error {
			set := inbox.Settings{On: c.args[0] == "on", File: c.has("file")}
			if set.On {
				path, err := filepath.Abs(c.args[1])
				if err != nil {
					return err
				}
				set.Folder = path
			}
			if _, err := inbox.Set(c.ctx, s.Desk, set, c.has("present"), c.now); err != nil {
				return err
			}
			c.print("受信フォルダの設定を変えました。")
			return nil
		})
	case len(c.args) > 0:
		return usage("inbox のあとは、なし・on フォルダ・off のどれかです。")
	}
	return c.writing(func(s *open.Shop) error {
		paths, err := inbox.NewWatch(s.Desk).Look(c.ctx, c.now)
		if err != nil {
			return err
		}
		if len(paths) == 0 && !c.json {
			c.print("新しい受注ファイルはありません。")
			return nil
		}
		return c.take(s, paths, intake.Options{Now: c.now})
	})
}
