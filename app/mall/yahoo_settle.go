package mall

import (
	"miseban/app/payment"
)

// Settle says what one settlement state of Yahoo! (SettleStatus, 決済ステータス) means for shipping. Code and text are the two
// forms in which the state is known; which of them the CSV holds is 未検証, so either matches.
type Settle struct {
	Code, Text string
	Clears     bool
	Only       []payment.Class // clears these classes only; empty = all
	Todo       string          // Japanese: what the owner must do, or that she must wait; empty when it clears
}

// DefaultSettle gives the default rows (未検証 for the CSV). The states and their numbers are those of the 注文詳細API
// (developer.yahoo.co.jp/webapi/shopping/orderInfo.html); that 決済申込中 is "not yet authorised" and オーソリエラー "refused" is
// ネクストエンジン's reading (manual.next-engine.net, article 10241), that 支払完了 is PayPay's "paid" is the ストアクリエイターPro
// manual's. 決済申込 is therefore a card that has been authorised; for prepaid methods it is only the application.
func DefaultSettle() []Settle {
	const wait = "モールの処理（与信・入金）が終わるまでお待ちください。"
	const look = "ストアクリエイターProで注文を確認してください。"
	return []Settle{
		{Code: "1", Text: "決済申込", Clears: true, Only: []payment.Class{payment.Card, payment.Wallet}},
		{Code: "2", Text: "支払待ち", Todo: "お客様の支払いをお待ちください。"},
		{Code: "3", Text: "支払完了", Clears: true},
		{Code: "4", Text: "入金待ち", Todo: "お客様の入金をお待ちください。"},
		{Code: "5", Text: "決済完了", Clears: true},
		{Code: "6", Text: "キャンセル", Todo: look},
		{Code: "7", Text: "返金", Todo: look},
		{Code: "8", Text: "有効期限切れ", Todo: look},
		{Code: "9", Text: "決済申込中", Todo: wait},
		{Code: "10", Text: "オーソリエラー", Todo: "カードの与信が通っていません。発送せず、" + look},
		{Code: "11", Text: "売上取消", Todo: look},
		{Code: "12", Text: "Suicaアドレスエラー", Todo: look},
	}
}

// settled looks a state up: whether it lets the order ship, and a sentence.
func settled(rows []Settle, state string, class payment.Class) (clears bool, why string) {
	state = halfWidth(state)
	for _, s := range rows {
		if state != s.Code && state != halfWidth(s.Text) {
			continue
		}
		name := "Yahoo!の決済ステータスが「" + s.Text + "」です。"
		if s.Clears && (len(s.Only) == 0 || containsClass(s.Only, class)) {
			return true, name
		}
		todo := s.Todo
		if todo == "" {
			todo = "入金が確認されるまでお待ちください。"
		}
		return false, name + todo
	}
	if state == "" {
		return false, "Yahoo!の入金がまだ確認できません（入金ステータス・入金日・決済ステータスのどれもありません）。ストアクリエイターProで確認してください。"
	}
	return false, "Yahoo!の決済ステータス「" + short(state, 20) + "」の意味が分かりません。ストアクリエイターProで確認してください。"
}

func containsClass(classes []payment.Class, c payment.Class) bool {
	for _, k := range classes {
		if k == c {
			return true
		}
	}
	return false
}
