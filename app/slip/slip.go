// Package slip lays out the packing slip (納品書) that lies in the parcel, and writes it as an A4 PDF.
//
// It knows paper only: which orders are printed, why their prices are hidden and which payment they had is decided
// elsewhere and told to it as a Slip. It opens no file and starts no printer. The layout (Layout) is a model of its own,
// so that the preview in the window and the PDF (WritePDF) always show the same page.
package slip

import (
	"miseban/app/jst"
	"miseban/app/yen"
)

// Slip is everything that one packing slip shows. One slip belongs to one destination of one order.
type Slip struct {
	// Running is the number within the batch, "001/149". It is printed large at the top right of every page, so that
	// slip and label can be matched by eye.
	Running string
	// BatchNote is printed small beneath Running: "2026/11/30 1便".
	BatchNote string
	// Title heads the paper; 納品書 when empty.
	Title string
	// Reissue prints the mark 再発行 on every page.
	Reissue bool

	Shop Sender
	To   Party
	// From is the orderer. It is printed as ご依頼主 when name or address differ from To; nil prints nothing.
	From *Party

	OrderNo  string
	MallName string
	// SlipNo is the number of this paper (納品書番号), empty when the shop numbers none.
	SlipNo string
	// OrderedAt is nil when the file did not tell it.
	OrderedAt *jst.Moment
	ShippedOn jst.Date
	PrintedOn jst.Date

	// PaymentText is the way of payment in the mall's words. It is left out together with the prices.
	PaymentText  string
	DeliveryText string // the shipping method
	TrackingNo   string
	DeliveryWish string // wished date and time

	Lines []Line
	// Fees are printed between the goods and the total, in their order: 送料, 代引手数料, クーポン …
	Fees []Fee
	// TotalLabel names the total; 合計（税込） when empty.
	TotalLabel string
	// Total is what the customer pays, tax included. nil is unknown and printed as 未確定, but when the order goes to
	// several destinations (Parts > 1) a nil total prints no total at all.
	Total *yen.Yen
	// TaxSums are printed only when given: a shop without a registration number, or a mall that issues the invoice
	// itself, leaves them out.
	TaxSums []TaxSum

	// Notes are のし, wrapping, gift message, memo: one entry is one paragraph.
	Notes []string

	// Enclosed is what the packer puts into the parcel beside the goods: サンクスカード. It is one small line beneath the
	// goods, without any amount, also where prices are shown.
	Enclosed []string

	// HidePrices prints no amount anywhere: neither prices, fees, total, tax nor payment, and amounts that stand in free
	// texts (names, options, notes, message) are taken out. The money fields above are not read at all.
	HidePrices bool
	// OnlyFees hides the goods' prices, the total, tax and payment, and amounts in free texts, but prints the fees and
	// their sum as 追加料金. HidePrices wins over it.
	OnlyFees bool

	// Part and Parts number the destinations of one order, from 1; nothing is printed for a single one.
	Part, Parts int
}

// Hides says whether the goods' prices and the total are left out.
func (s Slip) Hides() bool { return s.HidePrices || s.OnlyFees }

// Sender is the shop as it stands on the paper.
type Sender struct {
	Name    string
	Zip     string // 1234567 or 123-4567
	Address string // may hold line breaks
	Phone   string
	Email   string
	// LogoPNG is an optional picture; CheckLogo says whether it can be printed. One that can't is left out.
	LogoPNG []byte
	// InvoiceNumber is 登録番号, T and 13 digits; empty for a shop that is exempt from tax. Left out with the prices.
	InvoiceNumber string
	// Message stands at the foot of the last page: thanks, returns.
	Message string
}

// Party is the recipient or the orderer.
type Party struct {
	Name string
	// Company prints 御中 behind the name in place of 様.
	Company bool
	Zip     string // 1234567 or 123-4567
	Address string // may hold line breaks
}

// Line is one line of the order. Amounts are in yen, tax included; nil is unknown.
type Line struct {
	Name      string
	Options   []string // colour, size, 名入れ: one per printed line
	Code      string   // 品番
	Qty       int
	UnitPrice *yen.Yen
	Amount    *yen.Yen
	Reduced   bool // 軽減税率: marked with ※ where prices are shown
}

// Fee is a further amount in yen, tax included, negative for a coupon or points; nil is unknown.
type Fee struct {
	Label   string
	Amount  *yen.Yen
	Reduced bool `json:",omitempty"` // 軽減税率: marked with ※ where prices are shown
}

// TaxSum is one rate's part of the total: Sum in yen with tax, Tax the tax within it, rounded once per rate and paper
// (消費税法 第57条の4, 国税庁 通達1-8-1).
type TaxSum struct {
	Rate int // percent
	Sum  yen.Yen
	Tax  yen.Yen
}
