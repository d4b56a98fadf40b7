-- A child's permit to the authority that decides who is a victim stands on no receipt: the child was heard and told, and this is their view.
alter table permits alter column receipt_id drop not null;
alter table permits alter column receipt_version drop not null;
alter table permits add column child_view text;
alter table permits add constraint permits_basis check ((receipt_id is null) = (child_view is not null));
alter table disclosures alter column receipt_id drop not null;

-- What the authority decided, by the network's word: never changed, and what it is stands in the sealed part alone.
create table status_decisions (
    fact_id uuid primary key,
    case_id uuid not null references cases,
    sealed bytea not null,
    recorded_at timestamptz not null
);
create index status_decisions_case on status_decisions (case_id);
