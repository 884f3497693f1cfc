package mail

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestTheDefaultLettersReadWell(t *testing.T) {
	bare := map[string]string{"商品合計": "", "送料": "", "手数料": "", "お届け希望": "", "追跡番号": ""}
	for _, c := range []struct {
		file  string
		event Event
		empty bool
	}{
		{"order_confirmed.txt", OrderConfirmed, false},
		{"order_confirmed_bare.txt", OrderConfirmed, true},
		{"shipped.txt", Shipped, false},
		{"shipped_bare.txt", Shipped, true},
	} {
		tpl, ok := DefaultTemplate(c.event)
		if !ok {
			t.Fatal(c.event)
		}
		fields := Samples(c.event)
		if c.empty {
			for name := range bare {
				fields[name] = ""
			}
		}
		subject, body, err := Render(tpl, fields)
		if err != nil {
			t.Error(c.file, err)
			continue
		}
		golden(t, c.file, "件名: "+subject+"\n\n"+body)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs:\n%s", name, got)
	}
}

// Whatever single field is missing or empty, either the letter does without it or it stops and names it; it never goes out
// with a hole.
func TestALetterNeverGoesOutWithAHole(t *testing.T) {
	optional := map[string]bool{"商品合計": true, "送料": true, "手数料": true, "お届け希望": true, "追跡番号": true}
	for _, e := range Events() {
		tpl, _ := DefaultTemplate(e)
		text := tpl.Subject + tpl.Body
		for _, f := range Fields(e) {
			if !strings.Contains(text, "{{."+f.Name+"}}") {
				continue
			}
			for _, empty := range []string{"", " ", "　\r\n", "\x00"} {
				fields := Samples(e)
				fields[f.Name] = empty
				_, _, err := Render(tpl, fields)
				var fault *TemplateError
				switch {
				case optional[f.Name] && err != nil:
					t.Errorf("%s without %s: %v", e.Name(), f.Name, err)
				case !optional[f.Name] && (!errors.As(err, &fault) || fault.Field != f.Name || !strings.Contains(err.Error(), "値が空")):
					t.Errorf("%s with %s = %q: %v", e.Name(), f.Name, empty, err)
				}
			}
			fields := Samples(e)
			delete(fields, f.Name)
			var fault *TemplateError
			if _, _, err := Render(tpl, fields); !errors.As(err, &fault) || fault.Field != f.Name || !strings.Contains(err.Error(), "この受注にない") {
				t.Errorf("%s not given %s: %v", e.Name(), f.Name, err)
			}
		}
	}
}

func TestMistakesInATemplateAreNamedInJapaneseWithTheirLine(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{"こんにちは\n{{.おなまえ}} 様", "本文の2行目: 「おなまえ」という差し込み項目はありません"},
		{"{{.追跡番号}}", "本文の1行目: 「追跡番号」という差し込み項目はありません"}, // not at 受注確認
		{"あ\nい\n{{お名前}} 様", "本文の3行目: 「{{お名前}}」は使えません。差し込み項目なら、前に半角のドットを付けて {{.お名前}} と書いてください"},
		{"あ\n{{.お名前 様", "本文の2行目: {{ を閉じる }} がありません"},
		{"{{if .手数料}}手数料 {{.手数料}}", "本文の1行目: {{if}} を閉じる {{end}} がありません"},
		{"あ\n{{end}}", "本文の2行目: 対になる {{if}} のない {{end}} があります"},
		{"{{else}}", "対になる {{if}} のない {{else}} があります"},
		{"{{if}}あ{{end}}", "{{if}} の後に項目名がありません"},
		{"あ\n{{if .備考}}あ{{end}}", "本文の2行目: 「備考」という差し込み項目はありません"},
		{"{{if eq .配送会社 \"ヤマト\"}}あ{{end}}", "「配送会社」という差し込み項目はありません"},
		{"{{if .手数料}}{{else}}\n\n{{.誤り}}{{end}}", "本文の3行目: 「誤り」"},
		{"{{．お名前}}", "使えない文字「．」があります"},
		{"あ{{printf \"%99999999s\" .お名前}}", "は使えません"},
		{"{{.お名前 | html}}", "は使えません"},
		{"{{$x := .お名前}}{{$x}}", "は使えません"},
		{"{{.}}", "は使えません"},
		{"{{.お名前.姓}}", "は使えません"},
		{"{{range .明細}}あ{{end}}", "使えるのは差し込み項目"},
		{"{{with .明細}}あ{{end}}", "使えるのは差し込み項目"},
		{"{{template \"本文\" .}}", "使えるのは差し込み項目"},
		{"{{define \"本文2\"}}あ{{end}}い", "define と block は使えません"},
		{"{{if len .お名前}}あ{{end}}", "条件に「len」は使えません"},
		{"{{if eq .お名前}}あ{{end}}", "条件（{{if}}）の書き方が正しくありません"},
		{"{{if .お名前 | not}}あ{{end}}", "使えません"},
		{"{{if ne .お名前 \"山田 花子\"}}あ{{end}}", "本文が空になります"},
		{"", "本文: 本文が空です"},
		{" \n　", "本文: 本文が空です"},
		{"{{/* メモ */}}", "空"},
	} {
		err := Check(Template{OrderConfirmed, "件名", c.body})
		var fault *TemplateError
		if !errors.As(err, &fault) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q:\n  %v\n  want %s", c.body, err, c.want)
		}
	}
	if err := Check(Template{OrderConfirmed, "一行目\n二行目", "あ"}); err == nil || !strings.Contains(err.Error(), "件名は1行で") {
		t.Error(err)
	}
	if err := Check(Template{OrderConfirmed, "{{.品名}}", "あ"}); err == nil || !strings.Contains(err.Error(), "件名の1行目: 「品名」") {
		t.Error(err)
	}
	if err := Check(Template{"birthday", "件名", "あ"}); err == nil {
		t.Error("a template for an event that does not exist")
	}
}

