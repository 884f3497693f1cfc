package imported

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"miseban/app/flow/intake"
	"miseban/ui/grid"
	"miseban/ui/part"
)

// problem is a row of the table of refused rows.
type problem struct {
	file string
	path string
	intake.Problem
}

// refusedTable is the table of what could not be read: file, row, column, value, reason.
func (s *Screen) refusedTable() *list {
	s.bad = nil
	for _, f := range s.report.Files {
		for _, p := range f.Problems {
			s.bad = append(s.bad, problem{f.File, f.Path(), p})
		}
	}
	t := newTable([]grid.Column{{ID: "file", Title: "ファイル", Width: 170, KeepEnd: true, NoSort: true}, {ID: "row", Title: "行", Width: 62, Align: grid.Right, NoSort: true}, {ID: "column", Title: "列", Width: 112, NoSort: true},
		{ID: "value", Title: "値", Width: 140, NoSort: true}, {ID: "why", Title: "理由", Width: 260, Grow: true, NoSort: true}}, len(s.bad), func(row int) []part.Run {
		p := s.bad[row]
		what := p.Message
		if p.Value != "" {
			what = "「" + p.Value + "」　" + what
		}
		if p.Column != "" {
			what = p.Column + "　" + what
		}
		if p.OrderNo != "" {
			what += "　受注 " + p.OrderNo + " は取り込んでいません。"
		}
		return []part.Run{{Text: fmt.Sprintf("%s %s行目　", p.file, part.Count(p.Row)), Style: part.Strong}, {Text: what, Style: part.Body}}
	})
	t.g.OnOpen = func(row int) {
		if p := s.bad[row].path; p != "" {
			s.open(p)
		}
	}
	var rows grid.Fixed
	for i, p := range s.bad {
		value := grid.Text("")
		if p.Value != "" {
			value = grid.Text("「" + oneLine(p.Value) + "」")
		}
		rows.Lines = append(rows.Lines, grid.Row{Cells: []grid.Cell{grid.Text(p.file), grid.Text(part.Count(p.Row)), grid.Text(oneLine(p.Column)), value, grid.Of(grid.Quiet, p.Message)}})
		rows.Keys = append(rows.Keys, strconv.Itoa(i))
	}
	t.set(rows)
	return t
}

func oneLine(s string) string { return strings.NewReplacer("\r", "", "\n", " ").Replace(s) }

func (s *Screen) refusedPart(rows int) fyne.CanvasObject {
	if rows == 0 {
		return nil
	}
	head := part.NewParagraph(part.Run{Text: "読めなかった行　" + part.Count(rows) + "　", Style: part.Strong},
		part.Run{Text: "その行の受注だけを見送りました。直して取り込み直せるファイルに書き出せます。", Style: part.Quiet})
	top := fyne.CanvasObject(head)
	if len(s.exportable()) > 0 {
		top = part.Beside(head, part.NewKeyButton("直すためのファイルに書き出す…", "E", part.Plain, s.export))
	}
	box := part.VStack(8, top)
	for _, path := range s.written {
		box.Add(part.NewCardInset(part.CardNotice, 8, 10, part.Beside(part.NewNote("「"+filepath.Base(path)+"」に書き出しました。「店番：読めない理由」の列を見て直し、保存してから取り込んでください。", part.Body),
			part.HStack(8, part.NewKeyButton("開く", "", part.Plain, func() { s.open(path) }), part.NewKeyButton("直したので取り込む", "", part.Plain, func() { s.f.Import([]string{path}) })))))
	}
	box.Add(s.refused.o)
	box.Add(s.refused.note)
	switch {
	case len(s.bad) >= mostListed:
		box.Add(part.NewNote("一覧は、ファイルごとにはじめの1,000行です。書き出すファイルには、すべての行が入ります。", part.Caption))
	case len(s.bad) < rows:
		box.Add(part.NewNote("1つの受注のどれかの行が読めないと、その受注の行はすべて見送ります。", part.Caption))
	}
	return part.NewCard(part.CardPlain, box)
}

