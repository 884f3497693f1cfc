package mail

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestWhatTheServersAnswerMeans(t *testing.T) {
	for _, c := range []struct {
		name string
		a    Attempt
		want Outcome
	}{
		{"accepted", Attempt{Delivered: true, Code: 250, Stage: StageContent}, OutcomeSent},
		{"accepted, then RSET is refused", Attempt{Delivered: true, Code: 500, Stage: StageContent}, OutcomeSent},
		{"accepted, then the line drops", Attempt{Delivered: true, Stage: StageContent}, OutcomeSent},
		{"later, before the text", Attempt{Code: 451, Enhanced: "4.3.0", Stage: StageEnvelope}, OutcomeRetry},
		{"later, after the text", Attempt{Code: 451, Enhanced: "4.3.0", Stage: StageContent}, OutcomeRetry},
		{"mailbox busy", Attempt{Code: 450, Enhanced: "4.2.1", Stage: StageEnvelope}, OutcomeRetry},
		{"450 without more", Attempt{Code: 450, Stage: StageEnvelope}, OutcomeRetry},
		{"452 without more", Attempt{Code: 452, Stage: StageEnvelope}, OutcomeRetry},
		{"452 disk full", Attempt{Code: 452, Enhanced: "4.3.1", Stage: StageContent}, OutcomeRetry},
		{"closing", Attempt{Code: 421, Enhanced: "4.7.0", Stage: StageEnvelope}, OutcomePauseAccount},
		{"closing after the text", Attempt{Code: 421, Stage: StageContent}, OutcomePauseAccount},
		{"greeted with closing", Attempt{Code: 421, Stage: StageConnect}, OutcomePauseAccount},
		{"greylisted or throttled", Attempt{Code: 450, Enhanced: "4.7.1", Stage: StageEnvelope}, OutcomePauseAccount},
		{"mailbox full", Attempt{Code: 452, Enhanced: "4.2.2", Stage: StageEnvelope}, OutcomePauseAccount},
		{"too many recipients", Attempt{Code: 452, Enhanced: "4.5.3", Stage: StageEnvelope}, OutcomePauseAccount},
		{"sign-in later", Attempt{Code: 454, Enhanced: "4.7.0", Stage: StageSignIn}, OutcomePauseAccount},
		{"day's limit", Attempt{Code: 550, Enhanced: "5.4.5", Stage: StageContent}, OutcomePauseAccount},
		{"no such user", Attempt{Code: 550, Enhanced: "5.1.1", Stage: StageEnvelope}, OutcomeFailed},
		{"refused as spam", Attempt{Code: 554, Enhanced: "5.7.1", Stage: StageContent}, OutcomeFailed},
		{"accepted but the line dropped", Attempt{Stage: StageContent}, OutcomeUnknown},
		{"line dropped before the text", Attempt{Stage: StageEnvelope}, OutcomeRetry},
		{"no line at all", Attempt{Stage: StageConnect}, OutcomeRetry},
		{"wrong password", Attempt{Code: 535, Enhanced: "5.7.8", Stage: StageSignIn}, OutcomeStopAccount},
		{"no way to sign in", Attempt{Stage: StageSignIn}, OutcomeStopAccount},
		{"must sign in first", Attempt{Code: 530, Enhanced: "5.7.0", Stage: StageEnvelope}, OutcomeStopAccount},
		{"the server wants nothing from us", Attempt{Code: 554, Stage: StageConnect}, OutcomeStopAccount},
	} {
		if got := Classify(c.a); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// Only a refusal in so many words (4xx, 5xx) after the text was handed over lets a mail be tried again or given up.
func TestWithoutAnAnswerToTheTextTheFateIsUnknown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.IntRange(0, 700).Draw(t, "code")
		got := Classify(Attempt{Code: code, Enhanced: rapid.SampledFrom([]string{"", "4.7.1", "5.4.5", "2.0.0"}).Draw(t, "enhanced"), Stage: StageContent})
		refused := code >= 400 && code < 600
		if (got == OutcomeUnknown) == refused {
			t.Fatalf("%d: %s", code, got)
		}
	})
}

func TestHowLongAnAccountRests(t *testing.T) {
	for a, want := range map[Attempt]time.Duration{
		{Code: 421, Stage: StageEnvelope}:                    15 * time.Minute,
		{Code: 550, Enhanced: "5.4.5", Stage: StageContent}:  24 * time.Hour,
		{Code: 550, Enhanced: "5.1.1", Stage: StageEnvelope}: 0,
		{Delivered: true}: 0,
	} {
		if got := Rest(a); got != want {
			t.Errorf("%+v: %v", a, got)
		}
	}
}

func TestEveryPresetKeepsBelowWhatItsProviderAllows(t *testing.T) {
	for _, p := range Providers() {
		if p.Host == "" && p.HostHint == "" {
			t.Errorf("%s: where is the server?", p.Name)
		}
		if p.Security == Plain {
			t.Errorf("%s: not encrypted", p.Name)
		}
		if p.CheckedText() != "未検証" {
			t.Errorf("%s claims a check: %s", p.Name, p.CheckedText())
		}
		if p.Stated == nil {
			continue
		}
		// Send as fast as the throttle lets us for one of the provider's windows.
		var sent []time.Time
		for now := monday; ; {
			at, ok := p.Throttle.NextAt(sent, now)
			if !ok || at.Sub(monday) >= p.Stated.Window {
				break
			}
			sent, now = append(sent, at), at
		}
		if len(sent) > p.Stated.Max {
			t.Errorf("%s: %d mails in %v, allowed %d", p.Name, len(sent), p.Stated.Window, p.Stated.Max)
		}
	}
}
