-- What the partner's system did because of a message. No unique constraint: what is done twice shows.
create table effects (
    what text not null,
    referral_id uuid not null
);
