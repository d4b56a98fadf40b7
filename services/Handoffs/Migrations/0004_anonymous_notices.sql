-- A notice holds the coarse cell that was sent, and nothing that leads to a person.
create table anonymous_notices (
    correlation_id uuid primary key,
    version bigint not null,
    data jsonb not null,
    state text generated always as (data ->> 'currentState') stored
);

-- How many refused, as finely as it was said; no moment and no link to a notice. What is not known is null.
create table notice_cells (
    year int not null,
    sex text,
    nationality text,
    exploitation text,
    region text,
    count int not null,
    unique nulls not distinct (year, sex, nationality, exploitation, region)
);

-- One refusal makes one notice: by a keyed hash, whose key stands in no database.
create table used_notice_bases (
    basis_hash bytea primary key
);
