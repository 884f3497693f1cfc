package intake

import (
	"errors"

	"miseban/app/mall"
	"miseban/app/order"
)

// piece is an order, or a part of one, on its way from the reader to where it is packed.
type piece struct {
	no, hint string
	facts    *order.Facts
	rows     []int
}

// packing packs the orders beside the reading, on another processor: of a big file that is a fifth of the time.
type packing struct {
	g      *gathered
	ready  []piece
	queue  chan []piece
	failed chan struct{} // closed when packing has failed: reading need not go on
	done   chan struct{}
	err    error
}

// errPacking ends the reading; the fault itself comes from end.
var errPacking = errors.New("orders could not be packed")

// together is how many orders are handed over at once.
const together = 128

func (g *gathered) packBeside() *packing {
	p := &packing{g: g, queue: make(chan []piece, 4), failed: make(chan struct{}), done: make(chan struct{})}
	go func() {
		defer close(p.done)
		for pieces := range p.queue {
			for _, x := range pieces {
				if p.err == nil {
					if p.err = g.take(x); p.err != nil {
						close(p.failed)
					}
				}
			}
		}
	}()
	return p
}

// hand takes over an order that was read.
func (p *packing) hand(o mall.Parsed) error {
	x := piece{o.No, o.ShopHint, o.Facts, make([]int, len(o.Rows))}
	for i, r := range o.Rows {
		x.rows[i] = r.Number
	}
	if p.ready = append(p.ready, x); len(p.ready) < together {
		return nil
	}
	select {
	case <-p.failed:
		return errPacking
	case p.queue <- p.ready:
		p.ready = make([]piece, 0, together)
		return nil
	}
}

// end waits until everything is packed, and gives the fault of packing.
func (p *packing) end() error {
	if len(p.ready) > 0 {
		p.queue <- p.ready
	}
	close(p.queue)
	<-p.done
	return p.err
}
