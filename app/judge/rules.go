package judge

import (
	"fmt"
	"slices"
	"strings"

	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/rule"
	"miseban/app/yen"
)

// rules runs the owner's rules over the order (stratum 4) and lays what they say over the judgement. Rules concern open orders;
// labels and check boxes that she set by hand stay on every order.
func (g *judging) rules(p *rule.Program) {
	byHand := g.byHand(order.Labelled)
	ticked := g.byHand(order.Ticked)
	g.j.Labels, g.j.Checks = byHand.on, ticked.on
	if p != nil && g.ended == 0 {
		// A set's own switches: what they switch off has never stopped the order.
		for _, s := range p.Set().Off {
			g.pass(s.ID)
		}
		sub := g.subject(p.Reads("comment_rest"))
		g.lay(p, p.Run(&sub), &sub)
	}
	g.j.Labels, g.j.Checks = byHand.over(g.j.Labels), ticked.over(g.j.Checks)
	g.sum()
}

// Subject is the order as rules see it.
func (p *Prepared) Subject() rule.Subject {
	g := p.g
	g.j.Labels, g.j.Checks = g.byHand(order.Labelled).on, g.byHand(order.Ticked).on
	return g.subject(true)
}

// subject has the part of the comment that is not released only where it is asked for: to find it takes longer than all else.
func (g *judging) subject(rest bool) rule.Subject {
	s := rule.Subject{Shop: g.in.Shop, No: g.in.No, Facts: g.f, Class: g.j.Class, Paid: g.j.Paid, Gifts: g.j.Gifts, Labels: g.j.Labels, Checks: g.j.Checks, Today: g.day}
	if v := order.Value(g.f.Shown); v != "" {
		s.No = v
	}
	s.Flags = make([]string, len(g.j.Flags))
	for i, f := range g.j.Flags {
		s.Flags[i] = string(f)
	}
	for _, q := range g.j.Questions {
		s.Stops = append(s.Stops, q.Kind)
	}
	if rest && g.f.Comment != nil && !g.f.NoComment {
		s.Rest = order.Known(g.rest())
	}
	if g.w.Customer != nil {
		s.Times, s.Last, s.Candidates = order.Known(g.buyer.Earlier+1), g.buyer.Last, g.buyer.Candidates
	}
	s.Release, _ = g.release()
	if g.w.SKU != nil && g.w.Goods != nil {
		skus, goods := g.j.SKUs, g.w.Goods
		s.Goods = func(line int) (rule.Goods, bool) {
			if line >= len(skus) || skus[line] == "" {
				return rule.Goods{}, false
			}
			return goods(skus[line]), true
		}
	}
	return s
}

// rest is the part of the comment that the owner has not released.
func (g *judging) rest() string {
	text := []rune(strings.TrimSpace(order.Value(g.f.Comment)))
	var out []rune
	for _, s := range NewSentences(string(text), g.w.Settings.Phrases) {
		out = append(out, text[s.From:s.To]...)
	}
	return string(out)
}

