-- The saga row is the read model. Nothing here identifies a person.
create table consented_handoffs (
    correlation_id uuid primary key,
    version bigint not null,
    data jsonb not null,
    -- A receipt is so late that it is the data-protection officers' business.
    escalated boolean not null generated always as (
        jsonb_path_exists(data, '$.data.stopReceipts[*] ? (@.escalated == true && @.kind == null)')) stored
);
create index consented_handoffs_escalated on consented_handoffs (correlation_id) where escalated;

-- Which kinds of partner may turn to an authority, as its newest listing says.
create table known_authorities (
    partner_id uuid primary key,
    version bigint not null,
    referred_by text[] not null
);
