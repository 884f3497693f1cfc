package table

import (
	"bytes"
	"errors"
	"slices"
	"testing"
)

func TestPreviewShowsWhatStandsThere(t *testing.T) {
	content := cp932(t, statement)
	g, err := Preview(bytes.NewReader(content), int64(len(content)), `C:\明細.csv`, Options{}, 4)
	if err != nil || g.Kind != CSV || g.Encoding != CP932 || g.Delimiter != ',' || g.Sheet != "" {
		t.Fatalf("%+v %v", g, err)
	}
	wanted := [][]string{{"口座情報"}, {"架空銀行 本店", "普通", "0000001"}, {"日付", "摘要", "お支払金額", "お預り金額", "残高"},
		{"2026/11/24", "振込 ﾔﾏﾀﾞ ﾊﾅｺ", "", "1,980", "101,980"}}
	if !slices.EqualFunc(g.Records, wanted, slices.Equal) || !slices.Equal(g.Lines, []int{1, 2, 4, 5}) || g.HeaderRow(2) != 3 {
		t.Errorf("%q on lines %v", g.Records, g.Lines)
	}
	if all, err := Preview(bytes.NewReader(content), int64(len(content)), "", Options{}, 100); err != nil || len(all.Records) != 5 {
		t.Errorf("%d records, %v", len(all.Records), err)
	}
	if none, err := Preview(bytes.NewReader(content), int64(len(content)), "", Options{}, 0); err != nil || len(none.Records) != 0 {
		t.Errorf("%d records, %v", len(none.Records), err)
	}
	marked := []byte(bomUTF8 + bomUTF8 + "番号,名前\n")
	if g, err := Preview(bytes.NewReader(marked), int64(len(marked)), "", Options{}, 1); err != nil || g.Records[0][0] != "番号" {
		t.Errorf("%q, %v", g.Records, err)
	}
	cut := []byte("a,b\n1,2\n3,\"4\n")
	g, err = Preview(bytes.NewReader(cut), int64(len(cut)), "ダウンロード/x.csv", Options{}, 9)
	if fault := new(FileError); len(g.Records) != 2 || !errors.As(err, &fault) || fault.Kind != FaultUnbalancedQuote || fault.Name != "x.csv" {
		t.Errorf("%q, %v", g.Records, err)
	}
	if _, err = Preview(bytes.NewReader(nil), 0, "", Options{}, 9); err == nil {
		t.Error("an empty file has a preview")
	}
}

func TestPreviewOfAWorkbookThenItsHeader(t *testing.T) {
	content := workbookOf(t, [][]any{{"入金明細"}, {}, {"口座", "0000001"}, {"日付", "お名前", "金額"}, {"2026/11/24", "ﾔﾏﾀﾞ", 1980}}, nil)
	g, err := Preview(bytes.NewReader(content), int64(len(content)), "", Options{}, 3)
	wanted := [][]string{{"入金明細"}, {"口座", "0000001"}, {"日付", "お名前", "金額"}}
	if err != nil || g.Kind != XLSX || g.Sheet != "Sheet1" || !slices.EqualFunc(g.Records, wanted, slices.Equal) || !slices.Equal(g.Lines, []int{1, 3, 4}) {
		t.Fatalf("%+v %v", g, err)
	}
	_, records := wantAs(t, content, Options{HeaderRow: g.HeaderRow(2)}, wanted[2], []string{"2026/11/24", "ﾔﾏﾀﾞ", "1980"})
	if records[0].line != 5 {
		t.Errorf("row %d", records[0].line)
	}
	wantAs(t, content, Options{HeaderRow: 1, Encoding: CP932, Delimiter: ';'}, wanted[0], wanted[1], wanted[2], []string{"2026/11/24", "ﾔﾏﾀﾞ", "1980"})
	wantFaultAs(t, content, Options{HeaderRow: 2}, FaultNoHeader, 2)
	wantFaultAs(t, content, Options{HeaderRow: 9}, FaultNoHeader, 9)
}
