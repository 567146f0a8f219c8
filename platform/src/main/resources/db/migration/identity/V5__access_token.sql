-- Tokens by which programs of a person ask in her name. Only a hash is kept.
create table identity.access_token (
  id uuid primary key,
  token_hash bytea not null unique check (length(token_hash) = 32),
  account uuid not null references identity.account,
  name text not null check (name <> ''),
  made timestamptz not null,
  expires timestamptz not null,
  revoked timestamptz,
  last_used timestamptz
);
create index access_token_of_account on identity.access_token (account, made desc);
