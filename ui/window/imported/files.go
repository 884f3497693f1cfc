package imported

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"miseban/app/flow/intake"
	"miseban/app/table"
	"miseban/ui/grid"
	"miseban/ui/look"
	"miseban/ui/part"
)

// filesTable is the table of the files: what each was taken for, how sure that is, and what became of its orders.
func (s *Screen) filesTable() *list {
	right := func(id, title string) grid.Column {
		return grid.Column{ID: id, Title: title, Width: 54, Align: grid.Right, NoSort: true}
	}
	t := newTable([]grid.Column{{ID: "file", Title: "ファイル", Width: 230, NoSort: true}, {ID: "format", Title: "形式", Width: 150, Grow: true, NoSort: true}, {ID: "sure", Title: "読み方", Width: 136, NoSort: true},
		{ID: "shop", Title: "店舗", Width: 110, NoSort: true}, {ID: "code", Title: "文字コード", Width: 78, NoSort: true}, right("rows", "行"), right("new", "新規"), right("changed", "更新"), right("same", "同じ"), right("bad", "拒否")},
		len(s.report.Files), func(row int) []part.Run { return aboutFile(s.report.Files[row]) })
	t.g.OnOpen = func(row int) {
		if p := s.report.Files[row].Path(); p != "" {
			s.open(p)
		}
	}
	return t
}

func (s *Screen) fillFiles() {
	var rows grid.Fixed
	for i, f := range s.report.Files {
		rows.Keys = append(rows.Keys, strconv.Itoa(i))
		if f.Error != "" && f.Rows == 0 {
			rows.Lines = append(rows.Lines, grid.Row{Cells: []grid.Cell{grid.Text(f.File), grid.Of(grid.Quiet, "—"), grid.Status("取り込めません", look.ToneError)}})
			continue
		}
		sure := grid.Status("確実", look.TonePrint)
		switch {
		case f.Error != "":
			sure = grid.Status("取り込めません", look.ToneError)
		case f.Again:
			sure = grid.Status("前と同じ", look.ToneNeutral)
		case len(f.Unsure) > 0 && len(f.Drift) > 0:
			sure = grid.Status("未検証・列の変化", look.ToneReview)
		case len(f.Drift) > 0:
			sure = grid.Status("列の変化", look.ToneReview)
		case len(f.Unsure) > 0:
			sure = grid.Status("未検証の列あり", look.ToneReview)
		}
		refused := grid.Text("0")
		if f.Orders.Refused > 0 {
			refused = grid.Of(grid.Alarm, part.Count(f.Orders.Refused))
		}
		rows.Lines = append(rows.Lines, grid.Row{Faint: s.read.gone[f.Batch], Cells: []grid.Cell{grid.Text(f.File), grid.Text(f.Name), sure, grid.Text(f.Shop), grid.Text(encodingName(f.Encoding)), grid.Text(part.Count(f.Rows)),
			grid.Text(part.Count(f.Orders.New)), grid.Text(part.Count(f.Orders.Changed)), grid.Text(part.Count(f.Orders.Same)), refused}})
	}
	s.files.set(rows)
}

// filesPart is the table with what it tells of the chosen file.
func (s *Screen) filesPart() fyne.CanvasObject {
	box := part.VStack(6, s.files.o, s.files.note)
	more := 0
	for _, f := range s.report.Files {
		if len(f.Unsure)+len(f.Drift)+len(f.Unknown) > 0 {
			more++
		}
	}
	var hints []string
	if more > 0 {
		hints = append(hints, "行を選ぶと、未検証の列と列の変化が出ます。")
	}
	if s.report.Passed > 0 {
		hints = append(hints, fmt.Sprintf("フォルダの中の %s個は受注ファイルではないため、そのままにしました。", part.Count(s.report.Passed)))
	}
	if len(hints) > 0 {
		box.Add(part.NewNote(strings.Join(hints, "　"), part.Caption))
	}
	return box
}

// aboutFile is everything that is worth knowing of how a file was read.
func aboutFile(f intake.FileReport) []part.Run {
	var runs []part.Run
	head := func(text string) {
		if len(runs) > 0 {
			text = "\n" + text
		}
		runs = append(runs, part.Run{Text: text + "　", Style: part.Strong})
	}
	say := func(text string) { runs = append(runs, part.Run{Text: text, Style: part.Body}) }
	head(f.File)
	switch {
	case f.Error != "":
		say(f.Error)
	case f.Again:
		say("このファイルは、前に取り込んだものと同じです。何も変わりません。")
	case len(f.Unsure)+len(f.Drift)+len(f.Unknown) == 0:
		say("すべての列を、確かめてある読み方で読みました。")
	}
	if len(f.Drift) > 0 {
		head("列の変化")
		say(strings.Join(f.Drift, ""))
	}
	if len(f.Unknown) > 0 {
		head(fmt.Sprintf("読んでいない列 %d", len(f.Unknown)))
		say(strings.Join(f.Unknown, "、"))
	}
	if len(f.Unsure) > 0 {
		head(fmt.Sprintf("未検証 %d", len(f.Unsure)))
		say("実物のファイルでまだ確かめていない点です。\n・" + strings.Join(f.Unsure, "\n・"))
	}
	return runs
}

func encodingName(e string) string {
	switch table.Encoding(e) {
	case table.CP932:
		return "Shift_JIS"
	case table.UTF8, table.UTF8BOM:
		return "UTF-8"
	case table.UTF16:
		return "UTF-16"
	}
	return e
}
