-- An offer is accepted with one place. (A hold that is not confirmed yet does not count: its offer may have been open again meanwhile.)
create unique index stays_offer on stays ((data -> 'data' -> 'promise' ->> 'offerId'))
    where state in ('Confirmed', 'EnRoute', 'CheckInOverdue', 'CheckedIn', 'Away', 'Missing');

-- Extra places for those who had arrived are as many as are needed: an arrival is never refused.
alter table unit_groups drop constraint unit_groups_extra_check, add constraint unit_groups_extra_check check (extra >= 0);
