-- What kind an organisation is decides whether a referral may go to it. Until its next listing comes the kind is not known,
-- and nothing may.
alter table known_partners add column kind text not null default '';
alter table known_partners alter column kind drop default;
