package mapping

import "strings"

// Places finds the mapped columns in a header: the columns of each meaning in the file's order, and the names of those
// that are not there. The order of the columns may have changed and others may have come; a name that stood twice is found
// by how many stood before it. In a file without a header the places are those of the mapping.
func (m Mapping) Places(header []string) (at map[Meaning][]int, absent []string) {
	at = make(map[Meaning][]int, len(m.Columns))
	if m.HeaderRow == 0 {
		for _, c := range m.Columns {
			at[c.Means] = append(at[c.Means], c.At)
		}
		return at, nil
	}
	where := make(map[string][]int, len(header))
	for i, name := range header {
		k := placeKey(name)
		where[k] = append(where[k], i)
	}
	for _, c := range m.Columns {
		k := placeKey(c.Column)
		found, nth := where[k], 0
		for i, name := range m.Header {
			if i < c.At && placeKey(name) == k {
				nth++
			}
		}
		switch {
		case len(found) == 0:
			absent = append(absent, c.Column)
		case nth < len(found):
			at[c.Means] = append(at[c.Means], found[nth])
		default:
			absent = append(absent, c.Column)
		}
	}
	for _, list := range at {
		for i := 1; i < len(list); i++ { // a handful at most
			for j := i; j > 0 && list[j] < list[j-1]; j-- {
				list[j], list[j-1] = list[j-1], list[j]
			}
		}
	}
	return at, absent
}

// placeKey is Key; a name that is nothing but signs is itself.
func placeKey(name string) string {
	if k := Key(name); k != "" {
		return k
	}
	return strings.TrimSpace(name)
}

// Titles translates a header into the names by which files of products, stock and suppliers are read; columns without a
// meaning become "". A mall's code keeps the name in the file, which says whose it is, where that is such a name.
func (m Mapping) Titles(header []string) []string {
	out := make([]string, len(header))
	at, _ := m.Places(header)
	for means, places := range at {
		for _, i := range places {
			if i >= len(out) {
				continue
			}
			out[i] = string(means)
			if means == MallCode {
				if found := nameTable[Products][Key(header[i])]; len(found) > 0 && found[0].meaning == MallCode || strings.ContainsAny(header[i], "(（") {
					out[i] = header[i]
				}
			}
		}
	}
	return out
}
