package customer

// Criteria are the owner's rule for what makes two orders one person's.
type Criteria struct {
	// Same lists the combinations of keys of which each alone is enough; all keys of a combination must agree. Name
	// means the name or its reading.
	Same []KeySet
	// Hints are the contact keys of which each alone makes a リピーター候補.
	Hints KeySet
	// Families is the number of surnames up to which a contact key is believed; one that more share is a placeholder
	// (a forwarding service, a typist's number) and ignored.
	Families int
}

// Usual gives the criteria that hold until the owner sets her own: name and one contact = the same person; mail alone or
// a household = a candidate. Of the simple rules this one keeps strangers apart best (BenchmarkLink120k prints precision
// and recall on a made-up clientele), and a stranger greeted as a regular is worse than a regular taken for new.
func Usual() Criteria {
	return Criteria{
		Same:     []KeySet{Name | Phone, Name | Mail, Name | Address},
		Hints:    contactKeys,
		Families: 5,
	}
}

// AtLeast gives the combinations for 「次のうち n 個が一致」: every subset of n of the keys. It is empty when n is not
// between 1 and their number.
func AtLeast(n int, keys KeySet) []KeySet {
	var all []KeySet
	for s := KeySet(1); s < ByHand; s++ {
		if n > 0 && keys.Has(s) && s.Len() == n {
			all = append(all, s)
		}
	}
	return all
}

// combinations gives the key sets to be looked up: those of Same, and each with Name once more with Kana in its place.
func (c *Criteria) combinations() []KeySet {
	all := make([]KeySet, 0, 2*len(c.Same))
	for _, s := range c.Same {
		if s == 0 {
			continue
		}
		all = append(all, s)
		if s&Name != 0 && s&Kana == 0 {
			all = append(all, s&^Name|Kana)
		}
	}
	return all
}

// combined hashes the keys of one combination; 0 when the order lacks one of them.
func (k *Keys) combined(s KeySet) uint64 {
	h := uint64(s)
	for _, part := range [...]struct {
		key   KeySet
		value uint64
	}{{Name, k.Name}, {Kana, k.Kana}, {Phone, k.Phone}, {Mail, k.Mail}, {Address, k.Address}} {
		if s&part.key == 0 {
			continue
		}
		if part.value == 0 {
			return 0
		}
		h = spread(h*31 + part.value)
	}
	return h
}
