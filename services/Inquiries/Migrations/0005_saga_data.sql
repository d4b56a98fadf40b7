-- Every saga keeps its data under one name. The columns are made anew, since what they are made of has moved.
alter table rooms drop column hotline;
update rooms set data = (data - 'now') || jsonb_build_object('data', data -> 'now') where data ? 'now';
alter table rooms add column hotline uuid generated always as ((data -> 'data' ->> 'hotline')::uuid) stored;
create index rooms_of_hotline on rooms (hotline, state, correlation_id);

alter table situations drop column hotline, drop column escalated;
update situations set data = (data - 'now') || jsonb_build_object('data', data -> 'now') where data ? 'now';
alter table situations
    add column hotline uuid generated always as ((data -> 'data' ->> 'hotline')::uuid) stored,
    add column escalated boolean generated always as (data -> 'data' ->> 'escalatedAt' is not null) stored;
create index situations_of_hotline on situations (hotline, state, correlation_id);
create index situations_escalated on situations (hotline, correlation_id) where escalated;

-- Timers are named by their message.
update outbox set timer_key = replace(timer_key, 'room-silence ', 'room-silence-due:') where timer_key like 'room-silence %';
update outbox set timer_key = replace(timer_key, 'room-shred ', 'room-shred-due:') where timer_key like 'room-shred %';
update outbox set timer_key = replace(timer_key, 'case-reservation ', 'case-reservation-due:') where timer_key like 'case-reservation %';
update outbox set timer_key = replace(timer_key, 'situation-silence ', 'situation-silence-due:') where timer_key like 'situation-silence %';
update outbox o set timer_key = replace(timer_key, 'situation ', case
    when exists (select 1 from situations s where s.correlation_id::text = substr(o.timer_key, 11)) then 'situation-shred-due:' else 'callback-due:' end)
where timer_key like 'situation %';
