-- What a traveller wants done if they do not arrive: one for each case and return, the newest. An alarm of the return opens it to its desks.
create table arrival_plans (
    plan_id uuid primary key,
    former uuid[] not null default '{}', -- the ids of those that it replaced: an alarm may know an older one
    case_id uuid not null references cases,
    return_id uuid not null,
    desks uuid[] not null,
    sealed bytea not null,
    made_at timestamptz not null,
    made_by uuid not null,
    alarmed_at timestamptz,
    arrived_at timestamptz,
    unique (case_id, return_id)
);
create index arrival_plans_return on arrival_plans (return_id);
