package slip

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"unicode/utf16"
)

// gopdf writes its pages plain here, and pack compresses them with one compressor: gopdf itself would make a new one,
// 0.9 MB, for every page, which costs more than everything else together. On the way the table that tells a viewer
// which character a glyph stands for is put right.

var (
	objectHead = regexp.MustCompile(`^\d+ 0 obj\n`)
	plainHead  = regexp.MustCompile(`^<<\n/Length (\d+)\n>>\nstream\n`)
	startXref  = regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`)
	xrefEntry  = regexp.MustCompile(`(?m)^(\d{10}) 00000 n $`)
	bfRange    = regexp.MustCompile(`(?s)\d+ beginbfrange\n(.*)endbfrange`)
	bfEntry    = regexp.MustCompile(`<([0-9A-F]{4})><[0-9A-F]{4}><([0-9A-F]{4,6})>`)
)

// pack writes a PDF as gopdf made it, with plain streams compressed and the cross-reference table renewed. A file of
// another shape is written as it is.
func pack(w io.Writer, pdf []byte) error {
	offsets, xref, trailer, ok := objects(pdf)
	if !ok {
		_, err := w.Write(pdf)
		return err
	}
	var out, packed bytes.Buffer
	out.Grow(len(pdf) / 2)
	out.Write(pdf[:offsets[0]])
	z := zlib.NewWriter(&packed)
	places := make([]int, len(offsets))
	for i, from := range offsets {
		to := xref
		if i+1 < len(offsets) {
			to = offsets[i+1]
		}
		places[i] = out.Len()
		object := pdf[from:to]
		stream, ok := plainStream(object)
		if !ok {
			out.Write(object)
			continue
		}
		packed.Reset()
		z.Reset(&packed)
		if _, err := z.Write(fixToUnicode(stream)); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		fmt.Fprintf(&out, "%d 0 obj\n<<\n/Filter/FlateDecode\n/Length %d\n>>\nstream\n", i+1, packed.Len())
		out.Write(packed.Bytes())
		out.WriteString("\nendstream\nendobj\n\n")
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(places)+1)
	for _, at := range places {
		fmt.Fprintf(&out, "%010d 00000 n \n", at)
	}
	out.Write(trailer)
	fmt.Fprintf(&out, "startxref\n%d\n%%%%EOF\n", start)
	_, err := w.Write(out.Bytes())
	return err
}

// objects reads gopdf's cross-reference table: where the objects, which follow one another, and the table begin, and
// the trailer's text.
func objects(pdf []byte) (offsets []int, xref int, trailer []byte, ok bool) {
	end := startXref.FindSubmatchIndex(pdf[max(0, len(pdf)-64):])
	if end == nil {
		return nil, 0, nil, false
	}
	shift := max(0, len(pdf)-64)
	xref, err := strconv.Atoi(string(pdf[shift+end[2] : shift+end[3]]))
	if err != nil || xref < 0 || xref >= len(pdf) {
		return nil, 0, nil, false
	}
	table, rest, found := bytes.Cut(pdf[xref:shift+end[0]], []byte("trailer\n"))
	if !found {
		return nil, 0, nil, false
	}
	last := 0
	for _, e := range xrefEntry.FindAllSubmatch(table, -1) {
		at, err := strconv.Atoi(string(e[1]))
		if err != nil || at <= last || at >= xref {
			return nil, 0, nil, false
		}
		offsets, last = append(offsets, at), at
	}
	return offsets, xref, append([]byte("trailer\n"), rest...), len(offsets) > 0
}

// plainStream gives the data of an object that is an uncompressed stream without any other entry.
func plainStream(object []byte) ([]byte, bool) {
	body := object[len(objectHead.Find(object)):]
	head := plainHead.FindSubmatch(body)
	if head == nil {
		return nil, false
	}
	n, err := strconv.Atoi(string(head[1]))
	if err != nil || n < 0 || len(head[0])+n > len(body) {
		return nil, false
	}
	return body[len(head[0]) : len(head[0])+n], true
}

// fixToUnicode writes a glyph table's characters over U+FFFF in UTF-16BE (PDF 32000-1 §9.10.3) and at most 100 entries a
// block (Adobe Technical Note 5014): gopdf writes five digits, so that 𠮷 would be found and copied as ₻.
func fixToUnicode(stream []byte) []byte {
	if !bytes.HasPrefix(stream, []byte("/CIDInit")) {
		return stream
	}
	return bfRange.ReplaceAllFunc(stream, func(block []byte) []byte {
		var out bytes.Buffer
		entries := bfEntry.FindAllSubmatch(block, -1)
		for i, e := range entries {
			if i%100 == 0 {
				if i > 0 {
					out.WriteString("endbfrange\n")
				}
				fmt.Fprintf(&out, "%d beginbfrange\n", min(100, len(entries)-i))
			}
			char := string(e[2])
			if r, err := strconv.ParseInt(char, 16, 32); err == nil && r > 0xFFFF {
				hi, lo := utf16.EncodeRune(rune(r))
				char = fmt.Sprintf("%04X%04X", hi, lo)
			}
			fmt.Fprintf(&out, "<%s><%s><%s>\n", e[1], e[1], char)
		}
		out.WriteString("endbfrange")
		return out.Bytes()
	})
}
