package mall

import (
	"strings"
	"unicode"

	"miseban/app/order"

	"golang.org/x/text/unicode/norm"
)

// shopifyPlace are the columns of one address: Billing … or Shipping ….
type shopifyPlace struct {
	name, street, address1, address2, company, city, zip, province, provinceName, country, phone column
}

func bindShopifyPlace(h *Columns, whose string) shopifyPlace {
	f := func(name string) column { return h.find(whose + " " + name) }
	return shopifyPlace{f("Name"), f("Street"), f("Address1"), f("Address2"), f("Company"), f("City"), f("Zip"), f("Province"),
		f("Province Name"), f("Country"), f("Phone")}
}

func (p shopifyPlace) person(c *cells) order.Person {
	return order.Person{Name: p.nameOf(c), Zip: p.zipOf(c), Address: p.addressOf(c), Phone: c.dialled(p.phone)}
}

func (p shopifyPlace) destination(c *cells) order.Destination {
	return order.Destination{Name: p.nameOf(c), Zip: p.zipOf(c), Address: p.addressOf(c), Phone: c.dialled(p.phone)}
}

// inJapan tells by country, prefecture or postal code; where the file has none of them, the name's script speaks.
func (p shopifyPlace) inJapan(c *cells) bool {
	switch country := strings.ToUpper(halfWidth(c.text(p.country))); country {
	case "JP", "JPN", "JAPAN", "日本":
		return true
	case "":
	default:
		return false
	}
	if p.prefecture(c) != "" || len(digits(c.text(p.zip))) == 7 {
		return true
	}
	return strings.ContainsFunc(c.text(p.name), func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) })
}

// nameOf gives the name with the family name first. Shopify writes 名 姓; a name of one part or of several is left as it is.
func (p shopifyPlace) nameOf(c *cells) *string {
	if !p.name.there() {
		return nil
	}
	s := c.text(p.name)
	if parts := strings.Fields(s); len(parts) == 2 && p.inJapan(c) {
		s = parts[1] + " " + parts[0]
	}
	return c.keep(s)
}

// zipOf gives the digits of a Japanese postal code; those of other countries stand in the address.
func (p shopifyPlace) zipOf(c *cells) *string {
	if !p.zip.there() {
		return nil
	}
	if !p.inJapan(c) {
		return c.keep("")
	}
	z := digits(c.text(p.zip))
	if len(z) == 6 {
		z = "0" + z // a spreadsheet took the zero of 北海道 and 東北
	}
	return c.keep(z)
}

// prefecture gives 東京都 for JP-13, Tōkyō, Tokyo or 東京都; empty for anything else.
func (p shopifyPlace) prefecture(c *cells) string {
	for _, col := range []column{p.province, p.provinceName} {
		if pref := prefectureOfShopify(c.text(col)); pref != "" {
			return pref
		}
	}
	return ""
}

// addressOf puts prefecture, city and address together; the building and the company stand behind a space.
func (p shopifyPlace) addressOf(c *cells) *string {
	street := p.address1
	if !street.there() {
		street = p.street
	}
	if !all(p.city, street) || !p.province.there() && !p.provinceName.there() {
		return nil
	}
	more := []string{c.text(p.company)}
	if street == p.address1 {
		more = []string{c.text(p.address2), c.text(p.company)}
	}
	if !p.inJapan(c) {
		foreign := append([]string{c.text(street)}, more...)
		return c.keep(joinedText(" ", append(foreign, c.text(p.city), c.text(p.provinceName), c.text(p.zip), c.text(p.country))...))
	}
	pref, city, line := p.prefecture(c), c.text(p.city), c.text(street)
	if pref == "" {
		pref = c.text(p.province)
	}
	// Customers type the prefecture and the city once more.
	city = strings.TrimSpace(strings.TrimPrefix(city, pref))
	line = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(strings.TrimPrefix(line, pref)), city))
	return c.keep(joinedText(" ", append([]string{pref + city + line}, more...)...))
}

// joinedText joins the texts that are not empty and not yet part of what stands before them.
func joinedText(sep string, parts ...string) string {
	out := ""
	for _, p := range parts {
		switch {
		case p == "" || strings.HasSuffix(out, sep+p):
		case out == "":
			out = p
		default:
			out += sep + p
		}
	}
	return out
}

// shopifyPrefectures are the 47 in the order of JIS X 0401, which is that of ISO 3166-2 (JP-01 …), with their names in
// Latin letters.
var shopifyPrefectures = [...][2]string{
	{"hokkaido", "北海道"}, {"aomori", "青森県"}, {"iwate", "岩手県"}, {"miyagi", "宮城県"}, {"akita", "秋田県"}, {"yamagata", "山形県"},
	{"fukushima", "福島県"}, {"ibaraki", "茨城県"}, {"tochigi", "栃木県"}, {"gunma", "群馬県"}, {"saitama", "埼玉県"}, {"chiba", "千葉県"},
	{"tokyo", "東京都"}, {"kanagawa", "神奈川県"}, {"niigata", "新潟県"}, {"toyama", "富山県"}, {"ishikawa", "石川県"}, {"fukui", "福井県"},
	{"yamanashi", "山梨県"}, {"nagano", "長野県"}, {"gifu", "岐阜県"}, {"shizuoka", "静岡県"}, {"aichi", "愛知県"}, {"mie", "三重県"},
	{"shiga", "滋賀県"}, {"kyoto", "京都府"}, {"osaka", "大阪府"}, {"hyogo", "兵庫県"}, {"nara", "奈良県"}, {"wakayama", "和歌山県"},
	{"tottori", "鳥取県"}, {"shimane", "島根県"}, {"okayama", "岡山県"}, {"hiroshima", "広島県"}, {"yamaguchi", "山口県"}, {"tokushima", "徳島県"},
	{"kagawa", "香川県"}, {"ehime", "愛媛県"}, {"kochi", "高知県"}, {"fukuoka", "福岡県"}, {"saga", "佐賀県"}, {"nagasaki", "長崎県"},
	{"kumamoto", "熊本県"}, {"oita", "大分県"}, {"miyazaki", "宮崎県"}, {"kagoshima", "鹿児島県"}, {"okinawa", "沖縄県"},
}

func prefectureOfShopify(s string) string {
	s = strings.TrimSpace(s)
	if code, ok := strings.CutPrefix(strings.ToUpper(halfWidth(s)), "JP-"); ok {
		n, number := whole(code)
		if !number || n < 1 || int(n) > len(shopifyPrefectures) {
			return ""
		}
		return shopifyPrefectures[n-1][1]
	}
	latin := strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) { // the mark over ō
			return -1
		}
		return r
	}, norm.NFKD.String(s)))
	for _, end := range []string{" prefecture", "-ken", "-fu", "-to", "-do"} {
		latin = strings.TrimSuffix(latin, end)
	}
	for _, p := range shopifyPrefectures {
		if s == p[1] || latin == p[0] {
			return p[1]
		}
	}
	return ""
}
