package buy

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"miseban/app/flow/desk"
	"miseban/app/stock"
	"miseban/store"
)

// ExportProducts writes the catalogue with its stock and the malls' codes as an Excel workbook that ImportProducts reads
// back, and gives the number of products. A file of that name is replaced once the new one is whole.
func ExportProducts(ctx context.Context, d *desk.Desk, path string) (int, error) {
	g := d.Goods()
	var codes []stock.MallCode
	err := d.Store().Read(ctx, func(r *store.Reader) (err error) {
		codes, err = r.MallCodes()
		return err
	})
	if err != nil {
		return 0, err
	}
	temp, err := writeTemp(filepath.Dir(path), func(w io.Writer) error { return writeProducts(w, g, codes) })
	if err != nil {
		return 0, unwritable(path, err)
	}
	if err := os.Rename(temp, path); err != nil {
		os.Remove(temp)
		return 0, unwritable(path, err)
	}
	return len(g.SKUs), nil
}

// writeTemp writes a file under a name of its own in the folder, to the disk itself, and gives its path.
func writeTemp(folder string, write func(io.Writer) error) (path string, err error) {
	f, err := os.CreateTemp(folder, ".miseban-*.tmp")
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err := write(f); err != nil {
		return "", err
	}
	if err := f.Chmod(0o644); err != nil && !os.IsPermission(err) {
		return "", err
	}
	if err := f.Sync(); err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// productsSheet is the name of the exported sheet.
const productsSheet = "商品"

// writeProducts writes every cell as text: codes keep their zeros and nothing can run as a formula.
func writeProducts(w io.Writer, g *desk.Goods, codes []stock.MallCode) error {
	shops, perSKU := mallColumns(codes)
	book := excelize.NewFile()
	defer book.Close()
	if err := book.SetSheetName("Sheet1", productsSheet); err != nil {
		return err
	}
	text, err := book.NewStyle(&excelize.Style{NumFmt: 49}) // the format "text"
	if err != nil {
		return err
	}
	bold, err := book.NewStyle(&excelize.Style{NumFmt: 49, Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	sheet, err := book.NewStreamWriter(productsSheet)
	if err != nil {
		return err
	}
	titles := stock.ProductTitles()
	if err := sheet.SetColWidth(1, len(titles)+len(shops), 14); err != nil {
		return err
	}
	if err := sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for _, s := range shops {
		t := "モール商品コード"
		if s != "" {
			t += "（" + s + "）"
		}
		titles = append(titles, t)
	}
	if err := setRow(sheet, 1, bold, titles); err != nil {
		return err
	}
	for i, code := range slices.Sorted(maps.Keys(g.SKUs)) {
		var onHand *int
		if n, managed := g.OnHand[code]; managed {
			onHand = &n
		}
		cells := stock.ProductCells(g.SKUs[code], onHand)
		for _, s := range shops {
			cells = append(cells, strings.Join(perSKU[code][s], "\n"))
		}
		if err := setRow(sheet, i+2, text, cells); err != nil {
			return err
		}
	}
	if err := sheet.Flush(); err != nil {
		return err
	}
	_, err = book.WriteTo(w)
	return err
}

func setRow(sheet *excelize.StreamWriter, row int, style int, cells []string) error {
	out := make([]any, len(cells))
	for i, c := range cells {
		out[i] = excelize.Cell{StyleID: style, Value: c}
	}
	return sheet.SetRow(fmt.Sprintf("A%d", row), out)
}

// mallColumns gives the shops that have codes, and each SKU's codes there. Codes that need an item and a variant have no
// column of their own in such a file and stay as they are; so do codes of what is no product.
func mallColumns(codes []stock.MallCode) (shops []string, perSKU map[string]map[string][]string) {
	perSKU = map[string]map[string][]string{}
	for _, m := range codes {
		if m.Variant != "" || m.SKU == "" {
			continue
		}
		if !slices.Contains(shops, m.Shop) {
			shops = append(shops, m.Shop)
		}
		if perSKU[m.SKU] == nil {
			perSKU[m.SKU] = map[string][]string{}
		}
		perSKU[m.SKU][m.Shop] = append(perSKU[m.SKU][m.Shop], m.Code)
	}
	slices.Sort(shops)
	return shops, perSKU
}
