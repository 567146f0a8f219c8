-- When each application came how far: moments alone, kept when a draft is deleted, and nothing of its applicant.
create table forms.milestone (
  draft uuid primary key,
  begun timestamptz not null,
  consented timestamptz,
  submitted timestamptz,
  given_up timestamptz
);
create index milestone_begun on forms.milestone (begun);
insert into forms.milestone (draft, begun, consented, submitted)
  select draft.id, draft.created,
    coalesce((select min(at) from forms.data_step where data_step.draft = draft.id), submission.submitted),
    submission.submitted
  from forms.draft left join forms.submission on submission.id = draft.submission;
