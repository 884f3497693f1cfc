package mall

import (
	"fmt"
	"strings"
)

// Match says how well a header fits the format that was recognised.
type Match struct {
	Unknown   []string // columns that no known layout of the format has: they are not read
	Missing   []string // columns that the reader would use and the file does not have: their fields stay unknown
	Duplicate []string // names that stand more than once: the first column is read
}

// Recognise finds the format of a file by its column names; nil if there is none. Any subset and any order of the
// owner's template is recognised, with columns appended, unknown, or twice, as long as the order number and a few
// columns of that mall alone are there.
func Recognise(header []string) (*Format, Match) {
	h := newColumns(header)
	var best *Format
	most := 0
	for _, f := range formats {
		if n := f.marksIn(h); f.fits(h) && n > most {
			best, most = f, n
		}
	}
	if best == nil {
		return nil, Match{}
	}
	best.bind(h, Options{})
	known := map[string]bool{}
	for _, names := range best.known {
		for _, n := range names {
			known[plain(n)] = true
		}
	}
	m := Match{Missing: h.absent}
	seen := map[string]int{}
	for _, name := range header {
		k := plain(name)
		if k == "" {
			continue
		}
		switch seen[k]++; {
		case seen[k] == 2:
			m.Duplicate = append(m.Duplicate, name)
		case seen[k] == 1 && !known[k] && !h.asked[k]:
			m.Unknown = append(m.Unknown, name)
		}
	}
	return best, m
}

func (f *Format) marksIn(h *Columns) int {
	n := 0
	for _, m := range f.marks {
		if h.has(m) {
			n++
		}
	}
	return n
}

func (f *Format) hasKey(h *Columns) bool {
	for _, k := range f.keys {
		if h.has(k) {
			return true
		}
	}
	return false
}

func (f *Format) fits(h *Columns) bool {
	return f.hasKey(h) && f.marksIn(h) >= f.least && (f.unless == nil || !f.unless.fits(h))
}

// WhyNot says in Japanese why a header was not recognised: which mall's file it resembles and what is missing. For one
// that is recognised it is empty.
func WhyNot(header []string) string {
	if f, _ := Recognise(header); f != nil {
		return ""
	}
	h := newColumns(header)
	var like *Format
	most := 0
	for _, f := range formats {
		n := f.marksIn(h)
		if n > most {
			like, most = f, n
		}
	}
	const rest = "何も変更していません。"
	if like == nil || most*4 < len(h.at) && most < like.least {
		names := header
		if len(names) > 3 {
			names = names[:3]
		}
		return fmt.Sprintf("読めるモールの受注ファイルではないようです（先頭の列：%s）。%s"+
			"モールからダウンロードした受注データなら、「読み方を決める」で列の意味を一度決めると、次から自動で読みます。", short(strings.Join(names, "、"), 60), rest)
	}
	if !like.hasKey(h) {
		return fmt.Sprintf("%sに似ていますが、注文番号の列（%s）がありません。%sダウンロードする項目に加えてください。",
			like.Name, strings.Join(like.keys, "または"), rest)
	}
	var missing []string
	for _, m := range like.marks {
		if !h.has(m) && len(missing) < 5 {
			missing = append(missing, m)
		}
	}
	return fmt.Sprintf("%sに似ていますが、受注を読むための列が足りません（たとえば %s）。%sダウンロードする項目に加えてください。",
		like.Name, strings.Join(missing, "、"), rest)
}

// short cuts a text to at most n characters.
func short(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n]) + "…"
}
