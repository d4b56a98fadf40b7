-- Partners as Cases knows them: what kind they are decides what they may see.
create table known_partners (
    partner_id uuid primary key,
    version bigint not null,
    kind text not null,
    suspended boolean not null,
    -- JWK. Its own, or one of a pair that the key database keeps for it.
    public_jwk text not null,
    own_key boolean not null
);

-- The only tables of the network with personal data, and there only sealed: bytea columns called sealed.
create table cases (
    case_id uuid primary key,
    owner uuid not null,
    -- What the ledger knows the case by. Unlinked on erasure.
    ledger_reference uuid not null unique,
    -- Neutral, for lists: no part of it says who.
    label text not null,
    version bigint not null,
    opened_at timestamptz not null,
    opened_by uuid not null,
    changed_at timestamptz not null
);
create unique index cases_owner_label on cases (owner, label);
create index cases_owner on cases (owner, changed_at desc);

create table case_contents (
    case_id uuid not null references cases,
    category text not null,
    -- Of the case when this was sealed: part of what the ciphertext is bound to.
    version bigint not null,
    sealed bytea not null,
    primary key (case_id, category)
);

create table consents (
    receipt_id uuid primary key,
    case_id uuid not null references cases,
    version bigint not null,
    purposes text[] not null,
    recipients uuid[] not null,
    categories text[] not null,
    exclusions jsonb not null,
    lifts uuid[] not null,
    given_by text not null,
    child_view text,
    taken_by uuid not null,
    sealed_interpreter bytea,
    language text not null,
    method text not null,
    wording_version text not null,
    wording_hash bytea not null,
    given_at timestamptz not null,
    valid_until timestamptz not null,
    recorded_at timestamptz not null,
    withdrawn_at timestamptz,
    withdrawn_by uuid
);
create index consents_case on consents (case_id);

create table permits (
    permit_id uuid primary key,
    case_id uuid not null references cases,
    owner uuid not null,
    receipt_id uuid not null references consents,
    receipt_version bigint not null,
    purpose text not null,
    recipients uuid[] not null,
    categories text[] not null,
    -- The decision as it was made: each recipient with each category and its reason.
    decisions jsonb not null,
    given_at timestamptz not null,
    given_by uuid not null,
    expires_at timestamptz not null
);
create index permits_case on permits (case_id);
create index permits_receipt on permits (receipt_id);

-- Which referrals stand on which permit: learnt from the offers that were made.
create table offers (
    offer_id uuid primary key,
    referral_id uuid not null,
    permit_id uuid not null references permits,
    case_id uuid not null references cases,
    recipient uuid not null,
    made_at timestamptz not null
);
create index offers_referral on offers (referral_id, made_at);
create index offers_permit on offers (permit_id);

-- Recipients that gave a referral back or whose referral ended; kept, since a release may come after the end.
create table ended_recipients (
    referral_id uuid not null,
    recipient uuid not null,
    ended_at timestamptz not null,
    primary key (referral_id, recipient)
);

create table disclosures (
    disclosure_id uuid primary key,
    referral_id uuid not null,
    permit_id uuid not null references permits,
    case_id uuid not null references cases,
    recipient uuid not null,
    purpose text not null,
    receipt_id uuid not null references consents,
    categories text[] not null,
    -- Sealed to a key of the recipient's own, which the network does not have.
    own_key boolean not null,
    sealed bytea not null,
    released_at timestamptz not null,
    shut_at timestamptz,
    shut_reason text,
    first_read_at timestamptz,
    last_read_at timestamptz,
    reads int not null default 0
);
create index disclosures_case on disclosures (case_id, released_at);
create index disclosures_receipt on disclosures (receipt_id);
create index disclosures_referral on disclosures (referral_id);

-- One row a request for release, for ever: a request that comes again gets the same answer and makes nothing new.
create table releases (
    request_id uuid primary key,
    referral_id uuid not null,
    permit_id uuid not null,
    recipient uuid not null,
    disclosure_id uuid references disclosures,
    refused text,
    decided_at timestamptz not null
);
create index releases_referral on releases (referral_id);

create table notes (
    note_id uuid primary key,
    referral_id uuid not null,
    case_id uuid not null references cases,
    author uuid not null,
    author_actor uuid not null,
    -- The one organisation it was written for; the sender reads all of its referral.
    addressee uuid not null,
    sealed bytea not null,
    written_at timestamptz not null
);
create index notes_referral on notes (referral_id);

create table drafts (
    draft_id uuid primary key,
    actor uuid not null,
    partner uuid not null,
    sealed bytea not null,
    version bigint not null,
    changed_at timestamptz not null
);
create index drafts_actor on drafts (actor, changed_at desc);
