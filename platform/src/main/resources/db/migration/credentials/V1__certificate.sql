create table credentials.certificate (
  id text primary key check (id ~ '^[A-Za-z0-9_-]{22}$'),
  number text not null unique,
  case_id uuid not null unique,
  holder uuid not null,
  agency text not null,
  kind text not null,
  title_zh text not null,
  title_en text not null,
  issuer_zh text not null,
  issuer_en text not null,
  holder_name text not null,
  lines jsonb not null,
  valid_from date not null,
  valid_until date check (valid_until >= valid_from),
  issued_at timestamptz not null,
  pdf_sha256 text not null check (pdf_sha256 ~ '^[0-9a-f]{64}$'),
  salt text not null,
  log_index bigint
);
create index certificate_holder on credentials.certificate (holder, issued_at);

create table credentials.certificate_document (
  certificate text primary key references credentials.certificate (id),
  pdf bytea not null
);
-- A PDF is packed already; packing it again only costs time.
alter table credentials.certificate_document alter column pdf set storage external;

create table credentials.certificate_status (
  certificate text not null references credentials.certificate (id),
  seq int not null check (seq > 0),
  status text not null check (status in ('valid', 'suspended', 'revoked')),
  reason text not null check (reason <> ''),
  effective_at timestamptz not null,
  recorded_at timestamptz not null,
  officer uuid not null,
  salt text not null,
  log_index bigint,
  primary key (certificate, seq)
);

-- What was certified and what was said of it is never rewritten; only its place in the evidence log comes later, once.
create function credentials.keep_as_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.log_index is null
      and to_jsonb(new) - 'log_index' = to_jsonb(old) - 'log_index' then
    return new;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end
$$;

create function credentials.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end
$$;

create trigger certificate_is_kept before update or delete on credentials.certificate
  for each row execute function credentials.keep_as_written();
create trigger certificate_document_is_kept before update or delete on credentials.certificate_document
  for each row execute function credentials.refuse_change();
create trigger certificate_status_is_kept before update or delete on credentials.certificate_status
  for each row execute function credentials.keep_as_written();
