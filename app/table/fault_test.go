package table

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

func TestQuoteThatNeverCloses(t *testing.T) {
	wantFault(t, []byte("a,b\n1,x\n2,\"y\n3,z\n4,w\n"), FaultUnbalancedQuote, 3)
	wantFault(t, []byte("a,b\n1,x\n2,\""), FaultUnbalancedQuote, 3)
	wantFault(t, []byte("a,\"b\n1,x\n"), FaultUnbalancedQuote, 1)
	wantFault(t, []byte("a,b\n1,\"ok\nok\",\n2,\"y\"\"\n"), FaultUnbalancedQuote, 4)
}

// A quote of which the other end never comes must not be looked for through gigabytes.
func TestQuoteThatSwallowsMegabytes(t *testing.T) {
	content := "a,b\n1,x\n2,\"y\n" + strings.Repeat("3,z,w\n", maxRecord/6+bufferSize)
	table := open(t, []byte(content))
	_, err := readAll(table)
	if fault := new(FileError); !errors.As(err, &fault) || fault.Kind != FaultUnbalancedQuote || fault.Line != 3 {
		t.Fatal(err)
	}
	if len(table.split.buf) > 2*maxRecord {
		t.Errorf("the buffer grew to %d", len(table.split.buf))
	}
}

// The next quote of the file seems to close it, and the records between would vanish inside a cell.
func TestUnclosedQuoteInTheMiddle(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		line int
	}{
		"last cell, all quoted":       {"\"a\",\"b\",\"c\"\r\n\"1\",\"x\",\"y\"\r\n\"2\",\"x\",\"y\r\n\"3\",\"x\",\"y\"\r\n\"4\",\"x\",\"y\"\r\n", 3},
		"middle cell, closed later":   {"a,b,c\r\n1,\"x,y\r\n2,x,y\r\n\"3\",\"x\",\"y\"\r\n", 2},
		"few cells quoted":            {"a,b,c\n1,\"x,y\n2,x,y\n3,x,\"y\"\n4,x,y\n", 2},
		"as many cells as before":     {"a,b\n1,\"x\n2,\"y\"\n3,z\n", 2},
		"next cell is empty":          {"\"a\",\"b\"\n\"1\",\"x\n\"\",\"y\"\n\"3\",\"z\"\n", 2},
		"doubled in place of closed":  {"\"a\",\"b\"\n\"1\",\"x\"\"\n\"2\",\"y\"\n\"3\",\"z\"\n", 2},
		"in the header":               {"\"a\",\"b\n\"1\",\"x\"\n", 1},
		"behind a cell with newlines": {"a,b,c\n\"1\n1\",\"x\nx\",\"y\n\"2\",\"x\",\"y\"\n", 4},
	} {
		t.Run(name, func(t *testing.T) { wantFault(t, []byte(c.text), FaultUnbalancedQuote, c.line) })
	}
}

// Two stray quotes far apart: nothing follows the second, yet whole records lie between them.
func TestRecordsInsideACellAreFound(t *testing.T) {
	wantFault(t, []byte("a,b,c,d,e\n1,2,3,4,\"5\n1,2,3,4,5\n1,2,3,4,\"\n1,2,3,4,5\n"), FaultUnbalancedQuote, 2)
	wantFault(t, []byte("a,b,c\n1,2,3\n1,2,\"\n4,5,6\n7,8,9\n1,2,\"\n1,2,3\n"), FaultUnbalancedQuote, 3)
	wantFault(t, []byte("a,b,c,d,e\n1,2,3,\"4,5\n1,2,3\",4,5\n"), FaultUnbalancedQuote, 2)
}

func TestCommentsOfCustomersAreNoUnclosedQuotes(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		fault RowFault
	}{
		"many lines":                {"a,b,c\n1,\"こんにちは。\n\n午前、なければ夜\nお願いします。\",x\n", ""},
		"lines with commas":         {"a,b,c,d,e\n1,2,3,\"赤,白\n青,黒\n以上,です\",x\n", ""},
		"a pasted table":            {"a,b,c,d,e\n1,2,3,\"皿,2\n椀,3\n箸,4\n\",x\n", ""},
		"sizes in a description":    {"a,b,c,d,e\n1,\"綿100%\nS, M, L, XL, 3L\n日本製\",3,4,5\n", ""},
		"sizes in the first cell":   {"a,b,c,d,e\n\"綿100%\nS, M, L, XL, 3L\n日本製\",2,3,4,5\n", ""},
		"quotes doubled":            {"a,b,c\n1,\"名入れは\"\"花\"\"で\",x\n", ""},
		"quotes left single":        {"a,b,c\n1,\"名入れは\"花\"で\",x\n", FaultTextAfterQuote},
		"left single on line two":   {"a,b,c\n1,\"こんにちは\n名入れは\"花\"で\",x\n", FaultTextAfterQuote},
		"quote inside a plain cell": {"a,b,c\n1,27\" モニター,x\n", ""},
		"quote at a cell's end":     {"a,b,c\n1,27\",x\n", ""},
		"blanks behind the quote":   {"a,b,c\n\"1\" ,\"2\"  ,\"3\" \n", ""},
		"lost its closing quote":    {"\"a\",\"b\",\"c\"\n\"1\",\"x,\"y\"\n", FaultTextAfterQuote},
	} {
		t.Run(name, func(t *testing.T) {
			records, err := readAll(open(t, []byte(c.text+strings.Repeat("7,8,9,10,11\n", 2))))
			if err != nil {
				t.Fatal(err)
			}
			if len(records) != 3 || records[0].fault != c.fault {
				t.Errorf("%d records, the first with %q: %q", len(records), records[0].fault, records[0].cells)
			}
		})
	}
	// What stands behind the quote is kept, so that the owner can see it.
	_, records := want(t, []byte("a,b\n\"名入れは\"花\"で\",x\n"), []string{"a", "b"}, []string{`名入れは花"で"`, "x"})
	if records[0].fault != FaultTextAfterQuote {
		t.Error(records[0].fault)
	}
}

