-- So long what a person said of asking for protection counts before they travel.
insert into rules (jurisdiction, rule, value, unit, valid_from, valid_to, citation) values
    ('*', 'protection-asked-valid', 14, 'days', '2026-01-01', null, 'Network agreement (default): so long after the person was asked their protection status counts as known; Regulation (EU) 2024/1348, Art. 7(2); 1951 Convention relating to the Status of Refugees, Art. 1C(1)');
