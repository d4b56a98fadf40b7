-- What the last count of a day said: what statistics of months that are over are made of. Nothing of one stay is in it.
create table counted_days (
    unit_group_id uuid not null references unit_groups,
    day date not null, -- where the shelter is
    region text not null, -- as it was described then
    places int not null check (places >= 0), -- with extra ones, without what was out of service
    taken int not null check (taken >= 0), -- promised or occupied, by whomever
    primary key (unit_group_id, day)
);
create index counted_days_day on counted_days (day);
