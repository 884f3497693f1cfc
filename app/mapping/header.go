package mapping

import "strings"

// headerAt finds the record that holds the names: of the first twenty the one with the most names that are known; where none
// has two, the first record if it looks unlike the rows below it. 1 = the first record; 0 = there is no header.
func headerAt(kind Kind, records [][]string) int {
	best, most := 0, 1
	for i, r := range records[:min(len(records), 20)] {
		if n := namesIn(kind, r); n > most {
			best, most = i+1, n
		}
	}
	if best > 0 {
		return best
	}
	for i, r := range records[:min(len(records), 20)] {
		filled := 0
		for _, c := range r {
			if strings.TrimSpace(c) != "" {
				filled++
			}
		}
		if filled < 2 || filled*2 < len(r) {
			continue // a title above the table
		}
		if unlike(r, records[i+1:]) {
			return i + 1
		}
		return 0
	}
	return 0
}

// namesIn counts the cells of a record that are a name with a meaning. One that repeats is counted once.
func namesIn(kind Kind, record []string) int {
	n := 0
	seen := map[string]bool{}
	for _, cell := range record {
		if cell == "" || len(cell) > 90 || seen[cell] {
			continue
		}
		seen[cell] = true
		keys, _ := variants(cell)
		for _, k := range keys {
			if _, ok := nameTable[kind][k]; ok || kind == Orders && readPerson(k).part != "" && (readPerson(k).side != "" || parts[k].meaning != "") {
				n++
				break
			}
		}
	}
	return n
}

// unlike tells whether a record has words where the rows below have numbers, dates and codes, and none of theirs.
func unlike(record []string, rows [][]string) bool {
	if len(rows) > 20 {
		rows = rows[:20]
	}
	words, numbers, same := 0, 0, 0
	for i, cell := range record {
		cell = strings.TrimSpace(cell)
		if cell == "" {
			continue
		}
		f := look(cell)
		if f&(whole|day|moment|clock|zip|phone|mail) != 0 {
			return false
		}
		below, filled := 0, 0
		for _, r := range rows {
			if i >= len(r) || strings.TrimSpace(r[i]) == "" {
				continue
			}
			filled++
			if look(r[i])&(whole|day|moment|clock|zip|phone|mail) != 0 {
				below++
			}
			if strings.TrimSpace(r[i]) == cell {
				same++
			}
		}
		words++
		if filled > 0 && below*2 > filled {
			numbers++
		}
	}
	return same == 0 && numbers > 0 && words > 1
}
