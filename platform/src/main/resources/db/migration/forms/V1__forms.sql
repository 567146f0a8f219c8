create table forms.draft (
  id uuid primary key,
  applicant uuid not null,
  form text not null,
  form_version int not null,
  submission uuid,
  created timestamptz not null,
  changed timestamptz not null,
  expires timestamptz not null
);
create index draft_applicant on forms.draft (applicant, changed desc);
create index draft_expires on forms.draft (expires) where submission is null;

create table forms.answer (
  draft uuid not null references forms.draft on delete cascade,
  field text not null,
  revision int not null,
  value text not null,
  provenance jsonb,
  correction jsonb,
  primary key (draft, field)
);

-- What became of each data item that the form offers: the data itself becomes answers and is not kept here.
create table forms.data_step (
  draft uuid not null references forms.draft on delete cascade,
  item text not null,
  state text not null check (state in ('found', 'absent', 'unavailable', 'own')),
  code text not null,
  consent uuid,
  at timestamptz not null,
  options jsonb,
  primary key (draft, item)
);

create sequence forms.receipt;

create table forms.submission (
  id uuid primary key,
  draft uuid not null unique,
  receipt_number text not null unique,
  applicant uuid not null,
  form text not null,
  form_version int not null,
  document jsonb not null,
  answers jsonb not null,
  submitted timestamptz not null
);
create index submission_applicant on forms.submission (applicant, submitted desc);

create table forms.supplement (
  id uuid primary key,
  submission uuid not null references forms.submission,
  reasons jsonb not null,
  due date not null,
  requested timestamptz not null,
  answered timestamptz,
  changes jsonb
);
create unique index supplement_open on forms.supplement (submission) where answered is null;
