-- A limit is a number of times.
alter table rules drop constraint rules_unit_check;
alter table rules add constraint rules_unit_check check (unit in ('seconds', 'minutes', 'hours', 'days', 'working-days', 'times-a-day'));

-- "Do you know …?", asked from outside.
insert into rules (jurisdiction, rule, value, unit, valid_from, valid_to, citation) values
    ('*', 'outside-question-answer',         1, 'working-days', '2026-11-01', null, 'Network agreement (default): at noon of the asker''s next working day the same sentence, whatever is known and done'),
    ('*', 'outside-question.person',         5, 'times-a-day',  '2026-11-01', null, 'Network agreement (default), so that nobody asks name after name'),
    ('*', 'outside-question.organisation',  20, 'times-a-day',  '2026-11-01', null, 'Network agreement (default), so that nobody asks name after name'),
    ('*', 'retention.outside-question',     30, 'days',         '2026-11-01', null, 'Network agreement (default); GDPR Art. 5(1)(e)'),
    ('XS', 'outside-question-answer',        3, 'seconds',      '2020-01-01', null, 'Fictional'),
    ('XS', 'outside-question.person',     1000, 'times-a-day',  '2020-01-01', null, 'Fictional'),
    ('XS', 'outside-question.organisation', 1000, 'times-a-day', '2020-01-01', null, 'Fictional');
