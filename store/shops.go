package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"miseban/app/order"
)

// Shops gives all shops by id.
func (r *Reader) Shops() ([]order.Shop, error) {
	var out []order.Shop
	err := r.each(func(rows *sql.Rows) error {
		var s order.Shop
		if err := rows.Scan(&s.ID, &s.Mall, &s.Name, &s.Code, &s.TodoSince, &s.MailSince, &s.NoCommentOK, &s.ListedAt); err != nil {
			return fmt.Errorf("read shop: %w", translate(err))
		}
		out = append(out, s)
		return nil
	}, `SELECT id, mall, name, code, todo_since, mail_since, no_comment_ok,
		coalesce((SELECT max(fresh_at) FROM batch WHERE shop_id=shop.id AND lists=1 AND undone_at IS NULL), 0) FROM shop ORDER BY id`)
	return out, err
}

// PutShop adds a shop (ID 0) or changes one, and gives its id.
func (w *Writer) PutShop(s order.Shop) (int64, error) {
	if s.ID == 0 {
		var err error
		if s.ID, err = w.NextShopID(); err != nil {
			return 0, err
		}
	}
	return s.ID, w.exec(`INSERT INTO shop(id, mall, name, code, todo_since, mail_since, no_comment_ok) VALUES(?,?,?,?,?,?,?)
		ON CONFLICT(id) DO UPDATE SET name=excluded.name, code=excluded.code, todo_since=excluded.todo_since, mail_since=excluded.mail_since, no_comment_ok=excluded.no_comment_ok`,
		s.ID, s.Mall, s.Name, s.Code, s.TodoSince, s.MailSince, s.NoCommentOK)
}

// NextShopID is the id that the next new shop gets; ids are never used twice.
func (r *Reader) NextShopID() (int64, error) {
	var id int64
	err := r.one([]any{&id}, "SELECT coalesce(max(id),0)+1 FROM (SELECT id FROM shop UNION ALL SELECT shop_id FROM batch)")
	return id, err
}

// Setting reads a settings document into v; v stays as it is when the document was never written.
func (r *Reader) Setting(key string, v any) error {
	var text string
	err := r.one([]any{&text}, "SELECT value FROM setting WHERE key=?", key)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(text), v); err != nil {
		return fmt.Errorf("read setting %s: %w", key, err)
	}
	return nil
}

// PutSetting writes a settings document.
func (w *Writer) PutSetting(key string, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write setting %s: %w", key, err)
	}
	return w.exec("INSERT INTO setting(key, value) VALUES(?,?) ON CONFLICT DO UPDATE SET value=excluded.value", key, string(text))
}

// Phrase is a sentence in comments that needs no look.
type Phrase struct {
	Text  string // normalised
	Shown string // as a customer wrote it
	Since int64  // moment of release
}

// Phrases gives all released phrases.
func (r *Reader) Phrases() ([]Phrase, error) {
	var out []Phrase
	err := r.each(func(rows *sql.Rows) error {
		var p Phrase
		if err := rows.Scan(&p.Text, &p.Shown, &p.Since); err != nil {
			return err
		}
		out = append(out, p)
		return nil
	}, "SELECT text, shown, since FROM phrase ORDER BY since, text")
	return out, err
}

// PutPhrase releases a phrase.
func (w *Writer) PutPhrase(p Phrase) error {
	return w.exec("INSERT INTO phrase(text, shown, since) VALUES(?,?,?) ON CONFLICT DO NOTHING", p.Text, p.Shown, p.Since)
}

// DropPhrase revokes a phrase.
func (w *Writer) DropPhrase(text string) error {
	return w.exec("DELETE FROM phrase WHERE text=?", text)
}

// PaymentWords gives the owner's own payment wordings with their classes.
func (r *Reader) PaymentWords() (map[string]string, error) {
	out := map[string]string{}
	err := r.each(func(rows *sql.Rows) error {
		var k, v string
		if err := rows.Scan(&k, &v); err != nil {
			return err
		}
		out[k] = v
		return nil
	}, "SELECT text, class FROM payment_word")
	return out, err
}

// PutPaymentWord maps a wording to a payment class.
func (w *Writer) PutPaymentWord(text, class string) error {
	return w.exec("INSERT INTO payment_word(text, class) VALUES(?,?) ON CONFLICT DO UPDATE SET class=excluded.class", text, class)
}
