-- How soon the competent authority decides, and grants the recovery and reflection period that is due: in its own working days.
insert into rules (jurisdiction, rule, value, unit, valid_from, valid_to, citation) values
    ('*', 'status-decision-due', 5, 'working-days', '2026-11-01', null, 'Network agreement (default): whether there are reasonable grounds is told so soon after a referral; Council of Europe Convention Art. 10(2)'),
    ('*', 'period-due', 5, 'working-days', '2026-11-01', null, 'Network agreement (default): so soon after reasonable grounds the recovery and reflection period is granted, else the caseworker is told; Council of Europe Convention Art. 13(1), Directive 2004/81/EC Art. 6(1)'),
    ('XS', 'status-decision-due', 3, 'seconds', '2020-01-01', null, 'Fictional'),
    ('XS', 'period-due', 2, 'seconds', '2020-01-01', null, 'Fictional');
