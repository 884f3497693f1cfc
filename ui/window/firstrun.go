package window

import (
	"miseban/app/flow/intake"
	"miseban/app/jst"
	"miseban/ui/part"
)

// firstRun asks from when on orders are to do, before the first import.
func (w *Window) firstRun(go_ func(intake.Options)) {
	date := part.NewDateEntry(func() jst.Date { return jst.DateOf(w.f.Now()) })
	date.SetDate(jst.DateOf(w.f.Now()).AddDays(-14))
	box := part.VStack(12,
		part.NewNote("これより前の注文は、出荷済みの履歴として取り込みます（リピーターの判定に使います）。この日からの注文が、これから出す受注になります。", part.Body),
		part.NewField("この日から", part.HStack(8, date)),
		part.NewNote("あとから「設定」で店舗ごとに変えられます。", part.Quiet))
	d := part.NewDialog(w.win.Canvas(), "はじめての取り込み", box,
		part.Choice{Label: "すべて、これから出す", Kind: part.Plain, Do: func() { go_(intake.Options{}) }},
		part.Choice{Label: "この日から始める", Kind: part.Primary, Default: true, Do: func() {
			day, _ := date.Date()
			go_(intake.Options{ShippedBefore: day})
		}})
	d.SetWidth(560)
	d.Show(nil)
}
