package command_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"miseban/app/flow/send/smtptest"
	"miseban/ui/command"
)

// mailShop is a shop whose mails are sent by commands alone, as a scheduled task does it.
type mailShop struct {
	t      *testing.T
	folder string
	now    string
}

// call runs a command and wants an exit code; stdin is what is piped in.
func (s *mailShop) call(want int, stdin string, args ...string) (stdout, stderr string) {
	s.t.Helper()
	var out, errOut bytes.Buffer
	args = append([]string{"--data", filepath.Join(s.folder, "data"), "--now", s.now}, args...)
	code := command.Run(context.Background(), args, strings.NewReader(stdin), &out, &errOut)
	if code != want {
		s.t.Fatalf("%v: exit %d, want %d\n%s%s", args[4:], code, want, out.String(), errOut.String())
	}
	return out.String(), errOut.String()
}

// ask runs a command with --json and reads its one document.
func (s *mailShop) ask(want int, stdin string, v any, args ...string) {
	s.t.Helper()
	out, _ := s.call(want, stdin, append(args, "--json")...)
	if err := json.Unmarshal([]byte(out), v); err != nil {
		s.t.Fatalf("%v: %v\n%s", args, err, out)
	}
}

func (s *mailShop) file(name, text string) string {
	s.t.Helper()
	path := filepath.Join(s.folder, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		s.t.Fatal(err)
	}
	return path
}

type mailLog struct {
	Mails []struct {
		ID      int64
		OrderNo string `json:"order_no"`
		State   string
		To      string
		Subject string
		TriedAt *string `json:"tried_at"`
	}
}

