package mail

import (
	"errors"
	"fmt"
)

// State is where a mail of the outbox stands. Its value is stored; Name is what the owner sees.
type State string

// The states of a mail.
const (
	Queued    State = "queued"    // waits for its turn
	Held      State = "held"      // waits for the owner's word, as everything does after a restore
	Sending   State = "sending"   // handed to the server; committed before the first word is said to it
	Sent      State = "sent"      // the server took it; final
	Retry     State = "retry"     // queued with a time for its next try
	Failed    State = "failed"    // the server refused it for good, or the tries are used up
	Unknown   State = "unknown"   // the line was lost after the text was handed over: sent or not, nobody knows
	Withdrawn State = "withdrawn" // taken back before it was sent
)

// States gives every state in the order in which the owner should look at them.
func States() []State {
	return []State{Unknown, Failed, Held, Retry, Sending, Queued, Sent, Withdrawn}
}

// Name is the state as the owner reads it.
func (s State) Name() string {
	switch s {
	case Queued:
		return "送信待ち"
	case Held:
		return "保留"
	case Sending:
		return "送信中"
	case Sent:
		return "送信済み"
	case Retry:
		return "再送待ち"
	case Failed:
		return "送信失敗"
	case Unknown:
		return "結果不明"
	case Withdrawn:
		return "取り消し"
	}
	return string(s)
}

// Mover is who moves a mail from one state to the next.
type Mover int

// The program moves a mail by itself; the owner decides about what the program must not.
const (
	ByProgram Mover = iota
	ByOwner
)

// ErrMove says that a mail may not go from one state to another.
var ErrMove = errors.New("このメールの状態は変えられません")

// moves lists what may follow what. Two rows carry the promise "at most once": nothing follows Sent, and the program itself
// never takes a mail out of Unknown.
var moves = map[Mover]map[State][]State{
	ByProgram: {
		Queued:  {Sending, Held, Failed, Withdrawn},
		Retry:   {Sending, Held, Failed, Withdrawn},
		Held:    {Withdrawn},
		Sending: {Sent, Queued, Retry, Failed, Unknown},
	},
	ByOwner: {
		Queued:    {Held, Withdrawn},
		Retry:     {Queued, Held, Withdrawn},
		Held:      {Queued, Withdrawn},
		Failed:    {Queued, Withdrawn},
		Unknown:   {Sent, Queued, Withdrawn},
		Withdrawn: {Queued},
	},
}

// Move returns nil if a mail may go from one state to another, else an ErrMove that names both.
func Move(from, to State, by Mover) error {
	for _, allowed := range moves[by][from] {
		if allowed == to {
			return nil
		}
	}
	return fmt.Errorf("%w: 「%s」から「%s」へ", ErrMove, from.Name(), to.Name())
}

// AfterStart gives the state of a mail when the program starts: what was being handed over when it stopped is unknown.
func AfterStart(s State) State {
	if s == Sending {
		return Unknown
	}
	return s
}

// AfterRestore gives the state of a mail when a backup has been put back: the backup may not know what was sent since, so
// everything that waits is held until the owner confirms it.
func AfterRestore(s State) State {
	switch s {
	case Queued, Retry:
		return Held
	case Sending:
		return Unknown
	}
	return s
}

// AfterOutcome gives the state of a mail that was Sending when the server's answer came. After Retry and PauseAccount the
// caller asks RetryAt for the time; after StopAccount the mail waits, untried, until the owner has repaired the account.
func AfterOutcome(o Outcome) State {
	switch o {
	case OutcomeSent:
		return Sent
	case OutcomeRetry, OutcomePauseAccount:
		return Retry
	case OutcomeFailed:
		return Failed
	case OutcomeStopAccount:
		return Queued
	}
	return Unknown
}
