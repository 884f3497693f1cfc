package mapping

// tells are the meanings that set the files of a kind apart, and how much.
var tells = map[Kind]map[Meaning]float64{
	Orders:     {OrderNo: 2, OrderedAt: 1, Dest + PartName: 1.5, Dest + PartFamily: 1.5, Dest + PartZip: 1, Orderer + PartName: 1, Payment: 1, Shipping: 0.5, Qty: 0.5, ItemName: 0.5, Dest + PartAddress: 1, WishDate: 1},
	Statement:  {BankDate: 1, Deposit: 2, Withdrawal: 2, Balance: 2, Payer: 1, Amount: 1, InOut: 1},
	Products:   {"SKU": 1, "商品名": 0.5, "仕入先": 1.5, "仕入単価": 1.5, "発注点": 1, "補充目標": 1, "ロット": 1, MallCode: 1.5, "仕入先品番": 1, "色・サイズ": 0.5, "棚番": 0.5, "在庫": 0.4, "JAN": 0.4},
	Stock:      {"SKU": 1, "在庫": 2, "棚番": 0.5, "商品名": 0.3, "JAN": 0.3},
	Suppliers:  {"仕入先": 1.5, "メールアドレス": 1.5, "担当者": 1.5, "最低発注額": 1.5, "リードタイム": 0.7},
	MakerStock: {MakerCode: 0.8, MakerJan: 0.6, MakerQty: 1, MakerState: 2, NextArrival: 2, MakerName: 0.3},
}

// GuessKind tells what a file seems to be about, with a confidence from 0 to 1. Below 0.5 it is not worth saying.
func GuessKind(records [][]string) (Kind, float64) {
	if len(records) > 40 {
		records = records[:40]
	}
	best, most, second := Orders, 0.0, 0.0
	looked := map[int][]profile{}
	for _, k := range Kinds() {
		p := guess(k, records, looked)
		score, columns := 0.0, 0
		for _, c := range p.Columns {
			if c.Name != "" {
				columns++
			}
			if c.Means != "" {
				score += tells[k][c.Means] * c.Confidence
			}
		}
		if lack := len(missing(k, p.meanings())); lack > 0 {
			score /= float64(1 + 2*lack)
		}
		if p.HeaderRow == 0 {
			score *= 0.8
		}
		if score > most {
			best, most, second = k, score, most
		} else {
			second = max(second, score)
		}
	}
	if most == 0 {
		return Orders, 0
	}
	// A clear lead over the next, and enough columns that tell.
	lead := (most - second) / most
	return best, min(1, most/5) * (0.5 + 0.5*lead)
}
