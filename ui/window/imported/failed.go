package imported

import (
	"fyne.io/fyne/v2"

	"miseban/app/flow/intake"
	"miseban/app/mapping"
	"miseban/ui/part"
)

// failed are the files of which nothing was taken, each with its reason and with what can be done at once.
func (s *Screen) failed() fyne.CanvasObject {
	box := part.VStack(10)
	n := 0
	for _, f := range s.report.Files {
		if f.Error == "" {
			continue
		}
		if n++; n > 1 {
			box.Add(part.NewRuleSoft())
		}
		one := part.VStack(6, part.NewNote(f.File, part.Strong), part.NewNote(f.Error, part.Body))
		if b := s.remedies(&f); len(b.Objects) > 0 {
			one.Add(b)
		}
		box.Add(one)
	}
	if n == 0 {
		return nil
	}
	head := part.NewParagraph(part.Run{Text: "取り込めなかったファイル　" + part.Count(n) + "　", Style: part.Strong}, part.Run{Text: "ほかのファイルは取り込んであります。", Style: part.Quiet})
	if n == len(s.report.Files) {
		head = part.NewParagraph(part.Run{Text: "取り込めなかったファイル　" + part.Count(n) + "　", Style: part.Strong}, part.Run{Text: "データは元のままです。", Style: part.Quiet})
	}
	return part.NewCard(part.CardError, part.VStack(8, head, box))
}

// remedies are the ways on from a file that could not be taken.
func (s *Screen) remedies(f *intake.FileReport) *fyne.Container {
	row := part.Flow(8)
	path := f.Path()
	if path == "" {
		return row
	}
	again := func(o intake.Options) {
		s.w.Import([]string{path}, o, func(r intake.Report) { s.Took(path, r) })
	}
	for _, shop := range f.Shops() {
		row.Add(part.NewKeyButton("「"+shop+"」のファイルとして取り込む", "", part.Plain, func() { again(intake.Options{Shop: shop}) }))
	}
	if f.CanExplain() {
		a := s.read.about[path]
		if a.kind != "" && a.kind != mapping.Orders {
			row.Add(part.NewPill(a.kind.Name()+"のようです", 0))
		}
		row.Add(part.NewKeyButton("読み方を決める", "", part.Plain, func() { s.w.Explain(path) }))
		if a.drifted {
			row.Add(part.NewKeyButton("このまま読む", "", part.Plain, func() { again(intake.Options{AsItIs: true}) }))
		}
		return row
	}
	if len(f.Shops()) == 0 && f.Rows == 0 {
		row.Add(part.NewKeyButton("もう一度取り込む", "", part.Plain, func() { again(intake.Options{}) }))
	}
	return row
}
