create table interpreter_requests (
    correlation_id uuid primary key,
    version bigint not null,
    data jsonb not null,
    state text generated always as (data ->> 'currentState') stored
);
create table worklist (
    partner_id uuid not null,
    conversation_id uuid not null,
    side text not null,
    open boolean not null,
    due_at timestamptz not null,
    to_do text,
    updated_at timestamptz not null,
    audience uuid[],
    primary key (partner_id, conversation_id)
);
