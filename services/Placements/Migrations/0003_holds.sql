-- An offer is accepted with one place. (A hold that is not confirmed yet does not count: its offer may have been open again meanwhile.)
create unique index stays_offer on stays ((data -> 'data' -> 'promise' ->> 'offerId'))
    where state in ('Confirmed', 'EnRoute', 'CheckInOverdue', 'CheckedIn', 'Away', 'Missing');
