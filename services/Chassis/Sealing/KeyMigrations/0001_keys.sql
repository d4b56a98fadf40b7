-- The key database. Everything here is wrapped: by the master key (organisations), or by the organisation's key (the rest).
-- Keep few backups of it, and not for long: an erasure is final when the last of them is gone.
-- "if not exists": the first of these databases had these tables from a migration of their service.

create table if not exists organisation_keys (
    partner_id uuid primary key,
    wrapped bytea not null,
    made_at timestamptz not null
);

create table if not exists keys (
    kind text not null,
    id uuid not null,
    owner uuid not null references organisation_keys,
    wrapped bytea not null,
    made_at timestamptz not null,
    -- When the sweep has seen that what it opens was committed.
    settled_at timestamptz,
    primary key (kind, id)
);
create index if not exists keys_unsettled on keys (made_at) where settled_at is null;
