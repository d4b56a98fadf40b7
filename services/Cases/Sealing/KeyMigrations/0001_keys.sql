-- Beside the chassis's keys: key pairs that the network keeps for organisations that bring none of their own.
create table custodial_keys (
    partner_id uuid primary key references organisation_keys,
    public_jwk text not null,
    wrapped_private bytea not null,
    made_at timestamptz not null
);
