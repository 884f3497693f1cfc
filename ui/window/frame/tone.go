package frame

import (
	"miseban/app/judge"
	"miseban/ui/look"
)

// Tone is the colouring of a status.
func Tone(s judge.Status) look.Tone {
	switch s {
	case judge.OnHold, judge.AwaitingReply, judge.NeedsReview:
		return look.ToneReview
	case judge.AwaitingPayment:
		return look.TonePayment
	case judge.AwaitingRelease:
		return look.ToneRelease
	case judge.AwaitingArrival, judge.AwaitingStock:
		return look.ToneArrival
	case judge.ReadyToPrint:
		return look.TonePrint
	case judge.ReadyToShip, judge.AwaitingShipDate, judge.Shipped, judge.AwaitingNotice:
		return look.ToneShip
	case judge.Cancelled:
		return look.ToneCancelled
	}
	return look.ToneNeutral
}

// Chips are the flags worth a tag in the list.
func Chips(flags []judge.Flag, earlier int) []string {
	var out []string
	for _, f := range flags {
		switch f {
		case judge.Repeater:
			out = append(out, f.Name()+" "+itoa(earlier+1))
		case judge.NewCustomer, judge.TotalUncertain:
		default:
			out = append(out, f.Name())
		}
	}
	return out
}
