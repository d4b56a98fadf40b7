-- The key database. Everything here is wrapped: by the master key (organisations), or by the organisation's key (the rest).
-- Keep few backups of it, and not for long: an erasure is final when the last of them is gone.

create table organisation_keys (
    partner_id uuid primary key,
    wrapped bytea not null,
    made_at timestamptz not null
);

create table keys (
    kind text not null check (kind in ('Case', 'Disclosure', 'Draft')),
    id uuid not null,
    owner uuid not null references organisation_keys,
    wrapped bytea not null,
    made_at timestamptz not null,
    -- When the sweep has seen that what it opens was committed.
    settled_at timestamptz,
    primary key (kind, id)
);
create index keys_unsettled on keys (made_at) where settled_at is null;

-- Key pairs that the network keeps for organisations that bring none of their own.
create table custodial_keys (
    partner_id uuid primary key references organisation_keys,
    public_jwk text not null,
    wrapped_private bytea not null,
    made_at timestamptz not null
);
