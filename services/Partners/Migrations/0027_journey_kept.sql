-- How long the places of somebody who left on a journey home are kept after its scheduled departure: some turn back at the gate.
insert into rules (jurisdiction, rule, value, unit, valid_from, valid_to, citation) values
    ('*', 'place-journey-kept', 72, 'hours', '2026-11-01', null, 'Network agreement (default)'),
    ('XS', 'place-journey-kept', 5, 'seconds', '2020-01-01', null, 'Fictional');
