package mail

// DefaultTemplate gives the text that an event has until the owner writes her own; ok is false for an unknown event.
func DefaultTemplate(e Event) (t Template, ok bool) {
	switch e {
	case OrderConfirmed:
		return Template{Event: e, Subject: orderConfirmedSubject, Body: orderConfirmedBody}, true
	case Shipped:
		return Template{Event: e, Subject: shippedSubject, Body: shippedBody}, true
	}
	return Template{}, false
}

const orderConfirmedSubject = "【{{.店名}}】ご注文を承りました（注文番号 {{.注文番号}}）"

const orderConfirmedBody = `{{.お名前}} 様

このたびは{{.店名}}をご利用いただき、誠にありがとうございます。
下記のとおりご注文を承りました。内容に誤りがないか、ご確認をお願いいたします。

■ 注文番号
{{.注文番号}}

■ ご注文日
{{.注文日}}

■ ご注文の商品
{{.明細}}

{{if .商品合計}}商品合計　{{.商品合計}}
{{end}}{{if .送料}}送料　　　{{.送料}}
{{end}}{{if .手数料}}手数料　　{{.手数料}}
{{end}}お支払い合計（税込）　{{.合計}}

■ お支払い方法
{{.お支払い方法}}

■ お届け先
{{.お届け先}}
{{if .お届け希望}}
■ お届けのご希望
{{.お届け希望}}
{{end}}
商品を発送しましたら、あらためてメールでお知らせいたします。
ご不明な点がございましたら、このメールにそのままご返信ください。

--
{{.店名}}
{{.店の連絡先}}
`

const shippedSubject = "【{{.店名}}】商品を発送しました（注文番号 {{.注文番号}}）"

const shippedBody = `{{.お名前}} 様

{{.店名}}をご利用いただき、誠にありがとうございます。
ご注文の商品を発送いたしましたので、お知らせいたします。

■ 注文番号
{{.注文番号}}

■ 発送日
{{.出荷日}}

■ 配送会社
{{.配送会社}}
{{if .追跡番号}}
■ お問い合わせ番号
{{.追跡番号}}
※配送状況が反映されるまで、しばらく時間がかかることがあります。
{{end}}
■ お届け先
{{.お届け先}}
{{if .お届け希望}}
■ お届けのご希望
{{.お届け希望}}
{{end}}
■ 発送した商品
{{.明細}}

商品の到着まで、今しばらくお待ちください。
お届けした商品に不都合がございましたら、このメールにそのままご返信ください。

--
{{.店名}}
{{.店の連絡先}}
`