// lay applies what the rules do. An exclusive action that lost is only named.
func (g *judging) lay(p *rule.Program, out rule.Outcome, sub *rule.Subject) {
	set := p.Set()
	g.j.Rules = make([]Fired, 0, len(out.Fired))
	for _, i := range out.Fired {
		g.j.Rules = append(g.j.Rules, Fired{Rule: i, Name: set.Rules[i].Name})
	}
	hiding := ""
	for _, e := range out.Effects {
		name := set.Rules[e.Rule].Name
		if e.Lost >= 0 {
			k := slices.Index(out.Fired, e.Rule)
			g.j.Rules[k].Lost = append(g.j.Rules[k].Lost, Lost{e.Action.Kind, set.Rules[e.Lost].Name})
			continue
		}
		because := "ルール「" + name + "」"
		switch a := e.Action; a.Kind {
		case rule.SetFlag:
			hiding = g.setFlag(Flag(a.Text), a.Off, because, hiding)
		case rule.SetLabel:
			g.j.Labels = marked(g.j.Labels, a.Text, !a.Off)
		case rule.SetCheck:
			g.j.Checks = marked(g.j.Checks, a.Text, !a.Off)
		case rule.HoldUntil:
			g.hold(a, e.Day, name)
		case rule.Review:
			g.ask(Question{Kind: "rule", Subject: "rule:" + name + ":" + digest(a.Text+"\x1f"+p.Seen(e.Rule, sub)), Group: "rule:" + name + ":" + a.Text, Title: a.Text,
				Text: g.what(), Note: because + "で止めました。", Answers: []Answer{{Label: g.goAnswer(), Act: ActAccept}, {Label: "納品書に一言書いて出す", Act: ActNote}, answerAsk, answerHold}})
		case rule.Pass:
			g.pass(a.Text)
		case rule.Method:
			g.j.Method = a.Text
		case rule.Prices:
			g.j.Hide = slices.Repeat([]bool{a.Text != "show"}, len(g.j.Hide))
			g.j.FeesOnly = a.Text == "fees"
			hiding = because + "により、納品書に金額を印字しません。"
		case rule.Enclose:
			g.j.Encloses = marked(g.j.Encloses, a.Text, true)
		case rule.Leaflet:
			g.leaflet(a.Text, because)
		case rule.Fee:
			g.j.Fees = append(g.j.Fees, Fee{a.Text, a.Yen, a.Rate, name})
		case rule.Mail:
			g.j.Mails = marked(g.j.Mails, a.Text, true)
		case rule.Priority:
			g.j.Priority = int(a.Number)
		case rule.SlipNote:
			g.j.Notes = marked(g.j.Notes, a.Text, true)
		case rule.ShipOn:
			// What is printed is on its way out already.
			if _, printed := g.done(order.Printed); e.Day > g.day && !printed {
				g.block(BlockShipDate, because+"により、"+e.Day.Long()+" から出荷します。")
			}
		}
	}
	if hiding != "" {
		g.hiding(hiding)
	}
	g.until(out.Until) // the days of holds and of shipping are in it
}

// setFlag adds or removes a flag; of a gift the amounts follow.
func (g *judging) setFlag(f Flag, off bool, because, hiding string) string {
	if off {
		g.unflag(f)
	} else {
		g.flag(f, because+"により、「"+f.Name()+"」にしました。")
	}
	if f == Gift {
		g.j.Gifts = slices.Repeat([]bool{!off}, len(g.j.Gifts))
	}
	if f == Gift || f == HidePrice {
		g.j.Hide = slices.Repeat([]bool{!off}, len(g.j.Hide))
		return because + "により、納品書に金額を印字しません。"
	}
	return hiding
}

// unflag takes a flag and its reasons away. The lists are shared with what was prepared: others are made.
func (g *judging) unflag(f Flag) {
	if !g.j.Has(f) {
		return
	}
	g.j.Flags = slices.DeleteFunc(slices.Clone(g.j.Flags), func(x Flag) bool { return x == f })
	g.j.Reasons = slices.DeleteFunc(slices.Clone(g.j.Reasons), func(r Reason) bool { return r.For == string(f) })
}

// hold holds the order until a day, or until the owner lets it go.
func (g *judging) hold(a *rule.Action, day jst.Date, name string) {
	if _, released := g.decided(order.Accept, "hold:"+name); released {
		return
	}
	until := ""
	switch {
	case a.When.Kind == rule.Missing:
	case day == "":
		until = "日付がわからないため"
	case day <= g.day:
		return
	default:
		until = day.Long() + " まで"
	}
	text := "ルール「" + name + "」により" + until + "保留しています"
	if a.Text != "" {
		text += "：" + a.Text
	}
	g.block(BlockHold, text+"。")
}

