create table parcels (
    correlation_id uuid primary key,
    version bigint not null,
    data jsonb not null,
    state text generated always as (data ->> 'currentState') stored
);
-- No unique constraint: what is done twice shows.
create table arrivals (
    parcel_id uuid not null,
    step int not null
);
