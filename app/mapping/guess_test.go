package mapping_test

import (
	"slices"
	"testing"

	"miseban/app/mapping"
)

// score counts how a proposal compares with the truth.
type score struct{ meant, right, wrong, sureWrong, extra int }

func scored(t *testing.T, layout string, p mapping.Proposal, want map[string][]mapping.Meaning, verbose bool) score {
	t.Helper()
	var s score
	seen := map[string]bool{}
	for _, c := range p.Columns {
		right := want[c.Name]
		if seen[c.Name] {
			right = nil // the second of that name: 発送状態, 送料
		}
		seen[c.Name] = true
		meant := len(right) > 0 && !slices.Contains(right, "")
		if meant {
			s.meant++
		}
		switch {
		case slices.Contains(right, c.Means) || c.Means == "" && len(right) == 0:
			if meant {
				s.right++
			}
			continue
		case c.Means == "":
			if verbose {
				t.Logf("%s: %q has no meaning, want %v (others %v)", layout, c.Name, right, c.Others)
			}
			continue
		case len(right) == 0:
			s.extra++
		default:
			s.wrong++
		}
		if c.Confidence >= 0.9 {
			s.sureWrong++
			t.Errorf("%s: %q is surely (%.2f) %s, want %v: %s", layout, c.Name, c.Confidence, c.Means, right, c.Reason)
		} else if verbose {
			t.Logf("%s: %q is %s (%.2f), want %v: %s", layout, c.Name, c.Means, c.Confidence, right, c.Reason)
		}
	}
	return s
}

// Every layout that the notes know, with a day's orders in it: nearly all columns are understood, and what is as good as
// certain is right.
func TestTheColumnsOfEveryKnownFileAreUnderstood(t *testing.T) {
	want := truth(t)
	var all score
	for _, layout := range layouts(t) {
		if len(want[layout]) == 0 {
			t.Fatalf("the truth about %s is not written down", layout)
		}
		p := mapping.Guess(mapping.Orders, rowsOf(t, layout, 25))
		if p.HeaderRow != 1 {
			t.Errorf("%s: header in row %d", layout, p.HeaderRow)
		}
		s := scored(t, layout, p, want[layout], true)
		t.Logf("%-22s %3d of %3d columns right, %d wrong, %d without a meaning given one", layout, s.right, s.meant, s.wrong, s.extra)
		if s.right*100 < s.meant*90 {
			t.Errorf("%s: only %d of %d columns", layout, s.right, s.meant)
		}
		all.meant, all.right, all.wrong, all.extra = all.meant+s.meant, all.right+s.right, all.wrong+s.wrong, all.extra+s.extra
	}
	t.Logf("all: %d of %d columns right (%.1f %%), %d wrong, %d given one without need", all.right, all.meant, 100*float64(all.right)/float64(all.meant), all.wrong, all.extra)
	// 95 of 100 are good enough for a proposal; the table of names reaches all of them, and must not lose any again.
	if all.right < all.meant || all.wrong > 0 {
		t.Errorf("%d of %d columns are understood, %d wrongly", all.right, all.meant, all.wrong)
	}
}
