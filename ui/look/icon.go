package look

import (
	"fyne.io/fyne/v2"

	"miseban/assets/icon"
)

// Icon is the program's icon.
func Icon() fyne.Resource { return fyne.NewStaticResource("miseban.png", icon.PNG) }
