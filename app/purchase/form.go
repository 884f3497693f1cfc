package purchase

import (
	"errors"
	"fmt"
	"strings"

	"miseban/app/jst"
	"miseban/app/stock"
	"miseban/app/yen"
)

// Company is the shop as it signs to a supplier. Empty fields are left out.
type Company struct {
	Name    string
	Zip     string // digits, or as the owner writes it
	Address string
	Phone   string
	Email   string
	Contact string
}

// Form is one order form (発注書) to one supplier.
type Form struct {
	Number    string // P-20261124-01
	Date      jst.Date
	Supplier  stock.Supplier
	From      Company
	Lines     []FormLine
	Wanted    jst.Date // 希望納期; empty = as soon as possible, said in words
	DeliverTo string   // 納品先, may have several lines; empty = the company's address
	Note      string   // 備考, may have several lines
}

// FormLine is one line of an order form.
type FormLine struct {
	SupplierCode string
	SKU          string
	Name         string
	Variant      string
	Quantity     int      // at least 1
	Cost         *yen.Yen // per unit, tax excluded; nil = not known, left empty on the form
}

// What keeps a form from being written.
var (
	ErrNoSupplier = errors.New("仕入先が決まっていないため、発注書を作れません。商品に仕入先を設定してください。")
	ErrNoLines    = errors.New("発注する商品がないため、発注書を作りません。")
)

// FormOf makes the form for a proposal. Lines that the owner set to 0 are left out. ErrNoSupplier, ErrNoLines.
func FormOf(p SupplierProposal, number string, date jst.Date, from Company) (Form, error) {
	if !p.CanIssue {
		return Form{}, ErrNoSupplier
	}
	f := Form{Number: number, Date: date, Supplier: p.Supplier, From: from}
	for _, l := range p.Lines {
		if l.Quantity > 0 {
			f.Lines = append(f.Lines, FormLine{SupplierCode: l.SupplierCode, SKU: l.SKU, Name: l.Name, Variant: l.Variant, Quantity: l.Quantity, Cost: l.Cost})
		}
	}
	return f, f.check()
}

func (f Form) check() error {
	if strings.TrimSpace(f.Supplier.Name) == "" {
		return ErrNoSupplier
	}
	if len(f.Lines) == 0 {
		return ErrNoLines
	}
	for _, l := range f.Lines {
		if l.Quantity < 1 {
			return fmt.Errorf("%s の発注数が %d になっています。1以上にするか、発注から外してください。", l.SKU, l.Quantity)
		}
	}
	return nil
}

// Total sums the lines with a known cost, tax excluded; unknown counts the others.
func (f Form) Total() (sum yen.Yen, units, unknown int) {
	for _, l := range f.Lines {
		units += l.Quantity
		if l.Cost == nil {
			unknown++
			continue
		}
		sum += *l.Cost * yen.Yen(l.Quantity)
	}
	return sum, units, unknown
}

// Number names the n-th purchase of a day, from 1: P-20261124-01.
func Number(day jst.Date, n int) string {
	return fmt.Sprintf("P-%s-%02d", strings.ReplaceAll(string(day), "-", ""), n)
}

// FileName is a name for the form that every system accepts: 発注書_P-20261124-01_山田陶器.xlsx.
func (f Form) FileName() string {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`\/:*?"<>|`, r) {
			return '_'
		}
		return r
	}, strings.TrimSpace(f.Supplier.Name))
	if short := []rune(clean); len(short) > 40 { // file systems count bytes, three to a kanji
		clean = string(short[:40])
	}
	return "発注書_" + f.Number + "_" + strings.TrimRight(clean, " .") + ".xlsx"
}

// departments are the ends of a contact that is not a person; companies and departments are 御中, people are 様.
var departments = []string{"部", "課", "係", "室", "店", "支店", "センター", "営業所", "グループ", "チーム"}

// addressee gives the lines that say whom the form is for: the company 御中, or the company and below it a person 様.
func addressee(s stock.Supplier) (company, contact string) {
	titled := func(t, title string) string {
		for _, had := range []string{"御中", "様", "さま", "殿"} {
			if strings.HasSuffix(t, had) {
				return t
			}
		}
		return t + " " + title
	}
	company, contact = strings.TrimSpace(s.Name), strings.TrimSpace(s.Contact)
	if contact == "" {
		return titled(company, "御中"), ""
	}
	for _, d := range departments {
		if strings.HasSuffix(contact, d) {
			return company, titled(contact, "御中")
		}
	}
	return company, titled(contact, "様")
}

// zip writes 〒150-0001.
func (c Company) zip() string {
	z := strings.TrimPrefix(strings.TrimSpace(c.Zip), "〒")
	if len(z) == 7 && strings.Trim(z, "0123456789") == "" {
		z = z[:3] + "-" + z[3:]
	}
	if z == "" {
		return ""
	}
	return "〒" + z
}

// lines gives the company's block from the name down, without what is not known.
func (c Company) lines() []string {
	var out []string
	for _, l := range []struct{ before, text string }{
		{"", c.Name}, {"", c.zip()}, {"", c.Address}, {"電話 ", c.Phone}, {"メール ", c.Email}, {"担当 ", c.Contact},
	} {
		if t := strings.TrimSpace(l.text); t != "" {
			out = append(out, l.before+t)
		}
	}
	return out
}
