package store

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"miseban/app/jst"
	"miseban/app/order"
)

// The same file every week, files that disagree, imports taken back in any order: what each file said of an order is there
// to the byte, whether it was kept once or many times.
func TestEchoesSayWhatWasSaid(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := opened(t, shopFile(t))
		defer s.Close()
		type said map[int64]string // order → text
		batches := map[int64]said{}
		entries := map[int64]int64{}
		bodies := map[string][]byte{}
		for _, text := range []string{"a", "b", "c"} {
			b, err := order.Encode(&order.Facts{Head: true, Comment: order.Known(text)})
			if err != nil {
				rt.Fatal(err)
			}
			bodies[text] = b
		}
		n := 0
		steps := rapid.SliceOfN(rapid.IntRange(0, 5), 1, 14).Draw(rt, "steps")
		for _, step := range steps {
			ids := slices.Sorted(maps.Keys(batches))
			if step == 0 && len(ids) > 0 {
				id := rapid.SampledFrom(ids).Draw(rt, "undone")
				if _, _, err := s.Undo(ctx, entries[id], 9); err != nil {
					rt.Fatal(err)
				}
				delete(batches, id)
				continue
			}
			n++
			says := said{}
			entry := write(t, s, fmt.Sprint("import", n), func(w *Writer) error {
				batch, err := w.InsertBatch(Batch{ShopID: 1, File: "a.csv", Hash: fmt.Sprint("h", n), FreshAt: jst.Moment(n), Report: []byte("{}")})
				if err != nil {
					return err
				}
				ow, err := w.Orders()
				if err != nil {
					return err
				}
				for id := int64(1); id <= 3; id++ {
					text := rapid.SampledFrom([]string{"a", "b", "c", ""}).Draw(rt, "said")
					if text == "" {
						continue // the file does not tell of it
					}
					says[id] = text
					if err := ow.Insert(OrderRow{ID: id, ShopID: 1, No: fmt.Sprint(id)}); err != nil {
						if _, there := w.OrderID(1, fmt.Sprint(id)); there != nil {
							return err
						}
					}
					older := int64(0)
					err := w.EachReading(func(o int64) bool { return o == id }, func(r StoredReading) error {
						if string(r.Body) == string(bodies[text]) && older == 0 {
							older = r.Batch
						}
						return nil
					})
					if err == nil && older != 0 {
						err = ow.Echo(id, batch, older, nil)
					} else if err == nil {
						err = ow.Reading(id, batch, bodies[text], nil)
					}
					if err != nil {
						return err
					}
				}
				batches[batch] = says
				return nil
			})
			for id := range batches {
				if _, ok := entries[id]; !ok {
					entries[id] = entry
				}
			}
		}
		for id := int64(1); id <= 3; id++ {
			want := map[string]string{}
			for b, says := range batches {
				if says[id] != "" {
					var hash string
					if err := s.r.QueryRow("SELECT hash FROM batch WHERE id=?", b).Scan(&hash); err != nil {
						rt.Fatal(err)
					}
					want[hash] = says[id]
				}
			}
			got := map[string]string{}
			if err := s.Read(ctx, func(r *Reader) error {
				all, err := r.Readings(id)
				for _, x := range all {
					got[x.Hash] = order.Value(x.Facts.Comment)
				}
				if errors.Is(err, ErrNotFound) {
					return nil
				}
				return err
			}); err != nil {
				rt.Fatal(err)
			}
			if !reflect.DeepEqual(got, want) {
				rt.Fatalf("order %d: %v, want %v", id, got, want)
			}
		}
	})
}
