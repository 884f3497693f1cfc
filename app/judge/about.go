package judge

// AboutBuiltIn says in one sentence what a built-in judgement (rule.BuiltIns) stops; empty when there is none of the id.
func AboutBuiltIn(id string) string { return aboutBuiltIn[id] }

var aboutBuiltIn = map[string]string{
	"comment":                   "お客様のコメントに、確認不要と決めていない文がある受注を止めます。",
	"no_comment_column":         "コメントの列がないファイルから来た受注を止めます。",
	"address":                   "お届け先の住所に番地がない受注を止めます。",
	"phone":                     "お届け先の電話番号の桁数や先頭がおかしい受注を止めます。",
	"wish_past":                 "お届け希望日が過ぎている受注を止めます。",
	"clearance":                 "モールで出荷してよいかどうかが、ファイルからわからない受注を止めます。",
	"payment_word":              "区分の決まっていない支払方法の受注を止めます。",
	"no_payment":                "支払方法がわからない自社カートの受注を止めます。",
	"amount_open":               "送料などの金額がモールで確定していない受注を止めます。",
	"conflict_cod_gift":         "代金引換なのにギフトの受注を止めます。送り先の方に請求してしまうためです。",
	"conflict_cod_mailbin":      "代金引換なのにメール便の受注を止めます。",
	"conflict_cod_box":          "代金引換なのに宅配BOX・置き配・営業所止めの受注を止めます。",
	"conflict_cod_limit":        "代金引換の上限を超える受注を止めます。",
	"conflict_mailbin_wrapping": "メール便なのにラッピングやのしのある受注を止めます。",
	"conflict_mailbin_wish":     "メール便なのにお届け日時の指定がある受注を止めます。",
	"conflict_atobarai_office":  "後払いなのに局留め・営業所止めの受注を止めます。",
	"conflict_atobarai_other":   "後払いなのにお届け先が注文者と違う受注を止めます。",
}
