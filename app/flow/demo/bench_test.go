package demo_test

import (
	"testing"

	"miseban/app/flow/demo"
	"miseban/app/flow/intake"
	"miseban/app/flow/ship"
)

// BenchmarkMonday is the morning's first action: five files with 200 orders taken into a shop of 300, and the plan of what
// goes out.
func BenchmarkMonday(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		s, _ := fill(b, monday)
		paths, err := demo.Monday(ctx, s.Folder, monday)
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if _, err := intake.Import(ctx, s.Desk, paths, intake.Options{Now: monday}); err != nil {
			b.Fatal(err)
		}
		if _, err := ship.Make(ctx, s.Desk, monday); err != nil {
			b.Fatal(err)
		}
	}
}
