package command

import (
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"miseban/app/flow/open"
	"miseban/app/flow/safe"
	"miseban/app/jst"
)

var safetyCommands = []*command{
	{name: "backup", does: "控えを作ります（データを調べ、写しを確かめてから残します）。", run: runBackup,
		help: "古い控えは整理します：2日間はすべて、そのあとは日ごとに12、週ごとに10、月ごとに9。\nJSON: " + copyJSONHelp},
	{name: "backups", does: "控えの一覧です（壊れているものは出しません）。", run: runBackups, help: `JSON: {"backups":[` + copyJSONHelp + `]}`},
	{name: "restore", args: "ファイル", does: "控えを元に戻します。いまのデータは別の名前で残ります。", run: runRestore,
		help: `ファイルは、控えの一覧の名前か、控えの場所です。戻したあと、送信待ちのメールは止めてあります。窓は閉じておいてください。
JSON: {"restored":` + copyJSONHelp + `,"kept":"…","was_damaged":false}`},
	{name: "check", does: "データのファイルをすみずみまで調べます。", run: runCheck, help: `JSON: {"ok":true,"orders":N,"problems":["…"]}`},
}

const copyJSONHelp = `{"file","made_at","why","bytes","orders","schema"}`

// copyJSON is one backup.
type copyJSON struct {
	File   string     `json:"file"`
	MadeAt jst.Moment `json:"made_at"`
	Why    string     `json:"why"` // import, exit, migration, hand …; empty = put there by hand
	Bytes  int64      `json:"bytes"`
	Orders int        `json:"orders"`
	Schema int        `json:"schema"`
}

func makeCopyJSON(c safe.Copy) copyJSON {
	return copyJSON{filepath.Base(c.Path), jst.At(c.Made), c.Why, c.Bytes, c.Orders, c.Version}
}

var whyNames = map[string]string{"import": "取り込みの前", "exit": "終了のとき", "migration": "版を上げる前", "hand": "手動", "purge": "個人情報を消す前", "purged": "個人情報を消したあと", "restore": "元に戻す前", "bulk": "一括変更の前"}

func describe(c safe.Copy) string {
	why := whyNames[c.Why]
	if why == "" {
		why = c.Why
	}
	return fmt.Sprintf("%s  受注%d件  %.1fMB  %s  %s", c.Made.In(jst.Zone).Format("2006/01/02 15:04"), c.Orders, float64(c.Bytes)/1e6, why, filepath.Base(c.Path))
}

func runBackup(c *call) error {
	if len(c.args) > 0 {
		return usage("backup に続く言葉はありません。")
	}
	return c.writing(func(s *open.Shop) error {
		made, err := safe.Backup(c.ctx, s.Desk, time.Now()) // the age of files is the computer's matter, not that of --now
		if err != nil {
			return err
		}
		if c.json {
			return c.writeJSON(makeCopyJSON(made))
		}
		c.print("控えを作りました：%s", describe(made))
		return nil
	})
}

func runBackups(c *call) error {
	if len(c.args) > 0 {
		return usage("backups に続く言葉はありません。")
	}
	all, err := safe.Copies(c.ctx, c.data)
	if err != nil {
		return err
	}
	if c.json {
		out := []copyJSON{}
		for _, b := range all {
			out = append(out, makeCopyJSON(b))
		}
		return c.writeJSON(map[string]any{"backups": out})
	}
	for _, b := range all {
		c.print("%s", describe(b))
	}
	c.print("控え %d個（%s）", len(all), safe.Folder(c.data))
	return nil
}

func runRestore(c *call) error {
	if len(c.args) != 1 {
		return usage("控えのファイルをひとつ書いてください。")
	}
	if !exists(c.data) {
		return told("データのフォルダがありません：" + c.data + "。何も変更していません。")
	}
	res, err := safe.Restore(c.ctx, c.data, c.args[0], c.now)
	switch {
	case errors.Is(err, safe.ErrNoCopy):
		return told("その控えが見つかりません。「miseban backups」で一覧を見てください。何も変更していません。")
	case errors.Is(err, safe.ErrBadCopy):
		return told("その控えは壊れているか、この版では開けません。ほかの控えを選んでください。何も変更していません。")
	case err != nil:
		return err
	}
	if c.json {
		return c.writeJSON(map[string]any{"restored": makeCopyJSON(res.From), "kept": filepath.Base(res.Kept), "was_damaged": res.Damaged})
	}
	c.print("控えを元に戻しました：受注%d件（%s）", res.From.Orders, filepath.Base(res.From.Path))
	if res.Kept != "" {
		c.print("それまでのデータは、次の名前で残してあります：%s", res.Kept)
	}
	c.print("送信待ちのメールは止めてあります。送信箱で確かめてから送ってください。")
	return nil
}

func runCheck(c *call) error {
	if len(c.args) > 0 {
		return usage("check に続く言葉はありません。")
	}
	return c.reading(func(s *open.Shop) error {
		faults, err := safe.Check(c.ctx, s.Desk)
		if err != nil {
			return err
		}
		if faults == nil {
			faults = []string{}
		}
		if c.json {
			if err := c.writeJSON(map[string]any{"ok": len(faults) == 0, "orders": len(s.Desk.Rows()), "problems": faults}); err != nil {
				return err
			}
		}
		if len(faults) > 0 {
			return told(fmt.Sprintf("データのファイルが壊れています（%d か所）。上書きはしていません。「miseban backups」で控えの一覧を見て、「miseban restore」で戻してください。", len(faults)))
		}
		c.print("異常はありません（受注%d件）。", len(s.Desk.Rows()))
		return nil
	})
}
