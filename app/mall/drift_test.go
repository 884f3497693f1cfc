package mall_test

import (
	"slices"
	"strings"
	"testing"

	"miseban/app/mall"
	"miseban/app/mapping"
)

// renamedColumns gives a header in which columns have new names.
func renamedColumns(names []string, to map[string]string) []string {
	out := slices.Clone(names)
	for i, n := range out {
		if fresh, ok := to[n]; ok {
			out[i] = fresh
		}
	}
	return out
}

func says(d *mall.Drift) string { return strings.Join(d.Says, "\n") }

// A file as it always was is not worth a word.
func TestAFileAsItAlwaysWas(t *testing.T) {
	for name := range formatOf {
		d := mall.Drifted(header(t, name), nil)
		if d != nil && (!d.Safe || len(d.Added) > 0 || len(d.Gone) > 0 || len(d.Renames) > 0) {
			t.Errorf("%s: %+v", name, d)
		}
	}
	if d := mall.Drifted(header(t, "rakuten"), nil); d != nil {
		t.Errorf("%+v", d)
	}
}

// 楽天 has called 個数 数量: the owner is asked, and nothing is read by the new name before.
func TestARenamedColumnIsAskedAbout(t *testing.T) {
	names, data := sample(t, "rakuten.sample.csv")
	for known, fresh := range map[string]string{"個数": "数量", "注文番号": "受注番号", "ステータス": "注文ステータス"} {
		to := map[string]string{known: fresh}
		renamed := renamedColumns(names, to)
		var records [][]string
		for _, r := range data {
			var cells []string
			for _, n := range names {
				cells = append(cells, r[n])
			}
			records = append(records, cells)
		}
		for _, seen := range [][][]string{nil, records} {
			d := mall.Drifted(renamed, seen)
			if d == nil || d.Safe || d.Format.ID != "rakuten" || !slices.Contains(d.Added, fresh) || len(d.Renames) != 1 {
				t.Errorf("%s → %s: %+v", known, fresh, d)
				continue
			}
			r := d.Renames[0]
			if r.Known != known || r.Name != fresh || !r.Decides && known != "注文番号" || r.Confidence < 0.5 || d.Recognised == (known == "注文番号") {
				t.Errorf("%+v", d)
			}
			if want := "『" + known + "』の列がなくなり、『" + fresh + "』が増えました"; !strings.Contains(says(d), want) || !strings.Contains(says(d), "『"+fresh+"』を『"+known+"』として読みますか。") {
				t.Errorf("%s lacks %s", says(d), want)
			}
			// With her yes it is a format of her own that reads as before.
			f, err := mall.Own(d.Mapping("楽天（新）", renamed, d.Renames))
			if err != nil {
				t.Fatal(err)
			}
			var fresher rows
			for _, row := range data {
				fresher = append(fresher, with(row, map[string]string{fresh: row[known]}))
			}
			if got := readAs(t, open(t, csv(t, renamed, fresher)), f); len(got.parsed) != 8 || *got.parsed[0].Facts.Lines[0].Qty != 2 || got.parsed[0].Facts.StatusRaw == nil {
				t.Errorf("%s: %d orders, refused %+v", known, len(got.parsed), got.refused)
			}
		}
	}
}

// The content speaks against a name: dates are no quantity.
func TestTheContentSpeaksAgainstANewName(t *testing.T) {
	names, data := sample(t, "rakuten.sample.csv")
	renamed := renamedColumns(names, map[string]string{"個数": "数量"})
	var records [][]string
	for _, r := range data {
		var cells []string
		for _, n := range names {
			if n == "個数" {
				r = with(r, map[string]string{n: "2026-11-24"})
			}
			cells = append(cells, r[n])
		}
		records = append(records, cells)
	}
	d := mall.Drifted(renamed, records)
	if d == nil || len(d.Renames) != 0 || d.Safe || !strings.Contains(says(d), "『個数』の列がありません。商品の個数が分かりません。") {
		t.Errorf("%+v", d)
	}
}

// Added columns, and columns in another order, are said and change nothing.
func TestAddedAndMovedColumnsAreSafe(t *testing.T) {
	names := header(t, "rakuten")
	at := slices.Index(names, "個数")
	names = append(slices.Delete(slices.Clone(names), at, at+1), "個数", "2027年の新しい列")
	d := mall.Drifted(names, nil)
	if d == nil || !d.Safe || d.Moved != 1 || !slices.Equal(d.Added, []string{"2027年の新しい列"}) || len(d.Renames)+len(d.Gone) != 0 {
		t.Fatalf("%+v", d)
	}
	for _, part := range []string{"知らない列が増えました（2027年の新しい列）", "1列の並び順が変わりました", "このまま取り込めます"} {
		if !strings.Contains(says(d), part) {
			t.Errorf("%s lacks %s", says(d), part)
		}
	}
}

