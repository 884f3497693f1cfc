package rule

import (
	"testing"

	"pgregory.net/rapid"
)

func TestWhatCheckPassesCompiles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := genSet().Draw(t, "set")
		if faults := Check(set); len(faults) > 0 {
			t.Fatalf("Check: %v", faults[0])
		}
		if _, faults := Compile(set); len(faults) > 0 {
			t.Fatalf("Compile: %v %s\n%s", faults[0].At, faults[0].Text, Format(set))
		}
	})
}
