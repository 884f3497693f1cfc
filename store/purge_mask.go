package store

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"miseban/app/normal"
	"miseban/app/order"
)

// PurgeMark stands where personal data was.
const PurgeMark = "（消去済み）"

// personalOptions are words in the name of an option under which customers have their own words put on the goods.
var personalOptions = []string{"名入れ", "刻印", "彫刻", "名前", "氏名", "ネーム", "イニシャル", "メッセージ", "電話", "住所", "メール", "誕生", "生年月日", "備考"}

// masker replaces the personal data of one order. Different values become different marks, and equal ones equal marks, so
// that everything that hangs together by a name or an address still does: destinations, lines, corrections, gifts.
type masker struct {
	notGift   func(name string) bool // recipients that never make a gift; nil = none
	names     map[string]int         // normal.Name → number of the person; the orderer is 1
	last      int                    // the last number given
	spelt     map[string]int         // a name as it is spelt → which of the person's spellings
	spellings map[int]int
	addresses map[string]int
	options   map[string]int
	personal  map[string]bool // every text that was masked
}

func newMasker(notGift func(string) bool) *masker {
	return &masker{notGift: notGift, names: map[string]int{}, last: 1, spelt: map[string]int{}, spellings: map[int]int{}, addresses: map[string]int{},
		options: map[string]int{}, personal: map[string]bool{}}
}

func numbered(n int) string {
	if n <= 1 {
		return PurgeMark
	}
	return strings.TrimSuffix(PurgeMark, "）") + strconv.Itoa(n) + "）"
}

// orderer says who the orderer is, before any other name is masked.
func (m *masker) orderer(name, address string) {
	if name != "" {
		m.person(name, true)
	}
	if address != "" {
		m.place(address)
	}
}

func (m *masker) person(name string, orderer bool) int {
	key := normal.Name(name)
	if key == "" {
		key = name
	}
	n, ok := m.names[key]
	if !ok {
		n = 1 // the orderer; also who is never a gift stays the same person as she
		if first := orderer && len(m.names) == 0; !first && (orderer || m.notGift == nil || !m.notGift(name)) {
			m.last++
			n = m.last
		}
		m.names[key] = n
	}
	if _, ok := m.spelt[name]; !ok {
		m.spelt[name] = m.spellings[n]
		m.spellings[n]++
	}
	return n
}

// name masks a name; 様 tells spellings of one person apart without making two of her.
func (m *masker) name(s string) string {
	if s == "" {
		return ""
	}
	m.personal[s] = true
	n := m.person(s, false)
	return numbered(n) + strings.Repeat("様", m.spelt[s])
}

func (m *masker) place(s string) int {
	n, ok := m.addresses[s]
	if !ok {
		n = len(m.addresses) + 1
		m.addresses[s] = n
	}
	return n
}

// address keeps the prefecture.
func (m *masker) address(s string) string {
	if s == "" {
		return ""
	}
	m.personal[s] = true
	return normal.PrefectureOf(s) + numbered(m.place(s))
}

func (m *masker) text(s string) string {
	if s == "" {
		return ""
	}
	m.personal[s] = true
	return PurgeMark
}

// number masks a postal code, a telephone, a mail address: what looks like one could be used as one.
func (m *masker) number(s string) string {
	if s != "" {
		m.personal[s] = true
	}
	return ""
}

