create table identity.challenge (
  challenge bytea primary key,
  session_hash bytea not null,
  purpose text not null,
  account uuid references identity.account on delete cascade,
  created timestamptz not null
);
create index challenge_created on identity.challenge (created);

create table identity.passkey (
  id uuid primary key,
  account uuid not null references identity.account on delete cascade,
  credential_id bytea not null unique check (length(credential_id) between 1 and 1023),
  credential bytea not null,
  counter bigint not null check (counter >= 0),
  backup_eligible boolean not null,
  backup_state boolean not null,
  name text not null,
  created timestamptz not null,
  last_used timestamptz,
  suspended timestamptz,
  counter_warnings int not null default 0
);
create index passkey_account on identity.passkey (account);

create table identity.recovery_code (
  account uuid not null references identity.account on delete cascade,
  hash bytea not null,
  salt bytea not null,
  iterations int not null,
  made timestamptz not null,
  used timestamptz,
  primary key (account, hash)
);

create table identity.enrolment (
  token_hash bytea primary key check (length(token_hash) = 32),
  account uuid not null references identity.account on delete cascade,
  made_by uuid references identity.account on delete set null,
  made timestamptz not null,
  expires timestamptz not null,
  used timestamptz
);
create index enrolment_account on identity.enrolment (account);

create table identity.security_event (
  id uuid primary key,
  account uuid not null references identity.account on delete cascade,
  actor uuid references identity.account on delete set null,
  kind text not null,
  client text not null,
  at timestamptz not null
);
create index security_event_account on identity.security_event (account, at desc);
