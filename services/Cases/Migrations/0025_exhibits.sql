-- What could be evidence: a file of the case, or a thing of which the network holds no content. The exhibit itself stands sealed under the
-- key of the case: label, number of the bag, who took it when and where, who held it then, and the SHA-256 of a file.
create table exhibits (
    exhibit_id uuid primary key,
    case_id uuid not null references cases,
    kind text not null,
    -- Its content; of a thing a picture of the sealed bag, where there is one.
    attachment_id uuid unique references attachments,
    sealed bytea not null,
    added_at timestamptz not null,
    added_by uuid not null,
    -- Marked as a sexual picture of somebody who may be under 18: nobody of the network opens it from then on. When the police were told, and
    -- whom, is sealed.
    isolated_at timestamptz,
    isolated_by uuid,
    sealed_isolation bytea
);
create index exhibits_case on exhibits (case_id, exhibit_id);

-- The chain of custody: each hop signed by the network and naming the hash of the one before, sealed since it holds names.
create table exhibit_hops (
    exhibit_id uuid not null references exhibits on delete cascade,
    number int not null,
    -- On the ledger, which commits to the signed hop.
    record_id uuid not null,
    sealed bytea not null,
    primary key (exhibit_id, number)
);

-- Which of them the person has ticked, one by one.
alter table consents add column exhibits uuid[] not null default '{}';

-- How many of each kind would go: what the permit says of them. Null: it is for no handoff.
alter table permits add column exhibits jsonb;

-- What of them went with a disclosure, the SHA-256 of its signed file, and the record on the ledger that commits to that file. Of a handoff
-- alone the file is kept, sealed with the rest of the disclosure: whoever gave evidence can show what it gave.
alter table disclosures add column exhibits uuid[] not null default '{}', add column file_sha256 bytea, add column record_id uuid;

-- What a recipient confirms of the file and of each exhibit, once each: signed by the network, sealed under the key of the case, since it
-- holds hashes.
create table custody_receipts (
    receipt_id uuid primary key,
    disclosure_id uuid not null references disclosures,
    exhibit_id uuid references exhibits, -- null: of the file
    matches boolean not null,
    record_id uuid not null,
    sealed bytea not null,
    given_at timestamptz not null
);
create unique index custody_receipts_item on custody_receipts (disclosure_id, exhibit_id) nulls not distinct;
