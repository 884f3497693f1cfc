package desk

import (
	"miseban/app/order"
	"miseban/store"
)

// lasting gives an order whose personal data was taken out the identity keys that it had: its facts no longer tell who
// ordered, and the customer would not be known when she comes back. Keys of another version are as good as none.
func lasting(k personKeys, deeds []order.Deed) personKeys {
	packed, purged := store.PurgedKeys(deeds)
	if !purged {
		return k
	}
	kept, _ := unpackKeys(k.Order, packed)
	kept.OrderedAt, kept.Cancelled = k.OrderedAt, k.Cancelled
	return kept
}
