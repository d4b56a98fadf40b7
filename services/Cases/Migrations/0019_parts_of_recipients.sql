-- In what part of a return each recipient takes part, as the person was told. Empty: in any that its kind can have, as before.
alter table consents add column parts jsonb not null default '[]';
