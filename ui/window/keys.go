package window

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"miseban/ui/look"
	"miseban/ui/part"
)

// keys are the shortcuts of the whole window; what no widget and no screen wants comes here.
func (w *Window) keys() {
	c := w.win.Canvas()
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) {
		if w.now != nil && w.now.Key(ev) {
			return
		}
		if ev.Name == fyne.KeyF1 {
			w.palette()
		}
	})
	c.SetOnTypedRune(func(r rune) {
		if w.now != nil {
			w.now.Rune(r)
		}
	})
	add := func(key fyne.KeyName, mod fyne.KeyModifier, do func()) {
		c.AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: mod}, func(fyne.Shortcut) { w.onPage(do) })
	}
	const ctrl = fyne.KeyModifierShortcutDefault
	add(fyne.KeyO, ctrl, func() { w.importFiles(nil) })
	add(fyne.KeyN, ctrl, w.enter.Start)
	add(fyne.KeyC, ctrl|fyne.KeyModifierShift, w.orders.Copy)
	add(fyne.KeyP, ctrl, w.palette)
	add(fyne.KeyK, ctrl, func() { w.open("orders"); w.orders.FocusSearch() })
	add(fyne.KeyReturn, ctrl, w.sendOut)
	add(fyne.KeyEnter, ctrl, w.sendOut)
	add(fyne.KeyD, ctrl, w.turnLight)
	add(fyne.KeyQ, ctrl, w.close)
	c.AddShortcut(&fyne.ShortcutUndo{}, func(fyne.Shortcut) { w.onPage(w.undo) })
	for i, id := range w.areas {
		add(areaKey(i, id), ctrl, func() { w.open(id) })
	}
}

// areaKey is the key that opens an area, with Ctrl: its number on the rail; those at the rail's foot have a sign that stays
// theirs when areas are added.
func areaKey(i int, id string) fyne.KeyName {
	switch id {
	case "history":
		return fyne.KeyH
	case "settings":
		return fyne.KeyComma
	}
	return fyne.KeyName(fmt.Sprint(i + 1))
}

// onPage does what a key of the page stands for, unless a dialog lies over the page: nothing may happen behind it.
func (w *Window) onPage(do func()) {
	if w.win.Canvas().Overlays().Top() == nil {
		do()
	}
}

func (w *Window) sendOut() {
	// A page that is being filled in has Ctrl+Enter for itself: 出す must not happen there.
	if page, ok := w.now.(interface{ Confirm() bool }); ok && page.Confirm() {
		return
	}
	w.open("today")
	w.today.SendOut()
}

// undo takes the newest act back; a page may know better what that is: all files of the import that it shows.
func (w *Window) undo() {
	if x, ok := w.now.(interface{ Undo() bool }); ok && x.Undo() {
		return
	}
	w.f.Undo()
}

// turnLight changes between the light and the dark screen.
func (w *Window) turnLight() {
	if w.theme.Mode() == look.Dark {
		w.setTheme(look.Light)
		return
	}
	w.setTheme(look.Dark)
}

func (w *Window) setTheme(m look.Mode) {
	w.theme = look.New(m)
	w.app.Settings().SetTheme(w.theme)
	w.app.Preferences().SetInt("theme", int(m))
}

// commands is everything that can be done now.
func (w *Window) commands() []part.Command {
	out := []part.Command{}
	if w.now != nil {
		out = append(out, w.now.Commands()...)
	}
	out = append(out,
		part.Command{Title: "受注ファイルを取り込む", Key: "Ctrl+O", Words: "torikomi import", Do: func() { w.importFiles(nil) }},
		part.Command{Title: "受注を手で入れる", Key: "Ctrl+N", Words: "tenyuryoku denwa", Do: w.enter.Start},
		part.Command{Title: "元に戻す", Key: "Ctrl+Z", Words: "undo modosu", Do: w.undo},
		part.Command{Title: "検索する", Key: "Ctrl+K", Words: "kensaku", Do: func() { w.open("orders"); w.orders.FocusSearch() }})
	for i, id := range w.areas {
		title := w.titles()[id]
		out = append(out, part.Command{Title: "開く：" + title, Key: "Ctrl+" + string(areaKey(i, id)), Do: func() { w.open(id) }})
	}
	out = append(out, part.Command{Title: "明るい／暗い画面を切り替える", Key: "Ctrl+D", Words: "dark light", Do: w.turnLight})
	return append(out, w.moreCommands()...)
}

func (w *Window) palette() { part.NewCommandPalette(w.win.Canvas(), w.commands()).Show() }

// menu is the menu bar; every line shows its key.
func (w *Window) menu() {
	item := func(label string, key fyne.KeyName, do func()) *fyne.MenuItem {
		m := fyne.NewMenuItem(label, func() { w.onPage(do) })
		if key != "" {
			m.Shortcut = &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
		}
		return m
	}
	file := fyne.NewMenu("ファイル", item("受注ファイルを取り込む…", fyne.KeyO, func() { w.importFiles(nil) }),
		item("受注を手で入れる…", fyne.KeyN, w.enter.Start))
	for _, c := range w.moreCommands() {
		file.Items = append(file.Items, fyne.NewMenuItem(c.Title, c.Do))
	}
	quit := item("終了", fyne.KeyQ, w.close)
	quit.IsQuit = true
	file.Items = append(file.Items, fyne.NewMenuItemSeparator(), quit)
	edit := fyne.NewMenu("編集", item("元に戻す", fyne.KeyZ, w.undo), item("検索", fyne.KeyK, func() { w.open("orders"); w.orders.FocusSearch() }),
		item("すべての操作…", fyne.KeyP, w.palette))
	act := fyne.NewMenu("操作")
	if w.now != nil {
		for _, c := range w.now.Commands() {
			label := c.Title
			if c.Key != "" {
				label += "　" + c.Key
			}
			act.Items = append(act.Items, fyne.NewMenuItem(label, c.Do))
		}
	}
	if len(act.Items) == 0 {
		none := fyne.NewMenuItem("いまできる操作はありません", nil)
		none.Disabled = true
		act.Items = append(act.Items, none)
	}
	view := fyne.NewMenu("表示")
	for i, id := range w.areas {
		view.Items = append(view.Items, item(w.titles()[id], areaKey(i, id), func() { w.open(id) }))
	}
	view.Items = append(view.Items, fyne.NewMenuItemSeparator(), item("明るい／暗い画面", fyne.KeyD, w.turnLight))
	w.win.SetMainMenu(fyne.NewMainMenu(file, edit, act, view))
}

// titles are the areas' names.
func (w *Window) titles() map[string]string { return w.names }

func (w *Window) moreCommands() []part.Command {
	return []part.Command{{Title: "はじめの提案を見る", Words: "hajime teian tegami", Do: func() { w.open("firstday") }}}
}
