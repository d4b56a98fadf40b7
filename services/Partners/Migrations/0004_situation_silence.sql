-- A situation in which nothing happens any more closes itself, so that its notes go.
insert into rules (jurisdiction, rule, value, unit, valid_from, valid_to, citation) values
    ('*', 'situation-silence',  90, 'days',    '2026-01-01', null, 'Network agreement (default): a situation in which nothing happens closes itself; GDPR Art. 5(1)(e)'),
    ('XS', 'situation-silence', 60, 'seconds', '2020-01-01', null, 'Fictional');
