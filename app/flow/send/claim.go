package send

import (
	"context"
	"errors"
	"time"

	"miseban/app/flow/send/transport"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/mail"
	"miseban/store"
)

// claim writes "sending" to the disk before the server hears of the mail, or says that it doesn't go after all: much may
// have happened since it was queued.
func (s *delivery) claim(ctx context.Context, m *store.Mail, now time.Time) (bool, error) {
	to := mail.Queued
	err := s.d.Store().WriteUnjournaled(ctx, func(w *store.Writer) error {
		rules, err := readRules(&w.Reader, s.rules.demo)
		if err != nil {
			return err
		}
		if rules.silent() != "" || rules.account.From != s.rules.account.From || rules.account.Host != s.rules.account.Host {
			return errChanged
		}
		var why string
		if to, why, err = s.stillWanted(w, rules, *m, now); err != nil {
			return err
		}
		if err := mail.Move(mail.State(m.State), to, mail.ByProgram); err != nil {
			return err
		}
		if to != mail.Sending {
			return move(w, *m, to, why, 0, m.NotBefore, m.Attempts)
		}
		return move(w, *m, to, "", jst.At(now), m.NotBefore, m.Attempts+1)
	})
	switch {
	case errors.Is(err, errMovedOn):
		return false, nil // taken back at this very moment
	case err != nil:
		return false, err
	case to == mail.Sending:
		m.State, m.TriedAt = string(mail.Sending), jst.At(now)
		m.Attempts++
		return true, nil
	case to == mail.Held:
		s.result.Held++
	default:
		s.result.Withdrawn++
	}
	return false, nil
}

// errChanged says that the owner changed the settings while mails were being sent: the next run reads them anew.
var errChanged = errors.New("the settings for mail changed while sending")

// stale is how long after its time a mail may still go by itself. What comes later surprises the customer.
const stale = 7 * 24 * time.Hour

// stillWanted gives the state that a due mail goes to: Sending, or where it goes instead, with the reason. A withdrawal
// without a reason may be queued again.
func (s *delivery) stillWanted(w *store.Writer, p rules, m store.Mail, now time.Time) (to mail.State, why string, err error) {
	if m.Entry != 0 {
		e, err := w.JournalEntry(m.Entry)
		if err != nil && !isNotFound(err) {
			return "", "", err
		}
		if e.UndoneBy != 0 {
			return mail.Withdrawn, "", nil
		}
	}
	row := s.d.Row(m.OrderID)
	shop, event := shopOf(s.d, m.Shop), mail.Event(m.Event)
	switch who := senderOf(p.senders, shop, event); {
	case row == nil:
		return mail.Withdrawn, "", nil
	case who != mail.SenderShop:
		return mail.Withdrawn, whySender(who), nil
	case row.Status == judge.Cancelled:
		return mail.Withdrawn, "受注がキャンセルされたため、送りませんでした。", nil
	case m.Account != p.account.From:
		return mail.Held, "差出人のアドレスが変わったため、保留にしました。", nil
	case now.Sub(m.NotBefore.Time()) > stale:
		return mail.Held, "送信待ちのまま1週間を過ぎたため、保留にしました。", nil
	}
	if event == mail.Shipped {
		gone, err := shippedDeed(&w.Reader, m.OrderID)
		if err != nil || !gone {
			return mail.Withdrawn, "", err
		}
	}
	return mail.Sending, "", nil
}

// settle writes down what became of a try. stop says that nothing more may be sent now.
func (s *delivery) settle(ctx context.Context, m store.Mail, r transport.Result) (stop bool, err error) {
	now := s.o.now()
	answer := r.Answer
	if answer == "" || r.Outcome != mail.OutcomeSent {
		answer = r.Sentence
		if r.Answer != "" {
			answer += "（サーバーの返事：" + r.Answer + "）"
		}
	}
	to, notBefore, attempts := mail.AfterOutcome(r.Outcome), m.NotBefore, m.Attempts
	var rest *pause
	// Refusals of the line, the sign-in or the sender say nothing about this mail: it keeps its place and its tries.
	account := r.Attempt.Stage <= mail.StageSignIn
	switch {
	case r.Problem == transport.Cancelled:
		to, attempts, stop, answer = mail.Queued, m.Attempts-1, true, ""
	case r.Outcome == mail.OutcomeStopAccount, r.Problem == transport.FromRefused && r.Outcome == mail.OutcomeFailed:
		to, attempts = mail.Queued, m.Attempts-1
		rest = &pause{Stopped: true, Sentence: r.Problem.Sentence(s.rules.account.transport()) + "直すまで送信を止めています。メールは失われていません。"}
	case r.Outcome == mail.OutcomePauseAccount:
		rest = &pause{Until: jst.At(now.Add(mail.Rest(r.Attempt))), Sentence: r.Sentence}
		if account {
			to, attempts = mail.Queued, m.Attempts-1
		}
	case r.Outcome == mail.OutcomeRetry && account:
		to, attempts = mail.Queued, m.Attempts-1
		p := afterBrokenLine(s.pause.Failures+1, now, r.Sentence)
		rest = &p
	}
	if to == mail.Retry {
		at, ok := mail.RetryAt(m.Attempts, now, m.MessageID)
		if notBefore = jst.At(at); !ok {
			to, notBefore = mail.Failed, m.NotBefore
			answer = "24時間のあいだ何度か送りましたが、受け付けられませんでした。" + answer
		}
	}
	if rest == nil && s.pause != (pause{}) {
		rest = &pause{} // the line works again
	}
	err = s.d.Store().WriteUnjournaled(ctx, func(w *store.Writer) error {
		if err := mail.Move(mail.Sending, to, mail.ByProgram); err != nil {
			return err
		}
		stored := to
		if to == mail.Retry {
			stored = mail.Queued // a mail that waits for its next try is queued, with the time and its tries
		}
		if err := move(w, m, stored, answer, 0, notBefore, attempts); err != nil {
			return err
		}
		if rest != nil {
			return w.PutSetting(pauseKey, rest)
		}
		return nil
	})
	if err != nil {
		return true, err
	}
	s.count(to)
	if rest != nil {
		s.pause = *rest
		if rest.Stopped || rest.Until != 0 {
			s.rest()
			stop = true
		}
	}
	return stop, nil
}

func (s *delivery) count(to mail.State) {
	switch to {
	case mail.Sent:
		s.result.Sent++
	case mail.Failed:
		s.result.Failed++
	case mail.Unknown:
		s.result.Unknown++
	case mail.Retry:
		s.result.Retry++
	}
}
