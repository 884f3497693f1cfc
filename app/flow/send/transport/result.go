package transport

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"os"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	gomail "github.com/wneessen/go-mail"

	"miseban/app/mail"
)

// Result is what became of one Send.
type Result struct {
	Outcome mail.Outcome
	Attempt mail.Attempt
	Problem Problem
	// Answer is the server's text; "" = it gave none. It may name the recipient: keep it with the mail, never in a log.
	Answer string
	// Sentence tells the owner what happened and what happens next.
	Sentence string
}

// String is fit for a log: outcome and codes, nothing of the mail or the person.
func (r Result) String() string {
	return fmt.Sprintf("%s %d %s %s", r.Outcome, r.Attempt.Code, r.Attempt.Enhanced, r.Problem)
}

// fault is why a line could not be made or used.
type fault struct {
	problem Problem
	attempt mail.Attempt
	answer  string
}

func (f fault) result(a Account) Result {
	r := Result{Outcome: mail.Classify(f.attempt), Attempt: f.attempt, Problem: f.problem, Answer: f.answer}
	r.Sentence = meaning(r.Outcome)
	// What to check about the server would be the wrong advice for a mail that may have arrived.
	if f.problem != NoProblem && r.Outcome != mail.OutcomeUnknown {
		r.Sentence = f.problem.Sentence(a) + r.Sentence
	}
	return r
}

// maxAnswer is how many characters of a server's answer are kept.
const maxAnswer = 500

// tidyAnswer makes one clean line of a server's answer. A server that repeats the secret doesn't get it into our database.
func tidyAnswer(answer, secret string) string {
	if len(secret) >= 4 {
		for _, form := range []string{secret, base64.StdEncoding.EncodeToString([]byte(secret))} {
			answer = strings.ReplaceAll(answer, form, "●●●")
		}
	}
	answer = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(answer, "�"), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if r := []rune(answer); len(r) > maxAnswer {
		answer = string(r[:maxAnswer]) + "…"
	}
	return answer
}

// enhancedAtStart is an enhanced code where RFC 2034 puts it: first in the text. go-mail looks for one anywhere, and would take
// a part of an IP address for it.
var enhancedAtStart = regexp.MustCompile(`^([245]\.\d{1,3}\.\d{1,3})(?: |$)`)

func enhancedOf(answer string) string {
	if m := enhancedAtStart.FindStringSubmatch(answer); m != nil {
		return m[1]
	}
	return ""
}

// connectFault explains an error from before the sign-in.
func connectFault(a Account, err error, secret string) fault {
	f := fault{attempt: mail.Attempt{Stage: mail.StageConnect}}
	var answer *textproto.Error
	var dns *net.DNSError
	var certificate *tls.CertificateVerificationError
	var unknownCA x509.UnknownAuthorityError
	var wrongName x509.HostnameError
	var op *net.OpError
	switch {
	case errors.As(err, &answer):
		return answeredFault(mail.StageConnect, answer, secret)
	case errors.As(err, &dns):
		f.problem = HostNotFound
	case errors.As(err, &certificate), errors.As(err, &unknownCA), errors.As(err, &wrongName):
		f.problem = BadCertificate
	case isTimeout(err):
		f.problem = TimedOut
	case errors.As(err, &op) && op.Op == "dial":
		f.problem = PortClosed
	case isDropped(err):
		f.problem = LineDropped
	case a.Security != mail.Plain:
		f.problem = TLSFailed // what is left: no STARTTLS offered, or something other than TLS was spoken
	default:
		f.problem = LineDropped
	}
	return f
}

// signInFault explains an error from the sign-in.
func signInFault(a Account, err error, secret string) fault {
	var answer *textproto.Error
	switch {
	case errors.Is(err, errNotOffered):
		return fault{problem: SignInImpossible, attempt: mail.Attempt{Stage: mail.StageSignIn}}
	case errors.As(err, &answer):
		f := answeredFault(mail.StageSignIn, answer, secret)
		if f.attempt.Code >= 500 {
			f.problem = WrongPassword
		}
		return f
	case isTimeout(err), isDropped(err):
		// The line broke: that says nothing about the password.
		return connectFault(a, err, secret)
	}
	return fault{problem: WrongPassword, attempt: mail.Attempt{Stage: mail.StageSignIn}}
}

// answeredFault is a refusal in the server's own words.
func answeredFault(stage mail.Stage, e *textproto.Error, secret string) fault {
	answer := tidyAnswer(e.Msg, secret)
	f := fault{problem: ServerRefused, answer: answer, attempt: mail.Attempt{Code: e.Code, Enhanced: enhancedOf(answer), Stage: stage}}
	if e.Code >= 400 && e.Code < 500 {
		f.problem = ServerBusy
	}
	return f
}

// sendFault explains go-mail's error for a mail that was not confirmed.
func sendFault(err error, secret string) fault {
	var se *gomail.SendError
	if !errors.As(err, &se) {
		// go-mail gives nothing else; if it ever does, the mail may be gone.
		return fault{attempt: mail.Attempt{Stage: mail.StageContent}}
	}
	f := fault{attempt: mail.Attempt{Code: se.ErrorCode(), Stage: stageOf(se.Reason)}}
	if f.attempt.Code != 0 {
		f.answer = tidyAnswer(answerIn(se), secret)
		f.attempt.Enhanced = enhancedOf(f.answer)
	}
	switch {
	case f.attempt.Code == 0:
		f.problem = LineDropped
	case f.attempt.Code == 530:
		f.problem = SignInRequired
	case se.Reason == gomail.ErrSMTPMailFrom && f.attempt.Code >= 500:
		f.problem = FromRefused
	case se.Reason == gomail.ErrSMTPRcptTo && f.attempt.Code >= 500:
		f.problem = RecipientRefused
	case f.attempt.Code >= 500:
		f.problem = ServerRefused
	default:
		f.problem = ServerBusy
	}
	return f
}

// stageOf names the reasons that rule out that the server has seen the text; every other one counts as if it had.
func stageOf(r gomail.SendErrReason) mail.Stage {
	switch r {
	case gomail.ErrGetSender, gomail.ErrGetRcpts, gomail.ErrNoUnencoded, gomail.ErrConnCheck,
		gomail.ErrSMTPMailFrom, gomail.ErrSMTPRcptTo, gomail.ErrSMTPData:
		return mail.StageEnvelope
	}
	return mail.StageContent
}

// answerIn takes the server's words out of go-mail's text, which puts the step before them and recipient and Message-ID behind.
func answerIn(se *gomail.SendError) string {
	text := strings.TrimPrefix(se.Error(), se.Reason.String()+": ")
	for _, tail := range []string{", affected message ID: ", ", affected recipient(s): "} {
		if i := strings.LastIndex(text, tail); i >= 0 {
			text = text[:i]
		}
	}
	text = strings.TrimSpace(strings.TrimPrefix(text, fmt.Sprintf("%03d", se.ErrorCode())))
	// net/textproto quotes the words since Go 1.26; what stands behind the quotation is a failed RSET.
	if quoted, err := strconv.QuotedPrefix(text); err == nil {
		if words, err := strconv.Unquote(quoted); err == nil {
			return words
		}
	}
	return text
}

func isTimeout(err error) bool {
	var timeout interface{ Timeout() bool }
	return errors.Is(err, os.ErrDeadlineExceeded) || errors.As(err, &timeout) && timeout.Timeout()
}

func isDropped(err error) bool {
	// The numbers of "connection reset" differ between systems; that reading or writing failed doesn't.
	var op *net.OpError
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		errors.As(err, &op) && (op.Op == "read" || op.Op == "write")
}
