package slip

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
)

// ErrLogo says that a picture can't be printed as the shop's logo.
var ErrLogo = errors.New("logo can't be printed")

// maxLogo is the largest side of a logo in pixels: 46 mm at 2,200 dpi, and still quick to decode.
const maxLogo = 4000

// CheckLogo says whether a picture can be printed as the logo: a PNG of at most 4,000 pixels a side. Errors are ErrLogo.
func CheckLogo(data []byte) error {
	if _, _, ok := logoSize(data); !ok {
		return fmt.Errorf("read logo header: %w", ErrLogo)
	}
	if _, err := flatten(data); err != nil {
		return fmt.Errorf("decode logo: %w: %w", ErrLogo, err)
	}
	return nil
}

// logoSize reads a PNG's size in pixels without decoding it.
func logoSize(data []byte) (w, h float64, ok bool) {
	if len(data) == 0 {
		return 0, 0, false
	}
	c, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil || c.Width < 1 || c.Height < 1 || c.Width > maxLogo || c.Height > maxLogo {
		return 0, 0, false
	}
	return float64(c.Width), float64(c.Height), true
}

// flatten makes the one kind of PNG that every viewer and printer takes quickly: 8 bit RGB on white, not interlaced.
func flatten(data []byte) ([]byte, error) {
	src, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	flat := image.NewRGBA(image.Rect(0, 0, src.Bounds().Dx(), src.Bounds().Dy()))
	draw.Draw(flat, flat.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(flat, flat.Bounds(), src, src.Bounds().Min, draw.Over)
	var out bytes.Buffer
	if err := png.Encode(&out, flat); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
