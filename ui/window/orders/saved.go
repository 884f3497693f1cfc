package orders

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"miseban/app/flow/find"
	"miseban/app/rule"
	"miseban/ui/grid"
	"miseban/ui/part"
)

// reload reads the saved searches with their counts.
func (x *wanted) reload() {
	x.s.f.Go(func() {
		saved, err := find.Saved(x.s.f.Ctx, x.s.f.Desk)
		fyne.Do(func() {
			if err != nil {
				x.say(part.Run{Text: sentence(err), Style: part.Alarm})
				return
			}
			x.fill(saved, nil)
		})
		counts := map[string]int{}
		for _, k := range saved {
			if k.Err == nil {
				if n, err := x.s.finder.Count(x.s.f.Ctx, k.Cond, x.s.f.Now()); err == nil {
					counts[k.Name] = n
				}
			}
		}
		fyne.Do(func() { x.fill(saved, counts) })
	})
}

func (x *wanted) fill(saved []find.Search, counts map[string]int) {
	x.saved = saved
	f := grid.Fixed{}
	for _, k := range saved {
		n, tab, what := grid.Of(grid.Quiet, "…"), grid.Of(grid.Quiet, "—"), grid.Text(rule.Sentence(&k.Cond))
		if c, ok := counts[k.Name]; ok {
			n = grid.Text(part.Count(c))
		}
		if k.Tab {
			tab = grid.Of(grid.Good, "✓")
		}
		if k.Err != nil {
			n, what = grid.Of(grid.Quiet, "—"), grid.Of(grid.Alarm, sentence(k.Err))
		}
		f.Lines = append(f.Lines, grid.Row{Cells: []grid.Cell{grid.Text(k.Name), n, tab, what}})
		f.Keys = append(f.Keys, k.Name)
	}
	x.filled = true
	x.grid.SetRows(f)
	x.filled = false
}

// chosen is the line of the cursor.
func (x *wanted) chosen() (find.Search, bool) {
	rows := x.grid.Selection().Rows()
	if len(rows) != 1 || rows[0] >= len(x.saved) {
		return find.Search{}, false
	}
	return x.saved[rows[0]], true
}

// pick takes a saved search up into the fields.
func (x *wanted) pick() {
	k, ok := x.chosen()
	if !ok || x.filled {
		return
	}
	x.name.SetText(k.Name)
	x.tab.SetChecked(k.Tab)
	x.write(k.Text)
}

// keep saves the condition under the name in the field.
func (x *wanted) keep() {
	if !x.ok {
		x.s.f.Window.Canvas().Focus(x.text)
		return
	}
	name, cond, tab := strings.TrimSpace(x.name.Text), x.cond, x.tab.Checked
	if name == "" {
		x.s.f.Window.Canvas().Focus(x.name)
		x.say(part.Run{Text: "名前を入れてから、もう一度保存してください。", Style: part.Alarm})
		return
	}
	x.act("検索を保存しました："+name, func(ctx context.Context, now time.Time) (int64, error) {
		return find.Save(ctx, x.s.f.Desk, name, cond, tab, now)
	})
}

// rename gives the chosen search another name.
func (x *wanted) rename() {
	k, ok := x.chosen()
	if !ok {
		return
	}
	c := x.s.f.Window.Canvas()
	field := part.NewEntry("新しい名前")
	field.SetText(k.Name)
	part.NewDialog(c, "検索の名前を変える", field, part.Choice{Label: "この名前にする", Kind: part.Primary, Default: true, Do: func() {
		to := field.Text
		x.act("検索の名前を変えました："+to, func(ctx context.Context, now time.Time) (int64, error) {
			return find.Rename(ctx, x.s.f.Desk, k.Name, to, now)
		})
	}}).Show(field)
}

// toggleTab puts the chosen search above the list, or takes it away from there.
func (x *wanted) toggleTab() {
	k, ok := x.chosen()
	if !ok {
		return
	}
	said := "タブに出しました：" + k.Name
	if k.Tab {
		said = "タブから外しました：" + k.Name
	}
	x.act(said, func(ctx context.Context, now time.Time) (int64, error) {
		return find.SetTab(ctx, x.s.f.Desk, k.Name, !k.Tab, now)
	})
}

// move puts the chosen search further up or down; the tabs stand in the same order.
func (x *wanted) move(by int) {
	rows := x.grid.Selection().Rows()
	k, ok := x.chosen()
	if !ok || rows[0]+by < 0 || rows[0]+by >= len(x.saved) {
		return
	}
	x.act("検索の順番を変えました："+k.Name, func(ctx context.Context, now time.Time) (int64, error) {
		return find.Move(ctx, x.s.f.Desk, k.Name, by, now)
	})
}

// drop forgets the chosen search; it can be taken back.
func (x *wanted) drop() {
	k, ok := x.chosen()
	if !ok {
		return
	}
	x.act("検索を削除しました："+k.Name, func(ctx context.Context, now time.Time) (int64, error) {
		return find.Drop(ctx, x.s.f.Desk, k.Name, now)
	})
}
