package orders

import (
	"strconv"
	"strings"

	"miseban/app/flow/ship"
	"miseban/app/normal"
	"miseban/app/order"
	"miseban/ui/part"
)

// label is a field's name inside its group, where whose it is need not be said.
func label(target, field string) string {
	switch field {
	case "kana":
		return "カナ"
	case "zip":
		return "郵便番号"
	case "address":
		return "住所"
	case "phone":
		return "電話番号"
	case "dest":
		return "お届け先"
	}
	return order.Label(target, field)
}

// shown is a value of a field as it stands on the screen, which Clean reads back: amounts with separators, dates with
// slashes, telephone numbers and postal codes with hyphens.
func shown(target, field, value string) string {
	if value == "" {
		return ""
	}
	switch field {
	case "zip":
		return strings.TrimPrefix(normal.ZipText(value), "〒")
	case "phone":
		return normal.PhoneText(value)
	case "total", "goods", "shipping", "cod_fee", "wrapping_fee", "coupon", "points", "unit_price", "qty":
		if n, err := strconv.Atoi(value); err == nil {
			return part.Count(n)
		}
	case "wish_date", "release":
		return strings.ReplaceAll(value, "-", "/")
	case "ordered_at":
		return strings.ReplaceAll(strings.TrimSuffix(value, ":00"), "-", "/")
	case "wish_slot":
		return ship.SlotName(value)
	case "paid":
		if value == "yes" {
			return "入金済み"
		}
		return "未入金"
	case "dest":
		return destinationText(value)
	}
	return value
}

// destinationText names a destination by its key, where its place among the others isn't known.
func destinationText(key string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(key, "#"), "\x1f")
	return name
}
