-- Whether a message may be left is for safe contact to say at each moment; what was made or cancelled is in the situation.
delete from callbacks where made_at is not null;
drop index callbacks_to_make;
alter table callbacks drop column leave_message, drop column made_at;
create index callbacks_to_make on callbacks (hotline, due_at);
