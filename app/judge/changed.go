package judge

import (
	"fmt"

	"miseban/app/order"
)

// changedAfterPrint stops a printed order whose recipient or goods are no longer those on the paper.
func (g *judging) changedAfterPrint() {
	p, ok := g.seen(order.Printed)
	if !ok || p.Fingerprint == Fingerprint(g.f) {
		return
	}
	now := Fingerprint(g.f)
	g.ask(Question{Kind: "changed_after_print", Subject: "changed_after_print:" + now, Group: "changed_after_print:" + fmt.Sprint(g.in.ID),
		Title: "印刷したあとに内容が変わりました", Text: fmt.Sprintf("納品書（通し番号 %s）を印刷したあとに、お届け先か商品が変わりました。", p.Running),
		Answers: []Answer{{Label: "印刷し直す（印刷待ちに戻す）", Act: ActReprint}, {Label: "このまま出す", Act: ActAccept}, answerAsk}})
}

// changedAfterShipping stops an order that has gone out and whose recipient or goods the mall has changed since.
func (g *judging) changedAfterShipping() {
	p, ok := g.seen(order.Shipped)
	if !ok {
		if p, ok = g.seen(order.Printed); !ok {
			return
		}
	}
	if _, shipped := g.done(order.Shipped); !shipped || p.Fingerprint == Fingerprint(g.f) {
		return
	}
	g.ask(Question{Kind: "changed_after_ship", Subject: "changed_after_ship:" + Fingerprint(g.f), Group: "changed_after_ship:" + fmt.Sprint(g.in.ID),
		Title: "出荷したあとに内容が変わりました", Text: "荷物を出したあとに、モールでお届け先か商品が変わりました。転送や追加の発送が必要か確かめてください。",
		Answers: []Answer{{Label: "確かめた。出荷済みのままにする", Act: ActAccept}, answerAsk, answerHold}})
}

// seen gives what was used the last time that a deed was done; ok is false where that was not kept.
func (g *judging) seen(kind order.DeedKind) (p order.Print, ok bool) {
	deed, done := g.done(kind)
	if !done {
		return p, false
	}
	p, err := ReadPrint(deed)
	return p, err == nil && p.Fingerprint != ""
}
