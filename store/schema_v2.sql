-- Where in a file an order's rows stand (numbers of records, delta-coded), and how the file is to be opened again.
ALTER TABLE reading ADD COLUMN rows BLOB NOT NULL DEFAULT x'';
ALTER TABLE batch ADD COLUMN layout TEXT NOT NULL DEFAULT '';

-- The mall's value when the owner corrected it; NULL = not known. Images of before this version get the column too, so that
-- an old correction can still be undone.
ALTER TABLE correction ADD COLUMN was TEXT;
UPDATE journal_change SET before = json_set(before, '$.was', NULL) WHERE tbl = 'correction' AND before IS NOT NULL;
UPDATE journal_change SET after = json_set(after, '$.was', NULL) WHERE tbl = 'correction' AND after IS NOT NULL;
DROP TRIGGER journal_correction_insert;
DROP TRIGGER journal_correction_update;
DROP TRIGGER journal_correction_delete;

-- What the columns of the owner's own files mean, as she has said it.
CREATE TABLE mapping(name TEXT PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Money that came into a bank account, as its statement says, and what it paid: a JSON array of order ids.
CREATE TABLE deposit(
  key TEXT PRIMARY KEY, account TEXT NOT NULL, day TEXT NOT NULL, payer TEXT NOT NULL, amount INTEGER NOT NULL, memo TEXT NOT NULL,
  state TEXT NOT NULL, orders TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- What a maker says it has.
CREATE TABLE maker_stock(sku TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
