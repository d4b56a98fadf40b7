create table partners (
    id           uuid primary key,
    version      bigint not null,
    name         text not null,
    kind         text not null,
    jurisdiction text not null,
    services     text[] not null,
    languages    text[] not null,
    regions      text[] not null,
    hours        jsonb not null,
    public_key   text,
    suspended    boolean not null default false,
    -- Runs the network: the only one whose people may be administrators, and who may hold no role that works with cases.
    operator     boolean not null default false,
    confirmed_at timestamptz not null
);
create unique index partners_operator on partners (operator) where operator;
create index partners_services on partners using gin (services);

-- A recipient's key is changed by two persons: the first proposes here, the second confirms what stands here.
create table key_proposals (
    partner_id  uuid primary key references partners,
    public_key  text,
    thumbprint  text not null,
    proposed_by uuid not null,
    proposed_at timestamptz not null
);

create table providers (
    id                    uuid primary key,
    partner_id            uuid not null references partners,
    display_name          text not null,
    issuer                text not null constraint providers_issuer unique,
    client_id             text not null,
    client_authentication text not null,
    -- AES-256-GCM under the service's master key, bound to the provider's id.
    client_secret         bytea,
    hosts                 text[] not null,
    role_claim            text not null,
    role_rules            jsonb not null,
    suspended             boolean not null default false
);
create index providers_partner on providers (partner_id);

-- One row: what the gateway knows the directory by. Whoever changes partners or providers raises it in the same commit.
create table directory (version bigint not null);
insert into directory values (1);
