-- Handoffs listens from now on, and hears of everything once: what is not marked is told at the next start.
alter table partners add column published_at timestamptz;
alter table partners alter column published_at set default now();
update rules set published_at = null;
update holidays set published_at = null;
