package payment

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Row maps one wording to its class.
type Row struct {
	Text  string `json:"text"`
	Class Class  `json:"class"`
}

// Table finds the class of a wording. It is not changed after New and may be shared.
type Table struct {
	classes map[string]Class
}

// New makes a table of the default rows with the owner's rows on top: a wording that the owner has mapped has her class,
// also where a default row says otherwise. A row of class Unknown takes a default away. Rows without a text or with a
// class that does not exist are left out.
func New(owner ...Row) *Table {
	t := &Table{classes: make(map[string]Class, len(defaults)+len(owner))}
	for _, rows := range [][]Row{defaults, owner} {
		for _, r := range rows {
			if k := key(r.Text); k != "" && r.Class.Valid() {
				t.classes[k] = r.Class
			}
		}
	}
	return t
}

// Class gives the class of a wording, and whether the table knows it; if not, Unknown and false.
//
// It matches exactly after NFKC and trimming; if that fails, again without one trailing bracket whose content is a state
// of the payment (決済完了, 未入金 …, as MakeShop writes them). It never matches more loosely: コンビニ決済（後払い） is not
// コンビニ決済.
func (t *Table) Class(text string) (Class, bool) {
	k := key(text)
	c, ok := t.classes[k]
	if !ok {
		if stem := withoutState(k); stem != "" {
			c, ok = t.classes[stem]
		}
	}
	if !ok || c == Unknown {
		return Unknown, false
	}
	return c, true
}

func key(text string) string { return strings.TrimSpace(norm.NFKC.String(text)) }

// states are what a trailing bracket may hold beside the method itself (after NFKC).
var states = map[string]bool{
	"決済完了": true, "決済済み": true, "決済済": true, "未決済": true, "未入金": true, "入金待ち": true, "入金済み": true,
	"入金済": true, "入金確認済み": true, "支払い済み": true, "支払済み": true, "支払済": true, "未払い": true, "支払待ち": true,
	"支払い待ち": true, "与信OK": true, "与信待ち": true, "キャンセル": true, "返金済み": true,
}

// withoutState gives the key without its trailing state, or nothing if it has none. After NFKC every bracket （） is ().
func withoutState(k string) string {
	body, ok := strings.CutSuffix(k, ")")
	open := strings.LastIndexByte(body, '(')
	if !ok || open <= 0 || !states[strings.TrimSpace(body[open+1:])] {
		return ""
	}
	return strings.TrimSpace(body[:open])
}

// Defaults gives a copy of the rows that every table begins with, in the order of the settings page.
func Defaults() []Row { return append([]Row(nil), defaults...) }
