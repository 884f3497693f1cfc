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
	maxPart     = 16 << 20 // bytes of one part other than sheets, texts and pictures
	maxParts    = 10_000
	maxTexts    = 4_000_000 // entries of the table of texts
	maxDepth    = 64        // elements within elements
	maxRatio    = 150       // unpacked to packed, counted from 64 MB on; real sheets reach 10 to 40
)

// limits are those that depend on where a workbook is unpacked.
type limits struct {
	unpacked int64 // bytes of all parts
	xml      int64 // bytes above which a sheet, or the texts, are unpacked to the disk
	held     int64 // bytes of the parts that stay in memory
	// A table of texts of so many bytes and entries stays in memory, and xml is raised to its size: looking a text up
	// on the disk takes the library longer than all the rest.
	texts   int64
	entries int
}

var (
	// Nothing goes to the disk: no sheet with customers' addresses lies in the folder that all programs share.
	inMemory = limits{unpacked: 256 << 20, xml: 256 << 20, held: 256 << 20}
	onDisk   = limits{unpacked: 1 << 30, xml: 8 << 20, held: 96 << 20, texts: 16 << 20, entries: 100_000}
)

func isZip(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
}

// checkWorkbook refuses what is no workbook, what would unpack to too much (by the sizes its directory declares, which
// archive/zip then enforces) and what cannot be unpacked. It fits the limits to the file, and begins an audit of the
// sheets.
func checkWorkbook(r io.ReaderAt, size int64, limits *limits) (*audit, error) {
	if size > maxWorkbook {
		return nil, &FileError{Kind: FaultTooLarge}
	}
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, &FileError{Kind: FaultBroken, Detail: err.Error()}
	}
	if err := checkSizes(archive, size, *limits); err != nil {
		return nil, err
	}
	var sheets []*zip.File
	for _, part := range archive.File {
		var err error
		switch name := partName(part); {
		case isSheet(name):
			sheets = append(sheets, part)
			err = openable(part)
		case isTexts(name):
			var texts int
			if texts, err = checkPart(part, nil); texts <= limits.entries && int64(part.UncompressedSize64) <= limits.texts {
				limits.xml = max(limits.xml, int64(part.UncompressedSize64))
			}
		default:
			err = unpackable(part)
		}
		if err != nil {
			return nil, err
		}
	}
	return beginAudit(sheets), nil
}

func checkSizes(archive *zip.Reader, size int64, limits limits) error {
	if len(archive.File) > maxParts {
		return &FileError{Kind: FaultBomb}
	}
	var types, book bool
	var unpacked, held uint64
	for _, part := range archive.File {
		name := partName(part)
		types = types || name == "[content_types].xml"
		book = book || strings.HasPrefix(name, "xl/workbook") && strings.HasSuffix(name, ".xml")
		if part.UncompressedSize64 > uint64(limits.unpacked) {
			return &FileError{Kind: FaultBomb}
		}
		unpacked += part.UncompressedSize64
		if part.UncompressedSize64 <= uint64(limits.xml) || !onDiskIfBig(name) {
			held += part.UncompressedSize64
		}
		isXML := strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels")
		if isXML && part.UncompressedSize64 > maxPart && !isSheet(name) && !isTexts(name) {
			return &FileError{Kind: FaultBomb}
		}
	}
	if unpacked > uint64(limits.unpacked) || held > uint64(limits.held) || unpacked > 64<<20 && unpacked/maxRatio > uint64(size) {
		return &FileError{Kind: FaultBomb}
	}
	if !types || !book {
		return &FileError{Kind: FaultZip}
	}
	return nil
}

// onDiskIfBig tells which parts the workbook library unpacks to the disk.
func onDiskIfBig(name string) bool {
	return strings.HasPrefix(name, "xl/worksheets/sheet") || isTexts(name)
}

// openable makes sure that the workbook library will not give up halfway, and leave temporary files that nobody knows.
func openable(part *zip.File) error {
	content, err := part.Open()
	if err != nil {
		return &FileError{Kind: FaultBroken, Detail: err.Error()}
	}
	return content.Close()
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

func isTexts(name string) bool { return name == "xl/sharedstrings.xml" }

// checkPart reads the XML of a sheet or of the table of texts through, for what the workbook library would read wrongly
// without a word: it takes a sheet whose XML breaks off for one that ends there, and puts cells and rows out of order
// into wrong places. It tells seen, unless that is nil, how far it has come, and stops when that says so. It gives the
// number of entries of a table of texts.
func checkPart(part *zip.File, seen *sheetAudit) (texts int, err error) {
	content, err := part.Open()
	if err != nil {
		return 0, &FileError{Kind: FaultBroken, Detail: err.Error()}
	}
	defer content.Close() // read only
	c := xmlCheck{src: content}
	if seen != nil {
		c.stop = seen.reached
	}
	err = c.run()
	return c.texts, err
}
