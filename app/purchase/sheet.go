package purchase

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

const (
	sheetName = "発注書"
	lastCol   = "H"
	bodyRow   = 20 // points, one line of text
	fontName  = "游ゴシック"
)

// The table's columns. Widths are in digits of the default font (11 points); together they fill an upright A4 page at about
// full size.
var columns = []struct {
	title string
	width float64
}{
	{"No", 4.5}, {"品番", 11.5}, {"自社SKU", 16}, {"商品名", 28}, {"色・サイズ", 12}, {"数量", 7}, {"単価(税抜)", 9.5}, {"金額(税抜)", 11.5},
}

// WriteOrderForm writes the form as an Excel workbook that is ready to print on A4 and to send: one sheet, one page wide, the
// table's heading on each page. Every text is a text cell, so that nothing in it can run as a formula; amounts are plain numbers,
// tax excluded. ErrNoSupplier, ErrNoLines, or the writer's error; w may then have got part of a file.
func WriteOrderForm(w io.Writer, f Form) error {
	if err := f.check(); err != nil {
		return err
	}
	book := excelize.NewFile()
	defer book.Close()
	s := &sheet{book: book}
	s.do(book.SetSheetName("Sheet1", sheetName))
	s.do(book.SetDefaultFont(fontName))
	s.write(f)
	if s.err != nil {
		return fmt.Errorf("write order form %s: %w", f.Number, s.err)
	}
	if _, err := book.WriteTo(w); err != nil {
		return fmt.Errorf("write order form %s: %w", f.Number, err)
	}
	return nil
}

// sheet writes cells and keeps the first error.
type sheet struct {
	book *excelize.File
	err  error
}

func (s *sheet) do(err error) {
	if s.err == nil {
		s.err = err
	}
}

func at(col string, row int) string { return fmt.Sprintf("%s%d", col, row) }

// text puts a text into from:to (merged when they differ).
func (s *sheet) text(from, to, value string, style *excelize.Style) {
	if len([]rune(value)) > 250 { // some versions of Excel show ### for a longer text of the format "text"
		style.NumFmt = 0
	}
	s.place(from, to, style)
	s.do(s.book.SetCellStr(sheetName, from, value))
}

func (s *sheet) number(cell string, value int64, style *excelize.Style) {
	s.place(cell, cell, style)
	s.do(s.book.SetCellInt(sheetName, cell, value))
}

func (s *sheet) place(from, to string, style *excelize.Style) {
	if from != to {
		s.do(s.book.MergeCell(sheetName, from, to))
	}
	id, err := s.book.NewStyle(style) // the library gives equal styles the same id
	s.do(err)
	s.do(s.book.SetCellStyle(sheetName, from, to, id))
}

// height sets a row's height, up to the most that Excel has.
func (s *sheet) height(row int, points float64) {
	s.do(s.book.SetRowHeight(sheetName, row, min(points, 409)))
}

// write fills the sheet from top to bottom.
func (s *sheet) write(f Form) {
	for i, c := range columns {
		name := string(rune('A' + i))
		s.do(s.book.SetColWidth(sheetName, name, name, c.width))
	}
	s.text("A1", "H1", "発注書", face(20, true).align("center").style())
	s.height(1, 36)

	next := s.head(f)
	heading := next
	next = s.table(f, heading)
	last := s.foot(f, next)
	s.page(f, heading, last)
}

// head writes addressee, number and date, the company and the greeting; it gives the row of the table's heading.
func (s *sheet) head(f Form) int {
	company, contact := addressee(f.Supplier)
	s.text("A3", "D3", company, face(14, true).align("left").wrap().bottom().style())
	if contact != "" {
		s.text("A4", "D4", contact, face(12, false).align("left").wrap().style())
	}
	const leftWidth = 60.0 // of the columns A to D
	s.height(3, 4+22*float64(textLines(company, leftWidth*10/14)))
	s.height(4, 4+18*float64(textLines(contact, leftWidth*10/12)))

	right := [][2]string{{"発注番号", f.Number}, {"発注日", f.Date.Long()}}
	row := 3
	for _, r := range right {
		s.text(at("E", row), at("E", row), r[0], face(10, false).align("left").indent().style())
		s.text(at("F", row), at("H", row), r[1], face(10, false).align("right").style())
		row++
	}
	row++
	left := row
	for i, l := range f.From.lines() {
		s.text(at("E", row), at("H", row), l, face(10, i == 0).align("left").indent().wrap().style())
		s.height(row, bodyRow*float64(textLines(l, 38)))
		row++
	}
	sum, _, unknown := f.Total()
	greeting := "いつもお世話になっております。\n下記のとおり発注いたします。ご手配のほど、よろしくお願いいたします。"
	s.text(at("A", left), at("D", left+1), greeting, face(10, false).align("left").wrap().style())
	total := sum.String() + "円（税抜）"
	if unknown > 0 {
		total += fmt.Sprintf("　※単価未定の%d行を除く", unknown)
	}
	if unknown == len(f.Lines) {
		total = "単価未定"
	}
	wanted := "最短でお願いいたします"
	if f.Wanted != "" {
		wanted = f.Wanted.Long()
	}
	facts := [][2]string{{"合計金額", total}, {"希望納期", wanted}, {"納品先", deliverTo(f)}}
	factRow := left + 3
	for i, fact := range facts {
		size := 10.0
		if i == 0 {
			size = 12
		}
		s.text(at("A", factRow), at("B", factRow), fact[0], face(10, false).align("left").bottom().style())
		s.text(at("C", factRow), at("D", factRow), fact[1], face(size, i == 0).align("left").wrap().bottom().style())
		need := bodyRow * float64(textLines(fact[1], columns[2].width+columns[3].width))
		if had, err := s.book.GetRowHeight(sheetName, factRow); err == nil && need > had {
			s.height(factRow, need)
		}
		factRow++
	}
	return max(row, factRow) + 1
}

