package table

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"
)

// 髙 﨑 德 濵 stand twice in CP932: Windows writes IBM's codes, other programs NEC's. Both must be read.
func TestExtensionsAsWindowsAndOthersWriteThem(t *testing.T) {
	content := []byte("name\r\n\xFB\xFC\xFA\xB1\xFA\xBA\xFB\x4D\r\n\x87\x40\x87\x8A\x87\x56\x87\x82\x81\x60\r\n")
	want(t, []byte("name\r\n\xEE\xE0\xED\x95\xED\x9E\xED\xEE\r\n"), []string{"name"}, []string{"髙﨑德濵"})
	want(t, content, []string{"name"}, []string{"髙﨑德濵"}, []string{"①㈱Ⅲ№～"})
}

func TestSecondBytesThatLookLikeASCII(t *testing.T) {
	// ソ 83 5C, 表 95 5C, 能 94 5C, ポ 83 7C, 一 88 EA, Ａ 82 60: none may be taken for a quote or a delimiter.
	want(t, cp932(t, "品名,ソ表\r\n\"能ポ\",一Ａ|\r\n"), []string{"品名", "ソ表"}, []string{"能ポ", "一Ａ|"})
}

func TestEncodingIsToldByContent(t *testing.T) {
	text := "注文番号,名前\n1,山田\n"
	utf16 := func(e unicode.Endianness) []byte {
		b, err := unicode.UTF16(e, unicode.UseBOM).NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for encoding, content := range map[Encoding][]byte{
		UTF8: []byte(text), UTF8BOM: []byte(bomUTF8 + text), CP932: cp932(t, text), UTF16: utf16(unicode.LittleEndian),
	} {
		if table, _ := want(t, content, []string{"注文番号", "名前"}, []string{"1", "山田"}); table.Encoding != encoding {
			t.Errorf("%s is taken for %s", encoding, table.Encoding)
		}
	}
	want(t, utf16(unicode.BigEndian), []string{"注文番号", "名前"}, []string{"1", "山田"})
	if table := open(t, []byte("a,b\n1,2\n")); table.Encoding != UTF8 {
		t.Errorf("plain ASCII is taken for %s", table.Encoding)
	}
}

func TestByteOrderMarkBeforeTheFirstQuote(t *testing.T) {
	want(t, []byte(bomUTF8+"\"注文ID\",\"備考\"\r\n\"A,1\",\"\"\r\n"), []string{"注文ID", "備考"}, []string{"A,1", ""})
	want(t, []byte(bomUTF8+bomUTF8+"注文ID,備考\nA,\n"), []string{"注文ID", "備考"}, []string{"A", ""})
}

// The first characters outside ASCII may come late in a file: the whole of it decides.
func TestCP932FarBehindTheHead(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("id,name\n")
	for range 100_000 {
		b.WriteString("1,yamada\n")
	}
	b.Write(cp932(t, "2,髙橋\n"))
	table := open(t, b.Bytes())
	records, err := readAll(table)
	if err != nil || table.Encoding != CP932 || len(records) != 100_001 || records[100_000].cells[1] != "髙橋" {
		t.Fatalf("%s, %d records, %v", table.Encoding, len(records), err)
	}
	if last := records[100_000]; last.number != 100_001 || last.line != 100_002 {
		t.Errorf("the last record is number %d on line %d", last.number, last.line)
	}
}

// A character of UTF-8 that lies across two reads of the file is no sign of CP932.
func TestUTF8AcrossTheBuffer(t *testing.T) {
	for shift := range 4 {
		content := []byte("name\n" + strings.Repeat("x", shift) + strings.Repeat("山", bufferSize/2) + "\n")
		table := open(t, content)
		if table.Encoding != UTF8 {
			t.Fatalf("shift %d: %s", shift, table.Encoding)
		}
	}
}

func TestUTF8CutInsideItsLastCharacterStaysUTF8(t *testing.T) {
	content := []byte("番号,名前\n1,山田")
	table := open(t, content[:len(content)-1])
	row, err := table.Next()
	if err != nil || table.Encoding != UTF8 || row.Cell(1) != "山\uFFFD" || !row.Damaged(1) || row.Damaged(0) {
		t.Fatalf("%s %v %q", table.Encoding, err, row.Cell(1))
	}
}

func TestGaijiIsDamagedAndTheRestIsNot(t *testing.T) {
	content := slices.Concat(cp932(t, "番号,名前,市\r\n1,"), []byte("\xF0\x40"), cp932(t, "田,渋谷区\r\n2,鈴木,"),
		[]byte("\x81,x\r\n3,\x1A,\xA0\r\n"))
	table := open(t, content)
	type seen struct {
		cell    string
		damaged bool
	}
	for n, wanted := range [][]seen{
		{{"1", false}, {"\uFFFD田", true}, {"渋谷区", false}},
		{{"2", false}, {"鈴木", false}, {"\uFFFD", true}, {"x", false}}, // a lead byte alone never eats the comma
		{{"3", false}, {"\x1a", true}, {"\uFFFD", true}},
	} {
		row, err := table.Next()
		if err != nil || row.Len() != len(wanted) {
			t.Fatal(n, err)
		}
		for i, w := range wanted {
			if got := (seen{row.Cell(i), row.Damaged(i)}); got != w {
				t.Errorf("record %d cell %d: %+v, want %+v", n+1, i, got, w)
			}
		}
		if row.Cell(-1) != "" || row.Cell(99) != "" || row.Damaged(99) {
			t.Error("a cell beyond the end is not empty")
		}
	}
}

// Every code of CP932 must decode as x/text decodes it, except those that this package calls damaged.
func TestCP932TableAgreesWithXText(t *testing.T) {
	n := 0
	for lead := 0x80; lead <= 0xFF; lead++ {
		for trail := 0x40; trail <= 0xFF; trail++ {
			code := []byte{byte(lead), byte(trail)}
			if !isLead(code[0]) || !isTrail(code[1]) {
				continue
			}
			text, err := japanese.ShiftJIS.NewDecoder().Bytes(code)
			if err != nil {
				t.Fatal(err)
			}
			if got := decodeCP932(code); got != string(text) {
				t.Fatalf("% X: %q, x/text %q", code, got, text)
			}
			if damagedCP932(code) != (string(text) == "\uFFFD") {
				t.Fatalf("% X: damaged %v, x/text %q", code, damagedCP932(code), text)
			}
			if lead >= 0xF0 && lead <= 0xF9 && !damagedCP932(code) {
				t.Fatalf("% X, a 外字, is not damaged", code)
			}
			n++
		}
	}
	if n != 60*188 {
		t.Fatalf("%d codes looked at", n)
	}
}

// The decoder reads any CP932 as golang.org/x/text does.
func TestCP932ReadsAsXText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("a0 ,ソ表能ｱﾞ髙﨑①㈱～－漢字")), 0, 200, -1).Draw(rt, "text")
		content := cp932(t, text)
		wanted, err := japanese.ShiftJIS.NewDecoder().Bytes(content)
		if err != nil || decodeCP932(content) != string(wanted) || damagedCP932(content) {
			rt.Fatalf("%q, x/text %q, %v", decodeCP932(content), wanted, err)
		}
	})
}

// Half-width katakana grow most, from one byte to three, at every length around that of the decoder's short buffer.
func TestCP932GrowsToThreeBytes(t *testing.T) {
	for n := range 200 {
		if text := strings.Repeat("ｱ", n); decodeCP932(cp932(t, text)) != text {
			t.Errorf("%d: %q", n, decodeCP932(cp932(t, text)))
		}
	}
}
