-- Of several parts that an organisation has in a conversation one may end alone: that of a permit. The zero id: all of them.
alter table ended_recipients add column permit_id uuid not null default '00000000-0000-0000-0000-000000000000';
alter table ended_recipients alter column permit_id drop default;
alter table ended_recipients drop constraint ended_recipients_pkey;
alter table ended_recipients add constraint ended_recipients_pkey primary key (conversation_id, recipient, permit_id);
-- Who is told of a withdrawal or an exclusion is found by it.
create index releases_permit on releases (permit_id);
