// Package smtptest is a real mail server for tests: it listens on this computer, speaks SMTP with encryption and sign-in, can be
// told how to behave, and records every mail that it takes. Only tests may import it; nothing of it is in the program.
//
// Server (go-smtp) is the well-behaved one that can refuse, be late or hang up. Script plays the answers that a well-behaved
// server never gives, one line at a time.
package smtptest
