package grid

import (
	"strings"

	"fyne.io/fyne/v2"

	"miseban/ui/look"
)

// Rows is what a grid shows. It is asked on the main goroutine, for the rows in sight only, and
// must answer at once: from a slice, not from a query.
type Rows interface {
	Len() int
	Row(i int) Row
}

// Keyed is a Rows whose rows can be known again after sorting and reloading: by order key.
type Keyed interface {
	Key(i int) string
}

// Row is one row as it is shown, its texts made beforehand.
type Row struct {
	Cells []Cell // as many as there are columns, in their order; missing ones are empty
	Faint bool   // written in grey: a row that needs nothing
}

// Cell is what stands in one column: a span, and more of them beside it.
type Cell struct {
	Span
	More []Span
}

// Span is a piece of a cell: text, a pill, a chip.
type Span struct {
	Text string
	Kind Kind
	Tone look.Tone // of a Pill
}

// Kind is how a span is drawn.
type Kind uint8

// The kinds of spans.
const (
	Plain  Kind = iota // text
	Strong             // bold text: the figure that matters
	Quiet              // grey text: reasons, dashes
	Good               // green text
	Warn               // orange text
	Alarm              // red text
	Struck             // grey text crossed out
	Pill               // a status in its colours
	Chip               // an outlined tag
)

// Text makes a cell of plain text.
func Text(s string) Cell { return Cell{Span: Span{Text: s}} }

// Of makes a cell of text of a kind.
func Of(kind Kind, s string) Cell { return Cell{Span: Span{Text: s, Kind: kind}} }

// Status makes a cell of a status pill.
func Status(s string, tone look.Tone) Cell { return Cell{Span: Span{Text: s, Kind: Pill, Tone: tone}} }

// Tags makes a cell of chips.
func Tags(texts ...string) Cell {
	spans := make([]Span, len(texts))
	for i, t := range texts {
		spans[i] = Span{Text: t, Kind: Chip}
	}
	return Join(spans...)
}

// Join makes a cell of several spans: a text with a pill, one pill → another.
func Join(spans ...Span) Cell {
	if len(spans) == 0 {
		return Cell{}
	}
	return Cell{spans[0], spans[1:]}
}

// Plaintext gives a cell's words without their dress, spans apart by a space.
func (c Cell) Plaintext() string {
	if len(c.More) == 0 {
		return c.Span.Text
	}
	var b strings.Builder
	b.WriteString(c.Span.Text)
	for _, s := range c.More {
		b.WriteByte(' ')
		b.WriteString(s.Text)
	}
	return b.String()
}

// Fixed is a Rows out of a slice, for short tables. Its rows are known again by keys, if there are
// as many keys as rows.
type Fixed struct {
	Lines []Row
	Keys  []string
}

// Len is Rows'.
func (f Fixed) Len() int { return len(f.Lines) }

// Row is Rows'.
func (f Fixed) Row(i int) Row { return f.Lines[i] }

// Key is Keyed's.
func (f Fixed) Key(i int) string {
	if i < len(f.Keys) {
		return f.Keys[i]
	}
	return ""
}

// dress is how a kind is written.
func (s Span) dress(faint bool) (color fyne.ThemeColorName, size float32, face fyne.TextStyle) {
	color, size = look.Text, look.SizeText
	switch s.Kind {
	case Strong:
		face.Bold = true
	case Quiet:
		color = look.Secondary
	case Good:
		color = look.Good
	case Warn:
		color = look.Warn
	case Alarm:
		color = look.Error
	case Struck:
		color, face.Strikethrough = look.Secondary, true
	case Pill:
		_, color = s.Tone.Pill()
		size, face.Strikethrough = look.SizeSecondary, s.Tone.Struck()
	case Chip:
		size = look.SizeChip
	}
	if faint && s.Kind != Pill && s.Kind != Alarm {
		color = look.Secondary
	}
	return color, size, face
}
