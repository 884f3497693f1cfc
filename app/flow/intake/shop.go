package intake

import (
	"slices"

	"miseban/app/order"
)

// shopFor finds the shop of a file: the one named; else the one whose own id stands in the order numbers; else the only
// one of the mall; else a new one. Several that the file can't tell apart are asked for.
func shopFor(shops []order.Shop, g *gathered, name string) (order.Shop, error) {
	hint := g.hint()
	if name == "" && g.format.Mall == order.Other {
		name = g.format.Name // such files have nothing in common but that nobody else knows them: each is a shop of its own
	}
	var onMall []order.Shop
	for _, s := range shops {
		if name != "" && s.Name == name {
			if s.Mall != g.format.Mall {
				return order.Shop{}, &wrongShop{name, g.format.Mall}
			}
			if s.Code == "" {
				s.Code = hint
			}
			return s, nil
		}
		if s.Mall == g.format.Mall {
			onMall = append(onMall, s)
		}
	}
	if name != "" {
		return order.Shop{Mall: g.format.Mall, Name: name, Code: hint}, nil
	}
	if hint != "" {
		if i := slices.IndexFunc(onMall, func(s order.Shop) bool { return s.Code == hint }); i >= 0 {
			return onMall[i], nil
		}
		// A shop whose id is not known yet may be this one.
		if unknown := slices.DeleteFunc(slices.Clone(onMall), func(s order.Shop) bool { return s.Code != "" }); len(unknown) == 1 && len(onMall) == 1 {
			unknown[0].Code = hint
			return unknown[0], nil
		}
		if len(onMall) > 0 && slices.ContainsFunc(onMall, func(s order.Shop) bool { return s.Code == "" }) {
			return order.Shop{}, ask(g.format.Mall, onMall)
		}
	} else if len(onMall) == 1 {
		return onMall[0], nil
	} else if len(onMall) > 1 {
		return order.Shop{}, ask(g.format.Mall, onMall)
	}
	s := order.Shop{Mall: g.format.Mall, Name: g.format.Mall.FirstShop(), Code: hint}
	if slices.ContainsFunc(shops, func(o order.Shop) bool { return o.Name == s.Name }) {
		s.Name += "（" + hint + "）"
	}
	return s, nil
}

func ask(mall order.Mall, shops []order.Shop) error {
	names := make([]string, len(shops))
	for i, s := range shops {
		names[i] = s.Name
	}
	return &whichShop{mall, names}
}
