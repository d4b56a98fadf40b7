-- What takes two persons: a partner's name and kind, its key, an identity provider, a change of one, and the end of a suspension.
-- The first proposes here. A row's content never changes, so its id names what the second person was shown.
create table proposals (
    id            uuid primary key,
    partner_id    uuid not null references partners,
    kind          text not null check (kind in ('naming', 'key', 'provider', 'reinstatement')),
    -- Null where it is about the partner itself, and for a provider that is not there yet.
    provider_id   uuid references providers,
    content       jsonb not null,
    -- Of the provider proposed; sealed as in providers.
    client_secret bytea,
    proposed_by   uuid not null,
    proposed_at   timestamptz not null,
    -- SHA-256 of the secret in the one-time link, until it is used.
    link_hash     bytea unique,
    link_by       uuid,
    link_ends_at  timestamptz,
    -- Null beside agreed_at: who opened the link.
    agreed_by     uuid,
    agreed_at     timestamptz,
    -- Null beside ended_at: a later proposal took its place.
    withdrawn_by  uuid,
    ended_at      timestamptz
);
create unique index proposals_open on proposals (partner_id, kind, coalesce(provider_id, '00000000-0000-0000-0000-000000000000'))
    where agreed_at is null and ended_at is null;
create index proposals_partner on proposals (partner_id, proposed_at);

drop table key_proposals;

-- A person is issuer and subject: an issuer that has ever signed in people of one partner never signs in those of another,
-- also when its provider has meanwhile moved to another issuer. In lower case and without slash at the end.
create table issuers (
    issuer     text primary key,
    partner_id uuid not null references partners
);
insert into issuers (issuer, partner_id) select distinct on (lower(rtrim(issuer, '/'))) lower(rtrim(issuer, '/')), partner_id from providers;

-- What a partner's people type to find their sign-in: 8 of 32 characters, stored without the dash.
alter table partners add column sign_in_code text;
update partners set sign_in_code = (
    select string_agg(substr('23456789ABCDEFGHJKLMNPQRSTUVWXYZ', 1 + get_byte(uuid_send(random), n) % 32, 1), '')
    from (select gen_random_uuid() as random, partners.id) as one, unnest(array[0, 1, 2, 3, 4, 5, 10, 11]) as n);
alter table partners alter column sign_in_code set not null;
alter table partners add constraint partners_sign_in_code unique (sign_in_code);