func deliverTo(f Form) string {
	if t := strings.TrimSpace(f.DeliverTo); t != "" {
		return t
	}
	if f.From.Address == "" {
		return "弊社"
	}
	return "弊社（上記住所）"
}

// table writes the lines; it gives the row behind them.
func (s *sheet) table(f Form, heading int) int {
	for i, c := range columns {
		s.text(at(string(rune('A'+i)), heading), at(string(rune('A'+i)), heading), c.title, face(10, true).align("center").box().shade().style())
	}
	s.height(heading, 22)
	left, right := face(10, false).align("left").wrap().box(), face(10, false).align("right").box().thousands()
	row := heading + 1
	for i, l := range f.Lines {
		lines := 1
		for c, t := range map[int]string{1: l.SupplierCode, 2: l.SKU, 3: l.Name, 4: l.Variant} {
			col := at(string(rune('A'+c)), row)
			s.text(col, col, t, left.style())
			lines = max(lines, textLines(t, columns[c].width))
		}
		s.number(at("A", row), int64(i+1), face(10, false).align("center").box().style())
		s.number(at("F", row), int64(l.Quantity), right.style())
		for _, col := range []string{"G", "H"} {
			s.place(at(col, row), at(col, row), right.style())
		}
		if l.Cost != nil {
			s.number(at("G", row), int64(*l.Cost), right.style())
			s.number(at("H", row), int64(*l.Cost)*int64(l.Quantity), right.style())
		}
		s.height(row, 4+16.5*float64(lines))
		row++
	}
	return row
}

// foot writes the sums and the note; it gives the last row.
func (s *sheet) foot(f Form, row int) int {
	sum, units, unknown := f.Total()
	label := "合計（税抜）"
	if unknown > 0 {
		label = "合計（税抜・単価未定の行を除く）"
	}
	bold := face(10, true)
	s.text(at("A", row), at("E", row), label, bold.align("right").box().style())
	s.number(at("F", row), int64(units), bold.align("right").box().thousands().style())
	s.place(at("G", row), at("G", row), bold.box().style())
	s.place(at("H", row), at("H", row), bold.align("right").box().thousands().style())
	if unknown < len(f.Lines) {
		s.number(at("H", row), int64(sum), bold.align("right").box().thousands().style())
	}
	s.height(row, 22)
	row++
	s.text(at("A", row), at("H", row), "金額は税抜です。消費税は別途、お取引の税率により計算してください。", face(9, false).align("right").style())
	s.height(row, 16)
	row += 2
	note := strings.TrimSpace(f.Note)
	s.text(at("A", row), at("B", row), "備考", face(10, true).align("left").style())
	row++
	s.text(at("A", row), at("H", row), note, face(10, false).top().wrap().box().style())
	s.height(row, 8+16.5*float64(max(3, textLines(note, 98))))
	return row
}

// page sets everything that matters for printing and for what Excel shows about the file.
func (s *sheet) page(f Form, heading, last int) {
	b := s.book
	one, many, a4, upright, yes, no := 1, 0, 9, "portrait", true, false
	s.do(b.SetSheetProps(sheetName, &excelize.SheetPropsOptions{FitToPage: &yes}))
	s.do(b.SetPageLayout(sheetName, &excelize.PageLayoutOptions{Size: &a4, Orientation: &upright, FitToWidth: &one, FitToHeight: &many}))
	side, top, bottom, margin := 0.5, 0.6, 0.7, 0.3
	s.do(b.SetPageMargins(sheetName, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &bottom, Header: &margin, Footer: &margin, Horizontally: &yes}))
	s.do(b.SetSheetView(sheetName, 0, &excelize.ViewOptions{ShowGridLines: &no}))
	s.do(b.SetHeaderFooter(sheetName, &excelize.HeaderFooterOptions{OddFooter: "&L&9" + strings.ReplaceAll(f.Number, "&", "&&") + "&R&9&P / &N"}))
	s.do(b.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: sheetName, RefersTo: fmt.Sprintf("'%s'!$A$1:$%s$%d", sheetName, lastCol, last)}))
	s.do(b.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: sheetName, RefersTo: fmt.Sprintf("'%s'!$%d:$%d", sheetName, heading, heading)}))
	props := &excelize.DocProperties{Title: "発注書 " + f.Number, Creator: f.From.Name, LastModifiedBy: f.From.Name, Language: "ja-JP"}
	if t := f.Date.Time(); !t.IsZero() { // the form's day instead of the library's own date
		props.Created = t.UTC().Format("2006-01-02T15:04:05Z")
		props.Modified = props.Created
	}
	s.do(b.SetDocProps(props))
}
