-- How soon the competent authority decides, and grants the recovery and reflection period that is due: in its own working days. Who must notify
-- it of a person who refused, by kind: without a row nobody.
insert into rules (jurisdiction, rule, value, unit, valid_from, valid_to, citation) values
    ('*', 'status-decision-due', 5, 'working-days', '2026-11-01', null, 'Network agreement (default): whether there are reasonable grounds is told so soon after a referral; Council of Europe Convention Art. 10(2)'),
    ('*', 'period-due', 5, 'working-days', '2026-11-01', null, 'Network agreement (default): so soon after reasonable grounds the recovery and reflection period is granted, else the caseworker is told; Council of Europe Convention Art. 13(1), Directive 2004/81/EC Art. 6(1)'),
    ('GB', 'notice-due.LocalGovernmentOrganisation', 30, 'days', '2026-11-01', null, 'Modern Slavery Act 2015, s. 52: a public authority that is named there notifies of a possible victim, without name where an adult does not consent; the Act sets no period: network agreement (default)'),
    ('XS', 'status-decision-due', 3, 'seconds', '2020-01-01', null, 'Fictional'),
    ('XS', 'period-due', 2, 'seconds', '2020-01-01', null, 'Fictional'),
    ('XS', 'notice-due.NGO', 5, 'seconds', '2020-01-01', null, 'Fictional');
