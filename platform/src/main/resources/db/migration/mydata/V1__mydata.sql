create table mydata.consent (
  id uuid primary key,
  account uuid not null,
  document text not null,
  salt text not null,
  given timestamptz not null,
  expires timestamptz not null,
  withdrawn timestamptz
);
create index consent_account on mydata.consent (account, given desc);

create table mydata.consent_item (
  consent uuid not null references mydata.consent,
  item text not null,
  service text not null,
  subject text not null,
  fields text[] not null,
  purpose text not null,
  basis text not null,
  used timestamptz,
  exchange uuid,
  outcome text not null default '',
  primary key (consent, item)
);
create index consent_item_exchange on mydata.consent_item (exchange);

-- Every request that was sent under a consent, kept before it is sent: what a provider reports beyond these is foreign.
create table mydata.attempt (
  exchange uuid primary key,
  consent uuid not null references mydata.consent,
  item text not null,
  begun timestamptz not null
);
create index attempt_consent on mydata.attempt (consent);
