-- One for all types: each list names its own sides, so that no type stands in another's.
create table worklist (
    partner_id uuid not null,
    conversation_id uuid not null,
    side text not null check (side in (
        'handoffs-sent', 'handoffs-received', 'status-sent', 'status-received', 'notices-sent', 'notices-received',
        'intelligence-sent', 'intelligence-received', 'compelled', 'compelled-received')),
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
