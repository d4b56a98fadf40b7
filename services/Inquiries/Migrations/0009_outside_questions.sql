-- What one organisation asks another about a person. Each side has an id of its own, so that neither finds in the ledger what the
-- other did. Who is asked about, why, and how to reach the asker is sealed under the question's own key.
create table outside_questions (
    question_id uuid primary key,
    received_id uuid not null unique,
    asker uuid not null,
    asked_by uuid not null,
    asked uuid not null,
    on_behalf_of text not null,
    sealed bytea not null,
    asked_at timestamptz not null,
    answers_at timestamptz not null,
    deletes_at timestamptz not null,
    looked_at timestamptz,
    looked_at_by uuid
);
create index outside_questions_of_asker on outside_questions (asker, question_id);
create index outside_questions_received on outside_questions (asked, received_id);
