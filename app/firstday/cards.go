package firstday

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"miseban/app/payment"
	"miseban/app/stock"
)

// Cards words what the survey found as proposals, in the order in which the owner goes through them.
func (v *Survey) Cards(skus map[string]stock.SKU, suppliers map[string]stock.Supplier) []Card {
	var out []Card
	out = append(out, v.shopCards()...)
	out = append(out, v.paymentCards()...)
	out = append(out, v.phraseCards()...)
	out = append(out, v.optionCards()...)
	out = append(out, v.customerCards()...)
	out = append(out, v.ruleCards()...)
	out = append(out, v.mailbinCards()...)
	return append(out, v.paceCards(skus, suppliers)...)
}

// Orders is the number of orders looked at, without the cancelled ones, and their days.
func (v *Survey) Orders() Tally { return v.orders }

func (v *Survey) shopCards() []Card {
	var out []Card
	for _, id := range slices.Sorted(maps.Keys(v.shops)) {
		s := v.shops[id]
		c := Card{ID: "shop:" + s.shop.Name, Kind: AboutShop, Tally: s.Tally, Title: fmt.Sprintf("「%s」（%s）の受注が見つかりました", s.shop.Name, s.shop.Mall.Name()),
			Evidence: []string{"受注 " + s.says() + "、ほかにキャンセル " + Count(s.cancelled) + "です。"}}
		switch {
		case s.shop.TodoSince != "":
			c.Evidence = append(c.Evidence, s.shop.TodoSince.Long()+" より前の注文は、出荷済みの履歴として取り込みました。")
		case s.old > 0:
			since := v.today.AddDays(-daysOpen)
			c.Evidence = append(c.Evidence, fmt.Sprintf("%d日より前の注文 %s が、まだ出していない受注になっています。", daysOpen, Count(s.old)))
			c.Does = since.Long() + " より前の注文を、出荷済みの履歴にします（リピーターの判定には使います）。メールは送りません。"
			c.Answers = answers("古い注文を履歴にする", Take{Shop: s.shop.ID, TodoSince: since})
		}
		out = append(out, c)
		if s.noComment >= Few && s.noComment == s.Orders {
			out = append(out, Card{ID: "no_comment:" + s.shop.Name, Kind: AboutNoComment, Tally: s.Tally, Title: s.shop.Name + "のファイルには、お客様のコメントの列がありません",
				Evidence: []string{Count(s.noComment) + "のどの受注でも、コメントがあるかどうかがわかりません。", "モールでコメントの列を選んでダウンロードできるなら、そのほうが確かです。"},
				Does:     "この店舗では、コメントがわからないことを理由に受注を止めません。", Answers: answers("この店舗では聞かない", Take{Shop: s.shop.ID, NoComment: true})})
		}
	}
	return out
}

// classes are those among which the owner chooses for a wording, by how often shops meet them.
var classes = []payment.Class{payment.Card, payment.Wallet, payment.COD, payment.Bank, payment.Conveni, payment.Atobarai}

func (v *Survey) paymentCards() []Card {
	var out []Card
	for _, text := range byOrders(v.wordings, func(w *wordingSeen) int { return w.Orders }) {
		w := v.wordings[text]
		c := Card{ID: "payment:" + text, Kind: AboutPayment, Tally: w.Tally, Evidence: []string{strings.Join(slices.Sorted(maps.Keys(w.shops)), "、") + "で " + w.says() + "。"}}
		if w.codFee > 0 {
			c.Evidence = append(c.Evidence, fmt.Sprintf("うち %s に代引手数料があります。", Count(w.codFee)))
		}
		class, ok := LikelyClass(text)
		if w.codFee > 0 && w.codFee*2 >= w.Orders && class != payment.COD {
			class, ok = payment.COD, !ok // the fee says one thing, the name another: she chooses
		}
		c.Does = "この支払方法を、選んだ区分として扱います。次からは「初めての支払方法」で止まりません。"
		var others []Answer
		for _, k := range classes {
			if k != class || !ok {
				others = append(others, Answer{k.Name() + "として扱う", Take{Word: text, Class: k}})
			}
		}
		if ok {
			c.Title = fmt.Sprintf("支払方法「%s」は、%sのようです", text, class.Name())
			c.Answers = answers(class.Name()+"として扱う", Take{Word: text, Class: class}, others...)
		} else {
			c.Title = fmt.Sprintf("支払方法「%s」の区分を選んでください", text)
			c.Choose = true
			c.Answers = append([]Answer{others[0], {"使わない", Take{PutAside: true}}}, others[1:]...)
		}
		out = append(out, c)
	}
	return out
}

// phraseCards propose one thing: comments of good manners alone need no look. The judge lets all of them pass once one is
// released, so that there is nothing to choose among them.
func (v *Survey) phraseCards() []Card {
	p := v.manners
	if p.Orders < Few || len(p.people) < 2 {
		return nil
	}
	often := byOrders(p.wordings, func(n int) int { return n })
	c := Card{ID: "phrase", Kind: AboutPhrase, Tally: p.Tally, Title: fmt.Sprintf("「%s」など、あいさつやお礼だけの文が %s の受注にありました", often[0], Count(p.Orders)),
		Evidence: []string{fmt.Sprintf("%s。うち %s は、コメントがあいさつやお礼だけでした。", p.says(), Count(p.alone))}}
	for i, w := range often {
		if i == 8 {
			c.Evidence = append(c.Evidence, fmt.Sprintf("ほかに %d通り。", len(often)-8))
			break
		}
		c.Evidence = append(c.Evidence, fmt.Sprintf("「%s」 %d回", w, p.wordings[w]))
	}
	says := "これらの文のある受注に、キャンセルはありません。"
	if p.cancelled > 0 {
		says = fmt.Sprintf("これらの文のある受注 %s のうち、キャンセルは %s でした。", Count(p.Orders+p.cancelled), Count(p.cancelled))
	}
	c.Evidence = append(c.Evidence, says)
	c.Does = "コメントがあいさつやお礼だけの受注を、確認待ちにしません。ほかの文がいっしょにあれば、これまでどおり止まります。"
	var take Take
	for _, key := range slices.Sorted(maps.Keys(p.keys)) {
		take.Phrases = append(take.Phrases, Phrase{key, p.keys[key]})
	}
	c.Answers = answers("確認不要の文にする", take)
	return []Card{c}
}

// merged adds two tallies up; an order that is in both counts once for each, so that the number is of mentions.
func merged(a, b Tally) Tally {
	if a.Orders == 0 {
		return b
	}
	a.Orders += b.Orders
	a.From, a.To = min(a.From, b.From), max(a.To, b.To)
	a.Examples = slices.Concat(a.Examples, b.Examples)
	slices.SortStableFunc(a.Examples, func(x, y Example) int { return cmp.Compare(y.Day, x.Day) })
	a.Examples = slices.CompactFunc(a.Examples, func(x, y Example) bool { return x.ID == y.ID })
	a.Examples = a.Examples[:min(len(a.Examples), examples)]
	return a
}

// byOrders gives the keys, the most frequent first.
func byOrders[V any](m map[string]V, n func(V) int) []string {
	keys := slices.Sorted(maps.Keys(m))
	slices.SortStableFunc(keys, func(a, b string) int { return cmp.Compare(n(m[b]), n(m[a])) })
	return keys
}