func TestOneTemplateServesSeveralCarriers(t *testing.T) {
	tpl := Template{Shipped, "発送", `{{if eq .配送会社 "ヤマト運輸（宅急便）"}}クロネコで{{else if and .追跡番号 (ne .配送会社 "日本郵便")}}追跡つきで{{else}}郵便で{{end}}`}
	for _, c := range []struct{ carrier, number, want string }{
		{"ヤマト運輸（宅急便）", "", "クロネコで\n"}, {"佐川急便", "1", "追跡つきで\n"}, {"日本郵便", "1", "郵便で\n"}, {"佐川急便", "", "郵便で\n"},
	} {
		fields := Samples(Shipped)
		fields["配送会社"], fields["追跡番号"] = c.carrier, c.number
		if _, body, err := Render(tpl, fields); err != nil || body != c.want {
			t.Errorf("%+v: %q, %v", c, body, err)
		}
	}
}

// A customer may write anything into a name: it is shown as it is, and neither runs as a template nor adds a header.
func TestValuesFromAnOrderAreOnlyText(t *testing.T) {
	tpl := Template{OrderConfirmed, "{{.お名前}}様 {{.注文番号}}", "{{.お名前}} 様\n{{.明細}}"}
	fields := Samples(OrderConfirmed)
	fields["お名前"] = "{{.合計}}\r\nBcc: all@example.jp\u2028X-Evil: 1"
	fields["明細"] = "青\x00\x1b[31m\u202eい\r\n赤\tう"
	subject, body, err := Render(tpl, fields)
	if err != nil {
		t.Fatal(err)
	}
	if want := "{{.合計}} Bcc: all@example.jp X-Evil: 1様 123456-20261124-0000000001"; subject != want {
		t.Errorf("subject %q", subject)
	}
	if want := "{{.合計}}\nBcc: all@example.jp\nX-Evil: 1 様\n青[31mい\n赤\tう\n"; body != want {
		t.Errorf("body %q", body)
	}
}

func TestASubjectIsAlwaysOneCleanLine(t *testing.T) {
	tpl := Template{OrderConfirmed, "【{{.店名}}】{{.お名前}}", "{{.明細}}"}
	rapid.Check(t, func(t *rapid.T) {
		fields := Samples(OrderConfirmed)
		fields["お名前"] = "花" + string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")) + rapid.String().Draw(t, "text")
		fields["店名"] = "店" + rapid.String().Draw(t, "shop")
		fields["明細"] = "品" + rapid.String().Draw(t, "lines")
		subject, body, err := Render(tpl, fields)
		if err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(subject, "\r\n\u2028\u2029\u0085\v\f\x00") || !utf8.ValidString(subject) || !utf8.ValidString(body) || strings.ContainsAny(body, "\r\x00") {
			t.Fatalf("%q %q", subject, body)
		}
	})
}

func TestAFloodOfTextStops(t *testing.T) {
	fields := Samples(OrderConfirmed)
	fields["明細"] = strings.Repeat("長", maxText)
	var fault *TemplateError
	if _, _, err := Render(Template{OrderConfirmed, "件名", "{{.明細}}"}, fields); !errors.As(err, &fault) || !strings.Contains(err.Error(), "長すぎる") {
		t.Error(err)
	}
}

func FuzzRender(f *testing.F) {
	for _, e := range Events() {
		tpl, _ := DefaultTemplate(e)
		f.Add(tpl.Subject, tpl.Body, "花子")
	}
	f.Add("{{.店名}}", "{{if eq .お名前 \"a\"}}{{else if not .合計}}{{end}}{{- .明細 -}}", "a")
	f.Add("{{define \"x\"}}{{end}}", "{{block \"y\" .}}{{template \"y\" .}}{{end}}", "{{")
	f.Fuzz(func(t *testing.T, subjectSource, bodySource, name string) {
		fields := Samples(Shipped)
		fields["お名前"] = name
		subject, body, err := Render(Template{Shipped, subjectSource, bodySource}, fields)
		if err != nil {
			var fault *TemplateError
			if !errors.As(err, &fault) || subject != "" || body != "" {
				t.Fatal(subject, body, err)
			}
			return
		}
		if strings.ContainsAny(subject, "\r\n") || strings.TrimSpace(subject) == "" || strings.TrimSpace(body) == "" || len(body) > 2*maxText {
			t.Fatalf("%q %q", subject, body)
		}
	})
}

func BenchmarkRenderOneLetter(b *testing.B) {
	tpl, _ := DefaultTemplate(Shipped)
	fields := Samples(Shipped)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Render(tpl, fields); err != nil {
			b.Fatal(err)
		}
	}
}
