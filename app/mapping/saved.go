package mapping

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Version is the form of saved mappings that this program writes and reads.
const Version = 1

// maxSaved is the size of the largest mapping that is read, in bytes.
const maxSaved = 1 << 20

// Mapping is a format of the owner's own, as it is saved. It holds names of columns and words of the mall, and nothing of
// what a file's rows say about people.
type Mapping struct {
	Version   int               `json:"version"`
	Name      string            `json:"name"`                // as the owner calls it
	Kind      Kind              `json:"kind"`                //
	Mall      string            `json:"mall,omitempty"`      // orders: the mall's id; empty = other
	Base      string            `json:"base,omitempty"`      // orders: the id of a known format whose columns were only renamed
	Rename    map[string]string `json:"rename,omitempty"`    // with Base: known name → name in this file
	Encoding  string            `json:"encoding,omitempty"`  // utf-8, utf-8-bom, cp932, utf-16; empty = as found
	Delimiter string            `json:"delimiter,omitempty"` // ",", TAB or ";"; empty = as found
	HeaderRow int               `json:"header_row"`          // 1 = the first record; 0 = no header
	Header    []string          `json:"header"`              // the names as they were when it was saved
	Columns   []Mapped          `json:"columns,omitempty"`   // those with a meaning, in the file's order
	Values    Values            `json:"values"`              //
}

// Mapped is a column with a meaning.
type Mapped struct {
	Column string  `json:"column"` // its name; 列3 in a file without a header
	At     int     `json:"at"`     // from 0; it finds the column where the name stands twice or there are no names
	Means  Meaning `json:"means"`
}

// Mapping gives the proposal as it is, under that name, to be saved.
func (p Proposal) Mapping(name, mall string) Mapping {
	m := Mapping{Version: Version, Name: name, Kind: p.Kind, Mall: mall, HeaderRow: p.HeaderRow, Header: slices.Clone(p.Header),
		Values: Values{maps.Clone(p.Values.Status), maps.Clone(p.Values.Paid)}}
	for _, c := range p.Columns {
		if c.Means != "" {
			m.Columns = append(m.Columns, Mapped{c.Name, c.At, c.Means})
		}
	}
	return m
}

// Write saves a mapping as JSON: UTF-8, indented, the same bytes for the same mapping.
func (m Mapping) Write(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(m); err != nil {
		return fmt.Errorf("write mapping %s: %w", m.Name, err)
	}
	return nil
}

// Error is what makes a saved mapping unusable: a sentence for the owner.
type Error struct{ japanese string }

// Error is for logs and programs.
func (e *Error) Error() string { return "mapping: " + e.japanese }

// Japanese is the sentence for the owner.
func (e *Error) Japanese() string { return e.japanese }

func wrong(format string, a ...any) error { return &Error{fmt.Sprintf(format, a...)} }

// Parse reads what Write wrote, and refuses what could not be used: an *Error with one Japanese sentence, or r's error.
func Parse(r io.Reader) (Mapping, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxSaved+1))
	if err != nil {
		return Mapping{}, fmt.Errorf("read mapping: %w", err)
	}
	if len(b) > maxSaved {
		return Mapping{}, wrong("列の対応のファイルが大きすぎます。formats learn で作ったファイルか確かめてください。")
	}
	if !utf8.Valid(b) {
		return Mapping{}, wrong("列の対応のファイルの文字コードがUTF-8ではありません。UTF-8で保存し直してください。")
	}
	var m Mapping
	d := json.NewDecoder(strings.NewReader(strings.TrimPrefix(string(b), "\uFEFF")))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		return Mapping{}, wrong("列の対応のファイルを読めません（%s）。", jsonFault(err))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Mapping{}, wrong("列の対応のファイルの終わりに余分な文字があります。")
	}
	if err := m.usable(); err != nil {
		return Mapping{}, err
	}
	return m, nil
}

// jsonFault puts the commonest slips into Japanese.
func jsonFault(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("%d文字目の近くで、JSONの書き方が正しくありません", syntax.Offset)
	case errors.As(err, &kind):
		return "「" + kind.Field + "」の値の種類が違います"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "途中で終わっています"
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return "知らない項目 " + name + " があります"
	}
	return "JSONではありません"
}

func (m Mapping) usable() error {
	switch {
	case m.Version != Version:
		return wrong("列の対応のファイルの版（version）が %d です。この店番で読めるのは %d です。", m.Version, Version)
	case strings.TrimSpace(m.Name) == "":
		return wrong("列の対応に名前（name）がありません。")
	case m.Kind.Name() == "":
		return wrong("ファイルの種類（kind）「%s」は知らない種類です。", m.Kind)
	case m.HeaderRow < 0 || m.HeaderRow > 1000:
		return wrong("見出しの行（header_row）が %d です。見出しがなければ 0 にしてください。", m.HeaderRow)
	case m.Delimiter != "" && m.Delimiter != "," && m.Delimiter != "\t" && m.Delimiter != ";":
		return wrong("区切り文字（delimiter）「%s」は使えません。カンマ・タブ・セミコロンのどれかにしてください。", m.Delimiter)
	}
	for text, means := range m.Values.Status {
		if !slices.Contains([]string{Cleared, NotYet, Shipped, Cancelled}, means) {
			return wrong("状態「%s」の意味「%s」は、cleared・not_yet・shipped・cancelled のどれでもありません。", text, means)
		}
	}
	for text, means := range m.Values.Paid {
		if means != IsPaid && means != Unpaid {
			return wrong("入金「%s」の意味「%s」は、paid・unpaid のどちらでもありません。", text, means)
		}
	}
	if m.Base != "" && m.Kind != Orders {
		return wrong("元の形式（base）を使えるのは受注のファイルだけです。")
	}
	for _, p := range Check(m) {
		if p.Stops {
			return wrong("%s", p.Text)
		}
	}
	return nil
}
