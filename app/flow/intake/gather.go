package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"miseban/app/jst"
	"miseban/app/mall"
	"miseban/app/order"
	"miseban/store"
)

// gathered is a file read to its end, its orders packed small: a file may hold a hundred thousand of them.
type gathered struct {
	path string
	recognised
	encoding string
	hash     string
	fresh    jst.Moment
	rows     int
	orders   []packed
	index    map[string]int // order number → index in orders
	refused  map[string]int // order number → rows of it that are refused
	purged   int            // orders whose personal data was taken out before (mask)
	nameless int            // refused rows whose order number can't be read
	problems []Problem
	hints    map[string]int
	numbers  []int // of the rows of the order at hand
}

type packed struct {
	no   string
	body []byte // order.Encode
	rows int
	at   []byte // which rows (store.PackRows)

	findable bool // order.Facts.Findable
}

// keptProblems is how many problems are listed; more of them say nothing new.
const keptProblems = 1000

// gather reads a whole file. Progress goes from 0 to 1. An error means that nothing of the file can be used.
func gather(ctx context.Context, path string, o Options, hashed func(sum string), progress func(float64)) (*gathered, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &unreadable{path, err}
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, &unreadable{path, err}
	}
	if info.IsDir() {
		return nil, &unreadable{path, fmt.Errorf("is a folder")}
	}
	t, found, err := recognise(f, info.Size(), filepath.Base(path), o.own, o.Mapping)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", filepath.Base(path), err)
	}
	defer t.Close()
	g := &gathered{recognised: found, path: path, encoding: string(t.Encoding), fresh: FreshAt(path, info.ModTime()),
		index: map[string]int{}, refused: map[string]int{}, hints: map[string]int{}}
	if o.Format != "" {
		g.format = formatNamed(o.own, o.Format)
	}
	switch {
	case g.format == nil:
		return nil, &unknownFile{mall.WhyNot(t.Header()), g.drift}
	case o.Format == "" && !o.AsItIs && asks(g.drift):
		return nil, &driftFault{g.drift}
	}
	hash := hashBeside(path, hashed)
	packing := g.packBeside()
	n := 0
	g.rows, err = mall.Read(ctx, t, g.format, func(p mall.Parsed) error {
		if n++; progress != nil && n%512 == 0 {
			progress(t.Progress())
		}
		return packing.hand(p)
	}, g.refuse)
	if err = errors.Join(err, packing.end()); err != nil {
		return nil, fmt.Errorf("read %s: %w", filepath.Base(path), err)
	}
	g.dropRefused()
	h := <-hash
	if h.err != nil {
		return nil, &unreadable{path, h.err}
	}
	g.hash = h.sum
	return g, nil
}

type hashSum struct {
	sum string
	err error
}

// hashBeside takes the file's SHA-256 while it is being read: on a big file that is a second less.
func hashBeside(path string, hashed func(sum string)) <-chan hashSum {
	out := make(chan hashSum, 1)
	go func() {
		sum, err := HashOf(path)
		if err == nil {
			hashed(sum)
		}
		out <- hashSum{sum, err}
	}()
	return out
}

// HashOf gives the SHA-256 of a file, by which a file that came in is known again.
func HashOf(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func (g *gathered) take(p piece) error {
	if p.hint != "" {
		g.hints[p.hint] += len(p.rows)
	}
	facts := p.facts
	i, again := g.index[p.no]
	if again {
		// The order's rows were not together: join the pieces.
		before, err := order.Decode(g.orders[i].body)
		if err != nil {
			return err
		}
		facts = g.format.Join(before, facts)
	}
	body, err := order.Encode(facts)
	if err != nil {
		return err
	}
	g.numbers = g.numbers[:0]
	if again {
		g.numbers = append(g.numbers, store.UnpackRows(g.orders[i].at)...)
	}
	g.numbers = append(g.numbers, p.rows...)
	at := store.PackRows(g.numbers)
	if again {
		g.orders[i].body, g.orders[i].at, g.orders[i].findable = body, at, facts.Findable()
		g.orders[i].rows += len(p.rows)
		return nil
	}
	g.index[p.no] = len(g.orders)
	g.orders = append(g.orders, packed{p.no, body, len(p.rows), at, facts.Findable()})
	return nil
}

func (g *gathered) refuse(r mall.Refusal) {
	for _, p := range r.Problems {
		if len(g.problems) < keptProblems {
			g.problems = append(g.problems, Problem{Row: p.Row, Column: p.Column, Value: p.Value, Message: p.Message, OrderNo: r.No})
		}
	}
	if r.No == "" {
		g.nameless += len(r.Rows)
		return
	}
	g.refused[r.No] += len(r.Rows)
}

// dropRefused takes away the good pieces of orders of which another piece was refused.
func (g *gathered) dropRefused() {
	if len(g.refused) == 0 {
		return
	}
	g.orders = slices.DeleteFunc(g.orders, func(o packed) bool {
		if _, bad := g.refused[o.no]; bad {
			g.refused[o.no] += o.rows
			return true
		}
		return false
	})
	clear(g.index)
	for i, o := range g.orders {
		g.index[o.no] = i
	}
}

func (g *gathered) refusedRows() int {
	n := g.nameless
	for _, r := range g.refused {
		n += r
	}
	return n
}

func (g *gathered) refusedOrders() int {
	return len(g.refused) + g.nameless
}

// hint gives the mall's own id of the shop, when all orders of the file agree on it.
func (g *gathered) hint() string {
	if len(g.hints) != 1 {
		return ""
	}
	return slices.Collect(maps.Keys(g.hints))[0]
}
