package firstday

import (
	"fmt"
	"slices"

	"miseban/app/rule"
)

// rule gives a probe's rule with what it would have concerned.
func (v *Survey) rule(name string) (*rule.Rule, Tally) {
	i := slices.IndexFunc(v.rules, func(r rule.Rule) bool { return r.Name == name })
	r := v.rules[i]
	if t := v.fired[name]; t != nil {
		return &r, *t
	}
	return &r, Tally{}
}

func (v *Survey) ruleCard(name, title, does string, evidence ...string) []Card {
	r, t := v.rule(name)
	if t.Orders < Few {
		return nil
	}
	return []Card{{ID: "rule:" + name, Kind: AboutRule, Tally: t, Title: fmt.Sprintf(title, Count(t.Orders)), Evidence: append([]string{t.says() + "が、このルールに当たります。"}, evidence...), Does: does, Answers: answers("採用", Take{Rule: r})}}
}

func (v *Survey) customerCards() []Card {
	people, regulars, orders := len(v.repeats), 0, 0
	for _, n := range v.repeats {
		if n >= 2 {
			regulars++
			orders += n
		}
	}
	if regulars == 0 {
		return nil
	}
	c := Card{ID: "customers", Kind: AboutCustomers, Title: fmt.Sprintf("くり返し買ってくださったお客様が %d人います", regulars),
		Evidence: []string{fmt.Sprintf("お客様 %d人のうち %d人が2回以上、合わせて %s の注文です。", people, regulars, Count(orders)),
			fmt.Sprintf("2回目の注文 %s、3回目 %s、4回目より後 %s。", Count(v.times[1]), Count(v.times[2]), Count(v.times[3])),
			"氏名と連絡先（電話・メール・住所）のどれかが同じなら、同じお客様と見ます。"}}
	if v.maybe > 0 {
		c.Evidence = append(c.Evidence, fmt.Sprintf("氏名は違うが連絡先の同じ「候補」の注文が %s あります。ご家族かもしれません。", Count(v.maybe)))
	}
	r, t := v.rule(ruleThanks)
	c.Tally = t
	if t.Orders >= Few {
		c.Does = fmt.Sprintf("3回目からの注文（ギフトを除く %s）の納品書に「いつもありがとうございます。」と入れるルールを、下書きに加えます。", Count(t.Orders))
		c.Answers = answers("採用", Take{Rule: r})
	}
	return []Card{c}
}

func (v *Survey) ruleCards() []Card {
	var out []Card
	out = append(out, v.ruleCard(ruleCODGift, "代金引換のギフトが %s ありました", "ラベル「代引ギフト」を付けるルールを、下書きに加えます。", "送り先の方が代金を払うことになります。組み込みの確認「代金引換 × ギフト」でも止まります。")...)
	out = append(out, v.ruleCard(ruleRemote, "北海道・沖縄への、希望日のある注文が %s ありました", "お届け希望日の3日前から出荷するルールを、下書きに加えます。", "遠くへは日数がかかります。「お届け希望日」のルールより先に置きます。")...)
	out = append(out, v.ruleCard(ruleWish, "お届け希望日のある注文が %s ありました", "お届け希望日の2日前から出荷するルールを、下書きに加えます（それまでは出荷日待ちになります）。")...)
	out = append(out, v.ruleCard(ruleBulk, "1つの商品を10点以上買った注文が %s ありました", "ラベル「まとめ買い」を付けるルールを、下書きに加えます。")...)
	// The sum that about one order in a hundred reaches.
	for _, y := range sums {
		if _, t := v.rule(oversize(y)); t.Orders*100 <= v.orders.Orders*2 {
			out = append(out, v.ruleCard(oversize(y), y.String()+"円以上の注文が %s ありました", "ラベル「高額」を付けるルールを、下書きに加えます。",
				fmt.Sprintf("%s のうち、およそ %.1f％です。", Count(v.orders.Orders), float64(t.Orders)*100/float64(max(v.orders.Orders, 1))))...)
			break
		}
	}
	return out
}