func TestFilesThatAreNoTables(t *testing.T) {
	old := append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 4096)...)
	secret := append(bytes.Clone(old), "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00\x00"...)
	for name, c := range map[string]struct {
		content []byte
		kind    FileFault
		line    int
		says    string
	}{
		"nothing":             {nil, FaultEmpty, 0, "何も入っていません"},
		"only a mark":         {[]byte(bomUTF8), FaultEmpty, 0, "何も入っていません"},
		"only UTF-16's mark":  {[]byte(bomUTF16LE), FaultEmpty, 0, "何も入っていません"},
		"blank lines":         {[]byte("\r\n \r\n\x1a"), FaultEmpty, 0, "何も入っていません"},
		"a login page":        {[]byte("\r\n<!DOCTYPE html>\r\n<html><body>ログイン</body></html>"), FaultNotText, 0, "ログイン"},
		"a page with a mark":  {[]byte(bomUTF8 + "<html lang=\"ja\">"), FaultNotText, 0, "ウェブページ"},
		"an invoice":          {[]byte("%PDF-1.7\n"), FaultNotText, 0, "PDF"},
		"a photograph":        {[]byte("\xFF\xD8\xFF\xE0\x00\x10JFIF"), FaultNotText, 0, "画像"},
		"an answer of a mall": {[]byte(`{"error":"session"}`), FaultNotText, 0, "JSON"},
		"noise":               {bytes.Repeat([]byte{1, 2, 3, 'a', 0, 0xFF}, 50), FaultNotText, 0, "バイナリ"},
		"old Excel":           {old, FaultOldExcel, 0, ".xls"},
		"a password":          {secret, FaultEncrypted, 0, "パスワード"},
		"a hole":              {[]byte("番号,備考\r\n1,a\r\n2,\x00\x00\x00\r\n"), FaultBroken, 3, "壊れています"},
		"the code of mails":   {[]byte("\x1b$BCmJ8HV9f\x1b(B,b\r\n1,2\r\n"), FaultUnknownEncoding, 0, "文字コード"},
		"no code at all":      {[]byte("\xFE\xFD\xFF,b\r\n1,2\r\n"), FaultUnknownEncoding, 1, "文字コード"},
		"too many columns":    {[]byte(strings.Repeat("a,", maxColumns) + "a\n"), FaultTooLarge, 1, "大きすぎる"},
	} {
		t.Run(name, func(t *testing.T) {
			says := wantFault(t, c.content, c.kind, c.line).Japanese()
			if !strings.Contains(says, c.says) || !strings.Contains(says, "何も変更していません。") || !strings.HasPrefix(says, "「注文.csv」") {
				t.Error(says)
			}
		})
	}
}

func TestUnbalancedQuoteTellsTheOwnerWhere(t *testing.T) {
	fault := wantFault(t, []byte("a,b\n1,x\n2,\"y\n3,z\n"), FaultUnbalancedQuote, 3)
	if got := fault.Error(); got != "table: unbalanced_quote at line 3: 注文.csv" {
		t.Error(got)
	}
	if !strings.Contains(fault.Japanese(), "3行目で始まる引用符") {
		t.Error(fault.Japanese())
	}
}

func TestLineWithoutEndIsRefusedWithLittleMemory(t *testing.T) {
	wantFault(t, append([]byte("a,b\n1,"), bytes.Repeat([]byte("x"), maxRecord+bufferSize)...), FaultTooLarge, 2)
	wantFault(t, bytes.Repeat([]byte("x"), maxRecord+bufferSize), FaultTooLarge, 1)
}

// failingDisk reads well until its last bytes.
type failingDisk struct{ content []byte }

var errDisk = errors.New("disk")

func (d failingDisk) ReadAt(p []byte, at int64) (int, error) {
	if at+int64(len(p)) > int64(len(d.content))-10 {
		return 0, errDisk
	}
	return copy(p, d.content[at:]), nil
}

func TestFailingDiskIsNoFaultOfTheFile(t *testing.T) {
	content := []byte("a,b\n" + strings.Repeat("1,2\n", bufferSize))
	_, err := Open(failingDisk{content}, int64(len(content)), "注文.csv")
	if fault := new(FileError); !errors.Is(err, errDisk) || errors.As(err, &fault) {
		t.Fatal(err)
	}
}
