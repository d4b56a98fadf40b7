-- What may be told of suspects, and how long it is kept. Where no row stands nothing is.
insert into rules (jurisdiction, rule, value, unit, valid_from, valid_to, citation) values
    ('LT', 'intelligence-suspects', 365, 'days', '2026-11-01', null, 'GDPR Art. 10; whoever knows of an offence may report it: Lithuania, Code of Criminal Procedure Art. 166. To be confirmed by counsel'),
    ('XS', 'intelligence-suspects', 4, 'seconds', '2020-01-01', null, 'Fictional');
