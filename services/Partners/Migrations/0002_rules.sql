-- Law and custom as data. '*' holds wherever a jurisdiction says nothing of its own. Legal rows are a checklist for
-- counsel, not legal advice.
create table rules (
    jurisdiction text not null,
    rule         text not null,
    value        numeric not null check (value >= 0),
    unit         text not null check (unit in ('seconds', 'minutes', 'hours', 'days', 'working-days')),
    valid_from   date not null,
    valid_to     date check (valid_to >= valid_from),
    citation     text not null,
    published_at timestamptz,
    primary key (jurisdiction, rule, valid_from)
);

insert into rules (jurisdiction, rule, value, unit, valid_from, valid_to, citation) values
    ('*', 'answer-due.urgent',         2, 'hours',        '2026-01-01', null, 'Network agreement (default)'),
    ('*', 'answer-due.soon',          24, 'hours',        '2026-01-01', null, 'Network agreement (default)'),
    ('*', 'answer-due.routine',        3, 'working-days', '2026-01-01', null, 'Network agreement (default)'),
    ('*', 'stop-receipt-due',         24, 'hours',        '2026-01-01', null, 'Network agreement (default), so that withdrawal under GDPR Art. 7(3) takes effect'),
    ('*', 'outcome-reminder',         14, 'days',         '2026-01-01', null, 'Network agreement (default)'),
    ('*', 'outcome-escalation',       30, 'days',         '2026-01-01', null, 'Network agreement (default)'),
    ('*', 'risk-assessment-valid',    30, 'days',         '2026-01-01', null, 'Network agreement (default)'),
    ('*', 'break-glass',               3, 'hours',        '2026-01-01', null, 'Network agreement (default)'),
    ('*', 'break-glass.second-person', 30, 'minutes',     '2026-01-01', null, 'Network agreement (default)'),
    ('*', 'break-glass.review',       72, 'hours',        '2026-01-01', null, 'Network agreement (default)'),
    ('*', 'reflection-period',        30, 'days',         '2008-02-01', null, 'Council of Europe Convention on Action against Trafficking in Human Beings, Art. 13 (at least 30 days)'),
    ('*', 'breach-notification',      72, 'hours',        '2018-05-25', null, 'GDPR Art. 33(1)'),
    ('*', 'retention.inquiry',         0, 'days',         '2026-01-01', null, 'Network agreement (default); GDPR Art. 5(1)(c)'),
    ('*', 'retention.room-transcript', 24, 'hours',       '2026-01-01', null, 'Network agreement (default); GDPR Art. 5(1)(e)'),
    ('*', 'retention.unaccepted-offer', 90, 'days',       '2026-01-01', null, 'Network agreement (default); GDPR Art. 5(1)(e)'),
    ('GB', 'reflection-period',       45, 'days',         '2009-04-01', '2022-12-12', 'UK statutory guidance as in force before 13 December 2022'),
    ('GB', 'reflection-period',       30, 'days',         '2022-12-13', null, 'UK statutory guidance as in force from 13 December 2022; Council of Europe Convention, Art. 13'),
    ('GB', 'reasonable-grounds',       5, 'working-days', '2022-12-13', null, 'UK statutory guidance (target)'),
    -- A jurisdiction that does not exist, for demonstrations and tests: nobody waits for days there.
    ('XS', 'answer-due.urgent',        3, 'seconds',      '2020-01-01', null, 'Fictional'),
    ('XS', 'answer-due.soon',          4, 'seconds',      '2020-01-01', null, 'Fictional'),
    ('XS', 'answer-due.routine',       6, 'seconds',      '2020-01-01', null, 'Fictional'),
    ('XS', 'stop-receipt-due',         5, 'seconds',      '2020-01-01', null, 'Fictional');
