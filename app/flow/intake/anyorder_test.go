package intake_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"
	"pgregory.net/rapid"

	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/order"
)

// samples are files of every mall, as they write them.
func samples(t *testing.T) []string {
	t.Helper()
	folder := filepath.Join("..", "..", "mall", "testdata")
	out, err := filepath.Glob(filepath.Join(folder, "others", "*.sample.*"))
	if err != nil || len(out) < 12 {
		t.Fatalf("%d samples, %v", len(out), err)
	}
	return append(out, filepath.Join(folder, "rakuten.sample.csv"), filepath.Join(folder, "amazon_orders.sample.txt"))
}

// disagreeing writes another version of a file: rows left out, turned round or said twice, a column left out, digits changed
// in a few cells. What can no longer be read is refused, which must not depend on the order either.
func disagreeing(rt *rapid.T, from, to string) {
	text, err := os.ReadFile(from)
	if err != nil {
		rt.Fatal(err)
	}
	if strings.HasSuffix(from, ".xlsx") {
		if err := os.WriteFile(to, text, 0o600); err != nil {
			rt.Fatal(err)
		}
		return
	}
	cp932 := !bytes.HasPrefix(text, []byte("\xEF\xBB\xBF"))
	mark := ""
	if !cp932 {
		mark = "\xEF\xBB\xBF"
	}
	utf8 := strings.TrimPrefix(string(text), mark)
	if cp932 {
		if utf8, err = japanese.ShiftJIS.NewDecoder().String(utf8); err != nil {
			rt.Fatal(err)
		}
		if strings.Contains(utf8, "\uFFFD") { // it was UTF-8 without a mark
			utf8, cp932 = string(text), false
		}
	}
	tab := strings.Contains(strings.SplitN(utf8, "\n", 2)[0], "\t")
	var records [][]string
	if tab {
		for _, l := range strings.Split(strings.TrimRight(utf8, "\r\n"), "\n") {
			records = append(records, strings.Split(strings.TrimRight(l, "\r"), "\t"))
		}
	} else {
		r := csv.NewReader(strings.NewReader(utf8))
		r.FieldsPerRecord = -1
		if records, err = r.ReadAll(); err != nil {
			rt.Fatalf("%s: %v", from, err)
		}
	}
	out := [][]string{records[0]}
	without := rapid.IntRange(-6, len(records[0])-1).Draw(rt, "column left out")
	for _, rec := range records[1:] {
		times := rapid.SampledFrom([]int{1, 1, 1, 0, 2}).Draw(rt, "times")
		rec = slices.Clone(rec)
		if rapid.IntRange(0, 2).Draw(rt, "changed") == 0 {
			at := rapid.IntRange(0, len(rec)-1).Draw(rt, "cell")
			rec[at] = strings.NewReplacer("1", "2", "3", "5").Replace(rec[at])
		}
		for range times {
			out = append(out, rec)
		}
	}
	if rapid.IntRange(0, 4).Draw(rt, "turned") == 0 {
		slices.Reverse(out[1:])
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if tab {
		w.Comma = '\t'
	}
	for _, rec := range out {
		if without > 0 && without < len(rec) {
			rec = slices.Delete(slices.Clone(rec), without, without+1)
		}
		if tab {
			b.WriteString(strings.Join(rec, "\t") + "\r\n")
		} else if err := w.Write(rec); err != nil {
			rt.Fatal(err)
		}
	}
	w.Flush()
	body := b.Bytes()
	if cp932 {
		if body, err = japanese.ShiftJIS.NewEncoder().Bytes(body); err != nil {
			rt.Fatal(err)
		}
	}
	if err := os.WriteFile(to, append([]byte(mark), body...), 0o600); err != nil {
		rt.Fatal(err)
	}
}

// shopAfter gives what a shop knows after these files, one after another: every order's facts and status.
func shopAfter(rt *rapid.T, paths []string) map[string]string {
	ctx := context.Background()
	folder, err := os.MkdirTemp("", "miseban")
	if err != nil {
		rt.Fatal(err)
	}
	defer os.RemoveAll(folder)
	s, err := open.Writing(ctx, filepath.Join(folder, "店番"))
	if err != nil {
		rt.Fatal(err)
	}
	defer s.Close()
	for _, p := range paths {
		if _, err := intake.Import(ctx, s.Desk, []string{p}, intake.Options{Now: november, AsItIs: true}); err != nil {
			rt.Fatal(err)
		}
	}
	out := map[string]string{}
	for _, r := range s.Desk.Rows() {
		in, err := s.Desk.Input(ctx, r.ID)
		if err != nil {
			rt.Fatal(err)
		}
		body, err := order.Encode(in.Facts)
		if err != nil {
			rt.Fatal(err)
		}
		out[in.Shop.Name+" "+r.Key] = fmt.Sprintf("%s %x", r.Status.ID(), body)
	}
	return out
}

// Promise 2, for every mall: files in whatever order and however often give the same orders, also when they disagree.
func TestFilesOfEveryMallInAnyOrder(t *testing.T) {
	all := samples(t)
	rapid.Check(t, func(rt *rapid.T) {
		folder, err := os.MkdirTemp("", "downloads")
		if err != nil {
			rt.Fatal(err)
		}
		defer os.RemoveAll(folder)
		sample := rapid.SampledFrom(all).Draw(rt, "mall")
		var files []string
		for i := range rapid.IntRange(2, 4).Draw(rt, "files") {
			day := rapid.IntRange(20, 24).Draw(rt, "day")
			path := filepath.Join(folder, fmt.Sprintf("%d-202611%02d-0900%s", i, day, filepath.Ext(sample)))
			if i > 0 && rapid.IntRange(0, 3).Draw(rt, "said again") == 0 {
				// The mall says once more, to the byte, what an earlier file said: what another told in between is over.
				text, err := os.ReadFile(rapid.SampledFrom(files).Draw(rt, "which"))
				if err == nil {
					err = os.WriteFile(path, text, 0o600)
				}
				if err != nil {
					rt.Fatal(err)
				}
			} else {
				disagreeing(rt, sample, path)
			}
			files = append(files, path)
		}
		want := shopAfter(rt, files)
		other := rapid.Permutation(append(slices.Clone(files), rapid.SampledFrom(files).Draw(rt, "again"))).Draw(rt, "order")
		got := shopAfter(rt, other)
		for k, v := range want {
			if got[k] != v {
				rt.Fatalf("%s: %s\n  %v: %s\n  %v: %s", sample, k, names(files), v, names(other), got[k])
			}
		}
		if len(got) != len(want) {
			rt.Fatalf("%s: %d orders, %d", sample, len(got), len(want))
		}
	})
}

func names(paths []string) (out []string) {
	for _, p := range paths {
		out = append(out, filepath.Base(p))
	}
	return out
}
