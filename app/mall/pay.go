package mall

import "miseban/app/payment"

// defaultPayments are the malls' own wordings; what the owner maps later does not change what the mall means by them.
var defaultPayments = payment.New()

// codByDefault tells whether the wording is cash on delivery.
func codByDefault(text string) bool {
	c, _ := defaultPayments.Class(text)
	return c == payment.COD
}

// yahooClass gives the class of a payment by its name, else by Yahoo!'s code of the method.
func yahooClass(name, code string) payment.Class {
	if c, ok := defaultPayments.Class(name); ok {
		return c
	}
	switch code {
	case "payment_d1":
		return payment.COD
	case "payment_a1":
		return payment.Card
	case "payment_a16", "payment_a17", "payment_a19":
		return payment.Wallet
	case "payment_b1":
		return payment.Bank
	}
	return payment.Unknown
}
