-- What a transfer of personal data to a partner stands on. Until Partners tells: nothing, so that nothing goes where the person was not told.
alter table known_partners add column transfer_ground text not null default 'NONE';

-- The recipients outside the EEA of whom the person was told that their data goes there (GDPR Ch. V).
alter table consents add column transfers_told uuid[] not null default '{}';
