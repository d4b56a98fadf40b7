-- A child who comes of age decides for herself or himself.
insert into rules (jurisdiction, rule, value, unit, valid_from, valid_to, citation) values
    ('*', 'own-consent.before-18',   60, 'days', '2026-01-01', null, 'Network agreement (default): so long before that day the person is asked anew; UN Convention on the Rights of the Child, Art. 1 and 12'),
    ('*', 'guardian-consent.after-18', 30, 'days', '2026-01-01', null, 'Network agreement (default): what was released on a guardian''s consent stays readable so long, so that help does not break off on a birthday');
