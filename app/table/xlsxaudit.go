package table

import (
	"archive/zip"
	"encoding/xml"
	"path"
	"strings"
	"sync/atomic"

	"github.com/xuri/excelize/v2"
)

// audit looks the sheets of a workbook through beside the reading of it, which takes as long again. Its verdict is asked
// for at the end of the reading: until then no record may be relied on.
type audit struct {
	sheets []*sheetAudit
	done   chan struct{}
	fault  error // once done is closed
}

// sheetAudit is how far the audit has come in one sheet.
type sheetAudit struct {
	part    *zip.File
	row     atomic.Int64 // the sheet's row reached
	offset  atomic.Int64 // in its XML, in bytes
	stopped *atomic.Bool
}

func beginAudit(parts []*zip.File) *audit {
	stopped := new(atomic.Bool)
	a := &audit{done: make(chan struct{})}
	for _, part := range parts {
		a.sheets = append(a.sheets, &sheetAudit{part: part, stopped: stopped})
	}
	go func() {
		defer close(a.done)
		defer func() {
			if p := recover(); p != nil {
				a.fault = broken(p)
			}
		}()
		for _, s := range a.sheets {
			if _, a.fault = checkPart(s.part, s); a.fault != nil || stopped.Load() {
				return
			}
		}
	}()
	return a
}

// wait gives the fault that was found in a sheet, nil if there is none, once all have been looked through.
func (a *audit) wait() error {
	<-a.done
	return a.fault
}

// cancel ends the audit where it stands, and returns when it no longer reads.
func (a *audit) cancel() {
	if len(a.sheets) > 0 {
		a.sheets[0].stopped.Store(true)
	}
	<-a.done
}

// rows gives how many rows a sheet has, or, before all are counted, is likely to have; 0: not known.
func (a *audit) rows(part string) float64 {
	for _, s := range a.sheets {
		if partName(s.part) != part {
			continue
		}
		rows, offset := float64(s.row.Load()), float64(s.offset.Load())
		if rows == 0 || offset == 0 {
			return 0
		}
		return rows * max(1, float64(s.part.UncompressedSize64)/offset)
	}
	return 0
}

// reached notes the place and tells whether to stop.
func (s *sheetAudit) reached(row int, offset int64) bool {
	s.row.Store(int64(row))
	s.offset.Store(offset)
	return s.stopped.Load()
}

// partOf gives the name, in lower case, of the part of the zip that a sheet is; "" if it is not told in the usual place
// (ECMA-376 part 1, 18.2.19 and 9.2).
func partOf(file *excelize.File, sheet string) string {
	var book struct {
		Sheets []struct {
			Name string     `xml:"name,attr"`
			Attr []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	var relations struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	if !decodePart(file, "xl/workbook.xml", &book) || !decodePart(file, "xl/_rels/workbook.xml.rels", &relations) {
		return ""
	}
	for _, s := range book.Sheets {
		if s.Name != sheet {
			continue
		}
		for _, a := range s.Attr {
			for _, r := range relations.Relationship {
				if a.Name.Local != "id" || a.Value != r.ID {
					continue
				}
				if at, absolute := strings.CutPrefix(r.Target, "/"); absolute {
					return strings.ToLower(at)
				}
				return strings.ToLower(path.Join("xl", r.Target))
			}
		}
	}
	return ""
}

func decodePart(file *excelize.File, name string, into any) bool {
	content, ok := file.Pkg.Load(name)
	if !ok {
		return false
	}
	b, ok := content.([]byte)
	return ok && xml.Unmarshal(b, into) == nil
}
