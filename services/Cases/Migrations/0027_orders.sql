-- An order that compels a disclosure, or what was told to save somebody: what it names and its words are sealed under the key of the case.
create table orders (
    order_id uuid primary key,
    case_id uuid not null references cases,
    recipient uuid not null,
    basis text not null,
    categories text[] not null,
    fields int not null, -- how many it names
    version bigint not null, -- counts how often it was narrowed; what is sealed is bound to it
    sealed bytea not null,
    recorded_at timestamptz not null,
    recorded_by uuid not null
);
create index orders_case on orders (case_id);

-- What the person was told of it and when, or until when the order forbids it.
create table order_tellings (
    telling_id uuid primary key,
    order_id uuid not null references orders,
    told_at timestamptz,
    to_be_heard_until timestamptz,
    ban_until timestamptz,
    sealed bytea, -- the lawyer
    recorded_at timestamptz not null,
    recorded_by uuid not null,
    check ((ban_until is null) = (told_at is not null))
);
create index order_tellings_order on order_tellings (order_id);

-- A disclosure stands on a permit, or on an order instead.
alter table disclosures alter column permit_id drop not null, alter column receipt_id drop not null;
alter table disclosures add column order_id uuid references orders;
alter table disclosures add constraint disclosures_basis check ((order_id is null) = (permit_id is not null));
create unique index disclosures_order on disclosures (order_id);
