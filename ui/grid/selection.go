package grid

import "math/bits"

// Selection is which rows of a list are marked, where the cursor stands, and from where Shift
// extends. It is plain data: the grid draws it, the screen asks it.
type Selection struct {
	n      int
	marked []uint64
	count  int
	cursor int
	anchor int
	single bool
}

// Reset makes it a selection over n rows with nothing marked and the cursor on the first.
func (s *Selection) Reset(n int) {
	s.n, s.count, s.cursor, s.anchor = n, 0, 0, 0
	s.marked = make([]uint64, (n+63)/64)
}

// Len tells over how many rows it is.
func (s *Selection) Len() int { return s.n }

// Count tells how many rows are marked.
func (s *Selection) Count() int { return s.count }

// Cursor tells the row that the keyboard stands on; -1 if there are no rows.
func (s *Selection) Cursor() int {
	if s.n == 0 {
		return -1
	}
	return s.cursor
}

// Has tells whether a row is marked.
func (s *Selection) Has(i int) bool {
	return i >= 0 && i < s.n && s.marked[i/64]&(1<<(i%64)) != 0
}

// Rows gives the marked rows from top to bottom.
func (s *Selection) Rows() []int {
	rows := make([]int, 0, s.count)
	for w, word := range s.marked {
		for word != 0 {
			rows = append(rows, 64*w+bits.TrailingZeros64(word))
			word &= word - 1
		}
	}
	return rows
}

func (s *Selection) mark(i int, on bool) {
	if i < 0 || i >= s.n || s.Has(i) == on {
		return
	}
	s.marked[i/64] ^= 1 << (i % 64)
	if on {
		s.count++
	} else {
		s.count--
	}
}

// None marks nothing; the cursor stays.
func (s *Selection) None() {
	clear(s.marked)
	s.count = 0
}

// All marks every row; the cursor stays.
func (s *Selection) All() {
	if s.single {
		return
	}
	for i := range s.n {
		s.mark(i, true)
	}
}

func (s *Selection) clamp(i int) int { return min(max(i, 0), s.n-1) }

// Click marks one row alone.
func (s *Selection) Click(i int) {
	if s.n == 0 {
		return
	}
	i = s.clamp(i)
	s.None()
	s.mark(i, true)
	s.cursor, s.anchor = i, i
}

// Toggle marks a row beside the others, or no longer (Ctrl+click, Space).
func (s *Selection) Toggle(i int) {
	if s.single || s.n == 0 {
		s.Click(i)
		return
	}
	i = s.clamp(i)
	s.mark(i, !s.Has(i))
	s.cursor, s.anchor = i, i
}

// Extend marks all rows from the anchor to i and no others (Shift+click, Shift+arrows).
func (s *Selection) Extend(i int) {
	if s.single || s.n == 0 {
		s.Click(i)
		return
	}
	i = s.clamp(i)
	s.None()
	for k := min(s.anchor, i); k <= max(s.anchor, i); k++ {
		s.mark(k, true)
	}
	s.cursor = i
}

// rekey carries a selection over to other rows by their keys: the same orders stay marked when the
// list is sorted or counted anew. Rows that are gone are no longer marked; if the cursor's row is
// gone, the cursor stays at its height.
func (s *Selection) rekey(oldKey func(int) string, n int, newKey func(int) string) {
	cursorKey, keys := "", map[string]bool{}
	if s.n > 0 {
		cursorKey = oldKey(s.cursor)
	}
	for _, i := range s.Rows() {
		keys[oldKey(i)] = true
	}
	height := s.cursor
	s.Reset(n)
	if n == 0 {
		return
	}
	s.cursor = s.clamp(height)
	found := false
	for i := range n {
		k := newKey(i)
		if keys[k] {
			s.mark(i, true)
		}
		if !found && k == cursorKey && cursorKey != "" {
			s.cursor, found = i, true
		}
	}
	s.anchor = s.cursor
}