// pass takes built-in questions of a kind away.
func (g *judging) pass(kind string) {
	if slices.ContainsFunc(g.j.Questions, func(q Question) bool { return q.Kind == kind }) {
		g.j.Questions = slices.DeleteFunc(slices.Clone(g.j.Questions), func(q Question) bool { return q.Kind == kind })
	}
	g.passed = append(slices.Clip(g.passed), kind)
}

// leaflet encloses advertising; 楽天 and Amazon punish links to other shops in a parcel, so that there she is asked.
func (g *judging) leaflet(text, because string) {
	subject := "leaflet:" + text
	d, ok := g.decided(order.Accept, subject)
	switch {
	case ok && d.Body == string(ActLeaveOut):
	case ok || (g.in.Shop.Mall != order.Rakuten && g.in.Shop.Mall != order.Amazon):
		g.j.Encloses = marked(g.j.Encloses, text, true)
	default:
		g.ask(Question{Kind: "leaflet", Subject: subject, Group: subject + ":" + g.in.Shop.Name, Title: g.in.Shop.Mall.Name() + "の荷物にチラシを入れますか",
			Text: "「" + text + "」（" + because + "）", Note: "ほかの店への案内は、" + g.in.Shop.Mall.Name() + "の規約で禁じられています。案内のないものだけを入れてください。",
			Answers: []Answer{{Label: "入れずに出す", Act: ActLeaveOut, Value: text}, {Label: "確かめた。入れて出す", Act: ActAccept}, answerHold}})
	}
}

// sum adds the fees to what is billed, and stops an order whose payment is settled already.
func (g *judging) sum() {
	if len(g.j.Fees) == 0 {
		return
	}
	var more yen.Yen
	var names []string
	for _, f := range g.j.Fees {
		more += f.Yen
		names = append(names, fmt.Sprintf("%s %s円", f.Name, f.Yen))
	}
	if g.j.Billed != nil {
		g.j.Billed = order.Known(*g.j.Billed + more)
	}
	settled := order.Value(g.j.Paid) || slices.Contains([]payment.Class{payment.Card, payment.Wallet, payment.Mall, payment.Points, payment.Conveni}, g.j.Class)
	if settled {
		text := strings.Join(names, "、")
		g.ask(Question{Kind: "fee_settled", Subject: "fee_settled:" + digest(text), Group: "fee_settled:" + text, Title: "追加の請求が必要です", Text: text,
			Note:    "支払いの手続きが済んでいるため、この料金はモールの請求に入っていません。",
			Answers: []Answer{{Label: "請求の手続きをした。このまま出す", Act: ActAccept}, answerAsk, answerHold}})
	}
}

// what names the order's goods shortly, for a question of a rule.
func (g *judging) what() string {
	var parts []string
	for _, l := range g.f.Lines {
		parts = append(parts, fmt.Sprintf("%s × %d", short(order.Value(l.Name), 24), order.Value(l.Qty)))
	}
	return short(strings.Join(parts, "、"), 80)
}

// marks are names that the owner set or took away by hand.
type marks struct{ on, off []string }

func (g *judging) byHand(kind order.DecisionKind) (m marks) {
	for _, d := range g.in.Decisions {
		switch {
		case d.Kind != kind:
		case d.Body == "off":
			m.off = append(m.off, d.Subject)
		default:
			m.on = append(m.on, d.Subject)
		}
	}
	return m
}

// over lays them over what rules say: her hand wins.
func (m marks) over(names []string) []string {
	for _, n := range m.on {
		names = marked(names, n, true)
	}
	for _, n := range m.off {
		names = marked(names, n, false)
	}
	return names
}

// marked gives the names with or without one; a list that others hold is not changed.
func marked(names []string, name string, on bool) []string {
	switch has := slices.Contains(names, name); {
	case on && !has:
		return append(slices.Clip(names), name)
	case !on && has:
		return slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == name })
	}
	return names
}
