-- What an embassy is given for a travel document is there to be copied into a form, not to be kept open.
insert into rules (jurisdiction, rule, value, unit, valid_from, valid_to, citation) values
    ('*', 'document-access', 72, 'hours', '2026-11-02', null, 'Network agreement (default): from the first opening, in every return alike; GDPR Art. 5(1)(e)');
