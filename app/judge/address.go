package judge

import (
	"fmt"

	"miseban/app/normal"
	"miseban/app/order"
)

// address stops what a courier can't deliver: no street number, an impossible telephone.
func (g *judging) address() {
	if g.f.Head && len(g.f.Destinations) == 0 {
		g.ask(Question{Kind: "no_destination", Subject: "no_destination", Group: "no_destination:" + g.in.No, Title: "お届け先がありません", Text: "ファイルにお届け先の列がないか、空です。",
			Note: "お届け先の列を入れたファイルを取り込むと、この質問は消えます。", Answers: []Answer{answerAsk, answerHold, {Label: "キャンセルにする", Act: ActCancel}}})
	}
	for i, d := range g.f.Destinations {
		if d.Address != nil && !normal.HasStreetNumber(*d.Address) {
			text := *d.Address
			if text == "" {
				text = "（住所がありません）"
			}
			g.ask(Question{Kind: "address", Subject: "address:" + digest(*d.Address), Group: "address:" + g.in.No + fmt.Sprint(i), Title: "住所に番地がありません", Text: text,
				Note:    g.addressNote(d),
				Answers: []Answer{{Label: "番地を足して直す", Act: ActFix, Value: "dest:" + d.Key() + "|address"}, {Label: "このまま出す", Act: ActAccept}, answerAsk, answerHold}})
		}
		if d.Phone != nil && *d.Phone != "" {
			if ok, why := normal.PhoneOK(*d.Phone); !ok {
				g.ask(Question{Kind: "phone", Subject: "phone:" + digest(*d.Phone), Group: "phone:" + g.in.No + fmt.Sprint(i), Title: "お届け先の電話番号が正しくないようです", Text: *d.Phone, Note: why,
					Answers: []Answer{{Label: "電話番号を直す", Act: ActFix, Value: "dest:" + d.Key() + "|phone"}, {Label: "このまま出す", Act: ActAccept}, answerAsk, answerHold}})
			}
		}
	}
}

// addressNote gives the orderer's own address as help when the parcel goes to her.
func (g *judging) addressNote(d order.Destination) string {
	a := order.Value(g.f.Orderer.Address)
	if a == "" || a == order.Value(d.Address) || !normal.SamePerson(order.Value(g.f.Orderer.Name), order.Value(d.Name)) {
		return ""
	}
	return "注文者の住所：" + a
}
