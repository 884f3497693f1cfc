package mall

import (
	"fmt"
	"slices"
	"strings"
)

// say puts the differences into sentences.
func (d *Drift) say() {
	add := func(format string, a ...any) { d.Says = append(d.Says, fmt.Sprintf(format, a...)) }
	if !d.Recognised {
		add("%sに似ていますが、列の名前が違うため、このままでは読めません。何も変更していません。", d.Format.Name)
	}
	asked := map[string]bool{}
	for _, r := range d.Renames {
		asked[r.Name], asked[r.Known] = true, true
		d.Says = append(d.Says, r.Question)
	}
	names, means := needed(d.Format)
	for _, group := range deciding {
		var lacks []string
		for i, name := range names {
			if slices.Contains(group.any, means[i].Means) && slices.Contains(d.Gone, name) {
				lacks = append(lacks, name)
			}
		}
		if len(lacks) > 0 && !slices.ContainsFunc(lacks, func(n string) bool { return asked[n] }) {
			add("『%s』の列がありません。%sダウンロードする項目に加えてください。", strings.Join(lacks, "』『"), group.lack)
		}
	}
	var unknown []string
	for _, name := range d.Added {
		if !asked[name] {
			unknown = append(unknown, short(name, 30))
		}
	}
	if n := len(unknown); n > 0 {
		more := ""
		if n > 8 {
			unknown, more = unknown[:8], fmt.Sprintf("など%d列", n)
		}
		add("知らない列が増えました（%s%s）。読まずに、元の行として残します。", strings.Join(unknown, "、"), more)
	}
	if d.Moved > 0 {
		add("%d列の並び順が変わりました。列は名前で読むため、影響はありません。", d.Moved)
	}
	switch {
	case d.Safe && d.Recognised && len(d.Renames) == 0:
		add("受注を読むのに必要な列はそろっているため、このまま取り込めます。")
	case d.Safe && d.Recognised:
		add("必要な列はそろっているため取り込めますが、名前が変わった列は答えるまで読みません。")
	}
}
