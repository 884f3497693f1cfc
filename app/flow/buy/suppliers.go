package buy

import (
	"context"
	"reflect"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/stock"
	"miseban/store"
)

// ImportSuppliers takes a file of suppliers in (the columns are those of stock.ReadSuppliers). A cell that is empty keeps
// what was known.
func ImportSuppliers(ctx context.Context, d *desk.Desk, path string, now time.Time, dryRun bool) (GoodsReport, error) {
	return ImportSuppliersAs(ctx, d, path, Headings{}, now, dryRun)
}

// ImportSuppliersAs is ImportSuppliers of a file whose headings mean what h says.
func ImportSuppliersAs(ctx context.Context, d *desk.Desk, path string, h Headings, now time.Time, dryRun bool) (GoodsReport, error) {
	var list []stock.Supplier
	src, err := readFile(ctx, path, h, stock.SupplierColumns(), func(titles []string, next stock.Next) (found []stock.Problem, err error) {
		list, found, err = stock.ReadSuppliers(titles, next)
		return found, err
	})
	if err != nil {
		return GoodsReport{}, err
	}
	return change(ctx, d, src, "suppliers", "仕入先の取り込み", now, dryRun, func(g *desk.Goods, _ *store.Reader, report *GoodsReport) (changes, error) {
		var c changes
		known := suppliersOf(g)
		for _, s := range list {
			old, had := known[stock.Key(s.Name)]
			next := over(old, s)
			differs := !had || !reflect.DeepEqual(old, next)
			if differs {
				c.suppliers = append(c.suppliers, next)
			}
			if !had {
				report.Suppliers = append(report.Suppliers, next.Name)
			}
			report.count(!had, differs)
		}
		return c, nil
	})
}

// over lays what a file says over what was known of a supplier.
func over(old, s stock.Supplier) stock.Supplier {
	if old.Name == "" {
		old.Name = s.Name
	}
	if s.Email != "" {
		old.Email = s.Email
	}
	if s.Contact != "" {
		old.Contact = s.Contact
	}
	if s.MinimumAmount != nil {
		old.MinimumAmount = s.MinimumAmount
	}
	if s.LeadDays != nil {
		old.LeadDays = s.LeadDays
	}
	if s.Note != "" {
		old.Note = s.Note
	}
	return old
}
