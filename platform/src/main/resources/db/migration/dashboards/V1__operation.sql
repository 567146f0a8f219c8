-- What was told of the platform's operation when somebody cited it: counts that passed the egress gate, and no others.
create table dashboards.operation_state (
  id uuid primary key,
  at timestamptz not null,
  told jsonb not null
);
