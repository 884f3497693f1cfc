// Package mail knows what a mail to a customer is: which event it is for, who sends it, what its text says, which addresses
// can be written to, what the answer of a mail server means, and when the next mail may go. A mail goes out at most once per
// Key; everything here serves that promise.
//
// It is pure: no clock, no socket, no database, no file. It must not know how a mail is carried (app/flow/send/transport)
// nor where the outbox is kept (store).
package mail
