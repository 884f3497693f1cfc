-- Shops and their files.
CREATE TABLE shop(
  id INTEGER PRIMARY KEY, mall TEXT NOT NULL, name TEXT NOT NULL UNIQUE, code TEXT NOT NULL DEFAULT '',
  todo_since TEXT NOT NULL DEFAULT '', mail_since TEXT NOT NULL DEFAULT '', no_comment_ok INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE batch(
  id INTEGER PRIMARY KEY, entry INTEGER NOT NULL, shop_id INTEGER NOT NULL, file TEXT NOT NULL, format TEXT NOT NULL, encoding TEXT NOT NULL,
  hash TEXT NOT NULL, fresh_at INTEGER NOT NULL, imported_at INTEGER NOT NULL, report TEXT NOT NULL,
  lists INTEGER NOT NULL DEFAULT 0, -- the file names every order of the shop that has not gone out
  undone_at INTEGER) STRICT;
CREATE INDEX batch_hash ON batch(hash);
-- The file as it was, compressed, in pieces: derived rows can be rebuilt from it and every original column looked at.
CREATE TABLE original(batch_id INTEGER NOT NULL REFERENCES batch(id), piece INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY(batch_id, piece)) STRICT, WITHOUT ROWID;

-- One row per order; status, valid_until and card are a cache of the judgement and can be made anew from everything else.
CREATE TABLE orders(
  id INTEGER PRIMARY KEY, shop_id INTEGER NOT NULL, no TEXT NOT NULL, status INTEGER NOT NULL DEFAULT 0, valid_until INTEGER NOT NULL DEFAULT 0,
  keys BLOB NOT NULL DEFAULT x'', card BLOB NOT NULL DEFAULT x'', UNIQUE(no, shop_id)) STRICT;
-- One order as one file told it (app/order.Encode).
CREATE TABLE reading(
  order_id INTEGER NOT NULL REFERENCES orders(id), batch_id INTEGER NOT NULL REFERENCES batch(id),
  body BLOB NOT NULL, PRIMARY KEY(order_id, batch_id)) STRICT, WITHOUT ROWID;

-- What the owner typed, decided and did.
CREATE TABLE correction(
  order_id INTEGER NOT NULL REFERENCES orders(id), target TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY(order_id, target, field)) STRICT, WITHOUT ROWID;
CREATE TABLE decision(
  order_id INTEGER NOT NULL REFERENCES orders(id), kind TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY(order_id, kind, subject)) STRICT, WITHOUT ROWID;
CREATE TABLE deed(
  order_id INTEGER NOT NULL REFERENCES orders(id), kind TEXT NOT NULL, ref TEXT NOT NULL, at INTEGER NOT NULL, snapshot TEXT NOT NULL,
  PRIMARY KEY(order_id, kind, ref)) STRICT, WITHOUT ROWID;
-- The slips as they were laid out, so that a reprint is the same page. Paper is outside undo.
CREATE TABLE paper(run TEXT NOT NULL, n INTEGER NOT NULL, order_id INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY(run, n)) STRICT, WITHOUT ROWID;
CREATE INDEX paper_order ON paper(order_id);
-- Sentences in comments that need no look, once she has said so.
CREATE TABLE phrase(text TEXT PRIMARY KEY, shown TEXT NOT NULL, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE payment_word(text TEXT PRIMARY KEY, class TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Goods.
CREATE TABLE sku(code TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE supplier(name TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
-- What a shop's (or, by its name, a mall's) item code and variant code mean; shop empty = everywhere.
CREATE TABLE mall_code(shop TEXT NOT NULL, code TEXT NOT NULL, variant TEXT NOT NULL, sku TEXT NOT NULL, PRIMARY KEY(shop, code, variant)) STRICT, WITHOUT ROWID;
CREATE TABLE movement(ref TEXT NOT NULL, sku TEXT NOT NULL, kind TEXT NOT NULL, qty INTEGER NOT NULL, at INTEGER NOT NULL, entry INTEGER NOT NULL,
  PRIMARY KEY(ref, sku, kind)) STRICT, WITHOUT ROWID;
CREATE TABLE purchase(no TEXT PRIMARY KEY, supplier TEXT NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE purchase_line(no TEXT NOT NULL REFERENCES purchase(no), n INTEGER NOT NULL, sku TEXT NOT NULL, qty INTEGER NOT NULL,
  received INTEGER NOT NULL DEFAULT 0, body TEXT NOT NULL, PRIMARY KEY(no, n)) STRICT, WITHOUT ROWID;

-- Mail. The key is what makes a mail go out at most once; a row is never deleted.
CREATE TABLE outbox(
  id INTEGER PRIMARY KEY, mall TEXT NOT NULL, shop TEXT NOT NULL, order_no TEXT NOT NULL, event TEXT NOT NULL, occasion TEXT NOT NULL,
  state TEXT NOT NULL, account TEXT NOT NULL, recipient TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, message_id TEXT NOT NULL,
  queued_at INTEGER NOT NULL, not_before INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, tried_at INTEGER NOT NULL DEFAULT 0,
  answer TEXT NOT NULL DEFAULT '', order_id INTEGER NOT NULL, entry INTEGER NOT NULL DEFAULT 0,
  UNIQUE(mall, shop, order_no, event, occasion)) STRICT;
CREATE INDEX outbox_state ON outbox(state, not_before);
CREATE INDEX outbox_order ON outbox(order_id);
CREATE INDEX outbox_tried ON outbox(account, tried_at);

-- The journal: one entry per act of the owner, one change per row that it touched, as images before and after.
CREATE TABLE journal(
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL, undoes INTEGER, undone_by INTEGER) STRICT;
CREATE TABLE journal_change(
  id INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES journal(id), tbl TEXT NOT NULL, pk TEXT NOT NULL, before TEXT, after TEXT) STRICT;
CREATE INDEX journal_change_entry ON journal_change(entry);
-- The entry that is being written; the triggers of the journaled tables read it.
-- judged is the newest entry whose consequences are in the cached judgements: after a crash the rest is judged anew.
-- judged_at is the time for which they were judged: a clock before it must judge again. judged_by is the version of the judging.
CREATE TABLE journal_cursor(one INTEGER PRIMARY KEY CHECK(one = 1), entry INTEGER NOT NULL, judged INTEGER NOT NULL, judged_at INTEGER NOT NULL,
  judged_by INTEGER NOT NULL) STRICT;
INSERT INTO journal_cursor VALUES(1, 0, 0, 0, 0);
