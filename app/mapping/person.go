package mapping

import (
	"strings"
)

// The words for the orderer and for the recipient, as Key gives them, the longer before the shorter where one begins with
// the other.
var (
	ordererWords = []string{
		"ご注文者様", "注文者様", "ご注文者", "注文者", "ご購入者", "購入者様", "購入者", "ご請求先", "請求先", "ご依頼主", "依頼主", "ご依頼人", "依頼人", "注文主", "申込者", "お客様",
		"お客さま", "顧客", "買主", "バイヤー", "取引相手", "会員", "billing", "bill", "buyer", "orderer", "customer", "purchaser",
	}
	destWords = []string{
		"お届け先様", "お届け先", "お届先", "届け先", "届先", "ご送付先", "送付先", "送り先", "発送先", "配送先", "お受取人", "受取人様", "受取人", "受け取り人", "受取り人", "荷受人", "宛先", "宛名",
		"shipping", "recipient", "receiver", "consignee", "delivery", "shipto", "ship", "dest",
	}
	senderWords = []string{"sender"} // au PAY calls the recipient so
)

// parts are the words for the parts of a person.
var parts = func() map[string]candidate {
	table := map[string]candidate{}
	add := func(part string, weight float64, words string) {
		for _, w := range strings.Fields(words) {
			table[w] = candidate{meaning: Meaning(part), weight: weight}
		}
	}
	add(PartName, sure, "氏名 お名前 名前 名称 fullname name 氏名または会社名 氏名名称 漢字氏名 様名 氏名漢字 お名前漢字")
	add(PartFamily, sure, "姓 氏 名字 苗字 lastname familyname surname お名前姓 名前姓 氏名姓 姓漢字 last")
	add(PartGiven, sure, "名 firstname givenname お名前名 名前名 氏名名 名漢字 first")
	add(PartKana, sure, `カナ フリガナ ふりがな かな 氏名カナ お名前カナ 名前カナ 氏名フリガナ お名前フリガナ 名前フリガナ 名フリガナ 名フリガナ namekana kana フリガナ姓 フリガナ名 姓カナ 名カナ 姓フリガナ
		名フリガナ セイ メイ お名前セイ お名前メイ firstnamekana lastnamekana カナ姓 カナ名 氏名かな 名前かな 氏名ふりがな セイカナ メイカナ familynamekana givennamekana`)
	add(PartZip, sure, "郵便番号 〒 郵便 zip zipcode postalcode postcode postal 郵便no")
	add(PartPrefecture, sure, "都道府県 住所都道府県 都道府県名 都道府県名称 prefecture prefecturename 県 住所県")
	add(PartPrefecture, 0.86, "state province provincename 都道府県区分")
	add(PartCity, sure, "市区町村 郡市区 住所郡市区 住所市区町村 市区町村名 city 市区郡 市区 市町村 市区町村郡")
	add(PartAddress, sure, `住所 ご住所 住所それ以降の住所 それ以降の住所 番地 町名番地 丁目番地 address addressline streetaddress 住所番地 住所詳細 町域番地 住所町名番地`)
	add(PartAddress, 0.88, "建物名 マンション名 住所建物名 建物 ビルマンション名 street addressfull 住所全体 マンションビル名 番地以降 以降の住所")
	add(PartPhone, sure, "電話番号 電話 tel phone phonenumber 電話番号メイン 電話no telno ご連絡先電話番号 お電話番号 連絡先電話番号")
	add(PartPhone, 0.86, "携帯電話番号 携帯 連絡先 携帯番号 日中連絡先 mobile 電話番号サブ 日中の連絡先 emgphonenumber")
	add(PartEmail, sure, "メールアドレス メール email mail mailaddress eメール eメールアドレス メールアドレスメイン emailaddress")
	add(PartEmail, 0.8, "rawmailaddress メールアドレスサブ")
	return table
}()

// more are meanings of an order that a column of a recipient may hold.
var more = map[Meaning]bool{Noshi: true, Wrapping: true, Message: true, Comment: true, Method: true, WishDate: true, WishTime: true}

// person is a column's name read as a part of a person.
type person struct {
	side   string // Orderer, Dest, or empty where the name does not say
	part   string // one of the parts; empty = not a part of a person
	rest   string // the key without the side
	weight float64
	sender bool
}

// readPerson takes the words for the side from a key, in front or behind, and looks the rest up.
func readPerson(key string) person {
	p := person{rest: key}
	cut := func(words []string, side string) bool {
		for _, w := range words {
			rest, ok := strings.CutPrefix(key, w)
			if !ok {
				// 氏(請求先)
				if rest, ok = strings.CutSuffix(key, w); !ok || rest == "" || isASCII(w) {
					continue
				}
			}
			p.side, p.rest = side, strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(rest, "様"), "の"), "住所の")
			return true
		}
		return false
	}
	p.sender = cut(senderWords, Dest)
	if !p.sender && !cut(destWords, Dest) {
		cut(ordererWords, Orderer)
	}
	switch {
	case p.rest == "" && p.side != "" && !isASCII(key):
		p.part, p.weight = PartName, 0.86 // 受取人
		return p
	case p.rest == "":
		return p
	}
	stem, _ := numbered(p.rest)
	c, ok := parts[p.rest]
	if !ok {
		c, ok = parts[stem]
	}
	if !ok && p.side != "" {
		// 住所（番地） of a side whose word stands in the middle
		c, ok = parts[strings.TrimPrefix(p.rest, "氏名")]
	}
	if !ok {
		return p
	}
	p.part, p.weight = string(c.meaning), c.weight
	return p
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
