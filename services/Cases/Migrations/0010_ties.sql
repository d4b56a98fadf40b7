-- Which conversations a case is in, also where no offer on a permit says so.
create table ties (
    tie_id uuid primary key,
    case_id uuid not null references cases,
    conversation text not null,
    conversation_id uuid not null,
    made_at timestamptz not null,
    made_by uuid not null,
    unique (case_id, conversation, conversation_id)
);
