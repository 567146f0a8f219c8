create table casework.case_file (
  id uuid primary key,
  submission uuid not null unique,
  receipt_number text not null unique,
  procedure text not null,
  agency text not null,
  applicant uuid not null,
  applicant_name text not null,
  subject text not null,
  state text not null,
  finished boolean not null,
  assignee uuid,
  assignee_name text,
  version int not null check (version > 0),
  head text not null,
  opened timestamptz not null,
  due date not null,
  paused_since date,
  supplement_due date,
  updated timestamptz not null,
  check ((assignee is null) = (assignee_name is null))
);
create index case_queue on casework.case_file (agency, due, id) where not finished;
create index case_done on casework.case_file (agency, updated desc, id) where finished;
create index case_of_applicant on casework.case_file (applicant, opened desc);

create table casework.case_event (
  case_id uuid not null references casework.case_file,
  seq int not null check (seq > 0),
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('officer', 'applicant', 'platform')),
  actor uuid,
  actor_name text not null,
  action text not null,
  from_state text not null,
  to_state text not null,
  data jsonb not null,
  previous_hash text not null,
  hash text not null,
  primary key (case_id, seq)
);

create function casework.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the history of a case is append-only';
end $$;
create trigger append_only before update or delete on casework.case_event
  for each row execute function casework.refuse();
create trigger never_emptied before truncate on casework.case_event
  for each statement execute function casework.refuse();
