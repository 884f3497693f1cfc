package smtptest

import (
	"bufio"
	"net"
	"strings"
	"sync"
	"testing"
)

// HangUp is the answer by which a Script closes the line.
const HangUp = ""

// Greeting and EndOfText are the keys for the two answers of a Script that no command of the client asks for.
const (
	Greeting  = "greeting"
	EndOfText = "."
)

// Script is a server that answers each command with a fixed line. It knows no encryption and no sign-in.
type Script struct {
	Host string
	Port int

	mu      sync.Mutex
	answers map[string]string
	taken   int
	heard   []string
	conns   []net.Conn
}

// StartScript starts a server whose answers to some commands ("MAIL", "RCPT", "DATA", "RSET" …, Greeting, EndOfText) are given;
// to all others it says yes. It ends with the test.
func StartScript(tb testing.TB, answers map[string]string) *Script {
	tb.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	s := &Script{Host: "127.0.0.1", Port: listener.Addr().(*net.TCPAddr).Port, answers: answers}
	var visits sync.WaitGroup
	visits.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			s.mu.Lock()
			s.conns = append(s.conns, conn)
			s.mu.Unlock()
			visits.Go(func() { defer conn.Close(); s.visit(conn) })
		}
	})
	tb.Cleanup(func() {
		_ = listener.Close()
		s.mu.Lock()
		for _, c := range s.conns {
			_ = c.Close()
		}
		s.mu.Unlock()
		visits.Wait()
	})
	return s
}

// usual are the answers of a server that says yes.
var usual = map[string]string{
	Greeting: "220 mail.example.jp", "EHLO": "250-mail.example.jp\r\n250 8BITMIME", "DATA": "354 go on", "QUIT": "221 bye",
}

func (s *Script) answer(command string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a, ok := s.answers[command]; ok {
		return a
	}
	if a, ok := usual[command]; ok {
		return a
	}
	return "250 yes"
}

// Answer changes an answer.
func (s *Script) Answer(command, line string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers[command] = line
}

// Taken counts the texts that were handed over completely and answered with yes or not at all.
func (s *Script) Taken() int { s.mu.Lock(); defer s.mu.Unlock(); return s.taken }

// Heard gives the commands heard so far, without their arguments.
func (s *Script) Heard() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.heard...)
}

func (s *Script) visit(conn net.Conn) {
	say := func(answer string) bool {
		if answer == HangUp {
			return false
		}
		_, err := conn.Write([]byte(answer + "\r\n"))
		return err == nil
	}
	if !say(s.answer(Greeting)) {
		return
	}
	lines := bufio.NewScanner(conn)
	inText := false
	for lines.Scan() {
		command, _, _ := strings.Cut(lines.Text(), " ")
		if inText {
			if lines.Text() != "." {
				continue
			}
			inText, command = false, EndOfText
		}
		a := s.answer(command)
		s.mu.Lock()
		s.heard = append(s.heard, command)
		if command == EndOfText && (a == HangUp || a[0] == '2') {
			s.taken++
		}
		s.mu.Unlock()
		if !say(a) {
			return
		}
		inText = command == "DATA" && strings.HasPrefix(a, "354")
	}
}
