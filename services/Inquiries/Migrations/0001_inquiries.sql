-- The saga row is the read model. Nothing here says who asked: no name, no address, no IP address, no word of what was typed.
create table rooms (
    correlation_id uuid primary key,
    version bigint not null,
    data jsonb not null,
    state text generated always as (data ->> 'currentState') stored,
    hotline uuid generated always as ((data -> 'now' ->> 'hotline')::uuid) stored
);
create index rooms_of_hotline on rooms (hotline, state, correlation_id);

-- Sealed under the room's own key. The position is the order of commits, since a word in a room locks it.
create table messages (
    message_id uuid primary key,
    position bigint generated always as identity,
    room_id uuid not null,
    author text not null check (author in ('visitor', 'counsellor', 'note')),
    actor uuid,
    sealed bytea not null,
    written_at timestamptz not null
);
create index messages_of_room on messages (room_id, position);

-- Keyed hashes; the key stands in no database.
create table room_tokens (
    hash bytea primary key,
    room_id uuid not null,
    made_at timestamptz not null
);
create index room_tokens_of_room on room_tokens (room_id);

create table return_phrases (
    lookup bytea primary key,
    room_id uuid not null,
    shown_at timestamptz not null,
    kept_at timestamptz
);
create index return_phrases_of_room on return_phrases (room_id);

-- Counters of one dimension each, so that no two figures can be tied to one person. A period is a month, or a day for visits.
create table counts (
    dimension text not null,
    period date not null,
    value text not null,
    count bigint not null,
    primary key (dimension, period, value)
);

-- Local copies; Partners is where they are made.
create table known_hotlines (
    partner_id uuid primary key,
    version bigint not null,
    jurisdiction text not null,
    languages text[] not null,
    hours jsonb not null,
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

create table situations (
    correlation_id uuid primary key,
    version bigint not null,
    data jsonb not null,
    state text generated always as (data ->> 'currentState') stored,
    hotline uuid generated always as ((data -> 'now' ->> 'hotline')::uuid) stored,
    escalated boolean generated always as (data -> 'now' ->> 'escalatedAt' is not null) stored
);
create index situations_of_hotline on situations (hotline, state, correlation_id);
create index situations_escalated on situations (hotline, correlation_id) where escalated;

-- Notes, how to reach her, what to say: sealed under the situation's own key.
create table situation_texts (
    text_id uuid primary key,
    position bigint generated always as identity,
    situation_id uuid not null,
    kind text not null check (kind in ('note', 'contact', 'words')),
    actor uuid not null,
    sealed bytea not null,
    written_at timestamptz not null
);
create index texts_of_situation on situation_texts (situation_id, position);

create table callbacks (
    callback_id uuid primary key,
    situation_id uuid not null,
    hotline uuid not null,
    due_at timestamptz not null,
    leave_message boolean not null,
    overdue boolean not null,
    made_at timestamptz
);
create index callbacks_to_make on callbacks (hotline, due_at) where made_at is null;
create index callbacks_of_situation on callbacks (situation_id);

create table caller_phrases (
    lookup bytea primary key,
    situation_id uuid not null,
    hotline uuid not null,
    given_at timestamptz not null
);
create index caller_phrases_of_situation on caller_phrases (situation_id);
