package command_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"miseban/app/normal"
	"miseban/ui/command"
)

// console is the owner's (or a script's) console on one data folder.
type console struct {
	t    *testing.T
	data string
}

func newConsole(t *testing.T) *console {
	t.Helper()
	return &console{t, filepath.Join(t.TempDir(), "店番")}
}

// run calls a command as a script does and gives what it wrote.
func (c *console) run(args ...string) (code int, out, errOut string) {
	c.t.Helper()
	var o, e bytes.Buffer
	code = command.Run(context.Background(), append(args, "--data", c.data), strings.NewReader(""), &o, &e)
	return code, o.String(), e.String()
}

// want calls a command that must end with the code, and gives what it wrote to stdout.
func (c *console) want(code int, args ...string) string {
	c.t.Helper()
	got, out, errOut := c.run(args...)
	if got != code {
		c.t.Fatalf("%v: exit %d, want %d\n%s\n%s", args, got, code, out, errOut)
	}
	return out
}

// read calls a command with --json and reads its one document.
func (c *console) read(v any, code int, args ...string) {
	c.t.Helper()
	d := json.NewDecoder(strings.NewReader(c.want(code, append(args, "--json")...)))
	if err := d.Decode(v); err != nil {
		c.t.Fatalf("%v: %v", args, err)
	}
	if _, err := d.Token(); err != io.EOF {
		c.t.Fatalf("%v: more than one document", args)
	}
}

// files gives every file of the data folder with its content, SQLite's own two beside the database and the lock excepted.
func (c *console) files() map[string]string {
	c.t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(c.data, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasSuffix(path, "-wal") || strings.HasSuffix(path, "-shm") || filepath.Ext(path) == ".lock" {
			return err
		}
		b, err := os.ReadFile(path)
		out[path] = string(b)
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		c.t.Fatal(err)
	}
	return out
}

func (c *console) unchanged(what string, before map[string]string) {
	c.t.Helper()
	after := c.files()
	for name, b := range after {
		if old, ok := before[name]; !ok {
			c.t.Errorf("%s: made %s", what, filepath.Base(name))
		} else if old != b {
			c.t.Errorf("%s: changed %s", what, filepath.Base(name))
		}
	}
	for name := range before {
		if _, ok := after[name]; !ok {
			c.t.Errorf("%s: removed %s", what, filepath.Base(name))
		}
	}
}

func sample(name string) string { return filepath.Join("..", "..", "app", "mall", "testdata", name) }

