-- Access may end at a moment to come: shut_at of a disclosure is that moment, and it opens until then.
alter table ended_recipients add column reads_until timestamptz not null default '-infinity';
-- The person told this recipient to stop: nothing goes to it on a consent given before.
alter table ended_recipients add column stopped_at timestamptz;
