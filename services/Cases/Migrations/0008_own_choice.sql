-- What the person opens to one organisation by their own choice: {partner, field}, shut for everybody else.
alter table consents add column openings jsonb not null default '[]';
