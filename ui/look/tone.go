package look

import "fyne.io/fyne/v2"

// Tone is the colouring of a status pill or a count badge. Colour never speaks alone: the pill
// carries the word.
type Tone uint8

// Tones, named after the statuses that wear them.
const (
	ToneNeutral   Tone = iota // 出荷待ち, モール処理待ち, anything without a colour of its own
	ToneReview                // 確認待ち, 保留, 返信待ち
	TonePayment               // 入金待ち, 与信待ち
	ToneRelease               // 発売日待ち
	ToneArrival               // 入荷待ち, 引当待ち
	TonePrint                 // 印刷待ち, and whatever is in order
	ToneShip                  // 出荷待ち, 出荷日待ち, 出荷済み
	ToneCancelled             // キャンセル: grey and struck through
	ToneError                 // what failed
	toneCount
)

// Pill colours by status, background and text: at least 4.5 : 1 in both palettes.
const (
	PillNeutral       fyne.ThemeColorName = "misebanPillNeutral"
	PillNeutralText   fyne.ThemeColorName = "misebanPillNeutralText"
	PillReview        fyne.ThemeColorName = "misebanPillReview"
	PillReviewText    fyne.ThemeColorName = "misebanPillReviewText"
	PillPayment       fyne.ThemeColorName = "misebanPillPayment"
	PillPaymentText   fyne.ThemeColorName = "misebanPillPaymentText"
	PillRelease       fyne.ThemeColorName = "misebanPillRelease"
	PillReleaseText   fyne.ThemeColorName = "misebanPillReleaseText"
	PillArrival       fyne.ThemeColorName = "misebanPillArrival"
	PillArrivalText   fyne.ThemeColorName = "misebanPillArrivalText"
	PillPrint         fyne.ThemeColorName = "misebanPillPrint"
	PillPrintText     fyne.ThemeColorName = "misebanPillPrintText"
	PillCancelled     fyne.ThemeColorName = "misebanPillCancelled"
	PillCancelledText fyne.ThemeColorName = "misebanPillCancelledText"
	PillError         fyne.ThemeColorName = "misebanPillError"
	PillErrorText     fyne.ThemeColorName = "misebanPillErrorText"

	BadgeNeutral fyne.ThemeColorName = "misebanBadgeNeutral"
	BadgeReview  fyne.ThemeColorName = "misebanBadgeReview"
	BadgePayment fyne.ThemeColorName = "misebanBadgePayment"
	BadgePrint   fyne.ThemeColorName = "misebanBadgePrint"
	BadgeError   fyne.ThemeColorName = "misebanBadgeError"
	BadgeText    fyne.ThemeColorName = "misebanBadgeText"
)

func init() {
	for n, p := range map[fyne.ThemeColorName]pair{
		PillNeutral: both(0xE9E9E6, 0x343940), PillNeutralText: both(0x4A4F57, 0xC6CBD2),
		PillReview: both(0xFDF0D5, 0x44300F), PillReviewText: both(0x8A4B05, 0xF4C881),
		PillPayment: both(0xDFEAFB, 0x1D3358), PillPaymentText: both(0x1C4F9C, 0xA3C4F7),
		PillRelease: both(0xECE3F8, 0x372A53), PillReleaseText: both(0x5C3A93, 0xD2BCF5),
		PillArrival: both(0xD9F1EF, 0x123F3B), PillArrivalText: both(0x0F6158, 0x93DAD0),
		PillPrint: both(0xDCF2E1, 0x173F28), PillPrintText: both(0x1F6534, 0x98DAAA),
		PillCancelled: both(0xEEEEEC, 0x2B2F35), PillCancelledText: both(0x666B73, 0x9EA4AD),
		PillError: both(0xFDECEA, 0x3D1B18), PillErrorText: both(0xB42318, 0xFF9D94),
		BadgeNeutral: both(0x6E747D, 0x565D67), BadgeReview: both(0xB45309, 0xA04A08),
		BadgePayment: both(0x2563B8, 0x2A62B0), BadgePrint: both(0x2F7D46, 0x2C7442),
		BadgeError: both(0xB42318, 0xB42318), BadgeText: both(0xFFFFFF, 0xFFFFFF),
	} {
		palette[n] = p
	}
}

// Pill tells the names of a tone's background and text colours.
func (t Tone) Pill() (background, text fyne.ThemeColorName) {
	switch t {
	case ToneReview:
		return PillReview, PillReviewText
	case TonePayment:
		return PillPayment, PillPaymentText
	case ToneRelease:
		return PillRelease, PillReleaseText
	case ToneArrival:
		return PillArrival, PillArrivalText
	case TonePrint:
		return PillPrint, PillPrintText
	case ToneCancelled:
		return PillCancelled, PillCancelledText
	case ToneError:
		return PillError, PillErrorText
	}
	return PillNeutral, PillNeutralText
}

// Badge tells the colour behind a count of this tone; its figures are BadgeText.
func (t Tone) Badge() fyne.ThemeColorName {
	switch t {
	case ToneReview:
		return BadgeReview
	case TonePayment:
		return BadgePayment
	case TonePrint:
		return BadgePrint
	case ToneError:
		return BadgeError
	}
	return BadgeNeutral
}

// Struck tells whether the text of this tone is crossed out.
func (t Tone) Struck() bool { return t == ToneCancelled }
