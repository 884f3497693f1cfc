package mall_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"

	"miseban/app/order"
)

func encoded(tb testing.TB, f *order.Facts) string {
	tb.Helper()
	b, err := order.Encode(f)
	if err != nil {
		tb.Fatal(err)
	}
	return string(b)
}

func dump(f *order.Facts) string {
	b, err := json.MarshalIndent(f, "", " ")
	if err != nil {
		return fmt.Sprint(err)
	}
	return string(b)
}

// unknowns lists the fields of rich that are known there and unknown in poor: what reading poor on top has blanked.
func unknowns(path string, rich, poor reflect.Value) []string {
	var out []string
	for i := range rich.NumField() {
		name := path + "." + rich.Type().Field(i).Name
		r, p := rich.Field(i), poor.Field(i)
		switch r.Kind() {
		case reflect.Pointer:
			if !r.IsNil() && p.IsNil() {
				out = append(out, name)
			}
		case reflect.Struct:
			out = append(out, unknowns(name, r, p)...)
		case reflect.Slice:
			if r.Len() != p.Len() {
				out = append(out, fmt.Sprintf("%s: %d of %d", name, p.Len(), r.Len()))
				continue
			}
			for j := range r.Len() {
				if r.Index(j).Kind() == reflect.Struct {
					out = append(out, unknowns(fmt.Sprintf("%s[%d]", name, j), r.Index(j), p.Index(j))...)
				}
			}
		}
	}
	return out
}

// folded reads the files in the order of their freshness, as an import does.
func folded(tb testing.TB, no string, files ...[]byte) *order.Facts {
	tb.Helper()
	var readings []order.Reading
	for i, data := range files {
		if f := read(tb, data).orders()[no]; f != nil {
			readings = append(readings, order.Reading{Fresh: 1_700_000_000, Hash: fmt.Sprint(i), Facts: f})
		}
	}
	if len(readings) == 0 {
		tb.Fatalf("no file has order %s", no)
	}
	return order.Fold(readings)
}
