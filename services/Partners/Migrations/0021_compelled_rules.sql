-- What an order compels, and what was told to save somebody, is reviewed soon after.
insert into rules (jurisdiction, rule, value, unit, valid_from, valid_to, citation) values
    ('*', 'compelled-review-due',  72, 'hours', '2026-11-01', null, 'Network agreement (default): the data-protection officer reviews what left on an order; GDPR Art. 39(1)(b)'),
    ('*', 'danger-record-within',  12, 'hours', '2026-11-01', null, 'Network agreement (default): recorded by the end of the shift, later it is marked; GDPR Art. 5(2), 6(1)(d)'),
    ('XS', 'compelled-review-due',  3, 'seconds', '2020-01-01', null, 'Fictional'),
    ('XS', 'danger-record-within',  3, 'seconds', '2020-01-01', null, 'Fictional');
