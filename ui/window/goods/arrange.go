package goods

import (
	"cmp"
	"slices"

	"miseban/ui/grid"
)

// arrange sorts as the header shows; what is unknown comes last.
func arrange(list []item, by grid.Sort) {
	number := func(of func(*item) *int) func(a, b *item) int {
		return func(a, b *item) int {
			x, y := of(a), of(b)
			switch {
			case x == nil && y == nil:
				return 0
			case x == nil:
				return 1
			case y == nil:
				return -1
			}
			if by.Descending {
				return cmp.Compare(*y, *x)
			}
			return cmp.Compare(*x, *y)
		}
	}
	text := func(of func(*item) string) func(a, b *item) int {
		return func(a, b *item) int {
			x, y := of(a), of(b)
			switch {
			case x == "" || y == "":
				return cmp.Compare(y, x)
			case by.Descending:
				return cmp.Compare(y, x)
			}
			return cmp.Compare(x, y)
		}
	}
	managed := func(of func(*item) int) func(*item) *int {
		return func(x *item) *int {
			if x.OnHand == nil {
				return nil
			}
			n := of(x)
			return &n
		}
	}
	always := func(of func(*item) int) func(*item) *int {
		return func(x *item) *int { n := of(x); return &n }
	}
	order := map[string]func(a, b *item) int{
		"sku": text(func(x *item) string { return x.SKU }), "name": text(func(x *item) string { return x.Name }), "supplier": text(func(x *item) string { return x.goods.Supplier }),
		"stock": number(func(x *item) *int { return x.OnHand }), "got": number(always(func(x *item) int { return x.Allocated })), "free": number(managed(func(x *item) int { return x.Free })),
		"short": number(always(func(x *item) int { return x.Shortage })), "open": number(always(func(x *item) int { return x.OnOrder })),
		"point": number(func(x *item) *int { return x.goods.ReorderPoint }), "goal": number(func(x *item) *int { return x.goods.Target }), "lot": number(always(func(x *item) int { return x.goods.LotSize() })),
		"cost": number(func(x *item) *int {
			if x.goods.Cost == nil {
				return nil
			}
			n := int(*x.goods.Cost)
			return &n
		}),
		"maker": text(func(x *item) string {
			if x.maker == nil {
				return ""
			}
			return makerText(x.maker)
		}), "code": text(func(x *item) string { return x.goods.SupplierCode }), "jan": text(func(x *item) string { return x.goods.Jan }),
		"place": text(func(x *item) string { return x.goods.Location }), "release": text(func(x *item) string { return string(x.goods.ReleaseDate) }),
	}[by.Column]
	if order != nil {
		slices.SortStableFunc(list, func(a, b item) int { return cmp.Or(order(&a, &b), cmp.Compare(a.SKU, b.SKU)) })
	}
}
