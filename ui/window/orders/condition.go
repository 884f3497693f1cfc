package orders

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"miseban/app/flow/find"
	"miseban/app/rule"
	"miseban/ui/grid"
	"miseban/ui/look"
	"miseban/ui/part"
)

// wanted is the page on which a condition is written, tried and kept, with the saved searches below it.
type wanted struct {
	s      *Screen
	panel  *part.Panel
	layer  *part.Layer
	text   *part.SuggestEntry
	said   *part.Paragraph // the condition as a sentence, or what is wrong with it
	count  *part.Text
	name   *part.Entry
	tab    *widget.Check
	show   *part.KeyButton
	save   *part.KeyButton
	grid   *grid.Grid
	saved  []find.Search
	cond   rule.Cond
	ok     bool // cond can be used
	asked  int  // generation of the count
	filled bool // by a line of the list, not by her
}

// examples are conditions that show how they are written, and are useful as they are.
var examples = []struct{ title, text string }{
	{"1万円以上の代引", `支払区分 = 代金引換、請求金額 >= 10000`},
	{"のし・ラッピングのある受注", `どれか(お届け先のどれか(のし がある)、お届け先のどれか(ラッピング がある))`},
	{"コメントのある受注", `コメント がある`},
	{"3回目以上のお客様", `購入回数 >= 3`},
	{"北海道・沖縄へ", `お届け先のどれか(都道府県 = [北海道, 沖縄県])`},
	{"3日以内のお届け希望", `お届け希望日 <= 今日+3日`},
}

// askCondition opens the page with the condition by which the list is narrowed now.
func (s *Screen) askCondition() {
	x := &wanted{s: s, layer: part.NewLayer()}
	x.text = part.NewSuggestEntry("例：支払区分 = 代金引換、請求金額 >= 10000", x.layer)
	x.text.OnText = func(string) { x.read() }
	x.text.OnAsk = x.propose
	x.text.OnTake = x.take
	x.said, x.count = part.NewNote("", part.Quiet), part.NewText("", part.Strong)
	x.name = part.NewEntry("タブや一覧に出る名前").SetWidth(220)
	x.tab = widget.NewCheck("一覧の上にタブとして出す", nil)
	x.tab.SetChecked(true)
	x.show = part.NewKeyButton("この条件で表示", "Ctrl+Enter", part.Primary, x.confirm)
	x.save = part.NewKeyButton("名前を付けて保存", "Ctrl+S", part.Plain, x.keep)
	x.grid = grid.New([]grid.Column{{ID: "name", Title: "保存した検索", Width: 170, NoSort: true}, {ID: "n", Title: "受注", Width: 70, Align: grid.Right, NoSort: true},
		{ID: "tab", Title: "タブ", Width: 56, NoSort: true}, {ID: "what", Title: "条件", Width: 300, Grow: true, NoSort: true}})
	x.grid.OnSelect = func(*grid.Selection) { x.pick() }
	x.grid.OnOpen = func(int) { x.confirm() }
	x.grid.OnShortcut = x.shortcut
	x.grid.SetEmpty(part.NewEmptyState("保存した検索はまだありません", "上に条件を書き、名前を付けて保存すると、ここに並びます。タブに出すと、件数がいつも見えます。"))

	var shown []fyne.CanvasObject
	for _, e := range examples {
		shown = append(shown, part.NewKeyButton(e.title, "", part.Flat, func() { x.write(e.text) }))
	}
	line := part.Beside(x.text, part.HStack(0))
	if s.Edit != nil {
		line = part.Beside(x.text, part.NewKeyButton("一覧から組み立てる", "F3", part.Plain, x.edit))
	}
	top := part.VStack(8, part.NewField("条件", line), x.said, part.Beside(part.Flow(0, shown...), x.count), part.NewRule(),
		part.HStack(12, part.NewText("名前", part.Caption), x.name, x.tab, x.save))
	keys := part.Flow(4, part.NewKeyButton("名前を変える", "F2", part.Flat, x.rename), part.NewKeyButton("タブに出す／外す", "F4", part.Flat, x.toggleTab),
		part.NewKeyButton("上へ", "Ctrl+↑", part.Flat, func() { x.move(-1) }), part.NewKeyButton("下へ", "Ctrl+↓", part.Flat, func() { x.move(1) }),
		part.NewKeyButton("削除する", "Delete", part.Flat, x.drop))
	body := container.NewStack(part.Dock(part.Inset(14, 20, 8, 20, top), part.VStack(0, part.NewRule(), part.Inset(4, 14, 4, 14, keys)), nil, nil, x.grid), x.layer.Box)
	x.panel = part.NewPanel(s.f.Window.Canvas(), 900, "条件で探す", "ルールと同じ書き方です", body,
		part.NewNote("探しても保存しても、受注は変わりません。", part.Quiet), "閉じる", x.show)
	x.panel.OnConfirm = x.confirm
	x.panel.OnKey, x.panel.OnShortcut = x.key, x.shortcut
	if s.where != nil {
		x.write(rule.FormatCond(&s.where.cond))
		x.name.SetText(s.where.name)
	} else {
		x.read()
	}
	x.reload()
	x.panel.Show(x.text)
}

// write puts a condition into the field.
func (x *wanted) write(text string) {
	x.text.Fill(text)
	x.read()
}

