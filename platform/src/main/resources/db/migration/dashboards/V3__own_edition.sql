-- A published board keeps up with its tables by new editions; older ones stay, so that citations can be opened later.
create table dashboards.own_edition (
  board uuid not null references dashboards.own_board (id),
  number int not null check (number > 0),
  -- The answer as it left the egress gate, as JSON with its provenance.
  content bytea not null,
  published timestamptz not null,
  primary key (board, number)
);
insert into dashboards.own_edition (board, number, content, published)
  select id, 1, content, published from dashboards.own_board;
alter table dashboards.own_board drop column content;
alter table dashboards.own_board add column keeps_up boolean not null default false;
alter table dashboards.own_board add column on_wall boolean not null default false;
-- The states of its tables that were looked at last, and the problem of that look; empty when there was none.
alter table dashboards.own_board add column seen text not null default '';
alter table dashboards.own_board add column fault text not null default '';
alter table dashboards.own_board rename column published to first_published;
