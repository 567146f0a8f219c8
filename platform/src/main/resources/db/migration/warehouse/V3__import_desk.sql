-- An import is checked, runs, waits for somebody's decision, or is undone; whoever works on it says so again and again.
alter table warehouse.import drop constraint import_state_check;
alter table warehouse.import add constraint import_state_check check (state in
  ('sent', 'checking', 'running', 'held', 'done', 'failed', 'dropped', 'refused', 'undoing', 'undone'));
alter table warehouse.import
  -- Until when it counts as being worked on; empty where nobody does.
  add column alive timestamptz,
  -- Which batch the rows are of, where no file name says it.
  add column period text not null default '',
  -- What the beginning of the file shows, what its sender said about its columns, and what a check said; as JSON.
  add column look text not null default '',
  add column draft text not null default '',
  add column checked text not null default '';
update warehouse.import set alive = sent where state = 'running';

-- What people did with imports, and why.
create table warehouse.import_step (
  id uuid primary key,
  import uuid not null references warehouse.import,
  account uuid not null,
  step text not null,
  reason text not null,
  at timestamptz not null,
  -- What the evidence log commits to cannot be guessed without the salt.
  salt text not null
);
create index import_step_of_import on warehouse.import_step (import, at, id);

-- Who made a feed of her own, and may change it.
create table warehouse.own_feed (
  name text primary key,
  account uuid not null,
  saved timestamptz not null
);