// read reads the condition as it stands, and counts its orders a moment later.
func (x *wanted) read() {
	x.asked++
	x.ok = false
	text := x.text.Text
	cond, err := find.Read(text)
	var bad *find.Error
	switch {
	case strings.TrimSpace(text) == "":
		x.say(part.Run{Text: "項目の名前を打つと候補が出ます。条件は「、」で区切ります（全部に当てはまる受注を探します）。下の例を押すと、そのまま使えます。", Style: part.Quiet})
		x.count.SetText("")
	case errors.As(err, &bad):
		x.say(wrongRuns(text, bad)...)
		x.count.SetText("")
	case err != nil:
		x.say(part.Run{Text: sentence(err), Style: part.Alarm})
	default:
		x.cond, x.ok = cond, true
		x.say(part.Run{Text: rule.Sentence(&cond), Style: part.Body})
		x.tell()
	}
	x.show.SetEnabled(x.ok)
	x.save.SetEnabled(x.ok)
}

// wrongRuns shows the text with the place of the first fault marked, and says what is wrong there.
func wrongRuns(text string, bad *find.Error) []part.Run {
	f := bad.Faults[0]
	runs := []part.Run{{Text: bad.Japanese(), Style: part.Body.In(look.Error)}}
	rs := []rune(text)
	if f.At.Line != 1 || f.At.Column < 1 || f.At.Column > len(rs) {
		return runs
	}
	from, to := f.At.Column-1, f.At.Column
	for to < len(rs) && !strings.ContainsRune(" 　、,()（）", rs[to]) {
		to++
	}
	low, high := max(0, from-12), min(len(rs), to+12)
	around := string(rs[low:high])
	runs = append(runs, part.Run{Text: "　…", Style: part.Quiet})
	runs = append(runs, part.Highlight(around, part.Quiet, byteRange(around, from-low, to-low))...)
	return append(runs, part.Run{Text: "…", Style: part.Quiet})
}

// tell counts the condition's orders, once she has stopped typing for a moment.
func (x *wanted) tell() {
	mine, cond := x.asked, x.cond
	x.count.SetText("数えています")
	work := func() {
		if mine != x.asked {
			return
		}
		x.s.f.Go(func() {
			n, err := x.s.finder.Count(x.s.f.Ctx, cond, x.s.f.Now())
			fyne.Do(func() {
				switch {
				case mine != x.asked:
				case err != nil:
					x.count.SetText("")
				default:
					x.count.SetText(part.Count(n) + "件が当てはまります")
				}
			})
		})
	}
	x.s.f.After(150*time.Millisecond, work)
}

func (x *wanted) say(runs ...part.Run) {
	x.said.SetRuns(runs...)
	if x.panel != nil {
		x.panel.Refresh()
	}
}

// propose offers what could stand where the cursor is.
func (x *wanted) propose(text string) {
	all, _ := proposals(text, x.cursor(), x.s.values())
	lines := make([]part.Suggestion, len(all))
	for i, p := range all {
		lines[i] = part.Suggestion{Text: p.shown, Note: p.note}
	}
	x.text.Suggest(lines...)
}

// cursor is the cursor's place in the field, in runes.
func (x *wanted) cursor() int { return x.text.CursorColumn }

// take puts a proposal in the place of what was typed of it.
func (x *wanted) take(i int) {
	all, from := proposals(x.text.Text, x.cursor(), x.s.values())
	if i >= len(all) {
		return
	}
	rs := []rune(x.text.Text)
	at := min(x.cursor(), len(rs))
	text := string(rs[:from]) + all[i].text + string(rs[at:])
	x.text.Fill(text)
	x.text.CursorColumn = from + len([]rune(all[i].text)) - all[i].back
	x.text.Refresh()
	x.read()
	x.s.f.Window.Canvas().Focus(x.text)
	x.propose(text)
}

// edit builds the condition of pick lists.
func (x *wanted) edit() {
	if x.s.Edit == nil {
		return
	}
	cond := x.cond
	if !x.ok {
		cond = rule.Cond{Kind: rule.All}
	}
	x.panel.Close()
	x.s.Edit(cond, func(c rule.Cond) {
		x.s.Where(c)
	})
}

// confirm shows the condition's orders; a saved one that was not changed keeps its name.
func (x *wanted) confirm() {
	if !x.ok {
		x.s.f.Window.Canvas().Focus(x.text)
		return
	}
	a := &asked{cond: x.cond}
	for _, k := range x.saved {
		if k.Name == x.name.Text && k.Err == nil && rule.FormatCond(&k.Cond) == rule.FormatCond(&x.cond) {
			a.name = k.Name
		}
	}
	x.panel.Close()
	x.s.f.Window.Canvas().Focus(x.s.grid)
	if a.name == "" {
		x.s.Where(a.cond)
		return
	}
	x.s.narrow(a)
}

func (x *wanted) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyF2:
		x.rename()
	case fyne.KeyF3:
		x.edit()
	case fyne.KeyF4:
		x.toggleTab()
	case fyne.KeyDelete:
		x.drop()
	default:
		return false
	}
	return true
}

func (x *wanted) shortcut(sc fyne.Shortcut) bool {
	c, ok := sc.(*desktop.CustomShortcut)
	if !ok || c.Modifier&(fyne.KeyModifierControl|fyne.KeyModifierSuper) == 0 {
		return false
	}
	switch c.KeyName {
	case fyne.KeyS:
		x.keep()
	case fyne.KeyUp:
		x.move(-1)
	case fyne.KeyDown:
		x.move(1)
	default:
		return false
	}
	return true
}

// act changes the saved searches in the background.
func (x *wanted) act(said string, do func(ctx context.Context, now time.Time) (int64, error)) {
	x.s.f.Run("保存しています", func(ctx context.Context, _ func(int, int)) error {
		entry, err := do(ctx, x.s.f.Now())
		if err == nil {
			fyne.Do(func() { x.s.f.Did(said, entry) })
		}
		return err
	}, func(err error) {
		if err != nil {
			x.say(part.Run{Text: sentence(err), Style: part.Body.In(look.Error)})
			return
		}
		x.reload()
		x.s.f.Changed()
	})
}
