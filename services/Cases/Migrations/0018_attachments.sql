-- Files of a case. Nothing of a file, nor its name, stands here in the clear; it is sealed under a key of its own, which is
-- wrapped by the case's key and once more by one in the key database: without either nobody opens it.
create table attachments (
    attachment_id uuid primary key, -- chosen by the client, so that it can repeat what it sent
    case_id uuid not null references cases,
    category text not null,
    kind text not null,
    length bigint not null, -- bytes, as kept
    wrapped_key bytea not null,
    sealed bytea not null, -- name and SHA-256
    added_at timestamptz not null,
    added_by uuid not null
);
create index attachments_case on attachments (case_id, attachment_id desc);

-- The content in pieces, in the order of their numbers. They come before the row that tells what they are, in the same commit.
create table attachment_chunks (
    attachment_id uuid not null references attachments on delete cascade deferrable initially deferred,
    number int not null,
    sealed bytea not null,
    primary key (attachment_id, number)
);
-- What is sealed cannot be compressed.
alter table attachment_chunks alter sealed set storage external;
