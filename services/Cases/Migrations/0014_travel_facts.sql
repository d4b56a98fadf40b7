-- What may bar a person's travel: never changed and never deleted. Even of what kind a fact is stands in the sealed part alone.
create table travel_facts (
    fact_id uuid primary key,
    case_id uuid not null references cases,
    sealed bytea not null,
    recorded_at timestamptz not null,
    recorded_by uuid not null
);
create index travel_facts_case on travel_facts (case_id);

-- Returns that have asked whether their travellers may travel: they are told when the answer changes.
create table travel_questions (
    return_id uuid primary key,
    -- Whose cases count; null: the one organisation's that has tied any.
    lead uuid,
    last_answer text not null,
    asked_at timestamptz not null
);
create index ties_conversation on ties (conversation_id);
