package mail

import (
	"errors"
	"testing"

	"pgregory.net/rapid"
)

func TestWhatMayFollowWhat(t *testing.T) {
	for _, c := range []struct {
		from, to State
		by       Mover
		allowed  bool
	}{
		{Queued, Sending, ByProgram, true},
		{Retry, Sending, ByProgram, true},
		{Sending, Sent, ByProgram, true},
		{Sending, Unknown, ByProgram, true},
		{Queued, Withdrawn, ByOwner, true},
		{Withdrawn, Queued, ByOwner, true}, // an undo may be undone
		{Unknown, Queued, ByOwner, true},   // the customer says that nothing came
		{Unknown, Sent, ByOwner, true},
		{Failed, Queued, ByOwner, true}, // the address has been corrected
		{Held, Queued, ByOwner, true},

		{Unknown, Queued, ByProgram, false},
		{Unknown, Sending, ByProgram, false},
		{Held, Sending, ByProgram, false}, // after a restore the owner must confirm
		{Held, Queued, ByProgram, false},
		{Withdrawn, Sending, ByProgram, false},
		{Failed, Sending, ByProgram, false},
		{Queued, Sent, ByProgram, false},
		{Sending, Withdrawn, ByOwner, false}, // too late to take it back
		{Queued, Sending, ByOwner, false},
	} {
		err := Move(c.from, c.to, c.by)
		if (err == nil) != c.allowed {
			t.Errorf("%s → %s by %d: %v", c.from, c.to, c.by, err)
		}
		if err != nil && !errors.Is(err, ErrMove) {
			t.Error(err)
		}
	}
}

func TestNothingFollowsSent(t *testing.T) {
	for _, to := range append(States(), "", "no such state") {
		for _, by := range []Mover{ByProgram, ByOwner} {
			if Move(Sent, to, by) == nil {
				t.Errorf("送信済み → %s", to)
			}
		}
	}
}

// However the program moves a mail, restarts and restores included, it hands it over a second time only after an answer that
// rules out that the mail was taken.
func TestTheProgramNeverSendsAgainWhatMayHaveArrived(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		state, mayHaveArrived := Queued, false
		for range 40 {
			switch rapid.IntRange(0, 3).Draw(t, "what happens") {
			case 0:
				state = AfterStart(state)
			case 1:
				state = AfterRestore(state)
			default:
				next := rapid.SampledFrom(States()).Draw(t, "next")
				if Move(state, next, ByProgram) != nil {
					continue
				}
				if next == Sending && mayHaveArrived {
					t.Fatalf("%s → %s", state, next)
				}
				if state == Sending {
					mayHaveArrived = next == Sent || next == Unknown
				}
				state = next
			}
			if state == Unknown || state == Sent {
				mayHaveArrived = true
			}
		}
	})
}

func TestEveryOutcomeLeadsToAStateThatMayFollowSending(t *testing.T) {
	want := map[Outcome]State{
		OutcomeSent: Sent, OutcomeRetry: Retry, OutcomePauseAccount: Retry, OutcomeFailed: Failed,
		OutcomeUnknown: Unknown, OutcomeStopAccount: Queued, "never heard of": Unknown,
	}
	for o, state := range want {
		if got := AfterOutcome(o); got != state {
			t.Errorf("%s: %s, want %s", o, got, state)
		}
		if err := Move(Sending, state, ByProgram); err != nil {
			t.Error(err)
		}
	}
}

func TestAfterARestartOrARestoreNothingGoesOutByItself(t *testing.T) {
	for _, s := range States() {
		if got := AfterStart(s); s == Sending && got != Unknown || s != Sending && got != s {
			t.Errorf("start: %s → %s", s, got)
		}
		if got := AfterRestore(s); Move(got, Sending, ByProgram) == nil {
			t.Errorf("restore: %s → %s can be sent", s, got)
		}
	}
}

func TestEveryStateHasAJapaneseName(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range States() {
		if n := s.Name(); n == string(s) || seen[n] {
			t.Errorf("%s: %q", s, n)
		} else {
			seen[n] = true
		}
	}
}
