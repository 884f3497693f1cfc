package customer

import (
	"miseban/app/jst"
	"miseban/app/normal"
)

// KeysVersion counts up whenever KeysOf gives other keys for the same contact, so that stored ones are made again.
const KeysVersion = 1

// Keys are the hashed identity keys of one order, fit to be stored: the hash is the same on every computer and in every
// start. 0 = the order has no such key. The hash is for space, not for secrecy: who has the database can find a telephone
// by trying all of them.
type Keys struct {
	Order     int64
	OrderedAt jst.Moment
	Name      uint64
	Kana      uint64
	Phone     uint64
	Mail      uint64
	Address   uint64
	Surname   uint64 // to tell how many families share a contact key
	Cancelled bool
	Set       Set
}

// Set tells what KeysOf saw and did not use.
type Set uint8

// What KeysOf left out.
const (
	MaskedMail       Set = 1 << iota // the mail key counts inside its mall and shop only
	PhonePlaceholder                 // 090-0000-0000 and the like
	ShopsPhone                       // the shop's own telephone
	ShopsMail                        // the shop's own mail address
	ShopsAddress                     // the shop's own address
	NoStreetNumber                   // an address that names no house
)

// Ignore holds the contacts that say nothing about a person: the shop's own, and those that the owner lists.
type Ignore struct{ phones, mails, addresses map[string]bool }

// NewIgnore takes the contacts in any spelling.
func NewIgnore(phones, mails, addresses []string) Ignore {
	set := func(values []string, key func(string) string) map[string]bool {
		m := make(map[string]bool, len(values))
		for _, v := range values {
			if k := key(v); k != "" {
				m[k] = true
			}
		}
		return m
	}
	return Ignore{set(phones, normal.Phone), set(mails, normal.Mail), set(addresses, normal.Address)}
}

// minKana is the length from which a reading is taken for a full name; ヤマダ alone would make one person of a family.
const minKana = 4

// KeysOf makes the keys of an order's orderer.
func KeysOf(c Contact, ignore Ignore) Keys {
	k := Keys{Order: c.Order, OrderedAt: c.OrderedAt, Cancelled: c.Cancelled}
	if name := normal.Name(c.Name); name != "" {
		k.Name = hash(name)
		k.Surname = hash(normal.Surname(c.Name))
	}
	kana := c.Kana
	if kana == "" && normal.AllKana(c.Name) {
		kana = c.Name
	}
	if kana = normal.Kana(kana); len(kana) >= minKana*len("ア") && normal.AllKana(kana) {
		k.Kana = hash(kana)
	}
	k.phone(c, ignore)
	k.mail(c, ignore)
	k.address(c, ignore)
	return k
}

func (k *Keys) phone(c Contact, ignore Ignore) {
	phone := normal.Phone(c.Phone)
	switch {
	case normal.PhonePlaceholder(c.Phone):
		k.Set |= PhonePlaceholder
	case phone == "":
	case ignore.phones[phone]:
		k.Set |= ShopsPhone
	default:
		k.Phone = hash(phone)
	}
}

func (k *Keys) mail(c Contact, ignore Ignore) {
	mail := normal.Mail(c.Mail)
	switch {
	case mail == "":
	case ignore.mails[mail]:
		k.Set |= ShopsMail
	case normal.Masked(mail):
		k.Set |= MaskedMail
		k.Mail = hash(mail, c.Mall, c.Shop)
	default:
		k.Mail = hash(mail)
	}
}

func (k *Keys) address(c Contact, ignore Ignore) {
	address := normal.Address(c.Address)
	switch {
	case address == "":
	case ignore.addresses[address]:
		k.Set |= ShopsAddress
	case !normal.HasStreetNumber(c.Address):
		k.Set |= NoStreetNumber
	default:
		k.Address = hash(address)
	}
}

// contact gives the key of one kind.
func (k *Keys) contact(kind contactKind) uint64 {
	switch kind {
	case kindPhone:
		return k.Phone
	case kindMail:
		return k.Mail
	default:
		return k.Address
	}
}

// shared gives the keys that two orders have in common.
func (k *Keys) shared(o *Keys) KeySet {
	var s KeySet
	if k.Name != 0 && k.Name == o.Name {
		s |= Name
	}
	if k.Kana != 0 && k.Kana == o.Kana {
		s |= Kana
	}
	if k.Phone != 0 && k.Phone == o.Phone {
		s |= Phone
	}
	if k.Mail != 0 && k.Mail == o.Mail {
		s |= Mail
	}
	if k.Address != 0 && k.Address == o.Address {
		s |= Address
	}
	return s
}

// hash is FNV-1a over the parts, each closed by a zero byte, with the bits spread at the end. Never 0.
func hash(parts ...string) uint64 {
	h := uint64(14695981039346656037)
	for _, p := range parts {
		for i := range len(p) {
			h = (h ^ uint64(p[i])) * 1099511628211
		}
		h *= 1099511628211
	}
	return spread(h)
}

// spread is the finaliser of splitmix64: FNV's high bits depend little on the last characters.
func spread(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	if h ^= h >> 31; h == 0 {
		h = 1
	}
	return h
}