// The whole way by commands: account, table, text, arming, queueing, sending, the log, and what the owner decides.
func TestMailByCommands(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+t.TempDir()+"/no-bus-here") // a computer without a keychain
	server := smtptest.Start(t, smtptest.WithoutTLS())
	s := &mailShop{t, t.TempDir(), "2026-10-05T09:00:00+09:00"}
	sample := "../../app/mall/testdata/rakuten.sample.csv"
	s.call(0, "", "import", sample)

	account := s.file("account.json", fmt.Sprintf(`{"name":"本店","host":%q,"port":%d,"security":"plain-explicit","sign_in":"plain","user":%q,"from":"shop@example.jp"}`, server.Host, server.Port, smtptest.User))
	s.call(2, "", "mail", "account", "set")
	_, told := s.call(1, "", "mail", "send", "--password-stdin")
	if !strings.Contains(told, "設定されていません") {
		t.Error(told)
	}
	var set struct{ Account, From, Password string }
	s.ask(0, "", &set, "mail", "account", "set", account)
	if set.Account != "本店" || set.From != "shop@example.jp" || set.Password != "not_given" {
		t.Errorf("%+v", set)
	}
	_, told = s.call(1, "", "mail", "test", "本店", "watashi@example.com")
	if !strings.Contains(told, "キーチェーン") {
		t.Error(told)
	}
	if runtime.GOOS == "linux" { // elsewhere the computer's own keychain would be written to
		s.ask(0, smtptest.Secret+"\n", &set, "mail", "account", "set", account, "--password-stdin")
		if set.Password != "not_kept" {
			t.Errorf("%+v", set)
		}
	}
	s.call(0, smtptest.Secret, "mail", "test", "本店", "watashi@example.com", "--password-stdin")
	if server.Taken("watashi@example.com") != 1 {
		t.Error("no test mail")
	}

	s.call(2, "", "mail", "senders", "set", "楽天市場店", "shipped", "me")
	s.call(1, "", "mail", "senders", "set", "どこにもない店", "shipped", "miseban")
	s.call(0, "", "mail", "senders", "set", "楽天市場店", "order_confirmed", "miseban")
	var senders struct {
		Senders []struct{ Shop, Event, Sender string }
	}
	s.ask(0, "", &senders, "mail", "senders")
	if fmt.Sprint(senders.Senders) != "[{楽天市場店 order_confirmed miseban} {楽天市場店 shipped mall}]" {
		t.Errorf("%+v", senders)
	}
	var armed struct {
		Armed bool
		Since string
	}
	s.ask(0, "", &armed, "mail", "arm", "--since", "2026-10-01")
	if !armed.Armed || armed.Since != "2026-10-01" {
		t.Errorf("%+v", armed)
	}

	// The orders have masked addresses: they can't be reached, and each says so.
	const no, other = "123456-20261005-0000100001", "123456-20261005-0000100002"
	var queued struct {
		Queued, Already int
		Held, Refused   []struct {
			OrderNo string `json:"order_no"`
			Reason  string
		}
	}
	s.ask(1, "", &queued, "mail", "queue", no, "--event", "order_confirmed")
	if queued.Queued != 0 || len(queued.Refused) != 1 || queued.Refused[0].OrderNo != no || !strings.Contains(queued.Refused[0].Reason, "マスクアドレス") {
		t.Errorf("%+v", queued)
	}
	s.call(0, "", "correct", no, "orderer.email", "hanako@example.com")
	s.call(0, "", "correct", other, "orderer.email", "ichiro@example.com")
	s.call(0, "", "review", "accept", other)
	s.call(2, "", "mail", "queue", no, "--event", "birthday")
	_, told = s.call(1, "", "mail", "template", "set", s.file("wrong.json", `{"event":"order_confirmed","subject":"承りました","body":"{{.お名}} 様"}`))
	if !strings.Contains(told, "本文の1行目") || !strings.Contains(told, "お名") {
		t.Error(told)
	}
	s.call(0, "", "mail", "template", "set", s.file("text.json", `{"event":"order_confirmed","subject":"承りました {{.注文番号}}","body":"{{.お名前}} 様\n\n{{.明細}}\n"}`))
	var preview struct{ To, Subject, Body, Problem, Refused string }
	s.ask(0, "", &preview, "mail", "preview", no, "order_confirmed")
	if preview.To != "hanako@example.com" || preview.Subject != "承りました "+no || !strings.HasPrefix(preview.Body, "山田 花子 様\n\n静岡県産") || preview.Problem+preview.Refused != "" {
		t.Errorf("%+v", preview)
	}
	s.ask(0, "", &queued, "mail", "queue", no, other, "--event", "order_confirmed")
	if queued.Queued != 2 {
		t.Errorf("%+v", queued)
	}
	s.ask(0, "", &queued, "mail", "queue", "--event", "order_confirmed")
	if queued.Queued != 0 || queued.Already != 2 {
		t.Errorf("%+v", queued)
	}

	s.now = "2026-10-05T09:10:00+09:00"
	_, told = s.call(1, "chigau-aikotoba", "mail", "send", "--password-stdin")
	if !strings.Contains(told, "パスワード") || strings.Contains(told, "chigau") {
		t.Error(told)
	}
	server.For("ichiro@example.com", smtptest.RefuseRecipient(550, [3]int{5, 1, 1}, "no such user"))
	var sent struct {
		Sent, Failed, Waiting, Left int
		Stopped                     bool
		Next                        *string
	}
	s.ask(1, smtptest.Secret, &sent, "mail", "send", "--password-stdin")
	if sent.Sent != 1 || sent.Failed != 1 || sent.Waiting != 0 || sent.Stopped || sent.Next != nil || server.Taken("hanako@example.com") != 1 {
		t.Errorf("%+v", sent)
	}

	lines, _ := s.call(0, "", "mail", "log")
	for _, private := range []string{"example.com", "山田", "承りました"} {
		if strings.Contains(lines, private) {
			t.Errorf("%q in the log:\n%s", private, lines)
		}
	}
	if !strings.Contains(lines, no) || !strings.Contains(lines, "送信済み") || !strings.Contains(lines, "送信失敗") {
		t.Error(lines)
	}
	var log mailLog
	s.ask(0, "", &log, "mail", "log", "--state", "failed")
	if len(log.Mails) != 1 || log.Mails[0].OrderNo != other || log.Mails[0].To != "ichiro@example.com" || log.Mails[0].TriedAt == nil {
		t.Fatalf("%+v", log)
	}
	s.call(2, "", "mail", "log", "--state", "lost")
	id := fmt.Sprint(log.Mails[0].ID)
	s.call(1, "", "mail", "resolve", id, "sent") // it was refused: it can't have been sent
	s.call(0, "", "mail", "resolve", id, "again")
	s.now = "2026-10-05T09:20:00+09:00"
	s.call(0, smtptest.Secret, "mail", "send", "--password-stdin")
	if server.Taken("ichiro@example.com") != 1 {
		t.Error("not sent again")
	}
	s.ask(0, "", &armed, "mail", "disarm")
	if armed.Armed {
		t.Errorf("%+v", armed)
	}
	s.call(1, smtptest.Secret, "mail", "send", "--password-stdin")
}
