package grid

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestMarkingOrdersLikeInAFileManager(t *testing.T) {
	var s Selection
	s.Reset(10)
	steps := []struct {
		what string
		do   func()
		want []int
	}{
		{"a click marks one", func() { s.Click(3) }, []int{3}},
		{"Shift extends down", func() { s.Extend(5) }, []int{3, 4, 5}},
		{"Shift turns round at the anchor", func() { s.Extend(1) }, []int{1, 2, 3}},
		{"Ctrl adds one far away", func() { s.Toggle(8) }, []int{1, 2, 3, 8}},
		{"Ctrl again takes it back", func() { s.Toggle(8) }, []int{1, 2, 3}},
		{"Shift then goes from there", func() { s.Extend(9) }, []int{8, 9}},
		{"a click forgets the rest", func() { s.Click(0) }, []int{0}},
		{"Ctrl+A marks all", func() { s.All() }, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}},
		{"below the last is the last", func() { s.Click(99) }, []int{9}},
	}
	for _, step := range steps {
		step.do()
		if got := s.Rows(); !slices.Equal(got, step.want) || s.Count() != len(step.want) {
			t.Fatalf("%s: marked %v (%d), want %v", step.what, got, s.Count(), step.want)
		}
	}
}

func TestAnEmptyListHasNoCursor(t *testing.T) {
	var s Selection
	s.Reset(0)
	s.Click(0)
	s.Extend(3)
	s.Toggle(2)
	s.All()
	if s.Cursor() != -1 || s.Count() != 0 {
		t.Errorf("cursor %d and %d marked in an empty list", s.Cursor(), s.Count())
	}
}

// The same orders stay marked however the list is sorted or filtered, and count agrees with rows.
func TestSortingKeepsTheMarkedOrders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 200).Draw(t, "orders")
		old := make([]string, n)
		for i := range old {
			old[i] = fmt.Sprint("楽天/", i)
		}
		var s Selection
		s.Reset(n)
		for range rapid.IntRange(0, 20).Draw(t, "steps") {
			i := rapid.IntRange(0, n-1).Draw(t, "row")
			switch rapid.IntRange(0, 2).Draw(t, "how") {
			case 0:
				s.Click(i)
			case 1:
				s.Toggle(i)
			case 2:
				s.Extend(i)
			}
		}
		marked := map[string]bool{}
		for _, i := range s.Rows() {
			marked[old[i]] = true
		}
		cursor := old[s.Cursor()]
		list := rapid.Permutation(old).Draw(t, "sorted")
		list = list[:rapid.IntRange(0, n).Draw(t, "left")]
		s.rekey(func(i int) string { return old[i] }, len(list), func(i int) string { return list[i] })
		count := 0
		for i, k := range list {
			if s.Has(i) != marked[k] {
				t.Fatalf("%s was marked %v, is %v", k, marked[k], s.Has(i))
			}
			if marked[k] {
				count++
			}
		}
		if s.Count() != count || len(s.Rows()) != count {
			t.Fatalf("count %d, rows %d, marked %d", s.Count(), len(s.Rows()), count)
		}
		if i := slices.Index(list, cursor); i >= 0 && s.Cursor() != i {
			t.Fatalf("the cursor stood on %s and is at %d, not %d", cursor, s.Cursor(), i)
		}
	})
}
