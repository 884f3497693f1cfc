-- The owner's rule sets as text. The one with the greatest number is in force.
CREATE TABLE rule_version(n INTEGER PRIMARY KEY, at INTEGER NOT NULL, note TEXT NOT NULL, text TEXT NOT NULL) STRICT;
-- What she is writing. Kept as she types, and nothing that could be undone: it changes no order.
CREATE TABLE rule_draft(one INTEGER PRIMARY KEY CHECK(one = 1), at INTEGER NOT NULL, based_on INTEGER NOT NULL, text TEXT NOT NULL) STRICT;
-- Conditions that she keeps under a name; with a tab they stand above the list.
CREATE TABLE saved_search(name TEXT PRIMARY KEY, place INTEGER NOT NULL, condition TEXT NOT NULL, tab INTEGER NOT NULL) STRICT, WITHOUT ROWID;
