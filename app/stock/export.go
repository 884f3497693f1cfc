package stock

import "strconv"

// exported are the columns of an exported catalogue, in its order.
var exported = []string{
	colSKU, colName, colVariant, colSupplier, colSupplierCode, colCost, colTaxRate, colStock, colReorderPoint, colTarget, colLot, colMinQty,
	colLeadDays, colRelease, colToOrder, colJan, colLocation, colNote,
}

// ProductTitles is the heading of an exported catalogue. ReadProducts reads it back.
func ProductTitles() []string { return append([]string{}, exported...) }

// ProductCells is one row under ProductTitles. onHand is the stock; nil = not managed, an empty cell. A stock below zero (the ledger
// misses something) is left empty too: read back, it would be taken for a count.
func ProductCells(s SKU, onHand *int) []string {
	count := func(n *int) string {
		if n == nil || *n < 0 {
			return ""
		}
		return strconv.Itoa(*n)
	}
	cost, minimum, toOrder := "", "", "×"
	if s.Cost != nil {
		cost = strconv.FormatInt(int64(*s.Cost), 10)
	}
	if s.MinQty > 0 {
		minimum = strconv.Itoa(s.MinQty)
	}
	if s.ToOrder {
		toOrder = "○"
	}
	return []string{
		s.Code, s.Name, s.Variant, s.Supplier, s.SupplierCode, cost, count(s.TaxRate), count(onHand), count(s.ReorderPoint), count(s.Target),
		strconv.Itoa(s.LotSize()), minimum, count(s.LeadDays), string(s.ReleaseDate), toOrder, s.Jan, s.Location, s.Note,
	}
}

// ProductColumns lists the columns that ReadProducts knows, for the command's help: of each its first name, then its other ones.
func ProductColumns() [][]string { return named(productColumns) }

// SupplierColumns does the same for ReadSuppliers.
func SupplierColumns() [][]string { return named(supplierColumns) }

// DeliveredColumns does the same for ReadDelivered.
func DeliveredColumns() [][]string { return named(deliveredColumns) }

func named(columns []column) [][]string {
	out := make([][]string, len(columns))
	for i, c := range columns {
		out[i] = append([]string{c.id}, c.names...)
	}
	return out
}
