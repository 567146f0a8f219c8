-- How long a file is kept. Its content goes then; its digest, salt and place in the evidence log stay.
alter table reports.file add column bytes bigint;
alter table reports.file add column expires timestamptz;
update reports.file set bytes = length(content),
  expires = (select coalesce(ended, asked) from reports.run where run.id = file.run) + interval '400 days';
alter table reports.file alter column bytes set not null;
alter table reports.file alter column expires set not null;
alter table reports.file alter column content drop not null;
create index file_expires on reports.file (expires) where content is not null;
