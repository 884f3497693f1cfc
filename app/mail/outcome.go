package mail

import (
	"strings"
	"time"
)

// Outcome is what one try to send means for the mail and its account. Its value is stored.
type Outcome string

// The outcomes of a try.
const (
	OutcomeSent         Outcome = "sent"          // the server took the mail
	OutcomeRetry        Outcome = "retry"         // not taken; try again later
	OutcomePauseAccount Outcome = "pause_account" // not taken; the whole account must rest, then try again
	OutcomeFailed       Outcome = "failed"        // refused for good
	OutcomeUnknown      Outcome = "unknown"       // perhaps taken: never try again by itself
	OutcomeStopAccount  Outcome = "stop_account"  // not taken; the account is of no use until the owner has repaired it
)

// Stage is how far a try came before it ended.
type Stage int

// The stages of a try. Until StageContent the server has not seen the text, so the mail can't have been sent.
const (
	StageConnect  Stage = iota // reaching the server, greeting, encryption
	StageSignIn                // user name and password
	StageEnvelope              // sender and recipient, up to the server's leave to send the text
	StageContent               // the text is on its way, or its answer is awaited
)

// Attempt is how a try ended.
type Attempt struct {
	Delivered bool   // the server confirmed the mail, whatever went wrong afterwards
	Code      int    // the server's three-digit answer that ended the try; 0 = none came
	Enhanced  string // its enhanced code such as "4.7.1" (RFC 3463); "" = none
	Stage     Stage
}

// Classify says what the end of a try means. It never calls a mail unsent when the server may have it.
func Classify(a Attempt) Outcome {
	switch {
	case a.Delivered:
		return OutcomeSent
	case a.pausesAccount():
		return OutcomePauseAccount
	case a.Code >= 400 && a.Code < 500:
		return OutcomeRetry
	case a.Code >= 500 && a.Code < 600:
		if a.Stage <= StageSignIn || a.wantsSignIn() {
			// A greeting or a sign-in that is refused says nothing about this mail; failing every mail of the
			// queue one after the other would.
			return OutcomeStopAccount
		}
		return OutcomeFailed
	case a.Stage == StageContent:
		return OutcomeUnknown
	case a.Stage == StageSignIn:
		// No answer of the server: the way to sign in was impossible from the start.
		return OutcomeStopAccount
	}
	return OutcomeRetry
}

// pausesAccount reports the answers by which a server says "you, not this mail": too many connections, messages or
// recipients, a day's limit reached.
func (a Attempt) pausesAccount() bool {
	switch a.Code {
	case 421, 454:
		return true
	case 450:
		return a.Enhanced == "4.7.1"
	case 452:
		return strings.HasPrefix(a.Enhanced, "4.2.") || a.Enhanced == "4.5.3"
	case 550:
		return a.Enhanced == "5.4.5"
	}
	return false
}

// wantsSignIn reports the codes that concern the sign-in alone, wherever a server says them (RFC 4954 §6).
func (a Attempt) wantsSignIn() bool {
	return a.Code == 530 || a.Code == 534 || a.Code == 535 || a.Code == 538
}

// The rest of a paused account. That a day's limit is open again after a day is Gmail's rule; the other length is our own.
const (
	restAfterBusy     = 15 * time.Minute
	restAfterDayLimit = 24 * time.Hour
)

// Rest is how long the account rests after OutcomePauseAccount; 0 for every other outcome.
func Rest(a Attempt) time.Duration {
	switch {
	case Classify(a) != OutcomePauseAccount:
		return 0
	case a.Enhanced == "5.4.5":
		return restAfterDayLimit
	}
	return restAfterBusy
}
