-- What was tidied up in which night; one platform takes each night.
create table warehouse.tidying (
  night date primary key,
  started timestamptz not null,
  ended timestamptz,
  state text not null check (state in ('running', 'done', 'failed')),
  -- What was done to each table, as JSON; empty before.
  report text not null default ''
);
