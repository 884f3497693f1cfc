package window

import (
	"fyne.io/fyne/v2"

	"miseban/ui/look"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// Refuse shows why the shop's folder can't be opened, in a window of its own.
func Refuse(a fyne.App, err error) {
	a.Settings().SetTheme(look.New(look.System))
	w := a.NewWindow("店番")
	w.SetContent(part.NewEmptyState("店番を開けませんでした", frame.Sentence(err), part.Action{Label: "閉じる", Do: w.Close}))
	w.Resize(fyne.NewSize(640, 320))
	w.SetMaster()
	w.Show()
}
