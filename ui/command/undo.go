package command

import (
	"errors"
	"strconv"

	"miseban/app/flow/desk"
	"miseban/app/flow/open"
	"miseban/app/flow/revert"
)

func runUndo(c *call) error {
	if len(c.args) > 1 {
		return usage("取込番号はひとつだけ書けます。")
	}
	var batch int64
	if len(c.args) == 1 {
		var err error
		if batch, err = strconv.ParseInt(c.args[0], 10, 64); err != nil {
			return usage("取込番号は数字です。「miseban imports」で見られます。")
		}
	}
	return c.writing(func(s *open.Shop) error {
		var res revert.Result
		var err error
		if batch != 0 {
			res, err = revert.Batch(c.ctx, s.Desk, batch, c.now)
		} else {
			res, err = revert.Newest(c.ctx, s.Desk, c.now)
		}
		if err != nil {
			return err
		}
		if c.json {
			if err := c.writeJSON(res); err != nil {
				return err
			}
		}
		c.print("元に戻しました：%s（%d件）", res.Title, res.Reversed)
		for _, k := range res.Kept {
			c.print("  そのまま %s：%s", k.OrderNo, k.Reason)
		}
		if len(res.Kept) > 0 {
			return silently
		}
		return nil
	})
}

// sentence words the use cases' own faults for the owner.
func sentence(err error) (string, bool) {
	switch {
	case errors.Is(err, revert.ErrNothing):
		return "元に戻せる操作がありません。何も変更していません。", true
	case errors.Is(err, desk.ErrNoOrder):
		return "その番号の受注がありません。番号を確かめてください。何も変更していません。", true
	case errors.Is(err, desk.ErrAmbiguous):
		return "同じ番号の受注が複数あります。「rakuten:番号」のようにモール名を付けてください。何も変更していません。", true
	}
	return "", false
}
