-- Beds or rooms of a shelter that are alike. Nothing here says where they are but the region, or who lives there.
create table unit_groups (
    unit_group_id uuid primary key,
    partner_id uuid not null,
    number int not null check (number > 0), -- by which the shelter tells them apart
    version bigint not null,
    region text not null, -- of the description, for lists
    description jsonb not null,
    -- The count: what the shelter says.
    total int not null default 0 check (total between 0 and 500),
    out_of_service int not null default 0 check (out_of_service >= 0),
    turnaround int not null default 0 check (turnaround >= 0),
    others int not null default 0 check (others >= 0), -- its own guests
    counted_at timestamptz, -- null: never
    counted_by uuid,
    -- What the network knows itself, changed with the stays and in their commit.
    extra int not null default 0 check (extra between 0 and 500),
    held int not null default 0 check (held >= 0),
    occupied int not null default 0 check (occupied >= 0),
    closed_at timestamptz,
    unique (partner_id, number),
    constraint unit_groups_places check (held + occupied + others + out_of_service + turnaround <= total + extra)
);
create index unit_groups_region on unit_groups (region) where closed_at is null;

-- A mattress, a sofa: open for some nights, or as long as the stay of somebody for whom there was no place. What is over counts only as long as
-- somebody needs it.
create table extra_places (
    extra_id uuid primary key,
    unit_group_id uuid not null references unit_groups,
    places int not null check (places > 0),
    until timestamptz,
    stay_id uuid,
    check ((until is null) = (stay_id is not null))
);
create index extra_places_group on extra_places (unit_group_id, until);

-- The saga row is the read model: a household that lives in a shelter, as codes and figures.
create table stays (
    correlation_id uuid primary key,
    version bigint not null,
    data jsonb not null,
    state text generated always as (data ->> 'currentState') stored
);

-- A shelter's stays, and until when something is due. Written with the saga row, from it.
create table worklist (
    partner_id uuid not null,
    conversation_id uuid not null,
    side text not null check (side in ('stays')),
    open boolean not null,
    due_at timestamptz not null, -- infinity: nothing presses
    to_do text,
    updated_at timestamptz not null,
    audience uuid[], -- null: for all of the partner's people
    primary key (partner_id, conversation_id)
);
create index worklist_pages on worklist (partner_id, open, due_at, conversation_id desc);

-- Local copies, the same in every service; Partners is where they are made.
create table known_partners (
    partner_id uuid primary key,
    version bigint not null,
    kind text not null,
    jurisdiction text not null,
    services text[] not null,
    languages text[] not null,
    time_zone text not null,
    hours jsonb not null,
    suspended boolean not null,
    public_key text,
    holidays_of text not null,
    transfer_ground text not null
);

create table known_rules (
    jurisdiction text not null,
    rule text not null,
    valid_from date not null,
    valid_to date,
    value numeric not null,
    unit text not null,
    citation text not null,
    primary key (jurisdiction, rule, valid_from)
);

create table known_holidays (
    country text not null,
    year int not null,
    days date[] not null,
    primary key (country, year)
);
