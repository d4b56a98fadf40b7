-- The copy of partners is the same in every service. Beside it Cases keeps what it seals to: the partner's own key, or the public one
-- of a pair that the key database keeps for it.
alter table known_partners
    add column services text[] not null default '{}',
    add column languages text[] not null default '{}',
    add column hours jsonb not null default '{}',
    add column public_key text;
update known_partners set public_key = public_jwk where own_key;
alter table known_partners alter column public_jwk drop not null, drop column own_key;
