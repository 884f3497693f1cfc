// Package mapping says what the columns of an unknown file mean: it proposes a meaning for each from its name and its
// content, keeps what the owner decided as a format of her own, and recognises that format by its header next time.
//
// It is given records, texts in rows, and knows nothing of how a file is written, of the malls' own formats, of where
// formats are kept, or of what is done with the columns.
package mapping

// Kind is what a file is about.
type Kind string

// The kinds of files.
const (
	Orders     Kind = "orders"     // a mall's or cart's orders
	Products   Kind = "products"   // the owner's catalogue
	Stock      Kind = "stock"      // a count of the owner's own stock
	Suppliers  Kind = "suppliers"  // whom she buys from
	Statement  Kind = "statement"  // a bank's account statement
	MakerStock Kind = "makerstock" // what a maker or wholesaler has in stock
)

// Kinds gives all kinds, in the order in which the owner chooses from them.
func Kinds() []Kind { return []Kind{Orders, Products, Stock, Suppliers, Statement, MakerStock} }

var kindNames = map[Kind]string{
	Orders: "受注", Products: "商品", Stock: "在庫", Suppliers: "仕入先", Statement: "銀行の入出金明細", MakerStock: "メーカーの在庫表",
}

// Name is the kind as the owner says it; empty for one that does not exist.
func (k Kind) Name() string { return kindNames[k] }

// Meaning is what a column holds, by its stable id. Orders, statements and makers' lists have English ids; those of
// products, stock and suppliers are the names that such files are read by, so that a mapping is a translation of headings.
type Meaning string

// About is what the owner is told of a meaning.
type About struct {
	Meaning Meaning
	Name    string // Japanese
	Explain string // one Japanese sentence
	Needed  bool   // without it a file of the kind cannot be read (see Check for those of which one is enough)
	Several bool   // several columns may share it; they are joined in the file's order
}

// The meanings of an order file's columns that other packages name.
const (
	OrderNo     Meaning = "order_no"
	LineID      Meaning = "line_id"
	OrderedAt   Meaning = "ordered_at"
	OrderedTime Meaning = "ordered_time"
	Status      Meaning = "status"
	Paid        Meaning = "paid"
	Payment     Meaning = "payment"
	Total       Meaning = "total"
	Goods       Meaning = "goods"
	Shipping    Meaning = "shipping"
	CODFee      Meaning = "cod_fee"
	WrappingFee Meaning = "wrapping_fee"
	Coupon      Meaning = "coupon"
	Points      Meaning = "points"
	ItemCode    Meaning = "item_code"
	SKU         Meaning = "sku"
	ItemName    Meaning = "item_name"
	Options     Meaning = "options"
	UnitPrice   Meaning = "unit_price"
	LineTotal   Meaning = "line_total"
	Qty         Meaning = "qty"
	TaxRate     Meaning = "tax_rate"
	Noshi       Meaning = "noshi"
	Wrapping    Meaning = "wrapping"
	Message     Meaning = "message"
	WishDate    Meaning = "wish_date"
	WishTime    Meaning = "wish_time"
	Method      Meaning = "method"
	Comment     Meaning = "comment"
	Memo        Meaning = "memo"
)

// The parts of a person: a meaning is a side and a part, such as dest_zip.
const (
	Orderer = "orderer_"
	Dest    = "dest_"

	PartName       = "name"
	PartFamily     = "family"
	PartGiven      = "given"
	PartKana       = "kana"
	PartZip        = "zip"
	PartPrefecture = "prefecture"
	PartCity       = "city"
	PartAddress    = "address"
	PartPhone      = "phone"
	PartEmail      = "email"
)

// OrdererEmail is the only part that a destination does not have.
const OrdererEmail Meaning = Orderer + PartEmail

// The meanings of a bank statement's columns.
const (
	BankDate   Meaning = "date"
	Payer      Meaning = "payer"
	Deposit    Meaning = "deposit"
	Withdrawal Meaning = "withdrawal"
	Balance    Meaning = "balance"
	BankMemo   Meaning = "memo"
	Amount     Meaning = "amount"
	InOut      Meaning = "in_out"
)

// The meanings of a maker's stock list.
const (
	MakerCode   Meaning = "code"
	MakerName   Meaning = "name"
	MakerJan    Meaning = "jan"
	MakerQty    Meaning = "qty"
	MakerState  Meaning = "state"
	NextArrival Meaning = "next_arrival"
)

// MallCode is the meaning of a products column that holds what a mall calls the item.
const MallCode Meaning = "モール商品コード"

// Meanings gives what columns of that kind can mean, in the order in which the owner chooses from them.
func Meanings(k Kind) []About { return append([]About(nil), meanings[k]...) }

// AboutOf gives what the owner is told of a meaning; false if files of that kind have no such meaning.
func AboutOf(k Kind, m Meaning) (About, bool) {
	a, ok := aboutIndex[k][m]
	return a, ok
}

var aboutIndex = func() map[Kind]map[Meaning]About {
	index := map[Kind]map[Meaning]About{}
	for k, list := range meanings {
		index[k] = make(map[Meaning]About, len(list))
		for _, a := range list {
			index[k][a.Meaning] = a
		}
	}
	return index
}()