func sampleBytes(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(sample(name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

type importReport struct {
	Files []struct {
		File      string
		Shop      string
		Rows      int
		RowCounts map[string]int `json:"row_counts"`
		Orders    map[string]int
		Problems  []struct {
			Row     int
			Column  string
			Message string
		}
		Batch int
		Error string
	}
}

// Files as they come out of a Downloads folder on a bad day: each is refused as a whole, with a sentence that says that
// nothing was lost, and nothing is.
func TestFilesThatCannotBeUsed(t *testing.T) {
	c := newConsole(t)
	c.want(0, "import", sample("rakuten.sample.csv"))
	text := sampleBytes(t, "rakuten.sample.csv")
	header := text[:bytes.IndexByte(text, '\n')+1]
	half := text[:len(header)+400]
	files := map[string][]byte{
		"empty.csv":         {},
		"header.csv":        header,
		"half a row.csv":    half,
		"notes.csv":         []byte("日付,天気\r\n2026-11-24,はれ\r\n"),
		"quote.csv":         append(bytes.Clone(text), []byte("\"123456-20261005-0000100009\",\"閉じない引用符,300\r\n")...),
		"nul.csv":           append(append(bytes.Clone(header), make([]byte, 4096)...), text[len(header):]...),
		"old.xls":           append([]byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}, make([]byte, 2048)...),
		"renamed.csv":       zipped(t, "受注.csv", bytes.NewReader(text)),
		"renamed.xlsx":      zipped(t, "受注.csv", bytes.NewReader(text)),
		"bomb.xlsx":         workbookBomb(t),
		"page.csv":          []byte("<!DOCTYPE html><html><body>ログインしてください</body></html>"),
		"torn.xlsx":         zipped(t, "xl/workbook.xml", strings.NewReader("<workbook"))[:60],
		"excel.csv":         []byte("注文番号,ステータス,注文日時,商品名,個数,単価\r\n1.23457E+17,300,2026/10/5 9:12,煎茶,1,1080\r\n1.23457E+17,300,2026/10/5 9:13,煎茶,1,1080\r\n"),
		"every row bad.csv": append(bytes.Clone(header), []byte("\"壊れた番号\",\"300\"\r\n")...),
	}
	folder := t.TempDir()
	for name, b := range files {
		if err := os.WriteFile(filepath.Join(folder, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(folder, "フォルダ.csv"), 0o700); err != nil {
		t.Fatal(err)
	}
	names := []string{"フォルダ.csv", "ありません.csv"}
	for name := range files {
		names = append(names, name)
	}
	before := c.files()
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			c := &console{t, c.data}
			code, out, errOut := c.run("import", filepath.Join(folder, name))
			if code != 1 {
				t.Errorf("exit %d", code)
			}
			for _, says := range []string{name, "ません", "何も"} {
				if !strings.Contains(errOut, says) {
					t.Errorf("the sentence doesn't say %q: %s%s", says, out, errOut)
				}
			}
			if strings.Contains(errOut, "できませんでした。データは元のままです。") {
				t.Errorf("a fault without a sentence of its own: %s", errOut)
			}
			var r importReport
			c.read(&r, 1, "import", filepath.Join(folder, name))
			if len(r.Files) != 1 || r.Files[0].Error == "" || r.Files[0].Batch != 0 {
				t.Errorf("%+v", r)
			}
			c.unchanged(name, before)
		})
	}
	// A good file beside a bad one is taken all the same.
	var r importReport
	c.read(&r, 1, "import", filepath.Join(folder, "empty.csv"), sample("amazon_orders.sample.txt"))
	if len(r.Files) != 2 || r.Files[0].Error == "" || r.Files[1].Error != "" || r.Files[1].Batch != 2 {
		t.Errorf("%+v", r)
	}
}

func zipped(t *testing.T, name string, from io.Reader) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(w, from); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// workbookBomb is a workbook of about 3 MB that unpacks to 3 GB.
func workbookBomb(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{
		"[Content_Types].xml":        `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
		"_rels/.rels":                `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="受注" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	const start = `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>注文番号</t></is></c></row></sheetData>`
	// Packed once: a flushed piece of deflate stands for itself and can be repeated.
	blank, times := bytes.Repeat([]byte(" "), 1<<20), 3<<10
	var packed bytes.Buffer
	piece := func(b []byte) {
		f, err := flate.NewWriter(&packed, flate.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(b); err != nil {
			t.Fatal(err)
		}
		if err := f.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	piece([]byte(start))
	from := packed.Len()
	piece(blank)
	one := bytes.Clone(packed.Bytes()[from:])
	sum := crc32.ChecksumIEEE([]byte(start))
	for i := range times {
		sum = crc32.Update(sum, crc32.IEEETable, blank)
		if i > 0 {
			packed.Write(one)
		}
	}
	packed.Write([]byte{3, 0}) // the empty last block
	w, err := z.CreateRaw(&zip.FileHeader{Name: "xl/worksheets/sheet1.xml", Method: zip.Deflate, CRC32: sum, CompressedSize64: uint64(packed.Len()),
		UncompressedSize64: uint64(len(start) + times*len(blank))})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(packed.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// One bad row costs its order and nothing else; the report says where.
func TestOneBadRow(t *testing.T) {
	c := newConsole(t)
	text := strings.Replace(string(sampleBytes(t, "amazon_orders.sample.txt")), "2026-10-05T00:15:00+00:00", "2026-99-05", 1)
	path := filepath.Join(t.TempDir(), "注文.txt")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	lines := strings.Count(strings.TrimRight(text, "\r\n"), "\n")
	pieces := strings.Count(text, "\n250-0000002-0000002\t") // one of these rows is bad
	var r importReport
	c.read(&r, 1, "import", path)
	f := r.Files[0]
	sum := f.RowCounts["new"] + f.RowCounts["changed"] + f.RowCounts["same"] + f.RowCounts["refused"]
	if f.Rows != lines || sum != f.Rows || pieces < 2 || f.RowCounts["refused"] != pieces || f.Orders["refused"] != 1 || f.Batch != 1 {
		t.Errorf("%+v, %d rows in the file", f, lines)
	}
	if len(f.Problems) == 0 || f.Problems[0].Row != 2 || f.Problems[0].Column != "purchase-date" || f.Problems[0].Message == "" {
		t.Errorf("problems %+v", f.Problems)
	}
	var counts struct {
		Total    int
		Statuses map[string]int
	}
	c.read(&counts, 0, "counts")
	if counts.Total != f.Orders["new"] {
		t.Errorf("counts %+v, imported %v", counts, f.Orders)
	}
}

// The sample files are read as the notes on their formats say, seen from outside: through orders --json.
func TestTheOrdersOfTheSampleFiles(t *testing.T) {
	for data, notes := range map[string]string{"rakuten.sample.csv": "rakuten.expected.json", "amazon_orders.sample.txt": "amazon_orders.expected.json"} {
		t.Run(data, func(t *testing.T) {
			c := newConsole(t)
			c.want(0, "import", sample(data), "--now", "2026-10-08T09:00:00+09:00")
			var want, got struct{ Orders []map[string]any }
			if err := json.Unmarshal(sampleBytes(t, notes), &want); err != nil {
				t.Fatal(err)
			}
			c.read(&got, 0, "orders", "--now", "2026-10-08T09:00:00+09:00")
			if len(got.Orders) != len(want.Orders) {
				t.Fatalf("%d orders, want %d", len(got.Orders), len(want.Orders))
			}
			byNo := map[string]map[string]any{}
			for _, o := range got.Orders {
				byNo[o["order_no"].(string)] = o
			}
			compared := 0
			for _, w := range want.Orders {
				o := byNo[w["order_no"].(string)]
				payment, _ := o["payment"].(map[string]any)
				places, _ := o["destinations"].([]any)
				o["payment_method_text"], o["payment_class"] = payment["text"], payment["class"]
				o["destination_count"] = float64(len(places))
				if len(places) > 0 {
					o["recipient_name"] = places[0].(map[string]any)["recipient_name"]
				}
				// Derived by the notes from what is compared anyway.
				delete(w, "gift")
				delete(w, "facts")
				compared += alike(t, w["order_no"].(string), w, o)
			}
			if compared < 20*len(want.Orders) {
				t.Errorf("only %d values were compared", compared)
			}
		})
	}
}

// alike compares all that the notes say with what came out. Names and addresses are compared without spaces, and "" in
// the notes is also what a file without that column has: null.
func alike(t *testing.T, path string, want, got any) (compared int) {
	t.Helper()
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok {
			t.Errorf("%s: %v", path, got)
			return 0
		}
		for k, v := range w {
			switch k {
			case "pref": // the notes' own cut of the address
				if a, _ := g["address"].(string); a != "" && normal.PrefectureOf(a) != v {
					t.Errorf("%s: prefecture of %s", path, a)
				}
				continue
			case "items_total", "line_total", "total_before_discount":
				continue
			}
			compared += alike(t, path+"."+k, v, g[k])
		}
		return compared
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			t.Errorf("%s: %v, want %v", path, got, want)
			return 0
		}
		for i := range w {
			compared += alike(t, fmt.Sprintf("%s[%d]", path, i), w[i], g[i])
		}
		return compared
	}
	w, g := fmt.Sprint(want), fmt.Sprint(got)
	if strings.HasSuffix(path, "name") || strings.HasSuffix(path, "kana") || strings.HasSuffix(path, "address") {
		w, g = strings.Join(strings.Fields(w), ""), strings.Join(strings.Fields(g), "")
	}
	if w != g && !(want == "" && got == nil) {
		t.Errorf("%s: %v, want %v", path, got, want)
	}
	return 1
}

// Looking at another day (--now) writes nothing: not a byte of the file changes.
func TestLookingWritesNothing(t *testing.T) {
	c := newConsole(t)
	c.want(0, "import", sample("rakuten.sample.csv"), sample("amazon_orders.sample.txt"), "--now", "2026-10-08T09:00:00+09:00")
	before := c.files()
	statuses := func(now string) string {
		c.t.Helper()
		return c.want(0, "counts", "--json", "--now", now)
	}
	today := statuses("2026-10-08T09:00:00+09:00")
	later := statuses("2027-06-01T09:00:00+09:00")
	if today == later {
		t.Error("the release day of the new tea changed nothing: " + today)
	}
	if back := statuses("2026-10-08T09:00:00+09:00"); back != today {
		t.Errorf("the same day shows\n%s\nthen\n%s", today, back)
	}
	for _, words := range [][]string{{"orders"}, {"orders", "--status", "needs_review"}, {"counts"}, {"imports"}, {"explain", "123456-20261005-0000100001"}, {"questions"}, {"plan"}, {"formats"},
		{"settings", "show"}, {"backups"}, {"check"}} {
		c.want(0, append(words, "--now", "2027-06-01T09:00:00+09:00")...)
	}
	c.unchanged("looking", before)
	// The clock may also run back: what was judged for later days is judged again.
	c.want(0, "hold", "123456-20261005-0000100001", "--now", "2027-06-01T09:00:00+09:00")
	c.want(0, "hold", "123456-20261005-0000100001", "--off", "--now", "2027-06-01T09:00:00+09:00")
	if back := statuses("2026-10-08T09:00:00+09:00"); back != today {
		t.Errorf("after an act in June, October shows\n%s\nwant\n%s", back, today)
	}
}

// A dry run says what an import would do, and does nothing.
func TestADryRunWritesNothing(t *testing.T) {
	c := newConsole(t)
	c.want(0, "import", sample("rakuten.sample.csv"))
	before := c.files()
	var r importReport
	c.read(&r, 0, "import", "--dry-run", "--shipped-before", "2026-10-06", sample("amazon_orders.sample.txt"))
	if r.Files[0].Orders["new"] == 0 || r.Files[0].Batch != 0 {
		t.Errorf("%+v", r)
	}
	c.unchanged("a dry run", before)
}

// Wrong words end with 2, and nothing is opened or made.
func TestWrongWords(t *testing.T) {
	c := newConsole(t)
	for _, words := range [][]string{{"inport"}, {"import"}, {"orders", "--colour", "red"}, {"orders", "--status", "done"}, {"counts", "--now", "きのう"}, {"import", "a.csv", "--shipped-before", "3日"},
		{"import", "a.csv", "--format", "excel"}, {"undo", "1", "2"}, {"restore"}, {"restore", "a", "b"}, {"backup", "今"}, {"settings"}, {"settings", "import"}, {"check", "x"}, {"hold"}, {"correct", "1"}} {
		if code, out, errOut := c.run(words...); code != 2 || out != "" || errOut == "" {
			t.Errorf("%v: exit %d, %q, %q", words, code, out, errOut)
		}
	}
	if _, err := os.Stat(c.data); !os.IsNotExist(err) {
		t.Errorf("wrong words made a data folder: %v", err)
	}
}
