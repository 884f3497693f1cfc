package buy

import (
	"context"
	"os"
	"path/filepath"

	"miseban/app/flow/desk"
	"miseban/app/flow/learn"
	"miseban/app/mapping"
	"miseban/app/table"
)

// makerMeanings are the names by which stock.ReadMakerStock reads what a mapping calls by its stable ids.
var makerMeanings = map[mapping.Meaning]string{
	mapping.MakerCode: "メーカー品番", mapping.MakerName: "商品名", mapping.MakerJan: "JAN",
	mapping.MakerQty: "在庫数", mapping.MakerState: "在庫状況", mapping.NextArrival: "次回入荷",
}

// HeadingsBy says what the columns of a file with this header mean by a mapping that the owner made. Columns to which she
// gave no meaning are left out, whatever they are called. Of two columns with one name the one with a meaning decides.
func HeadingsBy(m mapping.Mapping, header []string) Headings {
	h := Headings{Known: map[string]string{}, Table: table.Options{Encoding: table.Encoding(m.Encoding)}}
	if m.Delimiter != "" {
		h.Table.Delimiter = m.Delimiter[0]
	}
	titles := m.Titles(header)
	for i, own := range header {
		known := titles[i]
		if m.Kind == mapping.MakerStock {
			known = makerMeanings[mapping.Meaning(known)]
		}
		if h.Known[own] == "" {
			h.Known[own] = known
		}
	}
	return h
}

// lookedAt is how many records of a file are looked at to find its header.
const lookedAt = 200

// HeadingsOf says what the columns of this very file mean by a mapping: its header may stand in another row than when the
// mapping was made. An error is a fault of the file as a whole, with a sentence for the owner.
func HeadingsOf(path string, m mapping.Mapping) (Headings, error) {
	glance, err := glanceAt(path, m)
	if err != nil {
		return Headings{}, err
	}
	at := m.HeaderRowIn(glance.Records)
	if at == 0 {
		if m.HeaderRow == 0 {
			return Headings{}, tell("「%s」には見出しの行がありません。1行目に列の名前を入れて保存してから、もう一度取り込んでください。何も変更していません。", filepath.Base(path))
		}
		return Headings{}, tell("「%s」に、読み方「%s」の見出しが見つかりません。列の意味をもう一度教えてください。何も変更していません。", filepath.Base(path), m.Name)
	}
	h := HeadingsBy(m, glance.Records[at-1])
	if glance.Kind == table.XLSX {
		h.Table.Encoding, h.Table.Delimiter = "", 0
	} else { // another program may have saved this one
		h.Table.Encoding, h.Table.Delimiter = glance.Encoding, glance.Delimiter
	}
	h.Table.HeaderRow = glance.HeaderRow(at - 1)
	return h, nil
}

// glanceAt looks at a file's beginning: as it presents itself, unless the mapping's header is only found when it is read
// the way the mapping was made.
func glanceAt(path string, m mapping.Mapping) (table.Glance, error) {
	g, err := preview(path, table.Options{})
	if err == nil && m.HeaderRowIn(g.Records) > 0 || m.Encoding == "" && m.Delimiter == "" {
		return g, err
	}
	o := table.Options{Encoding: table.Encoding(m.Encoding)}
	if m.Delimiter != "" {
		o.Delimiter = m.Delimiter[0]
	}
	if told, err := preview(path, o); err == nil {
		return told, nil
	}
	return g, err
}

func preview(path string, o table.Options) (table.Glance, error) {
	f, err := os.Open(path)
	if err != nil {
		return table.Glance{}, unreadable(path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return table.Glance{}, unreadable(path, err)
	}
	g, err := table.Preview(f, info.Size(), filepath.Base(path), o, lookedAt)
	if err != nil {
		return g, wordedRead(path, err)
	}
	return g, nil
}

// Recognised finds the mapping of that kind which the owner once made for files like this one, and what its columns mean by
// it. Without one the name is empty, and the file's headings are to be taken as they are.
func Recognised(ctx context.Context, d *desk.Desk, path string, kind mapping.Kind) (h Headings, name string, err error) {
	saved, err := learn.Saved(ctx, d, kind)
	if err != nil || len(saved) == 0 {
		return h, "", err
	}
	g, err := preview(path, table.Options{})
	if err != nil {
		return h, "", err
	}
	m, ok := mapping.Recognise(saved, g.Records)
	if !ok {
		return h, "", nil
	}
	h, err = HeadingsOf(path, *m)
	return h, m.Name, err
}
