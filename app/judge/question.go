package judge

import (
	"encoding/json"
	"fmt"
	"slices"

	"miseban/app/order"
)

// Act is what an answer does.
type Act string

// The acts.
const (
	ActAccept    Act = "accept"        // looked at, goes on
	ActNote      Act = "note"          // accept, with a sentence on the slip
	ActAsk       Act = "ask"           // the customer is asked
	ActHold      Act = "hold"          // put aside
	ActCancel    Act = "cancel"        // cancelled by the owner
	ActPhrase    Act = "phrase"        // accept, and never stop for these sentences again
	ActNoComment Act = "no_comment_ok" // this shop's files without a comment column need no question
	ActPayment   Act = "payment"       // Value: the class that the wording means
	ActHide      Act = "hide_prices"
	ActShow      Act = "show_prices"
	ActReprint   Act = "reprint"
	ActFix       Act = "fix"       // opens the field to correct it; Value: target and field
	ActPaid      Act = "paid"      // the money has come
	ActShipped   Act = "shipped"   // it has gone out, and the mall knows
	ActLeaveOut  Act = "leave_out" // Value: what is not put into this parcel
	ActMall      Act = "mall"      // the mall's value takes the place of the corrected one; Value: target and field
)

// Answer is one numbered answer. The same kinds of answer stand on the same keys.
type Answer struct {
	Label string `cbor:"1,keyasint" json:"label"`
	Act   Act    `cbor:"2,keyasint" json:"act"`
	Value string `cbor:"3,keyasint,omitempty" json:"value,omitempty"`
}

var (
	answerAsk  = Answer{Label: "保留して、お客様に聞く（返信待ち）", Act: ActAsk}
	answerHold = Answer{Label: "あとで決める（保留）", Act: ActHold}
)

// Question is one thing that data and earlier answers can't decide.
type Question struct {
	Kind    string   `cbor:"1,keyasint" json:"kind"`
	Subject string   `cbor:"2,keyasint" json:"-"` // what an acceptance covers: it names the content, so new content asks again
	Group   string   `cbor:"3,keyasint" json:"-"` // equal groups are one question for all their orders
	Title   string   `cbor:"4,keyasint" json:"title"`
	Text    string   `cbor:"5,keyasint" json:"text"`
	Marks   []Mark   `cbor:"6,keyasint,omitempty" json:"-"`
	Note    string   `cbor:"7,keyasint,omitempty" json:"note,omitempty"`
	Answers []Answer `cbor:"8,keyasint,omitempty" json:"answers"`
}

// Mark is a highlighted part of a question's text, in runes.
type Mark struct {
	From int `cbor:"1,keyasint"`
	To   int `cbor:"2,keyasint"`
}

// ask stops the order with a question, unless the owner has accepted just this. What is asked about blocks at the end: a rule may
// let it pass.
func (g *judging) ask(q Question) {
	if _, ok := g.decided(order.Accept, q.Subject); ok {
		return
	}
	if g.w.Settings.Off[q.Kind] || slices.Contains(g.passed, q.Kind) {
		return
	}
	g.j.Questions = append(g.j.Questions, q)
}

// ReadPrint reads the snapshot of a printing.
func ReadPrint(d order.Deed) (order.Print, error) {
	var p order.Print
	if err := json.Unmarshal([]byte(d.Snapshot), &p); err != nil {
		return p, fmt.Errorf("read print %s of order %d: %w", d.Ref, d.OrderID, err)
	}
	return p, nil
}
