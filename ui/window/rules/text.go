package rules

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"miseban/app/rule"
	"miseban/ui/look"
	"miseban/ui/part"
)

// textPage is the whole set as a text, with its faults below.
type textPage struct {
	s      *Screen
	entry  *part.Entry
	box    *fyne.Container
	where  *part.Text
	save   *part.KeyButton
	panel  *part.Panel
	first  string
	set    *rule.Set
	faults []rule.Fault
	gen    int
}

// showText opens the set as a text.
func (s *Screen) showText() {
	s.closeQuietly()
	x := &textPage{s: s, entry: part.NewMultiLineEntry("", 10), box: part.VStack(2), where: part.NewText("", part.Quiet)}
	x.entry.Wrapping = fyne.TextWrapOff
	x.entry.Scroll = fyne.ScrollBoth
	x.first = rule.Format(s.d.set)
	x.entry.SetText(x.first)
	x.save = part.NewKeyButton("下書きにする", "Ctrl+Enter", part.Primary, x.keep)
	x.entry.OnChanged = func(string) { x.later() }
	cursor := x.entry.OnCursorChanged
	x.entry.OnCursorChanged = func() {
		if cursor != nil {
			cursor()
		}
		x.tellWhere()
	}
	faults := container.NewVScroll(part.Inset(6, 20, 6, 20, x.box))
	faults.SetMinSize(fyne.NewSize(200, 92))
	body := part.Dock(nil, part.VStack(0, part.NewRule(), faults), nil, nil, part.Inset(8, 20, 8, 20, x.entry))
	x.panel = part.NewPanel(s.f.Window.Canvas(), 900, "ルールをテキストで編集", "", body, x.where, part.CancelLabel, x.save)
	x.panel.OnConfirm = x.keep
	x.panel.OnEscape = func() {
		if x.entry.Text == x.first {
			x.panel.Close()
			return
		}
		part.AskToDiscard(s.f.Window.Canvas(), "テキストの変更は残りません。下書きは元のままです。", x.panel.Close)
	}
	x.panel.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyF8 && len(x.faults) > 0 {
			x.goTo(x.faults[0].At)
			return true
		}
		return false
	}
	x.panel.OnClosed(func() { x.gen++ })
	x.panel.Show(x.entry)
	x.read()
}

// later reads the text once she pauses.
func (x *textPage) later() {
	x.gen++
	mine := x.gen
	x.save.Disable()
	x.s.f.After(2*pause, func() {
		if mine == x.gen {
			x.read()
		}
	})
}

// read looks for faults, beside the window: a large text takes its time.
func (x *textPage) read() {
	x.gen++
	mine, text := x.gen, x.entry.Text
	x.s.f.Go(func() {
		set, faults := rule.Parse(text)
		if len(faults) == 0 {
			faults = rule.Check(set)
		}
		fyne.Do(func() {
			if mine != x.gen {
				return
			}
			x.set, x.faults = set, faults
			x.show()
		})
	})
}

func (x *textPage) show() {
	x.box.Objects = nil
	if len(x.faults) == 0 {
		x.box.Add(part.NewText(fmt.Sprintf("直すところはありません　ルール %d件・テスト %d件", len(x.set.Rules), len(x.set.Tests)), part.Body.In(look.Good)))
	} else {
		x.box.Add(part.NewText(fmt.Sprintf("直すところ %d件（F8 で最初へ）", len(x.faults)), part.Strong.In(look.Error)))
	}
	for _, f := range x.faults {
		x.box.Add(part.NewLink(faultText(f), part.Body, func() { x.goTo(f.At) }))
	}
	x.save.SetEnabled(len(x.faults) == 0 && x.entry.Text != x.first)
	x.box.Refresh()
	x.panel.Refresh()
}

// goTo puts the cursor onto a place of the text.
func (x *textPage) goTo(p rule.Pos) {
	x.s.f.Window.Canvas().Focus(x.entry)
	x.entry.CursorRow, x.entry.CursorColumn = max(0, p.Line-1), max(0, p.Column-1)
	x.entry.Refresh()
	x.tellWhere()
}

func (x *textPage) tellWhere() {
	x.where.SetText(fmt.Sprintf("%d行 %d字目　全 %d行", x.entry.CursorRow+1, x.entry.CursorColumn+1, strings.Count(x.entry.Text, "\n")+1))
}

// keep puts the text's set into the draft.
func (x *textPage) keep() {
	if x.save.Disabled() || x.set == nil || len(x.faults) > 0 {
		return
	}
	x.panel.Close()
	x.s.replace("テキストの編集", x.set)
	x.s.f.Say("テキストのとおりに下書きを変えました。Ctrl+Z で戻せます。")
}
