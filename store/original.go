package store

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// pieceSize is about how much of a compressed file one row holds.
const pieceSize = 4 << 20

// Packed is a file on its way into the store, compressed beside whatever else is done.
type Packed struct {
	pieces chan []byte
	stop   chan struct{}
	err    error // of the reading or compressing; to be read after pieces is closed
}

// Pack begins to read and compress a file. Whoever calls it hands the result to KeepPacked or discards it.
func Pack(file io.Reader) *Packed {
	p := &Packed{make(chan []byte, 8), make(chan struct{}), nil}
	go func() {
		defer close(p.pieces)
		p.err = p.pack(file)
	}()
	return p
}

// Discard ends the work of one that nobody wants, and waits for that: the file is no longer read.
func (p *Packed) Discard() {
	close(p.stop)
	for range p.pieces {
	}
}

var errDiscarded = errors.New("discarded")

func (p *Packed) pack(file io.Reader) error {
	var packed bytes.Buffer
	z, err := zstd.NewWriter(&packed, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	flush := func() error {
		piece := bytes.Clone(packed.Bytes())
		packed.Reset()
		select {
		case p.pieces <- piece:
			return nil
		case <-p.stop:
			return errDiscarded
		}
	}
	buffer := make([]byte, 1<<20)
	for {
		n, err := file.Read(buffer)
		if n > 0 {
			if _, err := z.Write(buffer[:n]); err != nil {
				return err
			}
		}
		if packed.Len() >= pieceSize {
			if err := flush(); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return flush()
}

// KeepPacked stores the file of a batch as it was.
func (w *Writer) KeepPacked(batchID int64, p *Packed) error {
	n := 0
	for piece := range p.pieces {
		if err := w.exec("INSERT INTO original(batch_id, piece, body) VALUES(?,?,?)", batchID, n, piece); err != nil {
			return err
		}
		n++
	}
	if p.err != nil {
		return fmt.Errorf("keep original of batch %d: %w", batchID, p.err)
	}
	return nil
}

// KeepOriginal stores the file of a batch as it was.
func (w *Writer) KeepOriginal(batchID int64, file io.Reader) error {
	p := Pack(file)
	err := w.KeepPacked(batchID, p)
	if err != nil {
		p.Discard()
	}
	return err
}

// Original writes the file of a batch as it was.
func (r *Reader) Original(batchID int64, to io.Writer) error {
	var packed bytes.Buffer
	err := r.each(func(rows *sql.Rows) error {
		var b sql.RawBytes
		if err := rows.Scan(&b); err != nil {
			return err
		}
		packed.Write(b)
		return nil
	}, "SELECT body FROM original WHERE batch_id=? ORDER BY piece", batchID)
	if err != nil {
		return err
	}
	z, err := zstd.NewReader(&packed)
	if err != nil {
		return fmt.Errorf("original of batch %d: %w", batchID, err)
	}
	defer z.Close()
	if _, err := io.Copy(to, z); err != nil {
		return fmt.Errorf("original of batch %d: %w", batchID, err)
	}
	return nil
}
