package order

import "miseban/app/jst"

// Shop is one storefront on one mall. Several shops may sit on one mall.
type Shop struct {
	ID          int64
	Mall        Mall
	Name        string     // the owner's name for it, unique
	Code        string     // the mall's own id of the shop, as it stands in order numbers; empty = not yet seen
	TodoSince   jst.Date   // orders placed before this day are history: known, but done. Empty = all are to do
	ListedAt    jst.Moment // how fresh its newest list of unshipped orders is, from the imported files; 0 = none
	MailSince   jst.Date   // automatic mail concerns orders placed on this day or later. Empty = none yet
	NoCommentOK bool       // the owner has said that this shop's files without a comment column need no question
}

// DecisionKind is what an owner decided.
type DecisionKind string

// The decisions. Each is one row that can be put back.
const (
	Accept     DecisionKind = "accept"      // Subject: the reason's subject; she has looked at it and the order may go on
	Hold       DecisionKind = "hold"        // Body: note
	Ask        DecisionKind = "ask"         // Body: note; the customer was asked, an answer is awaited
	MarkPaid   DecisionKind = "paid"        // the money has come
	Cancel     DecisionKind = "cancel"      // cancelled by the owner
	ShowPrices DecisionKind = "show_prices" // Body: "show" or "hide", over the judgement
	SlipNote   DecisionKind = "slip_note"   // Body: a sentence for the packing slip
	Labelled   DecisionKind = "label"       // Subject: name of the owner's label; Body: "on" or "off", over what rules say
	Ticked     DecisionKind = "check"       // Subject: name of the owner's check box; Body: "on" or "off", over what rules say
)

// Decision is one thing that the owner decided about an order.
type Decision struct {
	OrderID int64
	Kind    DecisionKind
	Subject string // what exactly it is about; empty where the kind has only one
	Body    string
	At      jst.Moment
}

// DeedKind is something that was done with an order.
type DeedKind string

// The deeds.
const (
	Printed  DeedKind = "printed"
	Shipped  DeedKind = "shipped"
	Notified DeedKind = "notified" // the mall was told
)

// Deed is something done, with what it used. Later judgements never change it.
type Deed struct {
	OrderID  int64
	Kind     DeedKind
	Ref      string // which time: the batch of slips, the parcel
	At       jst.Moment
	Snapshot string // JSON of what was used: for Printed a Print
}

// Print is the snapshot of a printed order; of one that went out it has the fingerprint alone.
type Print struct {
	Running     string `json:"running,omitempty"`      // "001/149"
	Fingerprint string `json:"fingerprint"`            // of the facts that were printed or sent
	PricesShown []bool `json:"prices_shown,omitempty"` // per destination
}
