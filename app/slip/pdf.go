package slip

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strconv"
	"sync"
	"time"

	"github.com/signintech/gopdf"

	"miseban/assets/fonts"
)

// Options are what the PDF file says about itself. The zero value says nothing, so that the same slips always give the
// same bytes.
type Options struct {
	Title   string
	Created time.Time // left out when zero
}

// ErrNothingToPrint says that there is no page.
var ErrNothingToPrint = errors.New("no page to print")

const (
	regularFamily = "NotoSansJP-Regular"
	boldFamily    = "NotoSansJP-Bold"
)

// pdfFonts are parsed once per process; each file takes its own subset from them.
var pdfFonts = sync.OnceValues(func() (*gopdf.FontContainer, error) {
	c := new(gopdf.FontContainer)
	opt := gopdf.TtfOption{OnGlyphNotFoundSubstitute: func(rune) rune { return geta }}
	for family, ttf := range map[string][]byte{regularFamily: fonts.Regular, boldFamily: fonts.Bold} {
		if err := c.AddTTFFontDataWithOption(family, ttf, opt); err != nil {
			return nil, fmt.Errorf("read font %s: %w", family, err)
		}
	}
	return c, nil
})

// WritePDF writes all documents into one PDF, in their order, with the fonts embedded. The text can be searched and
// copied. A logo that can't be decoded is left out (CheckLogo tells beforehand). Errors: ErrNothingToPrint, and
// whatever w returns.
func WritePDF(w io.Writer, docs []Document, opt Options) error {
	container, err := pdfFonts()
	if err != nil {
		return err
	}
	var pdf gopdf.GoPdf
	pdf.Start(gopdf.Config{Unit: gopdf.UnitPT, PageSize: gopdf.Rect{W: Width / pt, H: Height / pt}})
	for _, family := range []string{regularFamily, boldFamily} {
		if err := pdf.AddTTFFontFromFontContainer(family, container); err != nil {
			return fmt.Errorf("write slips: font %s: %w", family, err)
		}
	}
	if opt.Title != "" || !opt.Created.IsZero() {
		pdf.SetInfo(gopdf.PdfInfo{Title: opt.Title, CreationDate: opt.Created})
	}
	pdf.SetNoCompression() // pack does it
	d := drawer{pdf: &pdf, logos: map[*byte]*logo{}, byContent: map[[sha256.Size]byte]*logo{}}
	for i, doc := range docs {
		for _, page := range doc.Pages {
			if err := d.page(page); err != nil {
				return fmt.Errorf("write slip %d of %d: %w", i+1, len(docs), err)
			}
		}
	}
	if d.pages == 0 {
		return fmt.Errorf("write slips: %w", ErrNothingToPrint)
	}
	var out bytes.Buffer
	if _, err := pdf.WriteTo(&out); err != nil {
		return fmt.Errorf("write slips: %w", err)
	}
	if err := pack(w, out.Bytes()); err != nil {
		return fmt.Errorf("write slips: %w", err)
	}
	return nil
}

// drawer puts pages into the file and remembers what is set, to write each change once.
type drawer struct {
	pdf       *gopdf.GoPdf
	logos     map[*byte]*logo // by the slice's first byte: the slips of a shop share one
	byContent map[[sha256.Size]byte]*logo
	pages     int
	thick     float64
	stroke    int
}

func (d *drawer) page(p Page) error {
	d.pdf.AddPage()
	d.pages++
	d.thick, d.stroke = -1, -1
	for _, pic := range p.Pictures {
		if err := d.picture(pic); err != nil {
			return err
		}
	}
	for _, s := range p.Strokes {
		d.pen(s.Thick, s.Gray)
		d.pdf.Line(s.X1/pt, s.Y1/pt, s.X2/pt, s.Y2/pt)
	}
	for _, b := range p.Boxes {
		d.pen(b.Thick, b.Gray)
		d.pdf.RectFromUpperLeftWithStyle(b.X/pt, b.Y/pt, b.W/pt, b.H/pt, "D")
	}
	for _, r := range p.Texts {
		family := regularFamily
		if r.Bold {
			family = boldFamily
		}
		if err := d.pdf.SetFontWithStyle(family, gopdf.Regular, r.Size); err != nil {
			return err
		}
		d.pdf.SetTextColor(r.Gray, r.Gray, r.Gray)
		d.pdf.SetXY(r.X/pt, r.Y/pt)
		if err := d.pdf.Text(r.Text); err != nil {
			return err
		}
	}
	return nil
}

func (d *drawer) pen(thick float64, gray uint8) {
	if d.thick != thick {
		d.thick = thick
		d.pdf.SetLineWidth(thick / pt)
	}
	if d.stroke != int(gray) {
		d.stroke = int(gray)
		d.pdf.SetStrokeColor(gray, gray, gray)
	}
}

// logo is one picture of the file; id names it, so that it is embedded once however many slips show it.
type logo struct {
	id  string
	png []byte // nil when it can't be decoded
}

type logoReader struct {
	*bytes.Reader
	id string
}

func (l logoReader) ID() string { return l.id }

func (d *drawer) picture(p Picture) error {
	if len(p.PNG) == 0 {
		return nil
	}
	l := d.logos[&p.PNG[0]]
	if l == nil {
		l = d.load(p.PNG)
		d.logos[&p.PNG[0]] = l
	}
	if l.png == nil {
		return nil
	}
	holder := logoReader{bytes.NewReader(l.png), l.id}
	return d.pdf.ImageByHolder(holder, p.X/pt, p.Y/pt, &gopdf.Rect{W: p.W / pt, H: p.H / pt})
}

func (d *drawer) load(data []byte) *logo {
	sum := sha256.Sum256(data)
	l := d.byContent[sum]
	if l == nil {
		l = &logo{id: strconv.Itoa(len(d.byContent))}
		l.png, _ = flatten(data) // a broken picture must not stop the day's parcels; CheckLogo has told about it
		d.byContent[sum] = l
	}
	return l
}
