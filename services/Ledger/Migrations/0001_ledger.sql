-- Who did what to which reference. Ids only, never content.
create table audit_records (
    record_id     uuid primary key,
    actor      uuid not null,
    partner    uuid,
    service    text not null,
    verb       text not null,
    reference  uuid not null,
    related    uuid,
    at         timestamptz not null,
    commitment text
);
create index audit_records_reference on audit_records (reference);
create index audit_records_related on audit_records (related) where related is not null;

-- Acts come from many consumers at once and commit in any order; one sequencer gives them their places from here.
-- The only table of the ledger that rows leave.
create table pending (
    arrival bigint generated always as identity primary key,
    record_id  uuid not null references audit_records
);

create table leaves (
    index  bigint primary key check (index >= 0),
    record_id uuid not null unique references audit_records,
    hash   bytea not null check (length(hash) = 32)
);

-- A head stands for all leaves below its size. Peaks are what the next leaf is added to.
create table heads (
    size  bigint primary key check (size > 0),
    root  bytea not null check (length(root) = 32),
    peaks bytea not null,
    at    timestamptz not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'The ledger is append-only: % on % is refused.', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger append_only before update or delete or truncate on audit_records for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on leaves for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on heads for each statement execute function refuse_change();
