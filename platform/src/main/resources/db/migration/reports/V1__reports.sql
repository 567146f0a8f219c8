-- Reports that analysts made, beside those that come with the platform.
create table reports.kept (
  id uuid primary key,
  owner uuid not null,
  -- The declaration, laid out as those that come with the platform.
  declaration text not null,
  made timestamptz not null
);
create index kept_of_owner on reports.kept (owner);

create table reports.schedule (
  id uuid primary key,
  report text not null,
  parameters jsonb not null,
  owner uuid not null,
  rhythm text not null check (rhythm in ('daily', 'weekly', 'monthly')),
  -- The day of the week (1 is Monday) or of the month; months that are too short end with it.
  day integer not null check (day between 1 and 31),
  hour integer not null check (hour between 0 and 23),
  next timestamptz not null,
  active boolean not null,
  made timestamptz not null
);
create index schedule_due on reports.schedule (next) where active;

-- Each making of a report, asked for by a person or due by a schedule.
create table reports.run (
  id uuid primary key,
  report text not null,
  title_zh text not null,
  title_en text not null,
  parameters jsonb not null,
  account uuid not null,
  schedule uuid,
  due timestamptz,
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  attempts integer not null default 0,
  -- When it may be tried; while it runs, when somebody else may take it over.
  next_attempt timestamptz not null,
  -- The code of what went wrong last; empty when nothing did.
  problem text not null default '',
  -- Each table that was read with its snapshot, and the hash of each statement.
  provenance text[] not null default '{}',
  asked timestamptz not null,
  ended timestamptz,
  -- What is due once is made once, whoever looks at the clock.
  unique (schedule, due)
);
create index run_waiting on reports.run (next_attempt) where state in ('waiting', 'running');
create index run_asked on reports.run (asked desc, id desc);
create index run_of_report on reports.run (report, asked desc, id desc);

create table reports.file (
  run uuid not null references reports.run,
  format text not null check (format in ('pdf', 'xlsx', 'ods')),
  content bytea not null,
  sha256 text not null,
  -- What the evidence log commits to cannot be guessed without the salt.
  salt text not null,
  log_index bigint,
  primary key (run, format)
);
create index file_of_digest on reports.file (sha256);

create table reports.subscription (
  report text not null,
  account uuid not null,
  since timestamptz not null,
  primary key (report, account)
);
