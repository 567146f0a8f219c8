-- Every query that somebody sent to the warehouse, answered or refused.
create table warehouse.query (
  id uuid primary key,
  account uuid not null,
  via text not null check (via in ('page', 'program')),
  statement text not null,
  parameters text[] not null,
  -- Each table that was read with its snapshot, as table@snapshot.
  tables text[] not null,
  -- 'answered', or the code of the problem.
  outcome text not null,
  found integer not null,
  truncated boolean not null,
  milliseconds bigint not null,
  at timestamptz not null,
  -- What the evidence log commits to cannot be guessed without the salt.
  salt text not null
);
create index query_of_account on warehouse.query (account, at desc, id desc);

-- Answers, kept for a while so that their pages, orders and downloads show the same rows.
create table warehouse.result (
  query uuid primary key references warehouse.query on delete cascade,
  content bytea not null,
  expires timestamptz not null
);
create index result_expires on warehouse.result (expires);

create table warehouse.saved_query (
  id uuid primary key,
  account uuid not null,
  name text not null check (name <> ''),
  statement text not null,
  saved timestamptz not null,
  unique (account, name)
);
