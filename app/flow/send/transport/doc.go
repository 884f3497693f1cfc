// Package transport carries one mail at a time to a mail server (go-mail over SMTP) and says what became of it. It keeps one
// connection per account, encrypted unless the owner has said otherwise, and never sends a mail a second time by itself: what
// it reports as unknown stays unknown.
//
// It must not know orders, templates, the outbox or where passwords are kept. A password or access token is handed in and is
// in no error, no result and no log.
package transport
