package table

import (
	"archive/zip"
	"encoding/xml"
	"io"
	"path"
	"strings"
)

// book is what a workbook says of its sheets and styles.
type book struct {
	parts    map[string]*zip.File // by partName; of two parts of one name the last counts
	sheets   []sheetEntry         // in their order
	texts    *texts
	forms    []cellForm // of the styles, by number
	from1904 bool       // whether day 0 is 1904-01-01
}

type sheetEntry struct {
	name   string
	part   *zip.File
	hidden bool
}

// relation leads from one part to another (ECMA-376 part 2, 8.5).
type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
}

// loadBook reads all that must be known before a sheet can be read: the list of sheets, styles and texts.
func loadBook(archive *zip.Reader) (*book, error) {
	b := &book{parts: make(map[string]*zip.File, len(archive.File)), texts: new(texts)}
	for _, part := range archive.File {
		b.parts[partName(part)] = part
	}
	at := "xl/workbook.xml"
	_, relations, err := b.relations("")
	if err != nil {
		return nil, err
	}
	for _, r := range relations {
		if strings.HasSuffix(r.Type, "/officeDocument") {
			at = targetOf("", r.Target)
			break
		}
	}
	if err := b.readSheets(at); err != nil {
		return nil, err
	}
	if err := b.readStyles(); err != nil {
		return nil, err
	}
	if part := b.parts[textsName]; part != nil {
		if b.texts, err = readTexts(part); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// relations gives the relations of the part at a path of the zip, "" being the package, and the folder they count from.
func (b *book) relations(at string) (folder string, list []relation, err error) {
	folder, name := path.Split(at)
	var relations struct{ Relationship []relation }
	err = b.decode(folder+"_rels/"+name+".rels", &relations)
	return folder, relations.Relationship, err
}

// targetOf gives the path in the zip of what a relation leads to.
func targetOf(folder, target string) string {
	if !strings.HasPrefix(target, "/") {
		target = folder + target
	}
	return strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(target, `\`, "/")), "/")
}

func (b *book) readSheets(at string) error {
	var workbook struct {
		Properties struct {
			From1904 bool `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := b.decode(at, &workbook); err != nil {
		return err
	}
	folder, relations, err := b.relations(at)
	if err != nil {
		return err
	}
	b.from1904 = workbook.Properties.From1904
	parts := map[string]*zip.File{}
	for _, r := range relations {
		if part := b.parts[strings.ToLower(targetOf(folder, r.Target))]; part != nil {
			parts[r.ID] = part
		}
	}
	listed := map[*zip.File]bool{} // a part is one sheet, however often it is named
	for _, s := range workbook.Sheets {
		if part := parts[s.ID]; part != nil && !listed[part] {
			listed[part] = true
			b.sheets = append(b.sheets, sheetEntry{s.Name, part, s.State != "" && s.State != "visible"})
		}
	}
	return nil
}

func (b *book) readStyles() error {
	var styles struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := b.decode("xl/styles.xml", &styles); err != nil {
		return err
	}
	custom := map[int]cellForm{}
	for _, f := range styles.Formats {
		custom[f.ID] = cellForm{formOf(f.Code), len(f.Code)}
	}
	for _, c := range styles.Cells {
		f, ok := custom[c.Format]
		if !ok {
			f.form = builtInForm(c.Format)
		}
		b.forms = append(b.forms, f)
	}
	return nil
}

// decode reads a part other than sheets and texts, all of which are small; one that is not there is as an empty one.
func (b *book) decode(name string, into any) error {
	part := b.parts[strings.ToLower(name)]
	if part == nil {
		return nil
	}
	content, err := part.Open()
	if err != nil {
		return &FileError{Kind: FaultBroken, Detail: err.Error()}
	}
	defer content.Close() // read only
	if err := xml.NewDecoder(content).Decode(into); err != nil && err != io.EOF {
		return &FileError{Kind: FaultBroken, Detail: name + ": " + err.Error()}
	}
	return nil
}

// formOfStyle gives what the style of a cell says; style 0 is none.
func (b *book) formOfStyle(style int) cellForm {
	if style > 0 && style < len(b.forms) {
		return b.forms[style]
	}
	return cellForm{}
}