// A wish for a day under a new name decides nothing, but it is asked about and not lost in silence.
func TestAColumnThatDoesNotDecide(t *testing.T) {
	names := renamedColumns(header(t, "rakuten"), map[string]string{"お届け日指定": "お届け希望日"})
	d := mall.Drifted(names, nil)
	if d == nil || !d.Safe || len(d.Renames) != 1 || d.Renames[0].Decides || d.Renames[0].Known != "お届け日指定" || !strings.Contains(says(d), "答えるまで読みません") {
		t.Errorf("%+v", d)
	}
}

// Somebody else's name is no new name of the recipient's.
func TestTheOrdererIsNotTheRecipient(t *testing.T) {
	names := renamedColumns(header(t, "rakuten"), map[string]string{"送付先姓": "依頼主姓", "送付先名": "依頼主名"})
	d := mall.Drifted(names, nil)
	if d == nil || d.Safe || len(d.Renames) != 0 || !slices.Contains(d.Gone, "送付先姓") {
		t.Errorf("%+v", d)
	}
}

// Nor is the orderer's address, however alike its name; and of three parts of a telephone number the third is the third.
func TestANewNameIsThatOfTheSameThing(t *testing.T) {
	names := renamedColumns(header(t, "rakuten"), map[string]string{"送付先住所それ以降の住所": "依頼主住所それ以降の住所"})
	if d := mall.Drifted(names, nil); d == nil || len(d.Renames) != 0 {
		t.Errorf("%+v", d)
	}
	names = slices.DeleteFunc(header(t, "rakuten"), func(n string) bool { return strings.HasPrefix(n, "送付先電話番号") })
	d := mall.Drifted(append(names, "お届け先TEL3"), nil)
	if d == nil || len(d.Renames) != 1 || d.Renames[0].Known != "送付先電話番号3" {
		t.Errorf("%+v", d)
	}
}

// A mall that has called half of its columns otherwise is not recognised any more; it is still known what it is like.
func TestAFileThatIsNotRecognisedAnyMore(t *testing.T) {
	to := map[string]string{}
	for _, n := range header(t, "rakuten_custom") {
		if strings.HasPrefix(n, "送付先") {
			to[n] = strings.Replace(n, "送付先", "お届け先", 1)
		}
	}
	to["注文番号"] = "ご注文番号"
	names := renamedColumns(header(t, "rakuten_custom"), to)
	if f, _ := mall.Recognise(names); f != nil {
		t.Fatalf("still recognised as %s", f.ID)
	}
	d := mall.Drifted(names, nil)
	if d == nil || d.Recognised || d.Safe || d.Format.ID != "rakuten" {
		t.Fatalf("%+v", d)
	}
	asked := map[string]string{}
	for _, r := range d.Renames {
		asked[r.Known] = r.Name
	}
	for known, fresh := range to {
		if asked[known] != fresh && known != "送付先ID" {
			t.Errorf("%s is asked as %q, want %q", known, asked[known], fresh)
		}
	}
	if !strings.Contains(d.Says[0], "楽天の受注CSVに似ていますが") {
		t.Error(d.Says[0])
	}
	m := d.Mapping("楽天（新）", names, d.Renames)
	if got, ok := mapping.Recognise([]mapping.Mapping{m}, [][]string{names}); !ok || got.Base != "rakuten" {
		t.Error("the saved answer is not recognised next time")
	}
}

// Files of malls that are read otherwise, or not at all, are not taken for a changed one of ours; nor is the item file of
// Yahoo! for its order file.
func TestOtherFilesAreNoDrift(t *testing.T) {
	for _, names := range [][]string{{"日付", "摘要", "金額"}, {"SKU", "商品名", "在庫"}, nil, {""}} {
		if d := mall.Drifted(names, nil); d != nil {
			t.Errorf("%v: %s", names, says(d))
		}
	}
	// Another cart's file that has four names of 楽天's among thirty.
	names := []string{"ご注文番号", "送付先姓", "送付先名", "商品明細ID", "ひとことメモ"}
	for _, n := range strings.Split("会員,等級,年齢,性別,職業,来店,担当,倉庫,区画,棚,箱,重さ,幅,高さ,奥行,色味,季節,仕入,検品,梱包,封緘,伝票,便,車両,運転", ",") {
		names = append(names, "独自"+n)
	}
	if d := mall.Drifted(names, nil); d != nil {
		t.Errorf("%s", says(d))
	}
	d := mall.Drifted(header(t, "yahoo_item"), nil)
	if d != nil && d.Format.ID != "yahoo_item" {
		t.Errorf("%+v", d)
	}
}

func BenchmarkDrifted(b *testing.B) {
	names := renamedColumns(header(b, "rakuten"), map[string]string{"個数": "数量"})
	b.ReportAllocs()
	for b.Loop() {
		if mall.Drifted(names, nil) == nil {
			b.Fatal()
		}
	}
}
