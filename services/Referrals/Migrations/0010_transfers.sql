-- What a transfer of personal data to a partner stands on. Until Partners tells: nothing, so that nothing goes where the person was not told.
alter table known_partners add column transfer_ground text not null default 'NONE';
