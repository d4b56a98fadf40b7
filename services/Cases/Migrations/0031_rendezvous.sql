-- Where a shelter has somebody met who comes to it: under a key of the shelter's, not of the case. Shut, its words are gone with the key.
create table rendezvous (
    rendezvous_id uuid primary key,
    referral_id uuid not null, -- of the stay
    case_id uuid not null references cases,
    shelter uuid not null,
    sealed bytea,
    version bigint not null,
    written_at timestamptz not null,
    written_by uuid not null,
    ride_referral_id uuid, -- null, like the rider: the sender brings the person
    rider uuid,
    shut_at timestamptz,
    shut_reason text,
    check ((sealed is null) = (shut_at is not null)),
    check ((ride_referral_id is null) = (rider is null))
);
create unique index rendezvous_open on rendezvous (referral_id, shelter) where shut_at is null;
create index rendezvous_ride on rendezvous (ride_referral_id);

-- Who drives: one person at a time. Those before keep a row, so that they are told that it was given on.
create table rides (
    ride_id uuid primary key,
    rendezvous_id uuid not null references rendezvous,
    partner uuid not null,
    actor uuid not null,
    taken_at timestamptz not null,
    ended_at timestamptz
);
create unique index rides_now on rides (rendezvous_id) where ended_at is null;

-- Whom a shelter has received: a rendezvous that is written after it leads nobody anywhere.
create table arrivals (
    referral_id uuid not null,
    shelter uuid not null,
    arrived_at timestamptz not null,
    primary key (referral_id, shelter)
);
