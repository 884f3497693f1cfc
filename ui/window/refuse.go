package window

import (
	"errors"
	"fmt"

	"fyne.io/fyne/v2"

	"miseban/app/flow/safe"
	"miseban/ui/look"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// Rescue is what can be done about a damaged shop file: the newest good backup, and how it is put in its place.
type Rescue struct {
	Newest  safe.Copy
	Restore func() error // also starts the program anew
}

// Refuse shows why the shop's folder can't be opened, in a window of its own, and offers the rescue, if there is one.
func Refuse(a fyne.App, err error, rescue *Rescue) {
	a.Settings().SetTheme(look.New(look.Light))
	w := a.NewWindow("店番")
	w.SetPadded(false)
	show := func(text string, actions ...part.Action) {
		w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) {
			switch {
			case ev.Name == fyne.KeyEscape:
				w.Close()
			case (ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter) && len(actions) > 0:
				actions[0].Do()
			}
		})
		w.SetContent(part.Inset(20, 20, 20, 20, part.NewEmptyState("店番を開けませんでした", text, append(actions, part.Action{Label: "閉じる", Hint: "Esc", Do: w.Close})...)))
	}
	if rescue == nil {
		show(frame.Sentence(err))
	} else {
		c := rescue.Newest
		show("データのファイルが壊れています。上書きはしていません。", part.Action{
			Label: fmt.Sprintf("%s の控えに戻す（受注 %s件）", c.Made.Format("1月2日 15:04"), part.Count(c.Orders)), Hint: "Enter",
			Do: func() {
				if err := rescue.Restore(); err != nil {
					show(frame.Sentence(errors.Join(err)))
					return
				}
				w.Close()
			}})
	}
	w.Resize(fyne.NewSize(760, 320))
	w.SetMaster()
	w.Show()
}
