-- The saga row is the read model. Nothing here identifies a person.
create table status_referrals (
    correlation_id uuid primary key,
    version bigint not null,
    data jsonb not null,
    state text generated always as (data ->> 'currentState') stored
);


