-- How long what a shelter counted says what is free.
insert into rules (jurisdiction, rule, value, unit, valid_from, valid_to, citation) values
    ('*', 'place-count-fresh', 24, 'hours', '2026-11-01', null, 'Network agreement (default): what nobody has counted for a day is unknown, never free'),
    ('XS', 'place-count-fresh', 5, 'seconds', '2020-01-01', null, 'Fictional');

-- Placements listens from now on, and hears of everything once: what is not marked is told at the next start.
update partners set published_at = null;
update rules set published_at = null;
update holidays set published_at = null;
