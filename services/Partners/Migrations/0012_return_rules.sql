-- What holds for a journey home.
insert into rules (jurisdiction, rule, value, unit, valid_from, valid_to, citation) values
    ('*', 'return-request-shown', 180, 'days', '2026-11-01', null, 'Network agreement (default): so long whoever asked for a return reads that it is in hand, whatever becomes of it; Regulation (EU) 2024/1348 Art. 7(2)'),
    ('XS', 'return-request-shown', 60, 'seconds', '2020-01-01', null, 'Fictional');
