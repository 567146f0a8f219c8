alter table forms.supplement add column cancelled timestamptz;
alter table forms.supplement add constraint supplement_ends_once check (answered is null or cancelled is null);
drop index forms.supplement_open;
create unique index supplement_open on forms.supplement (submission) where answered is null and cancelled is null;
