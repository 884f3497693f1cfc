package order

// Mall is a marketplace or cart software, by its stable English id. It is the first part of an order's key.
type Mall string

// The malls and carts whose files are read, and the two that are none: orders that the owner enters by hand, and files
// whose columns she has explained herself.
const (
	Rakuten      Mall = "rakuten"
	Yahoo        Mall = "yahoo"
	Amazon       Mall = "amazon"
	AuPay        Mall = "aupay"
	Qoo10        Mall = "qoo10"
	Minne        Mall = "minne"
	Creema       Mall = "creema"
	MercariShops Mall = "mercari_shops"
	Base         Mall = "base"
	Stores       Mall = "stores"
	Shopify      Mall = "shopify"
	ColorMe      Mall = "colorme"
	MakeShop     Mall = "makeshop"
	ECCube       Mall = "eccube"
	FutureShop   Mall = "futureshop"
	Hand         Mall = "hand"
	Other        Mall = "other"
)

// mallFacts is what is known of each mall: its name, the name of the first shop on it, and whether it is a cart of the owner's own.
var mallFacts = map[Mall]struct {
	name, shop string
	cart       bool
}{
	Rakuten:      {"楽天", "楽天市場店", false},
	Yahoo:        {"Yahoo!", "Yahoo!店", false},
	Amazon:       {"Amazon", "Amazon店", false},
	AuPay:        {"au PAY", "au PAY店", false},
	Qoo10:        {"Qoo10", "Qoo10店", false},
	Minne:        {"minne", "minne店", false},
	Creema:       {"Creema", "Creema店", false},
	MercariShops: {"メルカリShops", "メルカリShops店", false},
	Base:         {"BASE", "BASE店", false},
	Stores:       {"STORES", "STORES店", false},
	Shopify:      {"Shopify", "Shopify店", true},
	ColorMe:      {"カラーミー", "カラーミー店", true},
	MakeShop:     {"MakeShop", "MakeShop店", true},
	ECCube:       {"EC-CUBE", "EC-CUBE店", true},
	FutureShop:   {"futureshop", "futureshop店", true},
	Hand:         {"手入力", "電話・店頭", true},
	Other:        {"そのほか", "", true},
}

// Name is the mall's name as the owner says it.
func (m Mall) Name() string {
	if f, ok := mallFacts[m]; ok {
		return f.name
	}
	return string(m)
}

// FirstShop is the name that a mall's first shop gets; empty for a mall that is not known.
func (m Mall) FirstShop() string { return mallFacts[m].shop }

// IsCart says whether nobody but the owner herself decides when an order may ship: her own cart, the telephone, the counter.
// There the class of the payment says what waits for money; on a mall its own state does.
func (m Mall) IsCart() bool { return mallFacts[m].cart }

// Malls gives every mall that is known, in the order in which the owner chooses from them.
func Malls() []Mall {
	return []Mall{Rakuten, Yahoo, Amazon, AuPay, Qoo10, Minne, Creema, MercariShops, Base, Stores, Shopify, ColorMe, MakeShop, ECCube, FutureShop, Hand, Other}
}
