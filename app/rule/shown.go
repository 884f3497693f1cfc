package rule

import (
	"slices"
	"strings"
)

// What stands in place of a value.
const (
	notInFile = "（ファイルにありません）"
	notThere  = "（なし）"
	notJoined = "（商品に結び付いていません）"
)

// shown words the values that a comparison compares: as in the file and, where it differs, as they are compared.
func (r *run) shown(n *node, e elem) (raw, norm string) {
	c := n.cmp
	switch c.mode {
	case flagMode:
		return wordsOfBits(Flags, r.flags), ""
	case stopMode:
		return wordsOfBits(BuiltIns, r.stops), ""
	case labelMode:
		return namesOf(r.labels), ""
	case checkMode:
		return namesOf(r.checks), ""
	}
	raw, norm = r.sideShown(&c.left, &n.cond.Left, n.scope, e)
	for i := range c.right {
		o := &n.cond.Right[i]
		if o.Kind != FieldRef && o.Kind != Today && o.Kind != Gather {
			continue
		}
		field := sideField(&n.cond.Left, n.scope)
		rightRaw, rightNorm := r.sideShown(&c.right[i], o, n.scope, e)
		if norm != "" || rightNorm != "" {
			norm = either(norm, raw) + " ／ " + either(rightNorm, rightRaw)
		}
		raw += " ／ " + sideName(o, n.scope, &field) + " " + rightRaw
	}
	return raw, norm
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// sideShown words one side.
func (r *run) sideShown(o *operand, in *Operand, scope Over, e elem) (raw, norm string) {
	f := sideField(in, scope)
	switch {
	case o.kind == FieldRef && (f.Type == TextType || f.Type == WordType):
		return r.textShown(o, f, e)
	case o.kind == FieldRef || o.kind == Today || o.kind == Gather:
		n, how := r.number(o, e)
		return numberShown(n, how, f), ""
	}
	return sideName(in, scope, nil), ""
}

func (r *run) textShown(o *operand, f Field, e elem) (raw, norm string) {
	s, how := o.text(r, e)
	if f.Type == WordType {
		raw = wordName(f.Words, s)
		if address, ok := r.addressOf(o, e); ok {
			raw, norm = address, raw
		}
		if how != told {
			norm = ""
			if raw == "" {
				raw = absent(how, f)
			}
		}
		return raw, norm
	}
	if how != told {
		return absent(how, f), ""
	}
	s = strings.ReplaceAll(s, "\n", " ")
	if norm = r.text(o, e).norm; norm == s {
		norm = ""
	}
	return s, strings.ReplaceAll(norm, "\n", " ")
}

// addressOf gives the address from which a prefecture was taken.
func (r *run) addressOf(o *operand, e elem) (string, bool) {
	p := r.f.Orderer.Address
	switch o.field {
	case "prefecture":
		p = r.destination(e).Address
	case "orderer_prefecture":
	default:
		return "", false
	}
	if p == nil || *p == "" {
		return "", false
	}
	return *p, true
}

func numberShown(n int64, how known, f Field) string {
	switch {
	case how != told:
		return absent(how, f)
	case f.Type == DateType:
		if d := dateOf(n); d != "" {
			return d.Long()
		}
		return notThere
	case f.Type == BoolType && n != 0:
		return "はい"
	case f.Type == BoolType:
		return "いいえ"
	}
	return numberWords(n, f)
}

func absent(how known, f Field) string {
	switch {
	case how == nothing:
		return notThere
	case slices.Contains([]string{"sku", "supplier", "to_order"}, f.ID):
		return notJoined
	}
	return notInFile
}

func wordsOfBits(words []WordOf, mask uint64) string {
	var names []string
	for i, w := range words {
		if mask&(1<<i) != 0 {
			names = append(names, w.Name)
		}
	}
	if mask&otherBit != 0 {
		names = append(names, "そのほか")
	}
	if len(names) == 0 {
		return notThere
	}
	return strings.Join(names, "・")
}

func namesOf(names []name) string {
	var out []string
	for _, n := range names {
		out = append(out, n.raw)
	}
	if len(out) == 0 {
		return notThere
	}
	return strings.Join(out, "・")
}
