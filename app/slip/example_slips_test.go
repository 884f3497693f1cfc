package slip

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"

	"miseban/app/jst"
	"miseban/app/yen"
)

// The papers of one Monday, as the shop prints them. Persons and shop are invented.

func day(s string) *jst.Moment {
	m := jst.At(jst.Date(s).Time())
	return &m
}

// logoPNG is a plain picture: a dark disc on a transparent ground, twice as wide as high.
func logoPNG() []byte {
	img := image.NewNRGBA(image.Rect(0, 0, 400, 200))
	for y := range 200 {
		for x := range 400 {
			if dx, dy := x-100, y-100; dx*dx+dy*dy < 90*90 {
				img.Set(x, y, color.NRGBA{0x20, 0x30, 0x4F, 0xFF})
			} else if x > 220 && y > 85 && y < 115 {
				img.Set(x, y, color.NRGBA{0xF2, 0xB3, 0x3D, 0xFF})
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func ourShop() Sender {
	return Sender{
		Name: "暮らしの道具 つばめ堂", Zip: "1500001", Address: "東京都渋谷区神宮前0-12-3\n青葉ビル 2F",
		Phone: "03-000-4567", Email: "order@tsubamedo.example.jp", InvoiceNumber: "T1234567890123",
		Message: "このたびは当店をご利用いただき、誠にありがとうございます。\n" +
			"商品の不備・お届け間違いがございましたら、到着後7日以内に上記の連絡先までお知らせください。送料当店負担にて交換いたします。",
	}
}

// towels is an everyday order: two kinds of goods, postage, a coupon, card payment.
func towels() Slip {
	return Slip{
		Running: "001/149", BatchNote: "2026/11/30 1便", Shop: ourShop(),
		To:      Party{Name: "佐藤 花子", Zip: "9800000", Address: "宮城県仙台市青葉区一番町0-1-2 メゾン青葉 305号室"},
		OrderNo: "123456-20261128-0000100003", MallName: "楽天市場", OrderedAt: day("2026-11-28"), PrintedOn: "2026-11-30",
		PaymentText: "クレジットカード", DeliveryText: "宅急便", TrackingNo: "0000-1111-2222", DeliveryWish: "12/02(水) 14:00〜16:00",
		Lines: []Line{
			{Name: "今治タオル バスタオル 藍", Options: []string{"カラー：藍", "サイズ：60×120cm"}, Code: "IT-BATH-AI", Qty: 2, UnitPrice: yen.Of(2980), Amount: yen.Of(5960)},
			{Name: "波佐見焼 マグカップ", Code: "HM-MUG-01", Qty: 1, UnitPrice: yen.Of(1650), Amount: yen.Of(1650)},
		},
		Fees:  []Fee{{Label: "送料", Amount: yen.Of(660)}, {Label: "クーポン", Amount: yen.Of(-500)}, {Label: "ポイント利用", Amount: yen.Of(-120)}},
		Total: yen.Of(7650),
	}
}

// gift goes to somebody else, with wrapping and noshi; the texts of the mall carry prices that must not be seen.
func gift() Slip {
	s := towels()
	s.Running = "002/149"
	s.To = Party{Name: "德永 誠", Zip: "812-0011", Address: "福岡県福岡市博多区博多駅前0-0-1"}
	s.From = &Party{Name: "山﨑 美咲", Zip: "9800000", Address: "宮城県仙台市青葉区一番町0-1-2"}
	s.Lines[0].Options = append(s.Lines[0].Options, "ラッピング：希望する（+330円）")
	s.Notes = []string{"のし：内祝（表書き）／名入れ「山﨑」", "ご結婚おめでとうございます。\n末永くお幸せに。"}
	s.HidePrices = true
	return s
}

// wholesale is sixty lines to a company.
func wholesale() Slip {
	s := towels()
	s.Running, s.BatchNote = "003/149", ""
	s.To = Party{Name: "株式会社 青葉商会", Company: true, Zip: "0600000", Address: "北海道札幌市中央区大通西0丁目"}
	s.Lines = nil
	total := yen.Yen(0)
	for i := range 60 {
		l := Line{Name: fmt.Sprintf("業務用クロス No.%02d", i+1), Code: fmt.Sprintf("CL-%03d", i+1), Qty: i%3 + 1, UnitPrice: yen.Of(yen.Yen(400 + 10*i))}
		if i%7 == 0 {
			l.Name += "（厚手・無漂白・ループ付き、食器洗い・台拭き・掃除のどれにも使えるロングセラー）"
			l.Options = []string{"色：生成り", "刺繍：なし"}
		}
		l.Amount = yen.Of(*l.UnitPrice * yen.Yen(l.Qty))
		total += *l.Amount
		s.Lines = append(s.Lines, l)
	}
	s.Fees = []Fee{{Label: "送料", Amount: yen.Of(0)}}
	s.Total = &total
	return s
}

// longNames has all that is long or rare: building names, 𠮷 and 髙, options that the customer typed.
func longNames() Slip {
	s := towels()
	s.Running = "149/149"
	s.To = Party{
		Name: "𠮷髙﨑 ジョナサン・アレクサンダー・ヴァレンティノ", Zip: "6048571",
		Address: "京都府京都市中京区寺町通御池上る上本能寺前町000番地 グランドメゾン京都御所南アネックス・ザ・レジデンス イーストウイング 1203号室（管理人室にお声がけください）",
	}
	s.OrderNo = "250-0000000-0000000"
	s.MallName = "Amazon"
	s.Lines = []Line{{
		Name:    "【送料無料】オーガニックコットン100％・日本製ふわふわガーゼケット（シングルサイズ 140×200cm）敏感肌用・ギフトボックス入り・洗濯機で洗える5重ガーゼ",
		Options: []string{"名入れ：「𠮷田 髙志・美咲」（筆記体、紺の糸、右下に2cmの大きさで。読みは「よしだ たかし・みさき」です。）", "https://example.jp/items/very-long-code/organic-cotton-gauze-ket/single/140x200?color=natural"},
		Code:    "OC-GAUZE-KET-SINGLE-140X200-NATURAL-GIFTBOX-2026AW-LIMITED", Qty: 12, UnitPrice: yen.Of(12800), Amount: yen.Of(153600),
	}}
	s.Fees, s.Total = nil, yen.Of(153600)
	s.Notes = []string{strings.Repeat("午前中は留守にしています。宅配ボックスが空いていないときは、「管理人室」（1階・右手）へお願いします。", 3)}
	return s
}

// reissuedInvoice is a second print with goods of both tax rates; the sums per rate are rounded once.
func reissuedInvoice() Slip {
	s := towels()
	s.Running, s.Reissue, s.SlipNo = "017/149", true, "N-20261130-017"
	s.Shop.LogoPNG = logoPNG()
	s.PaymentText = "代金引換"
	s.Lines = []Line{
		{Name: "静岡 深蒸し煎茶 100g", Code: "TEA-100", Qty: 3, UnitPrice: yen.Of(1080), Amount: yen.Of(3240), Reduced: true},
		{Name: "南部鉄器 急須 0.4L", Options: []string{"色：黒"}, Code: "NT-04", Qty: 1, UnitPrice: yen.Of(11000), Amount: yen.Of(11000)},
	}
	s.Fees = []Fee{{Label: "送料", Amount: yen.Of(880)}, {Label: "代引手数料", Amount: yen.Of(330)}}
	s.TotalLabel, s.Total = "ご請求金額（税込）", yen.Of(15450)
	s.TaxSums = []TaxSum{{Rate: 10, Sum: 12210, Tax: 1110}, {Rate: 8, Sum: 3240, Tax: 240}}
	s.Part, s.Parts = 1, 2
	return s
}
