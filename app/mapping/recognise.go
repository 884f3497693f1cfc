package mapping

// Recognise finds the mapping that fits a file's first records: all its mapped columns must be there, in any order and
// with others among them. Of several the one with the most columns in common wins, then the one whose header is the most
// alike, then the first. A mapping without a header fits a file of as many columns whose cells look as they must.
func Recognise(mappings []Mapping, records [][]string) (*Mapping, bool) {
	if len(records) > 20 {
		records = records[:20]
	}
	headers := make([]map[string]int, len(records))
	keys := map[string]string{}
	header := func(row int) map[string]int {
		if row < 1 || row > len(records) {
			return nil
		}
		if headers[row-1] == nil {
			names := make(map[string]int, len(records[row-1]))
			for _, c := range records[row-1] {
				if len(c) <= 200 {
					names[keyIn(keys, c)]++
				}
			}
			headers[row-1] = names
		}
		return headers[row-1]
	}
	best, most := -1, 0
	for i := range mappings {
		m := &mappings[i]
		n := 0
		if m.HeaderRow == 0 {
			n = m.looksLike(records)
		} else {
			// First where it stood; else the title above the table has grown or shrunk.
			if n = m.in(header(m.HeaderRow), keys); n == 0 {
				for row := 1; row <= min(len(records), 12) && n == 0; row++ {
					n = m.in(header(row), keys)
				}
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	if best < 0 {
		return nil, false
	}
	return &mappings[best], true
}

// in tells how well a header fits; 0 = not at all. A mapped column counts a thousand, another of the header one.
func (m *Mapping) in(names map[string]int, keys map[string]string) int {
	if len(names) == 0 {
		return 0
	}
	n := 0
	need := map[string]int{}
	for _, c := range m.Columns {
		k := keyIn(keys, c.Column)
		if need[k]++; names[k] < need[k] {
			return 0
		}
		n += 1000
	}
	for _, file := range m.Rename {
		if names[keyIn(keys, file)] == 0 {
			return 0
		}
		n += 1000
	}
	alike := 0
	for _, name := range m.Header {
		if k := keyIn(keys, name); k != "" && names[k] > 0 {
			alike++
		}
	}
	if n == 0 || m.Base != "" && alike*10 < len(m.Header)*6 {
		return 0
	}
	return n + alike
}

// keyIn is placeKey, which is not made twice for the same name.
func keyIn(keys map[string]string, name string) string {
	k, ok := keys[name]
	if !ok {
		k = placeKey(name)
		keys[name] = k
	}
	return k
}

// looksLike tells how well records without a header fit.
func (m *Mapping) looksLike(records [][]string) int {
	if len(records) == 0 {
		return 0
	}
	for _, r := range records {
		if len(r) != len(m.Header) {
			return 0
		}
	}
	seen := map[string]shape{}
	n := 0
	for _, c := range m.Columns {
		if c.At < 0 || c.At >= len(m.Header) {
			return 0
		}
		p := profileOf(records, c.At, seen)
		right, sharp := looks[m.Kind][c.Means].fit(&p)
		if p.filled > 0 && right < 0.9 {
			return 0
		}
		if sharp {
			n += 1000
		}
	}
	return n
}

// HeaderRowIn finds where the header of a recognised mapping stands in these records; 0 = nowhere, or it has none.
func (m *Mapping) HeaderRowIn(records [][]string) int {
	if m.HeaderRow == 0 {
		return 0
	}
	keys := map[string]string{}
	try := func(row int) bool {
		if row < 1 || row > len(records) {
			return false
		}
		names := map[string]int{}
		for _, c := range records[row-1] {
			names[keyIn(keys, c)]++
		}
		return m.in(names, keys) > 0
	}
	if try(m.HeaderRow) {
		return m.HeaderRow
	}
	for row := 1; row <= min(len(records), 12); row++ {
		if try(row) {
			return row
		}
	}
	return 0
}
