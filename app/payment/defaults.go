package payment

// defaults are the wordings seen in the malls' and carts' files and manuals. ショッピングクレジット／ローン, オートローン and リース
// are left out on purpose: the owner maps them.
var defaults = []Row{
	{"クレジットカード", Card},
	{"クレジットカード決済", Card},
	{"クレジット決済", Card},
	{"クレジット", Card},
	{"Apple Pay", Card},
	{"Shopify Payments", Card},

	{"代金引換", COD},
	{"商品代引", COD},
	{"代引き", COD},
	{"COD", COD},
	{"代金引換 (COD)", COD},

	{"銀行振込", Bank},
	{"銀行振込（前払い）", Bank},
	{"郵便振込", Bank},
	{"郵便振替", Bank},
	{"郵便振込/郵便振替", Bank},
	{"現金書留", Bank},

	{"セブンイレブン（前払）", Conveni},
	{"ローソン、郵便局ATM等（前払）", Conveni},
	{"ファミリーマート、ローソン等（前払）", Conveni},
	{"コンビニ決済", Conveni},
	{"コンビニ決済・Pay-easy", Conveni},
	{"コンビニ支払(F-REGI)", Conveni},
	{"コンビニ", Conveni},
	{"CVS", Conveni},
	{"Konbini", Conveni},

	{"後払い決済", Atobarai},
	{"後払い", Atobarai},
	{"PAY ID あと払い", Atobarai},
	{"請求書払い", Atobarai},

	{"PayPay残高等", Wallet},
	{"PayPay（クレジット）", Wallet},
	{"PayPay（残高）等", Wallet},
	{"PayPayあと払い", Wallet},
	{"PayPay", Wallet},
	{"PayPal", Wallet},
	{"PayPal決済", Wallet},
	{"キャリア決済", Wallet},
	{"au PAY（auかんたん決済）", Wallet},
	{"Alipay", Wallet},
	{"Amazon Pay", Wallet},
	{"楽天ペイ", Wallet},

	{"Other", Mall},

	{"ポイント", Points},
}
