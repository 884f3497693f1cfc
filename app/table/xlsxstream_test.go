package table

import (
	"archive/zip"
	"bytes"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"
)

// tallWorkbook has one sheet of 9 MB.
func tallWorkbook(t *testing.T) []byte {
	row := `<row><c t="inlineStr"><is><t>` + strings.Repeat("あ", 1000) + `</t></is></c><c><v>1980</v></c></row>`
	return withSheet(t, workbookOf(t, [][]any{{"a"}}, nil), sheetStart+strings.Repeat(row, 3_000)+sheetEnd)
}

func filesIn(t *testing.T, folder string) int {
	t.Helper()
	files, err := os.ReadDir(folder)
	must(t, err)
	return len(files)
}

// No copy of the customers' addresses lies on the disk while a workbook is read, nor when the reading stops anywhere.
func TestNothingOfAWorkbookIsWritten(t *testing.T) {
	content, folder := tallWorkbook(t), t.TempDir()
	t.Setenv("TMPDIR", folder)
	t.Setenv("TMP", folder)
	open := func() *Table {
		t.Helper()
		table, err := openAs(content, Options{})
		must(t, err)
		if filesIn(t, folder) != 0 {
			t.Fatal("customers' data lies on the disk")
		}
		return table
	}
	table := open()
	if records, err := readAll(table); err != nil || len(records) != 3_000 || records[2_999].line != 3_001 {
		t.Errorf("read to the end: %v, %d records", err, len(records))
	}
	if _, err := table.Next(); err != io.EOF || table.Close() != nil || table.Progress() != 1 {
		t.Errorf("at the end: %v, progress %v", err, table.Progress())
	}
	table = open()
	must(t, table.Close())
	if _, err := table.Next(); !errors.Is(err, fs.ErrClosed) || table.Close() != nil {
		t.Errorf("closed early: %v", err)
	}
	wantFaultAs(t, content, Options{HeaderRow: 4_000}, FaultNoHeader, 4_000)
	if g, err := Preview(bytes.NewReader(content), int64(len(content)), "", Options{}, 2); err != nil || len(g.Records) != 2 || g.Records[0][0] != "a" {
		t.Errorf("preview: %v, %q", err, g.Records)
	}
	broken := withSheet(t, content, strings.TrimSuffix(string(sheetOf(t, content)), sheetEnd))
	wantFaultAs(t, broken, Options{}, FaultBroken, 3_001)
	if filesIn(t, folder) != 0 {
		t.Errorf("%d files stay", filesIn(t, folder))
	}
	text, err := openAs([]byte("a,b\n1,2\n"), Options{})
	must(t, err)
	must(t, text.Close())
	if _, err := text.Next(); !errors.Is(err, fs.ErrClosed) {
		t.Error(err)
	}
}

func TestProgressOfAWorkbook(t *testing.T) {
	table, err := openAs(tallWorkbook(t), Options{})
	must(t, err)
	last, half := 0.0, 0.0
	for n := 0; ; n++ {
		_, err := table.Next()
		if err == io.EOF {
			break
		}
		must(t, err)
		share := table.Progress()
		if share < last || share >= 1 {
			t.Fatalf("record %d: %v after %v", n, share, last)
		}
		if last = share; n == 1_500 {
			half = share
		}
	}
	if half < 0.3 || half > 0.7 || last < 0.9 || table.Progress() != 1 {
		t.Errorf("%v in the middle, %v before the end, %v at it", half, last, table.Progress())
	}
}

func TestFailingDiskUnderAWorkbookIsNoFaultOfTheFile(t *testing.T) {
	rows := [][]any{{"a", "b"}}
	for n := range 5_000 {
		rows = append(rows, []any{n * n * 7919, n * 104_729})
	}
	long := workbookOf(t, rows, nil)
	if len(long) < headSize+100 {
		t.Fatal("the disk fails before the file is known to be a workbook")
	}
	_, err := OpenAs(failingDisk{long}, int64(len(long)), "受注.xlsx", Options{})
	if fault := new(FileError); !errors.Is(err, errDisk) || errors.As(err, &fault) {
		t.Fatal(err)
	}
}

// Sheets, texts and pictures of a gigabyte are read as streams; what is read in one piece must be small.
func TestPartsOfAWorkbookAreLimited(t *testing.T) {
	archive := func(name string, size uint64) *zip.Reader {
		r := &zip.Reader{}
		for part, size := range map[string]uint64{"[Content_Types].xml": 1000, "xl/workbook.xml": 1000, name: size} {
			r.File = append(r.File, &zip.File{FileHeader: zip.FileHeader{Name: part, UncompressedSize64: size}})
		}
		return r
	}
	for name, fits := range map[string]bool{
		"xl/worksheets/sheet1.xml": true, "xl/sharedStrings.xml": true, "xl/media/image1.png": true,
		"xl/worksheets/other.xml": true, "xl/styles.xml": false, "xl/_rels/workbook.xml.rels": false,
	} {
		if err := checkSizes(archive(name, 900<<20), 60<<20); (err == nil) != fits {
			t.Errorf("900 MB of %s: %v", name, err)
		}
		if err := checkSizes(archive(name, 900<<20), 1<<20); err == nil {
			t.Errorf("900 MB of %s are taken from one", name)
		}
		if err := checkSizes(archive(name, 1<<30), 60<<20); err == nil {
			t.Errorf("a gigabyte of %s, and more, is taken", name)
		}
	}
}

// A download that is broken in a picture is broken: who knows where else.
func TestBrokenPictureInAWorkbook(t *testing.T) {
	var b bytes.Buffer
	z, whole := zip.NewWriter(&b), tallWorkbook(t)
	from, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	must(t, err)
	for _, part := range from.File {
		must(t, z.Copy(part))
	}
	picture := []byte("a picture")
	w, err := z.CreateRaw(&zip.FileHeader{Name: "xl/media/image1.png", Method: zip.Store, CRC32: crc32.ChecksumIEEE(picture) + 1,
		CompressedSize64: uint64(len(picture)), UncompressedSize64: uint64(len(picture))})
	must(t, err)
	_, err = w.Write(picture)
	must(t, err)
	must(t, z.Close())
	wantFaultAs(t, b.Bytes(), Options{}, FaultBroken, 0)
}
