package mail

// Event says why a customer gets a mail. Its value is stored; Name is what the owner sees.
type Event string

// The events for which the program has a template and a default sender.
const (
	// OrderConfirmed is sent once when the shop has accepted an order.
	OrderConfirmed Event = "order_confirmed"
	// Shipped is sent once per shipment and carries the tracking number.
	Shipped Event = "shipped"
)

// Events gives every event in the order in which a customer would meet them.
func Events() []Event { return []Event{OrderConfirmed, Shipped} }

// Name is the event as the owner reads it; an event that the program doesn't know gives its stored value.
func (e Event) Name() string {
	switch e {
	case OrderConfirmed:
		return "受注確認"
	case Shipped:
		return "出荷"
	}
	return string(e)
}

// Known reports whether e is one of Events.
func (e Event) Known() bool { return e == OrderConfirmed || e == Shipped }
