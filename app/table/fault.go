package table

import "fmt"

// FileFault names what makes a whole file unreadable.
type FileFault string

// The faults of a file.
const (
	FaultEmpty           FileFault = "empty"            // no byte, or nothing but blank lines
	FaultHeaderOnly      FileFault = "header_only"      // never given by Open or Next: see Table.HeaderOnly
	FaultUnbalancedQuote FileFault = "unbalanced_quote" // Line: where the quote opened that never closes, or swallows records
	FaultBroken          FileFault = "broken"           // NUL bytes (Line), a broken zip, a workbook that is no XML
	FaultOldExcel        FileFault = "old_excel"        // .xls
	FaultEncrypted       FileFault = "encrypted"        // a workbook with a password
	FaultZip             FileFault = "zip"              // a zip that is no .xlsx
	FaultBomb            FileFault = "bomb"             // a workbook that would unpack to far too much
	FaultTooLarge        FileFault = "too_large"        // beyond the limits of size, record or columns
	FaultNotText         FileFault = "not_text"         // Detail: HTML, PDF, an image …
	FaultUnknownEncoding FileFault = "unknown_encoding" // neither UTF-8, UTF-16 nor CP932, or not the one that was named
	FaultNoHeader        FileFault = "no_header"        // the record named as the header (Line: its number or sheet's row) is not there
)

// FileError says why a file cannot be read. Nothing of it may be used, the records given before it included.
type FileError struct {
	Kind   FileFault
	Line   int    // 1-based text line (in a workbook the sheet's row); 0: not bound to one
	Name   string // the file's name without its folder
	Detail string // what the content is instead, as "HTML", or the cause; may be empty
}

// Error gives the fault's key, place and name: for logs and programs.
func (e *FileError) Error() string {
	s := "table: " + string(e.Kind)
	if e.Detail != "" {
		s += " (" + e.Detail + ")"
	}
	if e.Line > 0 {
		s += fmt.Sprintf(" at line %d", e.Line)
	}
	if e.Name != "" {
		s += ": " + e.Name
	}
	return s
}

// Japanese gives the sentences for the owner: what happened, that nothing was changed, what to do.
func (e *FileError) Japanese() string {
	name := "このファイル"
	if e.Name != "" {
		name = "「" + e.Name + "」"
	}
	place := ""
	if e.Line > 0 {
		place = fmt.Sprintf("%d行目", e.Line)
	}
	what, do := e.sentences(place)
	return name + what + "何も変更していません。" + do
}

func (e *FileError) sentences(place string) (what, do string) {
	const again = "もう一度ダウンロードして、Excelなどで開かずにそのまま取り込んでください。"
	switch e.Kind {
	case FaultEmpty:
		return "には何も入っていません。", "ダウンロードする期間や条件を確かめて、" + again
	case FaultHeaderOnly:
		return "には見出しだけがあり、データが1件もありません。", "ダウンロードする期間や条件を確かめてください。"
	case FaultUnbalancedQuote:
		return "は、" + place + "で始まる引用符（\"）が正しく閉じていないため、どこまでが1件か分かりません。",
			"ダウンロードが途中で切れていないか、" + place + "が手で直されていないかを確かめて、" + again
	case FaultBroken:
		if place != "" {
			place = "（" + place + "）"
		}
		return "は壊れています" + place + "。", again
	case FaultOldExcel:
		return "は古い形式のExcelファイル（.xls）のため、読めません。",
			"Excelで開き、「名前を付けて保存」で「Excelブック（.xlsx）」を選んで保存したファイルを取り込んでください。"
	case FaultEncrypted:
		return "にはパスワードがかかっているため、読めません。",
			"Excelで開き、「ファイル」→「情報」→「ブックの保護」でパスワードを外して保存し直してください。"
	case FaultZip:
		return "は表ではなく、ほかのファイルをまとめたもの（ZIP）です。",
			"展開（解凍）して、中のCSVまたはExcelファイル（.xlsx）を取り込んでください。"
	case FaultBomb:
		return "は、開くと異常に大きくなるため、読むのをやめました。",
			"入手先を確かめて、心当たりがなければ開かずに削除してください。"
	case FaultTooLarge:
		if place != "" {
			place = "（" + place + "）"
		}
		return "は大きすぎるため、読めません" + place + "。", "期間や項目を分けてダウンロードしたファイルを取り込んでください。"
	case FaultNotText:
		if e.Detail == "HTML" {
			return "はCSVではなく、ウェブページ（HTML）です。ログインの期限が切れた画面が保存された可能性があります。",
				"モールの管理画面にログインし直して、" + again
		}
		kind := "別の種類のファイル"
		if e.Detail != "" {
			kind += "（" + e.Detail + "）"
		}
		return "はCSVやExcelの表ではなく、" + kind + "です。", "取り込むファイルを確かめてください。"
	case FaultNoHeader:
		return fmt.Sprintf("には、見出しがあるはずの%d行目がありません。", e.Line), "見出しの行の指定か、ファイルを確かめてください。"
	case FaultUnknownEncoding:
		return "の文字コードが分からないため、文字を正しく読めません。",
			"UTF-8またはShift_JIS（CP932）で保存し直したファイルを取り込んでください。"
	}
	return "を読めません。", again
}

// RowFault names what is wrong with one record.
type RowFault string

// The faults of a record.
const (
	FaultTooFewCells    RowFault = "too_few_cells"
	FaultTooManyCells   RowFault = "too_many_cells"
	FaultTextAfterQuote RowFault = "text_after_quote"
)

// RowError says what is wrong with one record; the others of the file are not touched by it.
type RowError struct {
	Kind          RowFault
	Number        int // of the record, from 1
	Line, EndLine int // lines of the file
	Want, Got     int // cells: the header's, the record's
}

// Error gives the fault's key and place: for logs and programs.
func (e *RowError) Error() string {
	return fmt.Sprintf("table: %s in record %d (line %d-%d): %d cells of %d", e.Kind, e.Number, e.Line, e.EndLine, e.Got, e.Want)
}

// Japanese gives the sentence for the owner. What becomes of the record is the caller's to say.
func (e *RowError) Japanese() string {
	lines := fmt.Sprintf("%d行目", e.Line)
	if e.EndLine > e.Line {
		lines = fmt.Sprintf("%d〜%d行目", e.Line, e.EndLine)
	}
	switch e.Kind {
	case FaultTooFewCells:
		return fmt.Sprintf("%sは項目が足りません（見出しは%d項目、この行は%d項目）。途中で切れているか、値の中に改行があります。", lines, e.Want, e.Got)
	case FaultTooManyCells:
		return fmt.Sprintf("%sは項目が多すぎます（見出しは%d項目、この行は%d項目）。値の中に区切り文字があります。", lines, e.Want, e.Got)
	}
	return lines + "は引用符（\"）の使い方が正しくないため、値を正しく読めません。"
}
