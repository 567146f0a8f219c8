-- Views of cubes that an analyst keeps under a name.
create table cubes.view (
  id uuid primary key,
  account uuid not null,
  name text not null check (name <> ''),
  cube text not null,
  -- What follows ? in the view's address.
  question text not null,
  saved timestamptz not null,
  unique (account, name)
);
