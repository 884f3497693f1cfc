package mapping_test

import (
	"bytes"
	"encoding/csv"
	"reflect"
	"strings"
	"testing"

	"miseban/app/mapping"
)

func asText(tb testing.TB, records [][]string) string {
	tb.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.WriteAll(records); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

// Whatever a file holds: no panic, one proposal per column, each single meaning once, confidences between 0 and 1, and what
// is proposed can be saved wherever nothing is missing.
func FuzzGuess(f *testing.F) {
	for _, layout := range []string{"minne", "qoo10_short", "mercari_shops"} {
		f.Add(asText(f, rowsOf(f, layout, 2)))
	}
	f.Add(asText(f, statements["PayPay銀行"].records))
	f.Add(asText(f, lists["メーカー"].records))
	f.Add("\n,,\n\"\",\u0000\xff,ﾔﾏﾀﾞ\n")
	f.Add("名,名,名,姓\n(,（）,〒,1\n")
	f.Fuzz(func(t *testing.T, text string) {
		var records [][]string
		for _, line := range strings.Split(text, "\n") {
			records = append(records, strings.Split(line, ","))
		}
		for _, kind := range mapping.Kinds() {
			p := mapping.Guess(kind, records)
			seen := map[mapping.Meaning]bool{}
			for i, c := range p.Columns {
				a, ok := mapping.AboutOf(kind, c.Means)
				switch {
				case c.At != i || len(p.Header) != len(p.Columns):
					t.Fatalf("column %d: %+v", i, c)
				case c.Confidence < 0 || c.Confidence > 1 || c.Reason == "" || len(c.Samples) > 3:
					t.Fatalf("%+v", c)
				case c.Means == "":
					continue
				case !ok || seen[c.Means] && !a.Several:
					t.Fatalf("%s twice or unknown", c.Means)
				}
				seen[c.Means] = true
			}
			m := p.Mapping("新しい形式", "other")
			stops := false
			for _, problem := range mapping.Check(m) {
				stops = stops || problem.Stops
			}
			if stops {
				continue
			}
			var b bytes.Buffer
			if err := m.Write(&b); err != nil {
				t.Fatal(err)
			}
			back, err := mapping.Parse(&b)
			if err != nil {
				t.Fatalf("%v in %+v", err, m)
			}
			if valid := strings.ToValidUTF8(text, "") == text; valid && len(back.Columns) != len(m.Columns) {
				t.Fatalf("%+v became %+v", m, back)
			}
			if p.HeaderRow > 0 {
				if _, absent := m.Places(p.Header); len(absent) > 0 {
					t.Fatalf("%q are not in their own header %q", absent, p.Header)
				}
				m.Titles(p.Header)
			}
		}
		mapping.GuessKind(records)
	})
}

// Whatever a saved file holds: no panic, and what is read is the same when written and read again.
func FuzzParse(f *testing.F) {
	f.Add([]byte(usable))
	f.Add([]byte("\xef\xbb\xbf" + usable))
	f.Add([]byte(written(f, mapping.Guess(mapping.Orders, rowsOf(f, "base", 2)).Mapping("BASE", "base"))))
	f.Add([]byte(`{"version":1,"name":"楽天","kind":"orders","base":"rakuten","rename":{"個数":"数量"},"header_row":1,"header":["注文番号","数量"],"values":{}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := mapping.Parse(bytes.NewReader(data))
		if err != nil {
			return
		}
		saved := written(t, m)
		back, err := mapping.Parse(strings.NewReader(saved))
		if err != nil {
			t.Fatalf("%v in %s", err, saved)
		}
		if again := written(t, back); again != saved {
			t.Fatalf("%s became %s", saved, again)
		}
		if len(m.Columns) != len(back.Columns) || !reflect.DeepEqual(m.Rename, back.Rename) && len(m.Rename) > 0 {
			t.Fatalf("%+v became %+v", m, back)
		}
		at, absent := m.Places(m.Header)
		n := len(absent)
		for _, places := range at {
			n += len(places)
		}
		if n != len(m.Columns) {
			t.Fatalf("%d columns, %d places and absent", len(m.Columns), n)
		}
		mapping.Recognise([]mapping.Mapping{m}, [][]string{m.Header})
	})
}