// option masks what the customer had written on the goods; "カラー:藍" stays.
func (m *masker) option(s string) string {
	i := strings.IndexAny(s, ":：=＝")
	if i < 0 || !slices.ContainsFunc(personalOptions, func(w string) bool { return strings.Contains(s[:i], w) }) {
		return s
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	value := s[i+size:]
	if strings.TrimSpace(value) == "" {
		return s
	}
	n, ok := m.options[value]
	if !ok {
		n = len(m.options) + 1
		m.options[value] = n
	}
	m.personal[value] = true
	return s[:len(s)-len(value)] + numbered(n)
}

// destKey masks a destination's key (order.Destination.Key, with or without the # of an effective one).
func (m *masker) destKey(key string) string {
	bare, pinned := strings.CutPrefix(key, "#")
	name, address, ok := strings.Cut(bare, "\x1f")
	if !ok {
		return key
	}
	out := m.name(name) + "\x1f" + m.address(address)
	if pinned {
		out = "#" + out
	}
	return out
}

// target masks what a correction hangs on (order.Correction.Target): the key of a destination, or of a line, which names
// its destination.
func (m *masker) target(target string) string {
	kind, key, ok := strings.Cut(target, ":")
	if !ok {
		return target
	}
	if kind == "dest" {
		return kind + ":" + m.destKey(key)
	}
	bare, pinned := strings.CutPrefix(key, "#")
	p := strings.Split(bare, "\x1f") // code, SKU, options, price, destination, n (order.LineKeys)
	if kind != "line" || len(p) < 6 {
		return target
	}
	options := strings.Split(p[2], "\x1e")
	for i := range options {
		options[i] = m.option(options[i])
	}
	p[2] = strings.Join(options, "\x1e")
	out := strings.Join(append(append(p[:4:4], m.destKey(strings.Join(p[4:len(p)-1], "\x1f"))), p[len(p)-1]), "\x1f")
	if pinned {
		out = "#" + out
	}
	return kind + ":" + out
}

// correction masks a correction.
func (m *masker) correction(c order.Correction) order.Correction {
	mask := m.field(c.Target, c.Field)
	c.Target, c.Value = m.target(c.Target), mask(c.Value)
	if c.Was != nil && *c.Was != order.Untold {
		c.Was = order.Known(mask(*c.Was))
	}
	return c
}

// field gives how a value of a field is masked.
func (m *masker) field(target, field string) func(string) string {
	kind, _, _ := strings.Cut(target, ":")
	switch {
	case kind == "line" && field == "dest":
		return m.destKey
	case kind == "line" && field == "options":
		return func(s string) string {
			all := strings.Split(s, "\n")
			for i := range all {
				all[i] = m.option(all[i])
			}
			return strings.Join(all, "\n")
		}
	case kind == "" && (field == "comment" || field == "memo"):
		return m.text
	case kind == "orderer" || kind == "dest":
		switch field {
		case "name":
			return m.name
		case "address":
			return m.address
		case "zip", "phone", "email":
			return m.number
		case "kana", "noshi", "wrapping", "message":
			return m.text
		}
	}
	return func(s string) string { return s }
}

func through(p *string, mask func(string) string) *string {
	if p == nil {
		return nil
	}
	return order.Known(mask(*p))
}

// facts masks what a file says about the order; the facts given are not changed. What was unknown stays unknown.
func (m *masker) facts(f *order.Facts) *order.Facts {
	out := *f
	o := &out.Orderer
	o.Name, o.Kana, o.Zip = through(o.Name, m.name), through(o.Kana, m.text), through(o.Zip, m.number)
	o.Address, o.Phone, o.Email = through(o.Address, m.address), through(o.Phone, m.number), through(o.Email, m.number)
	out.Comment, out.CommentRaw, out.Memo = through(f.Comment, m.text), through(f.CommentRaw, m.text), through(f.Memo, m.text)
	out.Destinations = slices.Clone(f.Destinations)
	for i := range out.Destinations {
		d := &out.Destinations[i]
		d.Name, d.Kana, d.Zip = through(d.Name, m.name), through(d.Kana, m.text), through(d.Zip, m.number)
		d.Address, d.Phone = through(d.Address, m.address), through(d.Phone, m.number)
		d.Noshi, d.Wrapping, d.Message = through(d.Noshi, m.text), through(d.Wrapping, m.text), through(d.Message, m.text)
	}
	out.Lines = slices.Clone(f.Lines)
	for i := range out.Lines {
		l := &out.Lines[i]
		l.Dest = m.destKey(l.Dest)
		if l.Options != nil {
			all := slices.Clone(*l.Options)
			for j := range all {
				all[j] = m.option(all[j])
			}
			l.Options = &all
		}
	}
	return &out
}

// scrub takes the order's masked texts out of a text of unknown form.
func (m *masker) scrub(s string) string {
	for _, p := range m.scrubbed() {
		s = strings.ReplaceAll(s, p, PurgeMark)
	}
	return s
}

// scrubbed are the masked texts, the longest first; one letter alone is not looked for.
func (m *masker) scrubbed() []string {
	var out []string
	for p := range m.personal {
		if len([]rune(p)) > 1 && !strings.Contains(p, PurgeMark) {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return out
}
