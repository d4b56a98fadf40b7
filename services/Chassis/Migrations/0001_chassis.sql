-- One row a message that this service has consumed. Kept longer than any redelivery can take; swept by age.
create table inbox (
    message_id uuid not null,
    consumer text not null,
    received_at timestamptz not null,
    primary key (message_id, consumer)
);
create index inbox_received_at on inbox (received_at);

-- due_at carries the design: a message to publish now gets now + grace (its own process publishes it at once and deletes
-- it; the sweep is for what a crash left behind), a timer now + its delay, a retry is pushed forward.
create table outbox (
    message_id uuid primary key,
    timer_key text unique,
    exchange text not null,
    mandatory boolean not null,
    trace_parent text,
    body bytea not null,
    due_at timestamptz not null,
    attempts int not null default 0,
    parked_at timestamptz
);
create index outbox_due_at on outbox (due_at);
create index outbox_parked_at on outbox (parked_at) where parked_at is not null;

-- What could not be consumed, with the reason. Replayed once, by a person, with a record.
create table quarantine (
    id uuid primary key,
    message_id uuid,
    queue text not null,
    message_type text,
    reason text not null,
    detail text not null,
    body bytea not null,
    received_at timestamptz not null,
    replayed_at timestamptz,
    replayed_by uuid
);
create index quarantine_received_at on quarantine (received_at) where replayed_at is null;

-- An answered POST: a hash and a resource id only, never a body.
create table idempotency (
    caller uuid not null,
    key text not null,
    body_hash bytea not null,
    status int,
    resource_id uuid,
    location text,
    version bigint,
    created_at timestamptz not null,
    primary key (caller, key)
);
create index idempotency_created_at on idempotency (created_at);

-- Salts of the commitments on the ledger; they die with the content they hide.
create table audit_salts (
    record_id uuid primary key,
    reference uuid not null,
    salt bytea not null
);
create index act_salts_reference on audit_salts (reference);
