-- A person is who her organisation's provider says she is: issuer and subject, never an e-mail address.
create table people (
  actor_id uuid primary key,
  issuer text not null,
  subject text not null,
  partner_id uuid not null,
  display_name text not null, -- for colleagues of the same organisation
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  suspended_at timestamptz,
  unique (issuer, subject)
);

create table sessions (
  key_hash bytea primary key, -- keyed hash: who reads this table can use no session
  ticket bytea not null, -- sealed by the key ring, bound to this row
  actor_id uuid not null references people,
  partner_id uuid not null,
  provider_id uuid not null,
  sid text,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null
);

create index on sessions (actor_id);
create index on sessions (ends_at);

-- The key ring of ASP.NET Core data protection, each key sealed by the file that Sessions:Key names.
create table session_keys (
  name text primary key,
  xml text not null,
  stored_at timestamptz not null
);
