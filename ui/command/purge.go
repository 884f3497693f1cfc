package command

import (
	"errors"
	"fmt"
	"path/filepath"
	"strconv"

	"miseban/app/flow/open"
	"miseban/app/flow/safe"
	"miseban/app/jst"
)

var purgeCommands = []*command{
	{name: "purge", args: "[--dry-run] [--shop 店舗] [--days 日数] [--remember]", does: "終わった受注の個人情報を消します（金額・商品・日付・リピーターのつながりは残ります）。",
		flags: map[string]bool{"dry-run": false, "shop": true, "days": true, "remember": false}, run: runPurge,
		help: `出荷済み・キャンセル・履歴の受注だけが対象です。出荷した日（記録がなければ注文日）から数えます。
日数は店舗ごとの設定です：Amazon は30日、ほかの店舗は決めるまで消しません。--days はその店舗の今回だけの日数、--remember を付けると設定として残します（0日 = 消さない）。
消すもの：氏名・住所（都道府県は残します）・電話・メール・コメント・メモ・のし・ラッピング・メッセージ・名入れの文字、メールの宛先と本文、納品書の控え、元のファイル、操作履歴の中身、古い控え（backups）。元に戻せません。
元のファイルに、まだ終わっていない受注もあるときは、最長で30日あとまで残します（Amazon は残しません）。
--dry-run は、何がどれだけ消えるかを見るだけです。
JSON: {"done":true,"shops":[{"shop","days","due","oldest","newest","later","open","purged"}],"due":N,"originals":N,"originals_mixed":N,"backups":N,"others":["…"],"unclean":false,
 "counts":{"orders","readings","corrections","decisions","mails","slips","originals","reports","deposits","history"},"backups_removed":N,"backup":` + copyJSONHelp + `}
 days 0 = 消さない。later = 終わっていて、まだ日数に満たない受注。others = ご自分で消していただく古いデータ。counts・backups_removed・backup は、消したときだけです。`},
}

// purgeJSON is what a purge does, or would do.
type purgeJSON struct {
	Done      bool             `json:"done"` // false: only looked at, or nothing to do
	Shops     []purgeShopJSON  `json:"shops"`
	Due       int              `json:"due"`
	Originals int              `json:"originals"`
	Mixed     int              `json:"originals_mixed"`
	Backups   int              `json:"backups"`
	Others    []string         `json:"others"`
	Unclean   bool             `json:"unclean"`
	Counts    *purgeCountsJSON `json:"counts,omitempty"`
	Removed   *int             `json:"backups_removed,omitempty"`
	Backup    *copyJSON        `json:"backup,omitempty"`
}

type purgeShopJSON struct {
	Shop   string   `json:"shop"`
	Days   int      `json:"days"`
	Due    int      `json:"due"`
	Oldest jst.Date `json:"oldest"`
	Newest jst.Date `json:"newest"`
	Later  int      `json:"later"`
	Open   int      `json:"open"`
	Purged int      `json:"purged"`
}

type purgeCountsJSON struct {
	Orders      int `json:"orders"`
	Readings    int `json:"readings"`
	Corrections int `json:"corrections"`
	Decisions   int `json:"decisions"`
	Mails       int `json:"mails"`
	Slips       int `json:"slips"`
	Originals   int `json:"originals"`
	Reports     int `json:"reports"`
	Deposits    int `json:"deposits"`
	History     int `json:"history"`
}

func makePurgeJSON(p safe.Plan) purgeJSON {
	out := purgeJSON{Shops: []purgeShopJSON{}, Due: p.Due, Originals: p.Originals, Mixed: p.Mixed, Backups: p.Backups, Others: []string{}, Unclean: p.Unclean}
	for _, s := range p.Shops {
		out.Shops = append(out.Shops, purgeShopJSON(s))
	}
	for _, f := range p.Others {
		out.Others = append(out.Others, filepath.Base(f))
	}
	return out
}

