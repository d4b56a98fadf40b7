-- The saga row is the read model. Nothing here identifies a person.
create table status_referrals (
    correlation_id uuid primary key,
    version bigint not null,
    data jsonb not null,
    state text generated always as (data ->> 'currentState') stored
);

-- Who may turn to an authority, by which duty, and what it tells immigration: its listing. Of other partners nobody.
create table known_authorities (
    partner_id uuid primary key,
    version bigint not null,
    referred_by text[] not null,
    immigration text,
    duty text
);
