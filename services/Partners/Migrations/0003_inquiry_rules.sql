-- Rooms and notes of the hotlines.
insert into rules (jurisdiction, rule, value, unit, valid_from, valid_to, citation) values
    ('*', 'room-silence',               14, 'days',    '2026-01-01', null, 'Network agreement (default): a room without a word closes itself'),
    ('*', 'retention.room-kept',        30, 'days',    '2026-01-01', null, 'Network agreement (default), where the visitor asks to keep the transcript; GDPR Art. 5(1)(e)'),
    ('*', 'retention.inquiry-referred', 30, 'days',    '2026-01-01', null, 'Network agreement (default), where a situation led to a referral or a case; GDPR Art. 5(1)(e)'),
    ('XS', 'room-silence',              60, 'seconds', '2020-01-01', null, 'Fictional'),
    ('XS', 'retention.room-transcript',  5, 'seconds', '2020-01-01', null, 'Fictional'),
    ('XS', 'retention.room-kept',       20, 'seconds', '2020-01-01', null, 'Fictional'),
    ('XS', 'retention.inquiry-referred', 5, 'seconds', '2020-01-01', null, 'Fictional');
