package slip

import (
	"fmt"
	"io"
	"testing"

	"miseban/assets/fonts"
)

// BenchmarkThousandSlips lays out and writes a big day's papers into one file; the target is a second.
func BenchmarkThousandSlips(b *testing.B) {
	examples := []Slip{towels(), gift(), towels(), reissuedInvoice(), towels()}
	if err := WritePDF(io.Discard, []Document{Layout(examples[0])}, Options{}); err != nil {
		b.Fatal(err) // also reads the fonts, once per process
	}
	b.ReportAllocs()
	for b.Loop() {
		docs := make([]Document, 1000)
		for i := range docs {
			s := examples[i%len(examples)]
			s.Running = fmt.Sprintf("%04d/1000", i+1)
			docs[i] = Layout(s)
		}
		if err := WritePDF(io.Discard, docs, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLayout is one everyday slip, as the preview sets it when the selection moves.
func BenchmarkLayout(b *testing.B) {
	s := towels()
	Layout(s)
	b.ReportAllocs()
	for b.Loop() {
		Layout(s)
	}
}

// BenchmarkHiddenLayout is one gift slip, whose texts are searched for amounts.
func BenchmarkHiddenLayout(b *testing.B) {
	s := gift()
	Layout(s)
	b.ReportAllocs()
	for b.Loop() {
		Layout(s)
	}
}

// BenchmarkReadFonts is what the first paper of a session waits for.
func BenchmarkReadFonts(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		mustRead(fonts.Regular)
	}
}
