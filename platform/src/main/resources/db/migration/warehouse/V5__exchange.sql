-- A data set may be fetched from a member of the exchange before it is looked at.
alter table warehouse.import drop constraint import_state_check;
alter table warehouse.import add constraint import_state_check check (state in
  ('fetching', 'sent', 'checking', 'running', 'held', 'done', 'failed', 'dropped', 'refused', 'undoing', 'undone'));
-- By which crossing of the exchange the file came, as JSON; empty where somebody sent it.
alter table warehouse.import add column crossing text not null default '';
