create table notifications.notice (
  id uuid primary key,
  account uuid not null,
  template text not null,
  message_values jsonb not null,
  link text not null,
  dedupe_key text not null unique,
  posted timestamptz not null
);
create index notice_of_account on notifications.notice (account, posted desc, id desc);

create table notifications.outbox (
  id uuid primary key,
  dedupe_key text not null,
  channel text not null check (channel in ('email')),
  template text not null,
  recipient text not null,
  subject text not null,
  body text not null,
  message_id text not null unique,
  state text not null check (state in ('waiting', 'sending', 'sent', 'dead')),
  attempts int not null default 0,
  next_attempt timestamptz not null,
  last_error text not null default '',
  created timestamptz not null,
  sent timestamptz,
  unique (dedupe_key, channel)
);
create index outbox_due on notifications.outbox (next_attempt) where state in ('waiting', 'sending');
create index outbox_dead on notifications.outbox (created) where state = 'dead';

create table notifications.demo_mail (
  id uuid primary key,
  message_id text not null unique,
  recipient text not null,
  subject text not null,
  body text not null,
  received timestamptz not null
);
create index demo_mail_received on notifications.demo_mail (received desc, id desc);
create index demo_mail_of_recipient on notifications.demo_mail (recipient, received desc, id desc);
