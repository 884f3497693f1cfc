package table

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// The limits of a workbook. A sheet of 158 columns and 10,000 rows takes about 60 MB unpacked, 6 MB packed.
const (
	maxWorkbook = 64 << 20  // bytes of the file
	maxUnpacked = 256 << 20 // bytes of all its parts unpacked
	maxPart     = 16 << 20  // bytes of one part other than sheets, texts and pictures
	maxParts    = 10_000
	maxTexts    = 4_000_000 // entries of the table of texts
	maxDepth    = 64        // elements within elements
	maxRatio    = 150       // unpacked to packed, counted from 64 MB on; real sheets reach 10 to 40
)

func isZip(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
}

// checkWorkbook refuses what is no workbook, what would unpack to too much (by the sizes its directory declares, which
// archive/zip then enforces), and what the workbook library would read wrongly without a word: that library takes a
// sheet whose XML breaks off for one that ends there, and puts cells and rows out of order into wrong places.
func checkWorkbook(r io.ReaderAt, size int64) error {
	if size > maxWorkbook {
		return &FileError{Kind: FaultTooLarge}
	}
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return &FileError{Kind: FaultBroken, Detail: err.Error()}
	}
	if len(archive.File) > maxParts {
		return &FileError{Kind: FaultBomb}
	}
	var types, book bool
	var unpacked uint64
	for _, part := range archive.File {
		name := partName(part)
		types = types || name == "[content_types].xml"
		book = book || strings.HasPrefix(name, "xl/workbook") && strings.HasSuffix(name, ".xml")
		if part.UncompressedSize64 > maxUnpacked {
			return &FileError{Kind: FaultBomb}
		}
		unpacked += part.UncompressedSize64
		isXML := strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels")
		if isXML && part.UncompressedSize64 > maxPart && !isSheet(name) && !isTexts(name) {
			return &FileError{Kind: FaultBomb}
		}
	}
	if unpacked > maxUnpacked || unpacked > 64<<20 && unpacked/maxRatio > uint64(size) {
		return &FileError{Kind: FaultBomb}
	}
	if !types || !book {
		return &FileError{Kind: FaultZip}
	}
	for _, part := range archive.File {
		if name := partName(part); isSheet(name) || isTexts(name) {
			if err := checkPart(part); err != nil {
				return err
			}
		}
	}
	return nil
}

func partName(part *zip.File) string {
	return strings.ToLower(strings.ReplaceAll(part.Name, `\`, "/"))
}

func isSheet(name string) bool {
	return strings.HasPrefix(name, "xl/worksheets/") && strings.HasSuffix(name, ".xml")
}

func isTexts(name string) bool { return name == "xl/sharedstrings.xml" }

// checkPart reads the XML of a sheet or of the table of texts through.
func checkPart(part *zip.File) error {
	content, err := part.Open()
	if err != nil {
		return &FileError{Kind: FaultBroken, Detail: err.Error()}
	}
	defer content.Close() // read only
	broken := func(row int, why string) error {
		return &FileError{Kind: FaultBroken, Line: row, Detail: why}
	}
	d := xml.NewDecoder(content)
	d.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("not UTF-8") }
	depth, texts, row, column := 0, 0, 0, 0
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			if depth != 0 {
				return broken(row, "XML ends early")
			}
			return nil
		}
		if err != nil {
			return broken(row, err.Error())
		}
		switch element := token.(type) {
		case xml.EndElement:
			depth--
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return broken(row, "XML too deep")
			}
			switch element.Name.Local {
			case "si":
				if texts++; texts > maxTexts {
					return &FileError{Kind: FaultBomb}
				}
			case "row":
				last := row
				if row, column = place(element, last+1), 0; row <= last {
					return broken(last, "rows out of order")
				}
				if row > excelize.TotalRows {
					return &FileError{Kind: FaultTooLarge, Line: row}
				}
			case "c":
				last := column
				if column = place(element, last+1); column <= last {
					return broken(row, "cells out of order")
				}
			}
		}
	}
}

// place gives the number in the attribute r of a row, or of the column in that of a cell; without one, the next.
func place(element xml.StartElement, next int) int {
	for _, a := range element.Attr {
		if a.Name.Local != "r" || a.Name.Space != "" {
			continue
		}
		if element.Name.Local == "row" {
			n, err := strconv.Atoi(a.Value)
			if err != nil {
				return 0
			}
			return n
		}
		n, _, err := excelize.CellNameToCoordinates(a.Value)
		if err != nil {
			return 0
		}
		return n
	}
	return next
}
