-- What is decided in a traveller's favour they are told the same day; whoever could not be reached in time to choose is not sent on their way.
insert into rules (jurisdiction, rule, value, unit, valid_from, valid_to, citation) values
    ('*', 'return-tell-before', 12, 'hours', '2026-11-01', null, 'Network agreement (default): before departure; Directive 2004/81/EC Art. 5 and Council of Europe Convention Art. 12(4): the person is informed of what they may have'),
    ('XS', 'return-tell-before', 1, 'seconds', '2020-01-01', null, 'Fictional');
