package table

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
)

const headSize = 64 << 10 // bytes looked at to tell what a file is

const (
	bomUTF8    = "\xEF\xBB\xBF"
	bomUTF16LE = "\xFF\xFE"
	bomUTF16BE = "\xFE\xFF"
)

// notText tells what a file is that is neither text nor a known kind of workbook, by its first bytes; "" if it may be text.
func notText(head []byte) string {
	for _, magic := range []struct{ bytes, what string }{
		{"%PDF-", "PDF"}, {"\x89PNG", "画像"}, {"\xFF\xD8\xFF", "画像"}, {"GIF8", "画像"},
		{"\x1F\x8B", "圧縮ファイル"}, {"Rar!", "圧縮ファイル"}, {"7z\xBC\xAF", "圧縮ファイル"}, {"{\\rtf", "文書"},
	} {
		if bytes.HasPrefix(head, []byte(magic.bytes)) {
			return magic.what
		}
	}
	if bytes.HasPrefix(head, []byte(bomUTF16LE)) || bytes.HasPrefix(head, []byte(bomUTF16BE)) {
		return ""
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte(bomUTF8)), " \t\r\n")
	start := bytes.ToLower(text[:min(len(text), 1024)])
	// Malls answer with a page in place of the file once the login has expired; some programs call an HTML table .xls.
	if len(start) > 1 && start[0] == '<' && (start[1] == '!' || start[1] == '?' || start[1] >= 'a' && start[1] <= 'z') {
		if bytes.HasPrefix(start, []byte("<?xml")) && !bytes.Contains(start, []byte("<html")) {
			return "XML"
		}
		return "HTML"
	}
	if bytes.HasPrefix(start, []byte(`{"`)) || bytes.HasPrefix(start, []byte(`[{`)) {
		return "JSON"
	}
	control := 0
	for _, c := range head {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != 0x1A && c != 0x1B && c != 0 {
			control++
		}
	}
	if control*50 > len(head) {
		return "バイナリ"
	}
	return ""
}

// text is a text file whose encoding is known.
type text struct {
	r        io.ReaderAt
	from, to int64 // its content, without byte order mark and the end mark Ctrl-Z
	encoding Encoding
}

// open gives the content from its beginning, UTF-16 as UTF-8.
func (t text) open() io.Reader {
	section := io.NewSectionReader(t.r, t.from, t.to-t.from)
	if t.encoding == UTF16 {
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Reader(section)
	}
	return section
}

// recognise tells the encoding, or makes sure of the one that was named, and reads the whole text once for it. It
// refuses text with NUL bytes, which are holes of a broken download, and text in the 7-bit encoding of mails.
func recognise(r io.ReaderAt, size int64, head []byte, named Encoding) (text, error) {
	t := text{r: r, to: size}
	switch {
	case bytes.HasPrefix(head, []byte(bomUTF8)):
		t.encoding, t.from = UTF8BOM, int64(len(bomUTF8))
	case bytes.HasPrefix(head, []byte(bomUTF16LE)), bytes.HasPrefix(head, []byte(bomUTF16BE)):
		t.encoding = UTF16 // the decoder takes the mark
	}
	if bytes.Contains(head, []byte("\x1b$B")) || bytes.Contains(head, []byte("\x1b$@")) {
		return t, &FileError{Kind: FaultUnknownEncoding, Detail: "ISO-2022-JP"}
	}
	if t.encoding != UTF16 {
		if err := t.dropEndMark(); err != nil {
			return t, err
		}
	}
	found, err := t.scan()
	switch {
	case err != nil:
		return t, err
	case named != "":
		return t, t.confirm(named, found)
	case t.encoding == "" && found.utf8:
		t.encoding = UTF8
	case t.encoding == "":
		t.encoding = CP932
	}
	return t, nil
}

