-- Figures that analysts published as boards of their own, as everybody may see them.
create table dashboards.own_board (
  id uuid primary key,
  account uuid not null,
  title text not null check (title <> ''),
  explanation text not null,
  source text not null check (source <> ''),
  unit text not null,
  form text not null check (form in ('LINE', 'COLUMNS', 'BARS')),
  headings text[] not null,
  statement text not null,
  -- The answer as it left the egress gate, as JSON with its provenance.
  content bytea not null,
  published timestamptz not null,
  withdrawn timestamptz
);
create index own_board_shown on dashboards.own_board (published desc) where withdrawn is null;
