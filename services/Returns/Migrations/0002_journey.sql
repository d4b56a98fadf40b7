-- Organisations with a part, and duty desks once somebody has not arrived, have a return on their list too.
alter table worklist drop constraint worklist_side_check;
alter table worklist add constraint worklist_side_check check (side in ('requested', 'asked', 'led', 'part', 'duty'));

-- Who is alarmed when somebody does not arrive there, as Partners last told it.
create table duty_desks (
    partner_id uuid primary key,
    version bigint not null,
    countries text[] not null
);
