create table identity.account (
  id uuid primary key,
  national_id text not null unique,
  name text not null,
  email text not null,
  language text not null check (language in ('zh-Hant-TW', 'en')),
  roles text[] not null check (cardinality(roles) > 0),
  agency text not null,
  opened timestamptz not null default now()
);
