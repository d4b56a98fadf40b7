-- How long a yes with a place waits for it, and when a promised place that nobody came to may be given to others.
insert into rules (jurisdiction, rule, value, unit, valid_from, valid_to, citation) values
    ('*', 'place-answer', 60, 'seconds', '2026-11-01', null, 'Network agreement (default): a yes that waits for its place longer is open again'),
    ('*', 'place-not-taken', 12, 'hours', '2026-11-01', null, 'Network agreement (default): half a day after the agreed arrival, and never at night'),
    ('XS', 'place-answer', 5, 'seconds', '2020-01-01', null, 'Fictional'),
    ('XS', 'place-not-taken', 5, 'seconds', '2020-01-01', null, 'Fictional');
