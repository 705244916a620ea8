CREATE TABLE asset (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL,
  variants TEXT NOT NULL, place TEXT, contacts TEXT NOT NULL, changedAt INTEGER NOT NULL)
  STRICT;
INSERT INTO grdb_migrations VALUES ('assets-1');

INSERT INTO asset VALUES (1, 'lantern-hall', 'Lantern Hall', 'place', '["salle des lanternes"]', 'Port Meridian', '[]', 1458634000000);
