package mall_test

import (
	"reflect"
	"testing"

	"miseban/app/order"
)

func TestTheShortTemplateAndTheFullOne(t *testing.T) {
	names, data := sample(t, "rakuten.sample.csv")
	full, short := csv(t, names, data), csv(t, header(t, "rakuten_custom"), data)
	for no, rich := range read(t, full).orders() {
		for _, files := range [][][]byte{{full, short}, {short, full}, {short, full, short}} {
			got := folded(t, no, files...)
			if lost := unknowns("facts", reflect.ValueOf(*rich), reflect.ValueOf(*got)); len(lost) > 0 {
				t.Errorf("%s: lost or doubled: %v", no, lost)
			}
			for _, a := range order.Value(got.Alerts) {
				t.Errorf("%s: alert %+v", no, a)
			}
		}
	}
}