// confirm takes the encoding that was named, if the text can be in it.
//
// UTF-8 may have some broken characters, which the cells show as damaged: that is the file for which one names it. But
// text in CP932 has hardly a valid character of UTF-8. Text of which each byte is valid in UTF-8, with characters of
// three bytes, is not in CP932; with characters of two it can be (ﾂｱ is C2 B1), and that too is why one names it.
func (t *text) confirm(named Encoding, found scanned) error {
	fits := false
	switch named {
	case UTF8, UTF8BOM:
		if fits = t.encoding == UTF8BOM; t.encoding == "" {
			t.encoding = UTF8
			if fits = found.utf8; !fits {
				var err error
				if fits, err = t.mostlyUTF8(); err != nil {
					return err
				}
			}
		}
	case CP932:
		if t.encoding == "" {
			t.encoding = CP932
			fits = !(found.utf8 && found.three)
		}
	case UTF16:
		fits = t.encoding == UTF16
	}
	if !fits {
		return &FileError{Kind: FaultUnknownEncoding, Detail: "not " + string(named)}
	}
	return nil
}

// mostlyUTF8 tells whether at least 20 characters beyond ASCII are whole for each run of bytes that belong to none.
func (t text) mostlyUTF8() (bool, error) {
	src, buf := t.open(), make([]byte, bufferSize)
	whole, broken, kept, inRun := 0, 0, 0, false
	for {
		n, err := io.ReadFull(src, buf[kept:])
		end := err == io.EOF || err == io.ErrUnexpectedEOF
		if err != nil && !end {
			return false, fmt.Errorf("look at the encoding: %w", err)
		}
		b := buf[:kept+n]
		for len(b) > 0 && (end || utf8.FullRune(b)) {
			r, size := utf8.DecodeRune(b)
			wrong := r == utf8.RuneError && size == 1
			if wrong && !inRun {
				broken++
			}
			if r >= utf8.RuneSelf && !wrong {
				whole++
			}
			inRun = wrong
			b = b[size:]
		}
		if end {
			return broken*20 <= whole, nil
		}
		kept = copy(buf, b)
	}
}

// dropEndMark leaves out the Ctrl-Z with which old programs end a text file, and what line ends follow it.
func (t *text) dropEndMark() error {
	tail := make([]byte, min(64, t.to-t.from))
	if _, err := t.r.ReadAt(tail, t.to-int64(len(tail))); err != nil && err != io.EOF {
		return err
	}
	kept := bytes.TrimRight(tail, "\r\n\x1a")
	if i := bytes.IndexByte(tail[len(kept):], 0x1A); i >= 0 {
		t.to -= int64(len(tail) - len(kept) - i)
	}
	return nil
}

// scanned is what the bytes of a text say of its encoding.
type scanned struct {
	utf8  bool // all valid; a character cut off at the very end of a text that has others counts: a download broke off
	three bool // some characters of UTF-8 take three bytes or more; not known where utf8 is false
}

// scan reads the text through.
func (t text) scan() (found scanned, err error) {
	src := t.open()
	buf := make([]byte, bufferSize)
	kept, lf, cr := 0, 0, 0
	valid, wide, three := true, false, false
	for {
		n, err := io.ReadFull(src, buf[kept:])
		chunk := buf[:kept+n]
		if i := bytes.IndexByte(chunk[kept:], 0); i >= 0 {
			lf += bytes.Count(chunk[kept:kept+i], []byte{'\n'})
			cr += bytes.Count(chunk[kept:kept+i], []byte{'\r'})
			return found, &FileError{Kind: FaultBroken, Line: max(lf, cr) + 1, Detail: "NUL"}
		}
		lf += bytes.Count(chunk[kept:], []byte{'\n'})
		cr += bytes.Count(chunk[kept:], []byte{'\r'})
		whole := len(chunk)
		if valid {
			whole -= cutOff(chunk)
			valid = utf8.Valid(chunk[:whole])
			wide = wide || valid && !isASCII(chunk[:whole])
			three = three || wide && slices.ContainsFunc(chunk[:whole], func(c byte) bool { return c >= 0xE0 })
		}
		switch err {
		case nil:
			kept = copy(buf, chunk[whole:])
		case io.EOF, io.ErrUnexpectedEOF:
			return scanned{valid && (whole == len(chunk) || wide), three}, nil
		default:
			return found, fmt.Errorf("look at the encoding: %w", err)
		}
	}
}

// cutOff gives how many bytes at the end of b begin a UTF-8 character without finishing it.
func cutOff(b []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(b); n++ {
		if c := b[len(b)-n]; utf8.RuneStart(c) {
			if c >= utf8.RuneSelf && !utf8.FullRune(b[len(b)-n:]) {
				return n
			}
			return 0
		}
	}
	return 0
}
