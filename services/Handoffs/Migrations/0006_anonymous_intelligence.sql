-- A row a report: states, codes and moments. Its words lie beside it, sealed under a key of its own in the key database.
create table anonymous_intelligence (
    correlation_id uuid primary key,
    version bigint not null,
    data jsonb not null,
    state text generated always as (data ->> 'currentState') stored
);

create table intelligence_reports (
    intelligence_id uuid primary key,
    sealed bytea not null,
    reference bytea -- the recipient's
);
