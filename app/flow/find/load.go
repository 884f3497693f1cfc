package find

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/store"
)

// few is up to how many orders are looked up one by one.
const few = 400

// load makes the images of orders, which are given by id.
func (f *Finder) load(ctx context.Context, rows []*desk.Row, now time.Time) ([]*image, error) {
	w := worldOf(f.desk)
	out := make([]*image, len(rows))
	if len(rows) <= few {
		words := newWords()
		for i, r := range rows {
			in, err := f.desk.Input(ctx, r.ID)
			if err != nil {
				return nil, err
			}
			out[i] = imageOf(r, in, w, now, words)
		}
		return out, nil
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s := &passing{rows: rows, shops: map[int64]order.Shop{}, out: out, world: w, now: now, parts: make(chan *part, 8)}
	for _, shop := range f.desk.Shops() {
		s.shops[shop.ID] = shop
	}
	err := f.desk.Store().Read(ctx, func(r *store.Reader) error {
		if err := s.owners(r); err != nil {
			return err
		}
		var all sync.WaitGroup
		for range runtime.GOMAXPROCS(0) {
			all.Add(1)
			go func() {
				defer all.Done()
				s.work(stop)
			}()
		}
		err := s.pass(ctx, r)
		close(s.parts)
		all.Wait()
		return err
	})
	if s.fault != nil {
		err = s.fault
	}
	if err != nil {
		return nil, err
	}
	for i, m := range out {
		if m == nil {
			return nil, fmt.Errorf("order %d: %w", rows[i].ID, errNoReading)
		}
	}
	return out, nil
}

// errNoReading says that no file tells of an order.
var errNoReading = errors.New("no reading")

// passing is one pass over the readings of many orders: one goroutine reads, all processors decode and judge.
type passing struct {
	rows        []*desk.Row
	shops       map[int64]order.Shop
	out         []*image
	world       *world
	now         time.Time
	corrections map[int64][]order.Correction
	decisions   map[int64][]order.Decision
	deeds       map[int64][]order.Deed
	parts       chan *part

	mu    sync.Mutex
	fault error
}

// part is some orders' readings, as they are stored.
type part struct {
	bodies bytes.Buffer
	all    []stored
}

type stored struct {
	row   int // in rows
	end   int // of its body
	fresh jst.Moment
	hash  string
}

// owners reads what the owner typed, decided and did.
func (s *passing) owners(r *store.Reader) error {
	s.corrections, s.decisions, s.deeds = map[int64][]order.Correction{}, map[int64][]order.Decision{}, map[int64][]order.Deed{}
	corrections, err := r.Corrections(0)
	if err != nil {
		return err
	}
	for _, x := range corrections {
		s.corrections[x.OrderID] = append(s.corrections[x.OrderID], x)
	}
	decisions, err := r.Decisions(0)
	if err != nil {
		return err
	}
	for _, x := range decisions {
		s.decisions[x.OrderID] = append(s.decisions[x.OrderID], x)
	}
	deeds, err := r.Deeds(0)
	for _, x := range deeds {
		s.deeds[x.OrderID] = append(s.deeds[x.OrderID], x)
	}
	return err
}

// pass hands out the readings in parts that end with an order.
func (s *passing) pass(ctx context.Context, r *store.Reader) error {
	const most = 256
	p, at := &part{}, 0
	wanted := func(id int64) bool {
		for at < len(s.rows) && s.rows[at].ID < id {
			at++
		}
		return at < len(s.rows) && s.rows[at].ID == id
	}
	hand := func() error {
		select {
		case s.parts <- p:
			p = &part{}
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	err := r.EachReading(wanted, func(x store.StoredReading) error {
		if n := len(p.all); n >= most && p.all[n-1].row != at {
			if err := hand(); err != nil {
				return err
			}
		}
		p.bodies.Write(x.Body)
		p.all = append(p.all, stored{at, p.bodies.Len(), x.Fresh, x.Hash})
		return nil
	})
	if err != nil || len(p.all) == 0 {
		return err
	}
	return hand()
}

// work makes images until there are no parts left.
func (s *passing) work(stop func()) {
	words := newWords()
	for p := range s.parts {
		if err := s.images(p, words); err != nil {
			s.mu.Lock()
			if s.fault == nil {
				s.fault = err
			}
			s.mu.Unlock()
			stop()
			return
		}
	}
}

func (s *passing) images(p *part, words *words) error {
	var readings []order.Reading
	from, bodies := 0, p.bodies.Bytes()
	for i, x := range p.all {
		facts, err := order.Decode(bodies[from:x.end])
		if err != nil {
			return err
		}
		from = x.end
		readings = append(readings, order.Reading{Fresh: x.fresh, Hash: x.hash, Facts: facts})
		if i+1 < len(p.all) && p.all[i+1].row == x.row {
			continue
		}
		row := s.rows[x.row]
		in := judge.Input{ID: row.ID, Shop: s.shops[row.ShopID], No: row.Key, Decisions: s.decisions[row.ID], Deeds: s.deeds[row.ID]}
		in.Facts, in.Lost = order.Correct(order.Fold(readings), s.corrections[row.ID])
		s.out[x.row] = imageOf(row, in, s.world, s.now, words)
		readings = nil
	}
	return nil
}
