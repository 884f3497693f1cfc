package stock_test

import (
	"testing"

	"miseban/app/stock"
)

// What each mall writes for an item finds the owner's SKU, or nothing: a wrong colour in a parcel is worse than a question.
func TestWhichSKUAMallMeans(t *testing.T) {
	codes := stock.NewCodes(
		[]string{"tea-sencha-100", "mug-ai", "mug-kon", "towel", "A-1", "a-1", "bag"},
		[]stock.MallCode{
			{Shop: "楽天本店", Code: "r-mug", Variant: "r-sku01", SKU: "mug-ai"},
			{Shop: "楽天本店", Code: "r-towel", SKU: "towel"},
			{Shop: "楽天本店", Code: "bag", Variant: "red", SKU: "towel"},
			{Code: "tea", SKU: "tea-sencha-100"},
			{Shop: "青山店", Code: "tea", SKU: "towel"},
			{Code: "twice", SKU: "mug-ai"}, {Code: "ＴＷＩＣＥ", SKU: "mug-kon"},
		})
	for _, c := range []struct{ why, shop, item, sku, want string }{
		{"the item code is the owner's SKU", "楽天本店", "tea-sencha-100", "", "tea-sencha-100"},
		{"楽天's word for an item without variants", "楽天本店", "tea-sencha-100", "normal-inventory", "tea-sencha-100"},
		{"wide letters and spaces", "楽天本店", " ＴＥＡ-sencha-100　", "", "tea-sencha-100"},
		{"the mall's SKU code is the owner's", "Yahoo店", "mug", "mug-kon", "mug-kon"},
		{"both are the same", "Amazon店", "mug-ai", "MUG-AI", "mug-ai"},
		{"an unknown variant is not the item", "楽天本店", "towel", "towel-red", ""},
		{"an unknown variant of a mapped item", "楽天本店", "r-towel", "r-sku09", ""},
		{"item and variant mapped", "楽天本店", "r-mug", "r-sku01", "mug-ai"},
		{"the same variant code of another item", "楽天本店", "r-cup", "r-sku01", ""},
		{"another shop's mapping", "Yahoo店", "r-towel", "", ""},
		{"a mapping for every shop", "Yahoo店", "tea", "", "tea-sencha-100"},
		{"the shop's own mapping wins", "青山店", "tea", "", "towel"},
		{"mapped to two SKUs", "Yahoo店", "twice", "", ""},
		{"only the exact one of A-1 and a-1", "Yahoo店", "a-1", "", "a-1"},
		{"neither of A-1 and a-1", "Yahoo店", "Ａ-1", "", ""},
		{"an item known to have variants, variant not told", "楽天本店", "bag", "", ""},
		{"the same item where it has none", "Yahoo店", "bag", "", "bag"},
		{"a SKU code mapped alone", "Yahoo店", "anything", "tea", "tea-sencha-100"},
		{"nothing told", "Yahoo店", "", "", ""},
	} {
		got, ok := codes.Resolve([]string{c.shop}, c.item, c.sku)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%s: %s/%s is %q, %v", c.why, c.item, c.sku, got, ok)
		}
	}
	if a := codes.Ambiguous(); len(a) != 1 || a[0].Code != "twice" {
		t.Errorf("%+v", a)
	}
}