// mostListed is how many problems of a file a report keeps.
const mostListed = 1000

// exportable are the files whose refused rows can be written out.
func (s *Screen) exportable() []intake.FileReport {
	var out []intake.FileReport
	for _, f := range s.report.Files {
		if f.RowCounts.Refused > 0 && (f.Batch != 0 || f.Path() != "") {
			out = append(out, f)
		}
	}
	return out
}

// export proposes a file beside each original and writes the refused rows.
func (s *Screen) export() {
	all := s.exportable()
	if len(all) == 0 {
		return
	}
	elsewhere := func() {
		start := ""
		if p := all[0].Path(); p != "" {
			start = filepath.Dir(p)
		}
		s.w.Folder("書き出すフォルダを選んでください", start, func(folder string) {
			s.write(all, func(f intake.FileReport) string { return vacant(filepath.Join(folder, nameFor(f))) })
		})
	}
	var names []string
	for _, f := range all {
		if f.Path() == "" {
			elsewhere() // where the original lay is no longer known
			return
		}
		names = append(names, vacant(filepath.Join(filepath.Dir(f.Path()), nameFor(f))))
	}
	n := 0
	for _, f := range all {
		n += f.RowCounts.Refused
	}
	box := part.VStack(10, part.NewNote(fmt.Sprintf("読めなかった %s行を、元のファイルの隣に書き出します。列は元のままで、最後に理由の列が付きます。", part.Count(n)), part.Body))
	for _, name := range names {
		box.Add(part.NewNote(name, part.Strong))
	}
	box.Add(part.NewNote("直して保存したら、もう一度取り込んでください。元のファイルは書き換えません。お客様の情報が入るので、済んだら消してください。", part.Quiet))
	d := part.NewDialog(s.f.Window.Canvas(), "直すためのファイルに書き出す", box,
		part.Choice{Label: "別のフォルダ…", Do: elsewhere},
		part.Choice{Label: "書き出す", Kind: part.Primary, Default: true, Do: func() {
			s.write(all, func(f intake.FileReport) string {
				return vacant(filepath.Join(filepath.Dir(f.Path()), nameFor(f)))
			})
		}})
	d.SetWidth(600)
	d.Show(nil)
}

// nameFor names the file of refused rows after the original.
func nameFor(f intake.FileReport) string {
	ext := filepath.Ext(f.File)
	to := strings.ToLower(ext)
	if to != ".txt" && to != ".tsv" {
		to = ".csv"
	}
	return strings.TrimSuffix(f.File, ext) + "_直す行" + to
}

// vacant gives a path at which no file lies yet: what she has set right before is never overwritten.
func vacant(path string) string {
	ext := filepath.Ext(path)
	for i := 1; ; i++ {
		p := path
		if i > 1 {
			p = strings.TrimSuffix(path, ext) + "(" + strconv.Itoa(i) + ")" + ext
		}
		if _, err := os.Stat(p); err != nil {
			return p
		}
	}
}

func (s *Screen) write(all []intake.FileReport, to func(intake.FileReport) string) {
	var paths []string
	rows := 0
	s.f.Run("読めなかった行を書き出しています", func(ctx context.Context, progress func(int, int)) error {
		for i, f := range all {
			progress(i, len(all))
			path := to(f)
			n, err := intake.ExportRefused(ctx, s.f.Desk, f, path)
			if err != nil {
				return err
			}
			rows += n
			paths = append(paths, path)
		}
		return nil
	}, func(err error) {
		s.written = append(s.written, paths...)
		s.draw()
		if err != nil {
			s.f.Fail(err)
			return
		}
		text := fmt.Sprintf("%s行を書き出しました。直して、もう一度取り込んでください：%s", part.Count(rows), paths[0])
		if len(paths) > 1 {
			text += fmt.Sprintf(" ほか%d個", len(paths)-1)
		}
		if s.told != nil {
			s.told() // one such line at a time
		}
		s.told = s.f.Banners.Show(part.Done, text, part.Action{Label: "開く", Do: func() { s.open(paths[0]) }})
	})
}
