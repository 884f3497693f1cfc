package buy

import (
	"maps"
	"slices"
	"strings"

	"miseban/app/stock"
	"miseban/app/table"
)

// Headings says what the columns of a file of the owner's own are. The zero value takes the file's headings as they are.
type Headings struct {
	// Known gives for a heading of the file the name of a column that is known here (as the column lists of app/stock have
	// it); an empty name leaves the column out. Headings that it does not name are read by their own names, unless
	// that would be a second column of one that it names.
	Known map[string]string
	// Table is what of the file need not be recognised: its encoding, its delimiter, the row of its headings.
	Table table.Options
}

// find gives what the heading of a file is called here.
func (h Headings) find(title string) (known string, ok bool) {
	if known, ok = h.Known[title]; ok {
		return known, true
	}
	for _, k := range slices.Sorted(maps.Keys(h.Known)) {
		if stock.SameHeading(k, title) {
			return h.Known[k], true
		}
	}
	return "", false
}

// translate gives the file's headings as they are known, and the file's own for each that was translated.
func (h Headings) translate(titles []string, columns [][]string) (known []string, own map[string]string, err error) {
	if len(h.Known) == 0 {
		return titles, nil, nil
	}
	known, own = slices.Clone(titles), map[string]string{}
	for i, t := range titles {
		name, ok := h.find(t)
		if !ok || strings.TrimSpace(t) == "" {
			continue
		}
		if known[i] = ""; strings.TrimSpace(name) == "" {
			continue
		}
		first, ok := stock.KnownHeading(columns, name)
		if !ok {
			return nil, nil, tell("見出し「%s」の意味に書かれている「%s」という列は、ここでは使えません。何も取り込んでいません。列の対応を直してから、もう一度取り込んでください。", t, name)
		}
		if before, twice := own[first]; twice {
			return nil, nil, tell("見出し「%s」と「%s」の意味が、どちらも「%s」になっています。何も取り込んでいません。列の対応を直してから、もう一度取り込んでください。", before, t, first)
		}
		known[i], own[first] = first, t
	}
	for i, t := range titles {
		if _, named := h.find(t); named {
			continue
		}
		if first, ok := stock.KnownHeading(columns, t); ok {
			if _, taken := own[first]; taken {
				known[i] = ""
			}
		}
	}
	return known, own, nil
}

// missing tells which headings of the mapping the file does not have.
func (h Headings) missing(titles []string) []Problem {
	var out []Problem
	for _, k := range slices.Sorted(maps.Keys(h.Known)) {
		if h.Known[k] != "" && !slices.ContainsFunc(titles, func(t string) bool { return stock.SameHeading(k, t) }) {
			out = append(out, Problem{Column: k, Message: "列の対応に書かれている見出しが、このファイルにありません。"})
		}
	}
	return out
}
