-- Files that somebody sent to be imported.
create table warehouse.import (
  id uuid primary key,
  account uuid not null,
  feed text not null,
  file text not null,
  bytes bigint not null,
  state text not null check (state in ('sent', 'running', 'done', 'failed', 'dropped')),
  -- What the import said, as JSON; empty before.
  report text not null default '',
  sent timestamptz not null,
  ended timestamptz,
  -- What the evidence log commits to cannot be guessed without the salt.
  salt text not null default ''
);
create index import_of_account on warehouse.import (account, sent desc, id desc);
