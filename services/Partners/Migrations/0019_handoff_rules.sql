-- What holds for a handoff by consent to law enforcement. Help never waits for any of it.
insert into rules (jurisdiction, rule, value, unit, valid_from, valid_to, citation) values
    ('*', 'handoff-first-hours', 72, 'hours', '2026-11-01', null, 'Network agreement (default): nobody is asked before they have slept, eaten and heard what they may have, unless they ask themselves; Council of Europe Convention Art. 12(4), 13(1)'),
    ('*', 'handoff-answer-due.urgent', 2, 'hours', '2026-11-01', null, 'Network agreement (default)'),
    ('*', 'handoff-answer-due.soon', 24, 'hours', '2026-11-01', null, 'Network agreement (default)'),
    ('*', 'handoff-answer-due.routine', 5, 'working-days', '2026-11-01', null, 'Network agreement (default)'),
    ('*', 'handoff-feedback-silence', 30, 'days', '2026-11-01', null, 'Network agreement (default): the person is told what became of it; Directive 2012/29/EU Art. 6(2)'),
    ('XS', 'handoff-first-hours', 2, 'seconds', '2020-01-01', null, 'Fictional'),
    ('XS', 'handoff-answer-due.urgent', 3, 'seconds', '2020-01-01', null, 'Fictional'),
    ('XS', 'handoff-answer-due.soon', 4, 'seconds', '2020-01-01', null, 'Fictional'),
    ('XS', 'handoff-answer-due.routine', 6, 'seconds', '2020-01-01', null, 'Fictional'),
    ('XS', 'handoff-feedback-silence', 5, 'seconds', '2020-01-01', null, 'Fictional');
