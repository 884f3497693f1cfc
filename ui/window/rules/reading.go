package rules

import "miseban/app/rule"

// readings are how names are typed before they are converted: a list is searched without the input method.
var readings = map[string]string{
	"mall": "もーる", "shop": "てんぽ みせ", "order_no": "ちゅうもんばんごう", "ordered_on": "ちゅうもんび", "ordered_hour": "ちゅうもんじこく", "ordered_weekday": "ようび",
	"status_raw": "すてーたす", "clearance": "しょり", "comment": "こめんと びこう", "comment_rest": "はじめてのぶん", "memo": "めも", "method_raw": "はいそうほうほう",
	"wish_date": "おとどけきぼうび", "wish_slot": "じかんたい", "promise": "しゅっかきげん", "release": "はつばいび", "payment_text": "しはらいほうほう", "payment": "しはらいくぶん",
	"paid": "にゅうきんずみ", "total": "せいきゅうきんがく ごうけい", "goods": "しょうひんごうけい", "shipping": "そうりょう", "cod_fee": "だいびきてすうりょう", "coupon": "くーぽん",
	"points": "ぽいんと", "pieces": "てんすう", "kinds": "めいさいのかず", "places": "おとどけさきのかず", "gift": "ぎふと おくりもの", "flags": "はんてい", "stops": "くみこみのかくにん",
	"labels": "らべる", "checks": "ちぇっく", "orderer_name": "ちゅうもんしゃ しめい なまえ", "orderer_kana": "ふりがな", "orderer_zip": "ゆうびんばんごう",
	"orderer_prefecture": "とどうふけん", "orderer_address": "じゅうしょ", "orderer_phone": "でんわ", "orderer_email": "めーる", "times": "こうにゅうかいすう りぴーたー",
	"last_order": "ぜんかい", "candidates": "おなじひと", "name": "しめい なまえ", "kana": "ふりがな", "zip": "ゆうびんばんごう", "prefecture": "とどうふけん",
	"address": "じゅうしょ", "phone": "でんわ", "noshi": "のし", "wrapping": "らっぴんぐ", "message": "めっせーじ", "place_gift": "ぎふと",
	"code": "しょうひんこーど", "mall_sku": "もーるのSKU", "sku": "えすけーゆー", "item": "しょうひんめい", "options": "こうもくせんたくし", "qty": "こすう", "unit_price": "たんか",
	"comment_raw": "こめんと ぜんぶん", "wish_weekday": "ようび", "preorder_mark": "よやく", "pay_by": "にゅうきんきげん", "wrapping_fee": "らっぴんぐりょう", "gift_mark": "ぎふとしてい",
	"line_total": "しょうけい", "tax_rate": "ぜいりつ", "line_release": "はつばいび", "supplier": "しいれさき", "to_order": "とりよせ",
}

// deedReadings are the same for actions.
var deedReadings = map[rule.ActionKind]string{
	rule.Review: "かくにん", rule.HoldUntil: "ほりゅう", rule.SetFlag: "はんてい", rule.SetLabel: "らべる", rule.SetCheck: "ちぇっく", rule.Pass: "くみこみ とめない とおす",
	rule.Method: "はいそうほうほう", rule.ShipOn: "しゅっかび", rule.Prices: "きんがく のうひんしょ", rule.Enclose: "どうこん", rule.Leaflet: "ちらし", rule.SlipNote: "ひとこと のうひんしょ",
	rule.Fee: "めいさい りょうきん ついか", rule.Mail: "めーる", rule.Priority: "ひきあて ゆうせん", stopHere: "おわる とめる",
}
