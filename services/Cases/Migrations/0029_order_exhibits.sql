-- What an order names beside fields, and the moment by which it is to be answered; null: it names none. Of what it took the signed file is kept
-- as that of a handoff is.
alter table orders add column exhibits uuid[] not null default '{}', add column answer_by timestamptz;
