-- The saga row is the read model. Lists read the columns; nothing here identifies a person.
create table referrals (
    correlation_id uuid primary key,
    version bigint not null,
    data jsonb not null,
    state text generated always as (data ->> 'currentState') stored,
    sender uuid generated always as ((data -> 'referral' ->> 'from')::uuid) stored
);

-- Who has which referral on her list, until when she should have done what. Written with the saga row, from it.
create table worklist (
    partner_id uuid not null,
    referral_id uuid not null,
    side text not null check (side in ('sent', 'received')),
    open boolean not null,
    due_at timestamptz not null, -- infinity: nothing presses
    to_do text,
    updated_at timestamptz not null,
    primary key (partner_id, referral_id)
);
create index worklist_pages on worklist (partner_id, open, due_at, referral_id desc);

-- Evidence beside the state: a person of the recipient has opened the offer. Reading changes no version.
create table seen (
    offer_id uuid primary key,
    referral_id uuid not null,
    partner_id uuid not null,
    actor uuid not null,
    seen_at timestamptz not null
);
create index seen_referral on seen (referral_id);

-- Local copies; Partners is where they are made.
create table known_partners (
    partner_id uuid primary key,
    version bigint not null,
    jurisdiction text not null,
    services text[] not null,
    time_zone text not null,
    suspended boolean not null
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
