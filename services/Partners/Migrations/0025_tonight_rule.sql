-- Who is asked for a place tonight answers within minutes: several are asked at once, and the first yes counts.
insert into rules (jurisdiction, rule, value, unit, valid_from, valid_to, citation) values
    ('*', 'answer-due.tonight', 30, 'minutes', '2026-11-01', null, 'Network agreement (default)'),
    ('XS', 'answer-due.tonight', 3, 'seconds', '2020-01-01', null, 'Fictional');
