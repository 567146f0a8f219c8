-- Rules. What follows from the last evaluation stands with them; a rule is never deleted.
create table alerts.rule (
  id uuid primary key,
  version integer not null,
  enabled boolean not null default true,
  made timestamptz not null,
  -- Counts up with each evaluation, so that of two at once only one is kept.
  evaluations bigint not null default 0,
  evaluated timestamptz,
  -- What the last evaluation depended on: versions and snapshots.
  mark text not null default '',
  stamps text[] not null default '{}',
  -- The newest period that was seen under these terms.
  seen text not null default '',
  -- The code of the problem of the last evaluation.
  fault text not null default ''
);

-- All versions of a rule's terms; none ever changes.
create table alerts.terms (
  rule uuid not null references alerts.rule,
  version integer not null,
  content jsonb not null,
  author uuid,
  at timestamptz not null,
  primary key (rule, version)
);

create table alerts.alert (
  id bigint generated always as identity primary key,
  rule uuid not null references alerts.rule,
  rule_version integer not null,
  severity integer not null,
  -- For which place of the rule's figures; empty where they have none.
  place text not null,
  -- The period in which it began, and the last one in which it was known to go on.
  period text not null,
  last_period text not null,
  figure text not null,
  base text not null,
  stamps text[] not null,
  state text not null check (state in ('open', 'acknowledged', 'closed')),
  opened timestamptz not null,
  acknowledged timestamptz,
  acknowledged_by uuid,
  closed timestamptz,
  -- Null where it ended by itself.
  closed_by uuid,
  snoozed_until timestamptz,
  -- The next step of the chain, and when it is due.
  step integer not null,
  step_due timestamptz,
  unique (rule, place, period)
);
create unique index alert_once on alerts.alert (rule, place) where state <> 'closed';
create index alert_of_state on alerts.alert (state, opened desc, id desc);
create index alert_due on alerts.alert (step_due) where state = 'open';

-- What happened to an alert.
create table alerts.step (
  id uuid primary key,
  alert bigint not null references alerts.alert,
  kind text not null,
  actor uuid,
  note text not null,
  at timestamptz not null,
  -- What the evidence log commits to cannot be guessed without the salt.
  salt text not null
);
create index step_of_alert on alerts.step (alert, at, id);
