// Package mall reads the order files of the malls: it recognises a file by its column names and turns its rows into
// facts of orders. Every mall is one reader behind one interface, in files of its own.
//
// It maps by column name, never by position, and it never invents: a field that the file has no column for stays nil.
// It knows nothing of shops, of where orders are kept, or of what is decided about them.
package mall

import (
	"miseban/app/order"
)

// Format is one kind of order file.
type Format struct {
	ID   string // stable English id: rakuten, yahoo_order …
	Name string // Japanese, as the owner would say it
	Mall order.Mall

	// Unsure are the columns and values that no source confirms (未検証), each as a Japanese sentence.
	Unsure []string

	// Lists says that a file of this format names every order of the shop that has not gone out: one that a fresher file
	// no longer names has gone out, or was cancelled.
	Lists bool

	keys   []string   // any one of these columns holds the order number; without one it is not this format
	marks  []string   // columns that tell this format from others
	least  int        // so many marks at least must be there
	unless *Format    // a file that is this format is not ours: one that has the columns of both
	known  [][]string // the column names of all layouts seen
	sums   bool       // the order's amounts are sums over its rows, so that two pieces of one order add up
	bind   func(h *Columns, o Options) reader
	// pieces puts into out what else the two pieces a and b of one order tell together; nil where every row repeats it.
	pieces func(out, a, b *order.Facts)
}

// Options are what the owner can edit about reading. The zero value stands for the defaults.
type Options struct {
	// Settle says which settlement states of Yahoo! let an order ship; nil = DefaultSettle().
	Settle []Settle
}

// reader turns the rows of one order after another into facts. It holds the columns of one file and the order at hand.
type reader interface {
	// number gives the order's number as the program's key, and the mall's own id of the shop where the number holds
	// it. An empty number has been reported to c.
	number(c *cells) (no, shop string)
	begin()
	row(c *cells)
	end(no string) *order.Facts
}

// formats is the list of all that can be read; a new mall adds its line here.
var formats = []*Format{
	&rakuten,
	&yahooOrder,
	&yahooItem,
	&amazonOrders,
	&amazonUnshipped,
	&colorme,
	&makeshop,
	&eccube,
	&futureshop,
	&aupay,
	&qoo10,
	&minne,
	&creema,
	&shopify,
	&base,
	&stores,
	&mercariShops,
}

// Formats gives all formats that can be read.
func Formats() []*Format { return append([]*Format(nil), formats...) }

// ByID gives the format of that id; nil if there is none.
func ByID(id string) *Format {
	for _, f := range formats {
		if f.ID == id {
			return f
		}
	}
	return nil
}
