// Package payment turns the wording of a payment method, as a mall or cart writes it, into a class by an editable table.
// It knows nothing of orders, of whether one is paid, or of which mall the wording comes from.
package payment

// Class is a kind of payment, by its stable English id.
type Class string

// The classes. Unknown is a wording that no row of the table holds: a person must map it, it is never guessed.
const (
	Card     Class = "card"
	COD      Class = "cod"
	Bank     Class = "bank"
	Conveni  Class = "conveni"
	Atobarai Class = "atobarai"
	Wallet   Class = "wallet"
	Mall     Class = "mall"   // settled by the mall; its file has no payment column
	Points   Class = "points" // the whole amount is paid with points
	Unknown  Class = "unknown"
)

var names = map[Class]string{
	Card: "クレジットカード", COD: "代金引換", Bank: "銀行振込・郵便振替", Conveni: "コンビニ払い", Atobarai: "後払い",
	Wallet: "ウォレット決済", Mall: "モール決済", Points: "全額ポイント", Unknown: "未分類",
}

// Classes gives all classes in the order of the settings page, Unknown last.
func Classes() []Class {
	return []Class{Card, COD, Bank, Conveni, Atobarai, Wallet, Mall, Points, Unknown}
}

// Name is the class as the owner says it.
func (c Class) Name() string {
	if n, ok := names[c]; ok {
		return n
	}
	return string(c)
}

// Valid tells whether c is one of the classes.
func (c Class) Valid() bool { _, ok := names[c]; return ok }
