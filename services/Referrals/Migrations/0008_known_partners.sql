-- The copy of partners is the same in every service.
alter table known_partners
    add column languages text[] not null default '{}',
    add column hours jsonb not null default '{}',
    add column public_key text;
