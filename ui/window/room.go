package window

import "fyne.io/fyne/v2"

// bannerRoom keeps the banners off the window's edges, and takes no room without banners.
type bannerRoom struct{}

// Room around the banners, in pixels.
const (
	bannerSide  float32 = 16
	bannerBelow float32 = 8
)

// MinSize is Fyne's.
func (bannerRoom) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[0].MinSize()
	if m.Height == 0 {
		return fyne.Size{}
	}
	return m.AddWidthHeight(2*bannerSide, bannerBelow)
}

// Layout is Fyne's.
func (bannerRoom) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(bannerSide, 0))
	o[0].Resize(fyne.NewSize(s.Width-2*bannerSide, max(0, s.Height-bannerBelow)))
}
