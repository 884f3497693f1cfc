package command

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/japanese"
)

// payments calls a command of the money with its words.
func payments(t *testing.T, data, name string, asJSON bool, flags map[string]string, args ...string) (code int, out, said string) {
	t.Helper()
	for _, cmd := range paymentCommands {
		if cmd.name != name {
			continue
		}
		for f := range flags {
			if _, ok := cmd.flags[f]; !ok {
				t.Fatalf("%s has no --%s", name, f)
			}
		}
		var o, e bytes.Buffer
		c := &call{ctx: context.Background(), cmd: cmd, args: args, flags: flags, data: data, json: asJSON, now: time.Date(2026, 11, 30, 9, 0, 0, 0, time.FixedZone("JST", 9*3600)), out: &o, err: &e}
		code = c.exit(cmd.run(c))
		return code, o.String(), e.String()
	}
	t.Fatalf("no command %s", name)
	return
}

func cp932(t *testing.T, path, text string) string {
	t.Helper()
	b, err := japanese.ShiftJIS.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(b), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Every Monday the statement goes through a script: what is certain is marked, the rest is told, and only what could not be
// read makes it fail.
func TestPaymentsFromAScript(t *testing.T) {
	folder := t.TempDir()
	data := filepath.Join(folder, "店番")
	orders := cp932(t, filepath.Join(folder, "受注.csv"), "注文ID,注文番号,お名前(姓),お名前(名),お名前(セイ),お名前(メイ),合計,支払合計,対応状況(名称),支払方法(名称),受注日,入金日,商品名,商品コード,価格,個数,明細区分(名称),配送先_お名前(姓),配送先_お名前(名),配送先_都道府県(名称),配送先_住所1,配送先_TEL\r\n"+
		"1,1,山田,花子,ヤマダ,ハナコ,2820.00,2820.00,新規受付,銀行振込,2026-11-20 09:12:31,,煎茶,tea,2820.00,1,商品,山田,花子,東京都,渋谷区架空町1-2-3,09000000001\r\n"+
		"2,2,高橋,一郎,タカハシ,イチロウ,5000.00,5000.00,新規受付,銀行振込,2026-11-20 09:12:31,,煎茶,tea,5000.00,1,商品,高橋,一郎,東京都,渋谷区架空町1-2-3,09000000002\r\n")
	if code := Run(context.Background(), []string{"import", orders, "--data", data, "--now", "2026-11-30T08:00:00+09:00"}, nil, &bytes.Buffer{}, os.Stderr); code != done {
		t.Fatalf("import ended with %d", code)
	}
	head := "日付,内容,出金金額(円),入金金額(円),残高(円),メモ\r\n"
	good := cp932(t, filepath.Join(folder, "明細.csv"), head+"2026/11/24,振込＊ヤマダ　ハナコ,,\"2,820\",\"100,000\",-\r\n2026/11/25,振込＊タカハシ　イチロウ,,\"4,670\",\"104,670\",-\r\n2026/11/26,リソク,,3,\"104,673\",-\r\n2026/11/26,カード,500,,\"104,173\",-\r\n")
	type doc struct {
		Rows     int
		Deposits struct{ New, Known, Sum int }
		Matched, Ambiguous, Short, Over, Unmatched,
		Waiting []struct {
			OrderNo    string `json:"order_no"`
			Amount     int
			Candidates []struct {
				Difference *int
				Orders     []struct {
					OrderNo string `json:"order_no"`
				}
			}
		}
	}
	read := func(text string) (d doc) {
		t.Helper()
		if err := json.Unmarshal([]byte(text), &d); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		return d
	}
	code, out, _ := payments(t, data, "payments import", true, map[string]string{"dry-run": ""}, good)
	if d := read(out); code != done || len(d.Matched) != 1 || d.Deposits.New != 3 {
		t.Errorf("dry run: %d %s", code, out)
	}
	code, out, _ = payments(t, data, "payments import", true, nil, good)
	d := read(out)
	if code != done || d.Rows != 4 || d.Deposits.New != 3 || d.Deposits.Sum != 7493 || len(d.Matched) != 1 || len(d.Short) != 1 || len(d.Unmatched) != 1 || d.Matched[0].Candidates[0].Orders[0].OrderNo != "1" || *d.Short[0].Candidates[0].Difference != -330 {
		t.Errorf("%d %s", code, out)
	}
	code, out, _ = payments(t, data, "payments", true, nil)
	if d := read(out); code != done || len(d.Short) != 1 || len(d.Unmatched) != 1 || len(d.Waiting) != 1 || d.Waiting[0].OrderNo != "2" {
		t.Errorf("%d %s", code, out)
	}
	if code, out, _ = payments(t, data, "payments", false, nil); code != done || !strings.Contains(out, "不足　2026-11-25") || !strings.Contains(out, "振込手数料") {
		t.Errorf("%d %s", code, out)
	}

	bad := cp932(t, filepath.Join(folder, "読めない行.csv"), head+"2026/11/27,振込＊イトウ　シロウ,,不明,,-\r\n"+strings.Repeat("2026/11/27,振込＊イトウ　シロウ,,1000,,-\r\n", 5))
	if code, out, said := payments(t, data, "payments import", true, nil, bad); code != refused || read(out).Deposits.New != 5 || !strings.Contains(said, "2行目") {
		t.Errorf("a bad row: %d %s %s", code, out, said)
	}
	vague := cp932(t, filepath.Join(folder, "謎.csv"), "A,B\r\nあ,い\r\n")
	if code, out, said := payments(t, data, "payments import", true, nil, vague); code != refused || out != "" || !strings.Contains(said, "列の意味") {
		t.Errorf("a file that nobody knows: %d %s %s", code, out, said)
	}
	if code, _, _ := payments(t, data, "payments import", true, nil); code != wrong {
		t.Errorf("without a file: %d", code)
	}
}
