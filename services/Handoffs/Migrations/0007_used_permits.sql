-- One permit begins one status referral, from whatever tab and however often it is sent.
create table used_permits (
    permit_id uuid primary key
);
