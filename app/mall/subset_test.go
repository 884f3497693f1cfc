package mall_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"miseban/app/mall"

	"pgregory.net/rapid"
)

// Whatever columns an owner leaves out: a file is never taken for another mall's, and with its order number and two thirds of
// its columns it is known.
func TestNoPartOfAFileIsTakenForAnotherMalls(t *testing.T) {
	var layouts []string
	own := map[string]*mall.Format{}
	files, err := filepath.Glob(filepath.Join("names", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, path := range files {
		name := strings.TrimSuffix(filepath.Base(path), ".txt")
		layouts = append(layouts, name)
		if own[name], _ = mall.Recognise(header(t, name)); own[name] == nil {
			t.Fatalf("%s is not recognised", name)
		}
	}
	numbers := map[string][]string{
		"aupay": {"orderId"}, "aupay2024": {"orderId"}, "qoo10": {"カート番号"}, "qoo10_short": {"カート番号"}, "minne": {"注文ID"}, "creema": {"注文ID"},
	}
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.SampledFrom(layouts).Draw(rt, "layout")
		names := rapid.Permutation(header(t, name)).Draw(rt, "order")
		some := names[:rapid.IntRange(0, len(names)).Draw(rt, "columns")]
		f, _ := mall.Recognise(some)
		if f != nil && f.Mall != own[name].Mall {
			rt.Fatalf("%v of %s is taken for %s", some, name, f.ID)
		}
		known := numbers[name]
		if known == nil {
			return
		}
		some = append(slices.Clone(some), known...)
		if f, _ := mall.Recognise(some); 3*len(some) > 2*len(names)+3 && (f == nil || f != own[name]) {
			rt.Fatalf("%v of %s is not known: %s", some, name, mall.WhyNot(some))
		}
	})
}
