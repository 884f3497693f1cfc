package table

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
)

// The limits of a workbook. A sheet of 158 columns and 10,000 rows takes about 60 MB unpacked, 6 MB packed.
const (
	maxWorkbook = 64 << 20 // bytes of the file
	maxUnpacked = 1 << 30  // bytes of all parts
	maxPart     = 16 << 20 // bytes of one part of XML other than sheets and texts
	maxParts    = 10_000
	maxRatio    = 150 // unpacked to packed, counted from 64 MB on; real sheets reach 10 to 40
)

const textsName = "xl/sharedstrings.xml" // as partName gives it

func isZip(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
}

// checkWorkbook refuses what is no workbook, and what would unpack to too much by the sizes its directory declares, which
// archive/zip then enforces.
func checkWorkbook(r io.ReaderAt, size int64) (*zip.Reader, error) {
	if size > maxWorkbook {
		return nil, &FileError{Kind: FaultTooLarge}
	}
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, &FileError{Kind: FaultBroken, Detail: err.Error()}
	}
	return archive, checkSizes(archive, size)
}

func checkSizes(archive *zip.Reader, size int64) error {
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
		if isXML && part.UncompressedSize64 > maxPart && !isSheet(name) && name != textsName {
			return &FileError{Kind: FaultBomb}
		}
	}
	if unpacked > maxUnpacked || unpacked > 64<<20 && unpacked/maxRatio > uint64(size) {
		return &FileError{Kind: FaultBomb}
	}
	if !types || !book {
		return &FileError{Kind: FaultZip}
	}
	return nil
}

// checkOthers makes sure that what is not read for its records can be unpacked: a file that is broken anywhere is not
// what was downloaded. The table of texts has been read through, and the sheet that is read will be.
func checkOthers(archive *zip.Reader, sheet *zip.File) error {
	for _, part := range archive.File {
		if part == sheet || partName(part) == textsName {
			continue
		}
		if err := unpackable(part); err != nil {
			return err
		}
	}
	return nil
}

// unpackable reads a part through: its check sum is compared at the end.
func unpackable(part *zip.File) error {
	content, err := part.Open()
	if err != nil {
		return &FileError{Kind: FaultBroken, Detail: err.Error()}
	}
	defer content.Close() // read only
	if _, err := io.Copy(io.Discard, content); err != nil {
		return &FileError{Kind: FaultBroken, Detail: err.Error()}
	}
	return nil
}

func partName(part *zip.File) string {
	return strings.ToLower(strings.ReplaceAll(part.Name, `\`, "/"))
}

func isSheet(name string) bool {
	return strings.HasPrefix(name, "xl/worksheets/") && strings.HasSuffix(name, ".xml")
}
