create table identity.session (
  id_hash bytea primary key check (length(id_hash) = 32),
  reference uuid not null unique,
  account uuid references identity.account on delete cascade,
  attributes text not null,
  created timestamptz not null,
  last_access timestamptz not null
);
create index session_account on identity.session (account) where account is not null;
create index session_created on identity.session (created);
