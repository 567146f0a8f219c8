-- Members of the exchange whose logs are compared.
create table reconciliation.party (
  id int generated always as identity primary key,
  code text not null unique,
  name_zh text not null,
  name_en text not null);

-- What is known of each log: how far its entries lie here, and when all that it showed did last.
create table reconciliation.log (
  id int generated always as identity primary key,
  origin text not null unique,
  party int not null references reconciliation.party,
  size bigint not null default 0,
  grown_at timestamptz,
  checked_at timestamptz,
  trouble text not null default '',
  first_seen timestamptz not null);
create index log_party on reconciliation.log (party);

-- One entry of a log, reduced to what is compared; the entry itself lies in the mirror.
-- side: c consumer, p provider. kind: q request, a answer, r refusal. code: of an answer that refuses.
create table reconciliation.entry (
  log int not null references reconciliation.log,
  place bigint not null,
  gx_id uuid not null,
  consumer int,
  provider int,
  side "char" not null,
  kind "char" not null,
  again boolean not null,
  at timestamptz not null,
  seen timestamptz not null,
  facts text collate "C" not null,
  service text collate "C",
  answer text collate "C",
  code text collate "C",
  primary key (log, place));
create index entry_gx_id on reconciliation.entry (gx_id);

-- Refusals that a provider counted in a flood, without their exchange ids.
create table reconciliation.counted (
  log int not null references reconciliation.log,
  place bigint not null,
  code text collate "C" not null,
  second bigint not null,
  primary key (log, place));
create index counted_code on reconciliation.counted (log, code, second);

-- Exchanges that are to be looked at again.
create table reconciliation.waiting (gx_id uuid primary key);

create table reconciliation.progress (one boolean primary key default true check (one), compared bigint not null);
insert into reconciliation.progress (compared) values (0);

-- party: whose record is in question; null where both are. log: of a finding about a log as a whole.
create table reconciliation.finding (
  id bigint generated always as identity primary key,
  kind text not null,
  part text not null,
  gx_id uuid,
  log int references reconciliation.log,
  consumer int,
  provider int,
  party int,
  found_at timestamptz not null,
  closed_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  note text not null default '');
create unique index finding_once on reconciliation.finding (gx_id, consumer, provider, kind, part, party)
  nulls not distinct where gx_id is not null;
create unique index finding_of_log on reconciliation.finding (log, kind) where gx_id is null and closed_at is null;
create index finding_found on reconciliation.finding (found_at, id);
create index finding_gx_id on reconciliation.finding (gx_id);
