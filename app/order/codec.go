package order

import (
	"fmt"

	"github.com/fxamacker/cbor/v2"
)

// Canonical encoding, so that equal facts are equal bytes and a re-import can be told from a change by comparing them.
var encoding = func() cbor.EncMode {
	m, err := cbor.EncOptions{Sort: cbor.SortNone}.EncMode()
	if err != nil {
		panic(err) // constant options: cannot fail at run time
	}
	return m
}()

// Encode writes facts as compact bytes (CBOR, RFC 8949, fields by number, so that later versions can add fields).
func Encode(f *Facts) ([]byte, error) {
	b, err := encoding.Marshal(f)
	if err != nil {
		return nil, fmt.Errorf("encode order facts: %w", err)
	}
	return b, nil
}

// Decode reads what Encode wrote; fields that this version does not know are ignored.
func Decode(b []byte) (*Facts, error) {
	f := &Facts{}
	if err := cbor.Unmarshal(b, f); err != nil {
		return nil, fmt.Errorf("decode order facts: %w", err)
	}
	return f, nil
}
