-- How referrals end, and what is owed after a stop.
insert into rules (jurisdiction, rule, value, unit, valid_from, valid_to, citation) values
    ('*', 'stop-receipt-due',          1, 'working-days', '2026-11-02', null, 'Network agreement (default): by the end of the recipient''s next working day, so that withdrawal under GDPR Art. 7(3) takes effect'),
    ('*', 'stop-receipt-escalation',   2, 'working-days', '2026-11-02', null, 'Network agreement (default): on the third working day the data-protection officer sees it; GDPR Art. 39(1)(b)'),
    ('*', 'stop-wish-due',            24, 'hours',        '2026-11-02', null, 'Network agreement (default): who said stop to a recipient is asked about the rest; GDPR Art. 7(3)'),
    ('*', 'cancellation-unanswered',  48, 'hours',        '2026-11-02', null, 'Network agreement (default): a silent or suspended recipient stops nobody'),
    ('*', 'access-after.completed',   14, 'days',         '2026-11-02', null, 'Network agreement (default), as the consent says; GDPR Art. 5(1)(e)'),
    ('*', 'access-after.lost-contact', 72, 'hours',       '2026-11-02', null, 'Network agreement (default): who comes back in the night finds the file; GDPR Art. 5(1)(e)'),
    ('*', 'outcome-correction',       30, 'days',         '2026-11-02', null, 'Network agreement (default); GDPR Art. 5(1)(d)'),
    ('XS', 'stop-receipt-escalation',  8, 'seconds',      '2020-01-01', null, 'Fictional'),
    ('XS', 'stop-wish-due',            5, 'seconds',      '2020-01-01', null, 'Fictional'),
    ('XS', 'cancellation-unanswered',  5, 'seconds',      '2020-01-01', null, 'Fictional'),
    ('XS', 'access-after.completed',  60, 'seconds',      '2020-01-01', null, 'Fictional'),
    ('XS', 'access-after.lost-contact', 30, 'seconds',    '2020-01-01', null, 'Fictional'),
    ('XS', 'outcome-correction',      60, 'seconds',      '2020-01-01', null, 'Fictional');
