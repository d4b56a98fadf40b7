-- What became of searches for a place, by month and region: no person and no referral stands in it.
create table place_searches (
    month date not null,
    region text not null,
    dimension text not null, -- unmet: why one came to nothing; first-answer: how long the first answer took
    value text not null,
    count bigint not null,
    primary key (month, region, dimension, value)
);