// purgeWords reads the flags; remember says that the days become the shop's setting.
func (c *call) purgeWords() (only safe.Only, remember bool, err error) {
	if len(c.args) > 0 {
		return only, false, usage("purge に続く言葉はありません。店舗は --shop で指定します。")
	}
	only.Shop, remember = c.flags["shop"], c.has("remember")
	switch {
	case c.has("shop") && only.Shop == "":
		return only, false, usage("--shop のあとに店舗の名前を書いてください。")
	case c.has("days") && only.Shop == "":
		return only, false, usage("--days は --shop と一緒に使います。")
	case remember && !c.has("days"):
		return only, false, usage("--remember は --days と一緒に使います。")
	case remember && c.has("dry-run"):
		return only, false, usage("--remember は --dry-run と一緒には使えません。")
	}
	if c.has("days") {
		only.Days, err = strconv.Atoi(c.flags["days"])
		if err != nil || only.Days < 0 || only.Days == 0 && !remember {
			return only, false, usage("--days は1以上の日数です（消さない設定にするには --days 0 --remember）。")
		}
	}
	return only, remember, nil
}

func runPurge(c *call) error {
	only, remember, err := c.purgeWords()
	if err != nil {
		return err
	}
	if c.has("dry-run") {
		return c.reading(func(s *open.Shop) error {
			p, err := safe.Due(c.ctx, s.Desk, c.now, only)
			if err != nil {
				return purgeFault(err)
			}
			return c.tellPurge(makePurgeJSON(p))
		})
	}
	return c.writing(func(s *open.Shop) error {
		if remember {
			if err := c.rememberDays(s, only); err != nil {
				return err
			}
			only.Days = 0 // it is the setting now
		}
		res, err := safe.Purge(c.ctx, s.Desk, c.now, only)
		if err != nil {
			return purgeFault(err)
		}
		out := makePurgeJSON(res.Plan)
		if !res.Plan.Nothing() {
			counts, backup := purgeCountsJSON(res.Counts), makeCopyJSON(res.Backup)
			out.Done, out.Counts, out.Removed, out.Backup = true, &counts, &res.Removed, &backup
		}
		if err := c.tellPurge(out); err != nil {
			return err
		}
		if res.Moved > 0 {
			return told(fmt.Sprintf("消したあと、%d件の受注のステータス・金額・リピーターの回数が変わりました。受注の一覧で確かめてください。", res.Moved))
		}
		return nil
	})
}

func (c *call) rememberDays(s *open.Shop, only safe.Only) error {
	for _, shop := range s.Desk.Shops() {
		if shop.Name == only.Shop {
			return safe.SetPurgeDays(c.ctx, s.Desk, shop.ID, only.Days, c.now)
		}
	}
	return purgeFault(safe.ErrNoShop)
}

// tellPurge writes what was, or would be, done.
func (c *call) tellPurge(p purgeJSON) error {
	if c.json {
		return c.writeJSON(p)
	}
	for _, s := range p.Shops {
		if s.Days == 0 {
			c.print("%s：消さない設定です（終わった受注 %d件、未完了 %d件、消去済み %d件）", s.Shop, s.Later, s.Open, s.Purged)
			continue
		}
		c.print("%s：%d日で消します。対象 %d件（まだ日数に満たない %d件、未完了 %d件、消去済み %d件）", s.Shop, s.Days, s.Due, s.Later, s.Open, s.Purged)
	}
	switch {
	case p.Done:
		c.print("%d件の受注の個人情報を消しました（元のファイル %d個、メール %d通、納品書の控え %d枚、古い控え %d個）。元には戻せません。", p.Counts.Orders, p.Counts.Originals, p.Counts.Mails, p.Counts.Slips, *p.Removed)
		c.print("新しい控え：%s", p.Backup.File)
	case p.Due+p.Originals > 0 || p.Unclean:
		c.print("消すと、%d件の受注の個人情報、元のファイル %d個、古い控え %d個がなくなります。まだ何も消していません。", p.Due, p.Originals, p.Backups)
	default:
		c.print("いま消すものはありません。")
	}
	if p.Mixed > 0 {
		c.print("ほかに、終わっていない受注もある元のファイル %d個は、最長で30日あとまで残します。", p.Mixed)
	}
	if len(p.Others) > 0 {
		c.print("次のファイルには古いデータが残っています。要らなければ、ご自分で消してください。")
		for _, f := range p.Others {
			c.print("  %s", f)
		}
	}
	return nil
}

// purgeFault words what only a purge can meet.
func purgeFault(err error) error {
	switch {
	case errors.Is(err, safe.ErrNoShop):
		return told("その名前の店舗はありません。「miseban settings show」で店舗の名前を確かめてください。何も変更していません。")
	case errors.Is(err, safe.ErrUncleaned):
		return told("受注の個人情報は消しましたが、古い控えなどの後片付けが終わっていません。空きディスクを確かめてから、もう一度「miseban purge」を実行してください。受注はなくなっていません。")
	}
	return err
}
