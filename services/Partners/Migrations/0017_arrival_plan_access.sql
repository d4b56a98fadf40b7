-- What a traveller wants done if they do not arrive is open to duty desks while they look for them, not for good.
insert into rules (jurisdiction, rule, value, unit, valid_from, valid_to, citation) values
    ('*', 'arrival-plan-access', 72, 'hours', '2026-11-02', null, 'Network agreement (default): from the alarm, or until the travellers have arrived; GDPR Art. 5(1)(e), 6(1)(d)');
