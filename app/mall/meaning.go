package mall

import "miseban/app/order"

// meaning is what one text of a mall's own state (発送待ち, 配送要請 …) says about an order or one of its rows.
type meaning struct {
	clearance order.Clearance // empty: cancelled
	todo      string          // Japanese: what the owner must do or wait for; empty when she may ship
	shipped   bool            // the mall counts it as shipped
	cancelled bool
	preorder  bool
	paid      *bool  // nil: the state says nothing about money
	alert     string // stable id of the alert that the state is; empty: none
}

// meanings are the states of a mall's files by their text. A text that is not there has no known meaning: the owner is asked.
type meanings struct {
	mall, column string // as the owner says them: au PAY, 状態
	look         string // Japanese: where she looks
	texts        map[string]meaning
}

// of looks a state up: its meaning, and the sentence that tells it.
func (m meanings) of(text string) (meaning, string) {
	text = halfWidth(text)
	s, ok := m.texts[text]
	state := m.mall + "の" + m.column + "が「" + short(text, 20) + "」です。"
	switch {
	case text == "":
		return meaning{clearance: order.ClearanceUnknown}, m.mall + "の" + m.column + "が空です。" + m.look
	case !ok:
		return meaning{clearance: order.ClearanceUnknown}, m.mall + "の" + m.column + "「" + short(text, 20) + "」の意味が分かりません。" + m.look
	case s.shipped:
		return s, m.mall + "では発送済みです（" + text + "）。"
	}
	return s, state + s.todo
}

// rank orders pieces of one order by which of them decides: a row that nobody can explain before one that waits, before one
// that may ship, before one that has gone out, before one that is cancelled.
func rank(f *order.Facts) int {
	switch {
	case order.Value(f.Cancelled):
		return 0
	case order.Value(f.ShippedMall):
		return 1
	case f.Clearance == nil:
		return 2
	}
	switch *f.Clearance {
	case order.Cleared:
		return 3
	case order.NotYet:
		return 4
	}
	return 5
}

// tell puts the state of an order that has one state into its facts; nil: the file has no such column.
func (m meanings) tell(f *order.Facts, status *string, payday bool) {
	if payday {
		f.Paid = paidYes
	}
	if status == nil {
		return
	}
	s, why := m.of(*status)
	f.StatusRaw, f.Cancelled, f.ShippedMall = status, &s.cancelled, &s.shipped
	if !s.cancelled {
		f.Clearance, f.ClearanceWhy = &s.clearance, &why
	}
	if f.Paid == nil {
		f.Paid = s.paid
	}
}
