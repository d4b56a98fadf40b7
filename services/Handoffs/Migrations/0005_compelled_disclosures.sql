-- The saga row is the read model. Nothing here identifies a person. An order has one row, under its own id.
create table compelled_disclosures (
    correlation_id uuid primary key,
    version bigint not null,
    data jsonb not null,
    state text generated always as (data ->> 'currentState') stored,
    sender uuid generated always as ((data -> 'data' ->> 'from')::uuid) stored,
    -- So late that it is the data-protection officers' business.
    escalated boolean generated always as ((data -> 'data' ->> 'escalated')::boolean) stored
);
create index compelled_disclosures_sender on compelled_disclosures (sender, state);
create index compelled_disclosures_escalated on compelled_disclosures (correlation_id) where escalated;

-- Who approves where a coordinator or the director does not: each names their own, and only who was named before a demand counts for it.
create table deputies (
    partner_id uuid not null,
    of_actor uuid not null,
    of_role text not null check (of_role in ('coordinator', 'director')),
    deputy uuid not null,
    named_at timestamptz not null,
    ended_at timestamptz,
    primary key (partner_id, of_actor, of_role, deputy, named_at)
);
create index deputies_deputy on deputies (partner_id, deputy);
