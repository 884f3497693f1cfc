package customer

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"miseban/app/jst"
)

// population is a made-up clientele: people in households who order at several malls and type as people type.
type population struct {
	contacts []Contact
	person   []int32 // who really ordered
}

type made struct {
	surname, given, kana    string
	address, moved          string
	mobile, landline, mail  string
	building, room, married string
}

var (
	surnames1 = strings.Fields("佐 鈴 高 田 渡 伊 山 中 小 加 吉 松 井 木 清 斎 林 橋 池 石 前 岡 長 近 村 遠 青 坂 福 太 西 藤 三 原 竹 金 和 上 森 内 柴 酒 工 横 宮 今 大 河 谷 安")
	surnames2 = strings.Fields("藤 木 橋 中 辺 東 本 村 林 田 上 口 川 野 崎 島 浜 沢 山 井 原 谷 内 尾 下 部 岡 松 森 倉")
	givens1   = strings.Fields("美 陽 健 直 雅 智 優 真 裕 和 恵 由 千 幸 純 隆 浩 弘 達 康 秀 拓 翔 蓮 湊 結 葵 凛 咲 莉 彩 愛 麻 亜 佳 奈 久 友 明 文")
	givens2   = strings.Fields("子 美 一 樹 人 介 太 也 香 奈 恵 代 江 之 志 斗 翔 菜 乃 佳 希 輝 吾 彦 男 郎 平 司 音 花")
	syllables = strings.Fields("ア カ サ タ ナ ハ マ ヤ ラ イ キ シ チ ニ ヒ ミ リ ウ ク ス ツ ヌ フ ム ル")
	towns     = strings.Fields("渋谷区神宮前 大田区雪谷大塚町 鎌ケ谷市新鎌ケ谷 横浜市中区山下町 仙台市青葉区中央 名古屋市中区栄 大阪市北区梅田 福岡市博多区博多駅前 札幌市中央区南一条西 津市丸之内")
	prefs     = strings.Fields("東京都 東京都 千葉県 神奈川県 宮城県 愛知県 大阪府 福岡県 北海道 三重県")
	old       = strings.NewReplacer("高", "髙", "崎", "﨑", "辺", "邊", "浜", "濱", "沢", "澤", "島", "嶋", "斎", "齋", "吉", "𠮷")
)

// newPopulation makes the orders of people in households, two on average, with about three orders each.
func newPopulation(seed uint64, people, households, orders int) population {
	r := rand.New(rand.NewPCG(seed, 1))
	pick := func(words []string) string { return words[r.IntN(len(words))] }
	chance := func(p float64) bool { return r.Float64() < p }
	homes := make([]made, households)
	for i := range homes {
		s := pick(surnames1) + pick(surnames2)
		town := r.IntN(len(towns))
		homes[i] = made{surname: s, kana: pick(syllables) + pick(syllables) + pick(syllables), landline: fmt.Sprintf("0%d00%07d", 3+i%5, i)[:10]}
		homes[i].address = fmt.Sprintf("%s%s%d-%d-%d", prefs[town], towns[town], 1+r.IntN(9), 1+r.IntN(40), 1+r.IntN(60))
		if chance(0.4) {
			homes[i].building, homes[i].room = "サンプル"+pick([]string{"マンション", "ハイツ", "コーポ"}), fmt.Sprint(101+r.IntN(900))
		}
	}
	all := make([]made, people)
	for i := range all {
		m := homes[r.IntN(households)]
		m.given = pick(givens1) + pick(givens2)
		m.kana += pick(syllables) + pick(syllables) + pick(syllables)
		m.mobile = fmt.Sprintf("0%d0%08d", 7+i%3, i+1000)
		m.mail = fmt.Sprintf("c%d@example.jp", i)
		if chance(0.05) {
			town := r.IntN(len(towns))
			m.moved = fmt.Sprintf("%s%s%d-%d-%d", prefs[town], towns[town], 1+r.IntN(9), 1+r.IntN(40), 1+r.IntN(60))
		}
		if chance(0.01) {
			m.married = pick(surnames1) + pick(surnames2)
		}
		all[i] = m
	}
	p := population{}
	for o := range orders {
		who := r.IntN(people)
		if o < people {
			who = o
		}
		p.contacts = append(p.contacts, all[who].orders(r, int64(o+1), who))
		p.person = append(p.person, int32(who))
	}
	return p
}

// orders makes one order of the person.
func (m made) orders(r *rand.Rand, number int64, who int) Contact {
	chance := func(p float64) bool { return r.Float64() < p }
	c := Contact{Order: number, Shop: "honten", OrderedAt: jst.Moment(1700000000 + r.Int64N(90000000)), Cancelled: chance(0.04)}
	surname := m.surname
	if m.married != "" && chance(0.5) {
		surname = m.married
	}
	if chance(0.15) {
		surname = old.Replace(surname)
	}
	c.Name = surname + []string{" ", "　", ""}[r.IntN(3)] + m.given
	if chance(0.02) {
		c.Name += "様"
	}
	c.Kana = m.kana[:9] + " " + m.kana[9:]
	home := m.address
	if m.moved != "" && chance(0.5) {
		home = m.moved
	}
	if chance(0.3) {
		part := strings.Split(home, "-")
		home = part[0] + "丁目" + part[1] + "番" + part[2] + "号"
	}
	if m.building != "" && chance(0.9) {
		home += []string{"", " ", "　"}[r.IntN(3)] + m.building + m.room
		if chance(0.3) {
			home += "号室"
		}
	}
	c.Address = home
	switch {
	case chance(0.03):
		c.Phone = "090-0000-0000"
	case chance(0.02):
	case chance(0.25):
		c.Phone = m.landline
	default:
		c.Phone = m.mobile
	}
	if len(c.Phone) == 11 && chance(0.5) {
		c.Phone = c.Phone[:3] + "-" + c.Phone[3:7] + "-" + c.Phone[7:]
	}
	switch r.IntN(4) {
	case 0:
		c.Mall, c.Mail = "rakuten", fmt.Sprintf("%032xs1@pc.fw.rakuten.ne.jp", who)
	case 1:
		c.Mall, c.Mail, c.Kana, c.Address = "amazon", fmt.Sprintf("%014x@marketplace.amazon.co.jp", who), "", ""
		if chance(0.3) {
			c.Phone = ""
		}
	case 2:
		c.Mall, c.Mail = "yahoo", m.mail
	default:
		c.Mall, c.Mail = "shopify", strings.ToUpper(m.mail[:1])+m.mail[1:]
		if chance(0.1) {
			c.Mail = "family" + m.landline + "@example.jp"
		}
	}
	return c
}

// quality compares what was linked with who really ordered, over pairs of orders.
func (p population) quality(customer func(i int) int64) (precision, recall float64) {
	pairs := func(n int) float64 { return float64(n) * float64(n-1) / 2 }
	linked, real, both := map[int64]int{}, map[int32]int{}, map[[2]int64]int{}
	for i, who := range p.person {
		c := customer(i)
		linked[c]++
		real[who]++
		both[[2]int64{c, int64(who)}]++
	}
	var l, t, b float64
	for _, n := range linked {
		l += pairs(n)
	}
	for _, n := range real {
		t += pairs(n)
	}
	for _, n := range both {
		b += pairs(n)
	}
	return b / l, b / t
}
