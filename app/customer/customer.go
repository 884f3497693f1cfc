// Package customer says which orders come from one person, across shops and malls.
//
// Orders are linked, never merged: a customer is a set of orders, and its number is that of the set's smallest order. What
// links them is evidence that can be shown (氏名 + 電話) and that the owner can overrule: orders joined or split by hand
// stay so through every new import. The orderer is judged, never the recipient.
//
// The package is pure. It knows orders only by number and by the hashed keys of their orderer; it never sees a name, so it
// can't print or log one. Making the keys (KeysOf) is the one place that reads personal data.
package customer

import (
	"math/bits"
	"strings"

	"miseban/app/jst"
)

// Contact is what one order tells of its orderer, as the customer typed it. Empty = the file does not tell.
type Contact struct {
	Order     int64  // the order's number in the book
	Mall      string // the mall's code
	Shop      string // the shop's key
	Name      string
	Kana      string
	Phone     string
	Mail      string
	Address   string // in one piece, with or without the prefecture
	Zip       string
	OrderedAt jst.Moment
	Cancelled bool
}

// KeySet is a set of identity keys.
type KeySet uint8

// The identity keys. ByHand is no key of an order: it marks evidence that is the owner's own decision.
const (
	Name KeySet = 1 << iota
	Kana
	Phone
	Mail
	Address
	ByHand
)

var keyCodes = [...]struct{ code, label string }{
	{"name", "氏名"}, {"kana", "フリガナ"}, {"phone", "電話番号"}, {"mail", "メールアドレス"}, {"address", "住所"}, {"by_hand", "手動"},
}

// Codes gives the names of the keys for files: name, kana, phone, mail, address, by_hand.
func (k KeySet) Codes() []string {
	codes := make([]string, 0, k.Len())
	for i, c := range keyCodes {
		if k&(1<<i) != 0 {
			codes = append(codes, c.code)
		}
	}
	return codes
}

// String gives the keys as the window shows them: 氏名・電話番号.
func (k KeySet) String() string {
	labels := make([]string, 0, k.Len())
	for i, c := range keyCodes {
		if k&(1<<i) != 0 {
			labels = append(labels, c.label)
		}
	}
	return strings.Join(labels, "・")
}

// Len gives the number of keys in the set.
func (k KeySet) Len() int { return bits.OnesCount8(uint8(k)) }

// Has says whether all of other are in k.
func (k KeySet) Has(other KeySet) bool { return k&other == other }

// contactKeys are the keys by which a household can be found; in the order of contactKind.
const contactKeys = Phone | Mail | Address

// contactKind numbers the contact keys where they index an array.
type contactKind uint8

const (
	kindPhone contactKind = iota
	kindMail
	kindAddress
	contactKinds
)

func (k contactKind) key() KeySet { return Phone << k }

// Evidence says why two orders of one customer belong together.
type Evidence struct {
	A, B int64 // order numbers, A < B
	Keys KeySet
}

// Candidate is an earlier order that may be of the same person but is not linked (リピーター候補).
type Candidate struct {
	Order    int64
	Customer int64 // the customer that the order belongs to
	// Keys are the shared contact keys. Mail alone hints at the same person; Phone or Address alone at the household.
	Keys KeySet
}

// Kind is what a customer is to the shop, by all orders that are not cancelled.
type Kind uint8

// The kinds of customer, the strongest first.
const (
	Unknown       Kind = iota // the order is not in the book
	Repeater                  // リピーター: two orders or more
	CandidateKind             // リピーター候補: one at most, and somebody else's order shares a contact key
	New                       // 新規
)

// String gives the code: repeater, candidate, new; empty for Unknown.
func (k Kind) String() string {
	return [...]string{"", "repeater", "candidate", "new"}[k]
}

// Decision is what the owner said about two orders: one person, or not. It outlives re-imports and the orders themselves.
type Decision struct {
	A, B int64
	Same bool // true = joined, false = split
	At   jst.Moment
}
