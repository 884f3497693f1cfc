package part_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"miseban/ui/look"
	"miseban/ui/part"
)

// The golden files say what is drawn where; when one changes on purpose, look at the picture of the
// gallery before taking the new one.
func TestPartsAreDrawnAsAgreed(t *testing.T) {
	for file, one := range map[string]fyne.CanvasObject{
		"pill.xml":   part.NewPill("確認待ち", look.ToneReview),
		"answer.xml": part.NewAnswerButton(1, "わかった。金額なしで出す", "", true, nil),
		"tabs.xml":   part.NewStatusTabs([]part.Tab{{ID: "all", Title: "すべて", Count: 1231}, {ID: "review", Title: "確認待ち", Count: 23, Tone: look.ToneReview}}, nil),
	} {
		w := window(t, one)
		w.Resize(fyne.NewSize(400, 60))
		test.AssertRendersToMarkup(t, file, w.Canvas())
	}
}
